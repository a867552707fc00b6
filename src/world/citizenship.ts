/** What providers know of citizenship: by the file's choice nothing, and then accounts of the same regions stand for citizens in what they do. */
import type { Scenario } from "../model/scenario.ts"
import type { DatedAct } from "./docket.ts"
import type { Conflict } from "./docketConflicts.ts"

/** Whether citizens are told apart in an act: a state and a carrier can, a provider where the file's choice does not say no. */
export function knowsCitizens(act: Pick<DatedAct, "by" | "act">, scenario: Scenario): boolean {
  const choice = scenario.choices["knows-citizenship"]
  return (choice !== "no" && choice !== false) || ![...act.by, ...(act.act.open?.via ?? [])].some((party) => party === "provider" || scenario.providers[party] !== undefined)
}

/** The act with its selectors of citizens as selectors of accounts, which must fit both where it names accounts too. */
export function byAccount<T>(words: T): T {
  if (Array.isArray(words)) return words.map(byAccount) as T
  if (typeof words !== "object" || words === null) return words
  const { citizen, ...rest } = Object.fromEntries(Object.entries(words).map(([key, value]) => [key, byAccount(value as unknown)]))
  if (!Array.isArray(citizen)) return { ...words, ...rest }
  const account = !Array.isArray(rest.account) || rest.account.includes("all") ? citizen : citizen.includes("all") ? rest.account : rest.account.filter((code: unknown) => citizen.includes(code))
  return { ...rest, account } as T
}

/** Each act in which accounts stand for citizens, for the result to say so. */
export function accountsForCitizens(acts: ReadonlyArray<DatedAct>, scenario: Scenario): ReadonlyArray<Conflict> {
  return acts.flatMap((act) => {
    const selects = namesCitizens(act.act)
    if (knowsCitizens(act, scenario) || !(selects || (act.extent === "nationals" && act.verb === "open"))) return []
    const orders = act.order === undefined ? [] : [act.order]
    return [{ atMs: act.intervals[0].fromMs, orders, choice: "knows-citizenship: no", text: `${act.path} ${selects ? "selects" : "reaches abroad"} by citizenship, which ${[...act.by, ...(act.act.open?.via ?? [])].join(", ")} does not know: accounts of the same regions are meant instead` }]
  })
}

function namesCitizens(words: unknown): boolean {
  if (Array.isArray(words)) return words.some(namesCitizens)
  if (typeof words !== "object" || words === null) return false
  return Object.entries(words).some(([key, value]) => (key === "citizen" && Array.isArray(value)) || namesCitizens(value))
}


/** Acts that would be carried out and do nothing in the world of the file: copies kept where nobody has machines, keys of what has none. */
import type { Act } from "../../model/acts.ts"
import { countriesIn, KEEPS, servicesWithoutPlace } from "../../model/keeping.ts"
import type { Order } from "../../model/orders.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"

/** Who does something, and the state whose place stands for what an act leaves out. */
interface Doer {
  readonly by: ReadonlyArray<string>
  readonly issuer: string | undefined
}

export function checkIdle(check: Check): void {
  const { orders, answers, events } = check.scenario
  for (const [id, order] of Object.entries(orders)) {
    const doer = { by: [], issuer: issuerOf(order) }
    ;(order.demands ?? []).forEach((act, i) => keysOf(check, ["orders", id, "demands", i], act))
    ;(order.does ?? []).forEach((act, i) => done(check, ["orders", id, "does", i], act, doer))
    ;(order.else ?? []).forEach((item, i) => ("after" in item ? item.do.forEach((act, k) => done(check, ["orders", id, "else", i, "do", k], act, doer)) : done(check, ["orders", id, "else", i], item as Act, doer)))
  }
  for (const [id, answer] of Object.entries(answers)) {
    const answered = (answer.to ?? []).flatMap((order) => orders[order] ?? [])
    const issuer = answered[0] === undefined ? undefined : issuerOf(answered[0])
    answer.do.forEach((act, i) => {
      const keys = ["answers", id, "do", i]
      if (act.comply === undefined) done(check, keys, act, { by: answer.by, issuer })
      else for (const order of answered) for (const demand of order.demands ?? []) kept(check, keys, demand["any-of"]?.[0] ?? demand, { by: answer.by, issuer: issuerOf(order) }, [])
    })
  }
  for (const [id, event] of Object.entries(events)) event.do.forEach((act, i) => done(check, ["events", id, "do", i], act, { by: event.by ?? [], issuer: undefined }))
}

function issuerOf(order: Order): string {
  return typeof order.by === "string" ? order.by : order.by.state
}

/** What is carried out; of `any-of` the first. */
function done(check: Check, keys: ReadonlyArray<Key>, act: Act, doer: Doer): void {
  keysOf(check, keys, act)
  const any = act["any-of"]
  if (any !== undefined) kept(check, [...keys, "any-of", 0], any[0], doer, ["keep"])
  else kept(check, keys, act, doer, ["keep"])
}

/** Notes where a duty to keep finds no machines. `within`: the way from `keys` to the words; none where they stand elsewhere. */
function kept(check: Check, keys: ReadonlyArray<Key>, act: Act, doer: Doer, within: ReadonlyArray<Key>): void {
  const { keep } = act
  if (keep === undefined) return
  const { scenario } = check
  const places = countriesIn(scenario, keep.in, doer.issuer)
  const where = keep.at?.join(", ") ?? places?.join(", ") ?? "any country"
  for (const service of servicesWithoutPlace(scenario, keep.what, { in: places, at: keep.at }, doer.by)) {
    const provider = scenario.services[service].provider ?? "its provider"
    check.note([...keys, ...within, ...(within.length > 0 && keep.in !== undefined ? ["in"] : [])], `keeps nothing of ${service}: ${provider} has no site in ${where} that could hold it`, { expected: `a site there with a role of ${KEEPS.join(", ")}, run by ${provider} or a partner` })
  }
}

/** Acts on keys that change no key. */
function keysOf(check: Check, keys: ReadonlyArray<Key>, act: Act): void {
  act["any-of"]?.forEach((one, i) => keysOf(check, [...keys, "any-of", i], one))
  for (const verb of ["rotate-keys", "destroy-keys"] as const)
    for (const key of ["to", "in"] as const) if (act[verb]?.[key] !== undefined) check.error([...keys, verb, key], `"${key}" says nothing of ${verb}: ${verb === "rotate-keys" ? "the new keys have the holders of the old ones, where those are" : "nobody has what is destroyed"}`, { on: "key", expected: "give-keys or move-keys with it, besides" })
  for (const verb of ["give-keys", "move-keys", "rotate-keys", "destroy-keys"] as const)
    for (const [i, word] of (act[verb]?.what ?? []).entries()) {
      const classes = classesNamed(check, word)
      if (classes.length > 0 && classes.every(([service, cls]) => isClear(check, service, cls))) check.note(check.entry([...keys, verb, "what"], i, act[verb]!.what.length === 1), `${word} is kept in clear text (its keys: nobody), so ${verb} changes nothing`, { expected: "a class with keys, or keys: of that class" })
    }
}

function classesNamed(check: Check, word: string): ReadonlyArray<readonly [service: string, cls: string]> {
  const [service, name] = word.split(".")
  const classes = Object.keys(check.scenario.services[service]?.classes ?? {})
  return classes.filter((cls) => name === undefined || cls === name).map((cls) => [service, cls])
}

/** Whether nobody has keys of a class, with whatever option. */
function isClear(check: Check, service: string, cls: string): boolean {
  const described = check.scenario.services[service]
  const byOption = Object.values(described.options ?? {}).some((option) => option.changes[`${cls}.keys`] !== undefined)
  const { keys } = described.classes[cls]
  const by = typeof keys === "string" ? [keys] : Array.isArray(keys) ? keys : (keys as { readonly by: ReadonlyArray<string> }).by
  return !byOption && by.includes("nobody")
}

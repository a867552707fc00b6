/** Whom acts and claims concern: the words of `of`. */
import type { OfClause } from "../../model/acts.ts"
import { JURISDICTIONS } from "../../model/ids.ts"
import { ACCESS_MODES, Plan, Segment } from "../../model/people.ts"
import { NO_LAPSE } from "../../model/units.ts"
import { codeHint } from "../codes.ts"
import { isMap, type Key } from "../origins.ts"
import { each, single } from "./acts.ts"
import type { Check } from "./check.ts"
import { dayOf } from "./instants.ts"

const STATUSES = ["resident", "visitor", "abroad", "other"]
const CODES = ["home", "citizen", "account", "sim", "store", "present", "exit"] as const

/** One clause, a list of clauses, or `all`. */
export function checkOf(check: Check, keys: ReadonlyArray<Key>, of: unknown): void {
  if (!Array.isArray(of)) return
  ;(of as ReadonlyArray<OfClause>).forEach((clause, i) => {
    const at = check.entry(keys, i, of.length === 1)
    checkClause(check, at, clause)
    const ends = clause["other-end"] ?? []
    ends.forEach((end, k) => {
      checkClause(check, check.entry([...at, "other-end"], k, ends.length === 1), end)
    })
  })
}

function checkClause(check: Check, at: ReadonlyArray<Key>, clause: OfClause): void {
  const words = (key: keyof OfClause, visit: (keys: ReadonlyArray<Key>, word: string) => unknown) => each(clause[key], (word, i) => visit(check.entry([...at, key], i, single(clause[key])), word))
  for (const key of CODES) words(key, (keys, code) => codeOf(check, keys, code, key))
  words("people", (keys, name) => check.name(keys, name, "cohort", check.known("people")))
  words("segment", (keys, name) => check.name(keys, name, "segment", Segment.literals))
  words("plan", (keys, name) => check.name(keys, name, "plan", Plan.literals))
  words("list", (keys, name) => check.name(keys, name, "list", check.lists()))
  words("option", (keys, name) => name === "no" || check.option(keys, name))
  words("carrier", (keys, name) => name === "others" || check.name(keys, name, "carrier", check.known("carriers")))
  words("access", (keys, name) => check.name(keys, name, "way to the network", [...ACCESS_MODES, "fixed"]))
  words("vpn", (keys, name) => name === "yes" || name === "no" || codeOf(check, keys, name, "vpn"))
  words("status", (keys, name) => check.name(keys, name, "status", STATUSES))
  words("uses", (keys, name) => check.name(keys, name, "service", check.known("services")))
  for (const edge of ["after", "before"] as const) {
    const [day, begins] = [dayOf(clause.opened?.[edge]), dayOf({ kind: "date", date: check.scenario.from, plus: NO_LAPSE })]
    if (day !== undefined && begins !== undefined && day < begins) check.error([...at, "opened", edge], "is before the run, and when accounts were opened before it is not known", { expected: `${check.scenario.from} or later: what people have from the beginning counts as opened before it` })
  }
  words("accepts", (keys, name) => name === "yes" || name === "no" || check.asked(keys, name))
}

function codeOf(check: Check, keys: ReadonlyArray<Key>, code: string, key: string): void {
  if (code === "all" || (key === "sim" && (code === "own" || code === "foreign"))) return
  if (JURISDICTIONS.has(code.slice(0, 2)) && /^[A-Z]{2}(-[A-Z0-9]{1,8})?$/.test(code)) {
    check.territory(keys, code)
    return
  }
  check.error(keys, `cannot be "${code}"`, { expected: key === "vpn" ? "yes, no, or the country code of the exit" : key === "sim" ? "own, foreign, all, or a country code" : "a country code such as \"IN\" or a territory such as \"IN-JK\"", hint: key === "vpn" && code === "none" ? "did you mean no?" : codeHint(code, check.known("countries")) })
}

/** The clauses that ask for own or foreign SIMs. */
export function simClauses(check: Check, keys: ReadonlyArray<Key>, of: unknown): ReadonlyArray<{ readonly at: ReadonlyArray<Key>; readonly sim: string }> {
  if (!Array.isArray(of)) return []
  return (of as ReadonlyArray<OfClause>).flatMap((clause, i) =>
    isMap(clause) ? (clause.sim ?? []).flatMap((sim, k) => (sim === "own" || sim === "foreign" ? [{ at: check.entry([...check.entry(keys, i, of.length === 1), "sim"], k, single(clause.sim)), sim }] : [])) : []
  )
}

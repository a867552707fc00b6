/** Claims and the head: what is measured, in which variant, against what. */
import { POINTS } from "../../model/acts.ts"
import type { Claim } from "../../model/claims.ts"
import { parseExpect } from "../../model/expect.ts"
import { JURISDICTIONS } from "../../model/ids.ts"
import { REASONS } from "../../model/result.ts"
import { codeHint } from "../codes.ts"
import { show } from "../issues.ts"
import { didYouMean, listed } from "../nearest.ts"
import type { Key } from "../origins.ts"
import { AS_HAPPENED } from "../variants.ts"
import { checkCode, each, single } from "./acts.ts"
import type { Check } from "./check.ts"
import { checkSpan, dayOf } from "./instants.ts"
import { checkOf } from "./selectors.ts"

/** The promises of the model that a run can break. */
const PROMISES = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R10", "R11", "R12", "R13", "K1", "K2", "K3", "K4", "K5", "C1", "C2", "C3", "C4", "C6", "C7", "C8", "X1", "X2", "X3", "X4", "X5", "X6", "X7", "X8", "L1", "L2", "L4", "L5", "E1", "E2", "E3", "M1", "M2", "M3", "M4", "M6"]
const EXPECTED = 'none, some, all, "at least 99 %", "at most 3", "2 to 5", "10 ± 2", in this order, equal, more than in V, less than in V, same as in V, never STATE, unknown, or a plain value'

export function checkClaims(check: Check): void {
  const ids = new Set<string>()
  check.scenario.claims.forEach((claim, i) => {
    const keys = ["claims", i]
    if (claim.id !== undefined && ids.has(claim.id)) check.error([...keys, "id"], `the id "${claim.id}" stands here a second time`, { expected: "an id of its own for each claim" })
    if (claim.id !== undefined) ids.add(claim.id)
    checkClaim(check, keys, claim)
  })
}

/** Copies that are kept for a time are told apart by day: so long has a day a number of its own. */
const YEARS_MAX = 20
const YEAR_MS = 366 * 86_400_000

export function checkHead(check: Check): void {
  const { from, until, baseline, "warm-up": warmMs } = check.scenario
  if (until < from) check.error(["until"], `the run ends on ${until}, before it begins`, { expected: `a date on or after ${from}`, rests: [["from"]] })
  else if (Date.parse(until) - Date.parse(from) > YEARS_MAX * YEAR_MS) check.error(["until"], `the run is longer than ${YEARS_MAX} years`, { expected: `a date at most ${YEARS_MAX} years after ${from}`, rests: [["from"]] })
  else if (warmMs !== undefined && warmMs > Date.parse(until) - Date.parse(from)) check.error(["warm-up"], "the warm-up is as long as the run: nothing would count", { expected: `a duration that ends before ${until}`, rests: [["from"], ["until"]] })
  if (baseline !== undefined) check.name(["baseline"], baseline, "variant", variants(check))
}

function variants(check: Check): ReadonlyArray<string> {
  return [AS_HAPPENED, ...check.known("variants")]
}

function checkClaim(check: Check, keys: ReadonlyArray<Key>, claim: Claim): void {
  each(claim.variant, (id, i) => check.name(check.entry([...keys, "variant"], i, single(claim.variant)), id, "variant", variants(check)))
  if (claim.measure === undefined && claim.promise === undefined) check.error(keys, "neither a measure nor a promise is claimed", { expected: "measure: accepted (or another measure), or promise: R1" })
  if (claim.promise !== undefined) check.name([...keys, "promise"], claim.promise, "promise", PROMISES)
  expectation(check, keys, claim)
  if (claim.of !== undefined) checkOf(check, [...keys, "of"], claim.of)
  otherEnds(check, keys, claim)
  const words = (key: "what" | "in" | "at" | "by" | "to" | "reason", visit: (at: ReadonlyArray<Key>, word: string) => unknown) => each(claim[key], (word, i) => visit(check.entry([...keys, key], i, single(claim[key])), word))
  words("what", (at, word) => check.word(at, word, "claim"))
  words("in", (at, code) => checkCode(check, at, code))
  words("at", (at, name) => check.name(at, name, "point or site", [...POINTS, ...check.known("sites")]))
  for (const key of ["by", "to"] as const) words(key, (at, name) => authority(check, at, name))
  words("reason", (at, name) => check.name(at, name, "reason", [...REASONS, ...check.known("orders"), ...check.known("answers"), ...check.known("events")]))
  if (claim.order !== undefined) check.name([...keys, "order"], claim.order, "order", check.known("orders"))
  if (claim.answer !== undefined) check.name([...keys, "answer"], claim.answer, "answer", [...check.known("answers"), ...check.known("events")])
  if (claim.site !== undefined) check.name([...keys, "site"], claim.site, "site", check.known("sites"))
  if (claim.during !== undefined) checkSpan(check, [...keys, "during"], claim.during, "from", "until")
  if (claim.sent !== undefined) checkSpan(check, [...keys, "sent"], claim.sent, "from", "until")
  const [after, before] = [dayOf(claim.after), dayOf(claim.before)]
  if (after !== undefined && before !== undefined && before <= after) check.error([...keys, "before"], "`before` comes before `after`: nothing lies between", { rests: [[...keys, "after"]] })
}

function expectation(check: Check, keys: ReadonlyArray<Key>, claim: Claim): void {
  const at = [...keys, "expect"]
  const expected = parseExpect(claim.expect)
  if (expected === undefined) {
    const text = typeof claim.expect === "string" ? claim.expect : ""
    check.error(at, `cannot be ${show(claim.expect)}`, { expected: EXPECTED, hint: didYouMean(text, ["none", "some", "all", "in this order", "equal", "unknown"]) })
    return
  }
  if ("variant" in expected) check.name(at, expected.variant, "variant", variants(check))
  if (claim.promise !== undefined && claim.measure === undefined && !(expected.kind === "value" && ["held", "broken", "not-exercised", "infeasible"].includes(String(expected.value))) && expected.kind !== "unknown") check.error(at, `cannot be ${show(claim.expect)}: this claim is about a promise`, { expected: "held, broken, not-exercised, infeasible or unknown" })
}

/** What is counted by whom messages are for. */
const BY_RECIPIENT = ["accepted", "delivered", "expired", "bounced"]

/** A run counts messages by sender, and these by recipient too: by both at once nothing, so that such a claim could never be judged. */
function otherEnds(check: Check, keys: ReadonlyArray<Key>, claim: Claim): void {
  if (claim.of === undefined || claim.of === "all" || claim.measure === undefined) return
  const { of, measure } = claim
  const isListed = ["in-order", "equal"].includes(parseExpect(claim.expect)?.kind ?? "")
  const saysMore = (clause: (typeof of)[number]) => Object.entries(clause).some(([key, value]) => key !== "other-end" && value !== undefined)
  of.forEach((clause, i) => {
    if (clause["other-end"] === undefined) return
    const at = [...check.entry([...keys, "of"], i, of.length === 1), "other-end"]
    const why = !BY_RECIPIENT.includes(measure) ? `${measure} is not counted by whom messages are for` : (claim.reason ?? claim.order ?? claim.answer) !== undefined ? "why messages failed is not counted by whom they are for" : saysMore(clause) || (!isListed && of.some(saysMore)) ? "nothing is counted by both ends of a message at once" : undefined
    if (why !== undefined) check.error(at, why, { on: "key", expected: `${listed(BY_RECIPIENT)}, of other-end and nothing else`, rests: [[...keys, "measure"]] })
  })
}

function authority(check: Check, keys: ReadonlyArray<Key>, name: string): void {
  if (JURISDICTIONS.has(name) || name === "all") return
  const known = [...check.parties(), ...check.known("people"), "user", "customer", "provider", "carrier", "partner", "nobody"]
  if (!known.includes(name)) check.error(keys, `"${name}" is no authority`, { expected: `a country code, or one of: ${listed(known)}`, hint: codeHint(name, check.known("countries")) ?? didYouMean(name, known) })
}

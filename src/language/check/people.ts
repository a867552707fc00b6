/** Cohorts: where they live and go, how they reach the network, what they use, to whom they write. */
import type { Instant } from "../../model/instants.ts"
import type { Cohort, Reach } from "../../model/people.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"
import { checkSpan, dateText, dayOf } from "./instants.ts"
import { checkSum } from "./shares.ts"

export function checkPeople(check: Check): void {
  for (const [id, cohort] of Object.entries(check.scenario.people)) {
    const keys = ["people", id]
    byPlace(check, [...keys, "home"], cohort.home, "people live there", "the shares of home")
    if (cohort.sim !== undefined) check.country([...keys, "sim"], cohort.sim, "SIMs are from there")
    counted(check, keys, cohort)
    if (cohort.plan === "by-carrier") offered(check, keys)
    habits(check, keys, cohort)
    reach(check, [...keys, "reach"], cohort.reach)
    writes(check, keys, cohort)
    stays(check, keys, cohort)
  }
}

function counted(check: Check, keys: ReadonlyArray<Key>, cohort: Cohort): void {
  if (cohort.count !== undefined || cohort.present?.stock !== undefined || cohort.present?.count !== undefined) return
  check.error(keys, "says nowhere how many they are", { on: "key", expected: "count: a number (or present: { stock: ... })", rests: [[...keys, "count"], [...keys, "present"]] })
}

/** A plan by carrier: some mobile carrier must say what it offers. */
function offered(check: Check, keys: ReadonlyArray<Key>): void {
  const some = Object.values(check.scenario.carriers).some((carrier) => carrier.kind === "mobile" && carrier.plans !== undefined)
  if (!some) check.error([...keys, "plan"], "no mobile carrier says which plans it offers", { expected: "prepaid or postpaid, or plans: [prepaid, postpaid] of a carrier", rests: [["carriers"]] })
}

function habits(check: Check, keys: ReadonlyArray<Key>, cohort: Cohort): void {
  for (const service of Object.keys(cohort.use)) check.name([...keys, "use", service], service, "service", check.known("services"), "key")
  for (const option of Object.keys(cohort.options ?? {})) check.option([...keys, "options", option], option, "key")
  for (const taken of Object.keys(cohort["takes-up"] ?? {})) if (!check.known("services").has(taken)) check.option([...keys, "takes-up", taken], taken, "key", check.known("services"))
  if (cohort.vpn !== undefined) check.country([...keys, "vpn", "exit"], cohort.vpn.exit, "packets leave a VPN there")
  carriers(check, [...keys, "carriers"], cohort.carriers)
  if (cohort.also !== undefined && !Array.isArray(cohort.also)) reachCountries(check, [...keys, "also"], cohort.also as Reach)
}

function carriers(check: Check, keys: ReadonlyArray<Key>, list: Cohort["carriers"]): void {
  if (list === undefined) return
  if (Array.isArray(list)) {
    ;(list as ReadonlyArray<string>).forEach((carrier, i) => check.name([...keys, i], carrier, "carrier", check.known("carriers")))
    return
  }
  for (const carrier of Object.keys(list)) check.name([...keys, carrier], carrier, "carrier", check.known("carriers"), "key")
  checkSum(check, keys, Object.values(list as Readonly<Record<string, number>>), "the shares of carriers")
}

function reach(check: Check, keys: ReadonlyArray<Key>, ways: Reach): void {
  const shares = modes(ways).map(([, way]) => (typeof way === "number" ? way : way.share))
  checkSum(check, keys, shares, "the shares of reach")
  reachCountries(check, keys, ways)
}

type Way = Exclude<Reach["wifi"], undefined>

function modes(ways: Reach): ReadonlyArray<readonly [mode: string, way: Way]> {
  return Object.entries(ways).filter(([key, way]) => way !== undefined && !["source", "grade", "note"].includes(key)) as unknown as ReadonlyArray<readonly [string, Way]>
}

function reachCountries(check: Check, keys: ReadonlyArray<Key>, ways: Reach): void {
  for (const [mode, way] of modes(ways)) {
    const at = [...keys, mode]
    const long = typeof way === "number" ? undefined : way
    if (long?.sim !== undefined) check.country([...at, "sim"], long.sim, "SIMs are from there")
    if (long?.exit !== undefined) check.country([...at, "exit"], long.exit, "packets leave there")
    carriers(check, [...at, "carriers"], long?.carriers)
    if (long?.exit === undefined && mode === "satellite") check.error(at, "says not where its gateway is", { expected: `${mode}: { share: ..., exit: COUNTRY }` })
    if (long?.exit === undefined && mode === "hub-breakout") check.error(at, "says not where its packets leave", { expected: `${mode}: { share: ..., exit: COUNTRY }` })
  }
}

function writes(check: Check, keys: ReadonlyArray<Key>, cohort: Cohort): void {
  const said = cohort.writes
  if (said === undefined) return
  if (typeof said["per-day"] === "object") for (const service of Object.keys(said["per-day"])) check.name([...keys, "writes", "per-day", service], service, "service or feature", written(check), "key")
  if (said.to === undefined) return
  for (const other of Object.keys(said.to)) check.name([...keys, "writes", "to", other], other, "cohort", check.known("people"), "key")
  checkSum(check, [...keys, "writes", "to"], Object.values(said.to), "the shares of writes.to")
}

/** What people write with: a service, or a feature of one (`chat.calls`). */
function written(check: Check): ReadonlySet<string> {
  return new Set([...check.known("services"), ...Object.entries(check.scenario.services).flatMap(([id, service]) => (service.features ?? []).map((feature) => `${id}.${feature}`))])
}

function stays(check: Check, keys: ReadonlyArray<Key>, cohort: Cohort): void {
  // A single journey may stand without the brackets of a list: its path has no number then.
  const single = (cohort.travels ?? []).length === 1
  ;(cohort.travels ?? []).forEach((travel, i) => {
    const at = check.entry([...keys, "travels"], i, single)
    byPlace(check, [...at, "to"], travel.to, "people travel there", "the shares of travels.to")
    if (travel.reach !== undefined) reach(check, [...at, "reach"], travel.reach)
  })
  if (cohort.present !== undefined) {
    check.country([...keys, "present", "in"], cohort.present.in, "people are present there")
    if (cohort.present.reach !== undefined) reach(check, [...keys, "present", "reach"], cohort.present.reach)
  }
  for (const word of ["trips", "moves"] as const) {
    ;(cohort[word] ?? []).forEach((trip, i) => {
      const at = [...keys, word, i]
      check.country([...at, "to"], trip.to, "people travel there")
      checkSpan(check, at, trip, "from", "until")
      insideRun(check, at, trip.from, trip.until)
      if (trip.reach !== undefined) reach(check, [...at, "reach"], trip.reach)
    })
  }
  ;(cohort.silent ?? []).forEach((span, i) => {
    checkSpan(check, [...keys, "silent", i], span, "from", "until")
  })
}

/** A trip that no day of the run sees. */
function insideRun(check: Check, keys: ReadonlyArray<Key>, from: Instant, until: Instant): void {
  const [begin, end] = [dayOf(from), dayOf(until, true)]
  const { from: runFrom, until: runUntil } = check.scenario
  const [first, last] = [Date.parse(runFrom) / 86_400_000, Date.parse(runUntil) / 86_400_000 + 1]
  const rests = [["from"], ["until"], [...keys, "from"], [...keys, "until"]]
  const expected = `a trip between ${runFrom} and ${runUntil}`
  if (begin !== undefined && begin >= last) check.error([...keys, "from"], `this trip begins on ${dateText(from)}, after the run has ended`, { expected, rests })
  else if (end !== undefined && end <= first) check.error([...keys, "until"], `this trip ends on ${dateText(until)}, before the run begins`, { expected, rests })
}

function byPlace(check: Check, keys: ReadonlyArray<Key>, where: string | Readonly<Record<string, number>>, holds: string, what: string): void {
  if (typeof where === "string") {
    check.country(keys, where, holds)
    return
  }
  for (const code of Object.keys(where)) check.country([...keys, code], code, holds, "key")
  checkSum(check, keys, Object.values(where), what)
}

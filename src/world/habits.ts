/** What people change by themselves: habits that shift, questions that they are asked, services that they take up. */
import { hash4, hashString, uniform } from "../kernel/rng.ts"
import { exponentialOf } from "../kernel/sample.ts"
import type { AccessMode } from "../model/people.ts"
import { appear, countTime, counted, goTo, rearrange } from "./journeys.ts"
import { NONE } from "./messages.ts"
import { openedSince } from "./openings.ts"
import { names } from "./gates.ts"
import { isClosedFor, storeOf, storeStopped } from "./offers.ts"
import type { ActPlan } from "./plan.ts"
import type { CohortRow } from "./population.ts"
import type { ServiceRow } from "./products.ts"
import { quotasOf } from "./quotas.ts"
import { isSameOption, matchOf } from "./subjects.ts"
import { Kind, type World } from "./world.ts"
import { DAY_MS } from "./zones.ts"

/** Whoever changes a habit is reached by the act in all that he does. */
const EVERY_PRODUCT = 0x7fffffff

/** A share of people shifts: each at his own instant, evenly over the time. */
export function beginShift(w: World, act: ActPlan): void {
  for (const cohort of w.plan.cohorts) {
    if (!shifts(act, cohort)) continue
    const quotas = quotasIn(w, act, cohort)
    for (let person = cohort.first; person < cohort.first + cohort.people; person++) if (w.persons.exists(person)) planShift(w, person, act, shiftsMs(act, quotas[w.plan.people.slot(person)]))
  }
}

function planShift(w: World, person: number, act: ActPlan, shiftsMs: number): void {
  const atMs = Math.max(w.nowMs, shiftsMs)
  if (atMs < w.plan.horizonMs) w.trips.schedule(atMs, Kind.SHIFT, person, act.row)
}

/** Whether a shift is one of people of a cohort. */
function shifts(act: ActPlan, cohort: CohortRow): boolean {
  const { people } = act.act.shift!
  return people.includes(cohort.name) || people.includes("all")
}

/** When a person shifts [ms], perhaps before the run; Infinity if he does not. */
function shiftsMs(act: ActPlan, quota: number): number {
  const { share, over = 0 } = act.act.shift!
  return quota < share ? act.startMs + over * (quota / share) : Number.POSITIVE_INFINITY
}

/** Of a cohort whose people come for stays they are asked again and again; of others once, and there may be millions. */
function quotasIn(w: World, act: ActPlan, cohort: CohortRow): Float64Array {
  if (cohort.residence !== "standing") return quotasOf(w.plan, act, cohort)
  const at = act.row * w.plan.cohorts.length + cohort.row
  const found = w.quotas.get(at)
  if (found !== undefined) return found
  const made = quotasOf(w.plan, act, cohort)
  w.quotas.set(at, made)
  return made
}

/**
 * Whoever comes for a stay brings the habits of his cohort: what he has shifted to or taken up by now he did at home, at his own
 * instant and in that order; what is still to come is planned. Where he then is, see `moveOn`.
 */
export function bringHabits(w: World, person: number): void {
  if (cohortOf(w, person).spec["takes-up"] === undefined && !isShifting(w, person)) return
  const done = Object.entries(cohortOf(w, person).spec["takes-up"] ?? {}).map(([what, perDay], index) => ({ atMs: takesUpMs(w, person, what, perDay), what: index as number | ActPlan }))
  for (const { act, atMs } of shiftsOf(w, person)) {
    if (atMs > w.nowMs) planShift(w, person, act, atMs)
    else if (act.act.shift!.habit !== "presence") done.push({ atMs, what: act })
  }
  const before = done.filter(({ atMs }) => atMs <= w.nowMs).sort((a, b) => a.atMs - b.atMs)
  if (before.length === 0) return
  appear(w, person, w.plan.people.home[person], w.usual[person])
  for (const { atMs, what } of before) {
    if (typeof what === "number") takeUp(w, person, what, atMs)
    else shiftPerson(w, person, what, atMs)
  }
}

/** Who has shifted to being elsewhere does not stay where the others of his cohort do. */
export function moveOn(w: World, person: number): void {
  if (!isShifting(w, person)) return
  const moved = shiftsOf(w, person).filter(({ act, atMs }) => act.act.shift!.habit === "presence" && atMs <= w.nowMs)
  for (const { act } of moved.sort((a, b) => a.atMs - b.atMs)) shiftPerson(w, person, act)
}

/** Whether a shift of his cohort has begun: asked at every stay, and answered without making anything. */
function isShifting(w: World, person: number): boolean {
  const acts = w.begun()
  for (let i = 0; i < acts.length; i++) if (acts[i].act.shift !== undefined && shifts(acts[i], cohortOf(w, person))) return true
  return false
}

/** The shifts begun that are his cohort's, each with his own instant. */
function shiftsOf(w: World, person: number): ReadonlyArray<{ readonly act: ActPlan; readonly atMs: number }> {
  const cohort = cohortOf(w, person)
  return w.begun().flatMap((act) => (act.act.shift === undefined || act.startMs > w.nowMs || !shifts(act, cohort) ? [] : [{ act, atMs: shiftsMs(act, quotasIn(w, act, cohort)[w.plan.people.slot(person)]) }]))
}

/** `atMs`: when he did, if that was before he came. */
export function shiftPerson(w: World, person: number, act: ActPlan, atMs?: number): void {
  const shift = act.act.shift!
  w.touched[person] |= EVERY_PRODUCT
  const [from, to] = [shift.from === undefined ? undefined : String(shift.from), String(shift.to)]
  switch (shift.habit) {
    case "reach":
      if (from !== undefined && w.lineSpecs[w.usual[person]].mode !== from) return
      return useLine(w, person, to as AccessMode, shift.exit, atMs)
    case "use":
      return useProduct(w, person, from, to, atMs)
    case "vpn":
      return useVpn(w, person, to, shift.exit)
    case "options":
      if (to === "no" || to === "false") setOption(w, person, from ?? "", false)
      else if (!isOptionClosed(w, person, to)) setOption(w, person, to, true)
      return
    case "presence": {
      const place = w.plan.placeIndex.get(to)
      if (place === undefined || (from !== undefined && w.plan.places[w.persons.place(person)].code !== from && w.plan.places[w.persons.place(person)].country !== from)) return
      w.away[person]++
      return goTo(w, person, place, w.spec[person])
    }
  }
}

function useLine(w: World, person: number, mode: AccessMode, exit: string | undefined, atMs: number | undefined): void {
  let spec = w.lineSpecs.findIndex((s) => s.mode === mode && s.exit === exit && s.sim === undefined && s.carriers === undefined)
  if (spec < 0) spec = w.lineSpecs.push({ mode, share: 1, sim: undefined, exit, carriers: undefined }) - 1
  // Who is away on another line has the new one once he is home.
  if (w.spec[person] === w.usual[person]) w.spec[person] = spec
  // A new device has keys of its own.
  if (w.plan.keyTurns.length > 0 && w.usual[person] !== spec) w.persons.setGroup(person, w.plan.groups.withDevice(w.persons.group(person), openedSince(w.plan.keyTurns, atMs ?? w.nowMs)))
  w.usual[person] = spec
  rearrange(w, person)
}

function useVpn(w: World, person: number, to: string, exit: string | undefined): void {
  if (to === "no" || to === "false") w.vpn[person] = NONE
  else if (w.vpn[person] === NONE || exit !== undefined) w.vpn[person] = w.plan.placeIndex.get(exit ?? (to === "yes" || to === "true" ? (cohortOf(w, person).spec.vpn?.exit ?? "XX") : to)) ?? NONE
  rearrange(w, person)
}

/** What he would have written by one service he writes by the other from now on, if he can obtain it. */
function useProduct(w: World, person: number, from: string | undefined, to: string, atMs: number | undefined): void {
  const target = w.plan.products.find((p) => p.name === to)
  if (target === undefined) return
  const source = from === undefined ? undefined : w.plan.products.find((p) => p.name === from)
  if (source !== undefined) {
    if ((w.persons.uses(person) & (1 << source.row)) === 0) return
    w.redirect[person * w.plan.products.length + source.row] = target.row
  }
  obtain(w, person, target.row, atMs)
}

/** Takes a product up, unless it is closed to new people where he is; `atMs`: who did so before he came is no new one. */
export function obtain(w: World, person: number, product: number, atMs?: number): void {
  const bit = 1 << product
  if ((w.persons.uses(person) & bit) !== 0) return
  countTime(w, person)
  const act = closer(w, person, product)
  if (act !== NONE) {
    w.persons.setDenied(person, w.persons.denied(person) | bit)
    w.deniedBy[person * w.plan.products.length + product] = act
    w.touched[person] |= bit
  } else {
    const account = w.plan.services[w.plan.products[product].service]
    const sinceMs = w.plan.openings.length > 0 && opensAccount(w, person, account) ? openedSince(w.plan.openings, atMs ?? w.nowMs) : undefined
    w.persons.setUses(person, w.persons.uses(person) | bit)
    w.persons.setDenied(person, w.persons.denied(person) & ~bit)
    addUse(w, person, account.name, sinceMs)
    if (atMs === undefined && counted(w, person)) w.newPeople.add(w.newPeopleRows.intern(w.persons.group(person), product, w.slot), 1)
  }
}

/** Whether he uses none of a service's products yet. */
function opensAccount(w: World, person: number, service: ServiceRow): boolean {
  return service.products.every((p) => (w.persons.uses(person) & (1 << p.row)) === 0)
}

/** Whoever uses a service is meant by selectors of its users from now on, and has the account since now, as far as a selector asks. */
function addUse(w: World, person: number, service: string, sinceMs: number | undefined): void {
  const traits = w.plan.groups.traits[w.persons.group(person)]
  if (traits.uses.includes(service) && sinceMs === undefined) return
  const uses = traits.uses.includes(service) ? traits.uses : [...traits.uses, service]
  const opened = sinceMs === undefined ? traits.opened : { ...traits.opened, [service]: sinceMs }
  w.persons.setGroup(person, w.plan.groups.intern({ ...traits, uses, opened }, w.plan.groups.rows[w.persons.group(person)].weight))
  rearrange(w, person)
}

/** What was closed to new people is open again, perhaps: who wanted it takes it up now. */
export function takeUpDenied(w: World): void {
  eachPerson(w, (person) => {
    for (let product = 0; w.persons.denied(person) !== 0 && product < w.plan.products.length; product++) if ((w.persons.denied(person) & (1 << product)) !== 0) obtain(w, person, product)
  })
}

/** The act that keeps a person from newly obtaining a product, or NONE. */
function closer(w: World, person: number, product: number): number {
  const row = w.plan.products[product]
  const service = w.plan.services[row.service]
  const stopped = storeStopped(w, storeOf(w, person, service))
  if (stopped !== NONE) return stopped
  return closedBy(w, person, service.spec.uptake ?? (service.stores.length > 0 ? "store" : undefined), (word) => names(word, row, w.plan.services), service.name, service)
}

/** The first act in force that closes what a test names to new people where he would obtain it: at his store, in his account's region, by his SIM, else where he is. */
function closedBy(w: World, person: number, uptake: "store" | "account" | "sim" | undefined, isNamed: (word: string) => boolean, service: string | undefined, offered?: ServiceRow): number {
  for (const act of w.begun()) {
    const close = act.act["close-to-new"]
    if (close === undefined || !w.isOn(act)) continue
    if (close.what !== undefined && !namesAny(close.what, isNamed)) continue
    if (!isClosedFor(w, act, person, offered)) continue
    const subject = w.subjectOf(w.persons.situation(person))
    if (close.of !== undefined && matchOf(close.of, { group: subject.group, place: subject.place, line: subject.line, service }, act.issuer) === false) continue
    const by = close.at?.includes("stores") === true ? "store" : uptake
    const { group, place } = subject
    if (act.inPlaces.length === 0 || act.inPlaces.includes("all")) return act.row
    if (by === undefined ? isAmong(act.inPlaces, place?.country) || isAmong(act.inPlaces, place?.code) : isAmong(act.inPlaces, group[by])) return act.row
  }
  return NONE
}

function namesAny(words: ReadonlyArray<string>, isNamed: (word: string) => boolean): boolean {
  for (let i = 0; i < words.length; i++) if (words[i] === "all" || isNamed(words[i])) return true
  return false
}

function isAmong(places: ReadonlyArray<string>, code: string | undefined): boolean {
  return code !== undefined && places.includes(code)
}

/** Switches an option on or off. */
function setOption(w: World, person: number, option: string, on: boolean): void {
  const traits = w.plan.groups.traits[w.persons.group(person)]
  if (traits.options.includes(option) === on) return
  countTime(w, person)
  const options = on ? [...traits.options, option].sort() : traits.options.filter((o) => o !== option)
  w.persons.setGroup(person, w.plan.groups.intern({ ...traits, options }, w.plan.groups.rows[w.persons.group(person)].weight))
  rearrange(w, person)
}

/**
 * People are asked, and once more when the question closes: who accepts has the option from then on, and who has not answered by the
 * close accepts if that is the default. Who refuses is dealt with by the account rules.
 */
export function beginAsk(w: World, act: ActPlan): void {
  eachPerson(w, (person) => askPerson(w, person, act))
}

/** Whoever comes for a stay is asked what is being asked there. */
export function askHere(w: World, person: number): void {
  const acts = w.begun()
  for (let i = 0; i < acts.length; i++) if (acts[i].act.ask !== undefined && w.isOn(acts[i])) askPerson(w, person, acts[i])
}

function askPerson(w: World, person: number, act: ActPlan): void {
  const ask = act.act.ask!
  const subject = { ...w.situations.subject(w.persons.situation(person)), service: serviceOf(w, ask.for) }
  if (matchOf(ask.of, subject, act.issuer) === false) return
  const accepts = subject.group.accepts.some((word) => isSameOption(word, ask.for)) || subject.group.accepts.includes("all") || (ask.default === "accepts" && w.isClosed(act) && subject.group.accepts.length === 0)
  w.touched[person] |= EVERY_PRODUCT
  if (accepts) setOption(w, person, ask.for, true)
}

/** When each of those without it takes a service or option up: an exponential time of his own. */
export function planUptake(w: World): void {
  w.plan.cohorts.forEach((cohort) => {
    Object.entries(cohort.spec["takes-up"] ?? {}).forEach(([what, perDay], index) => {
      const product = w.plan.products.find((p) => p.name === what)
      for (let person = cohort.first; person < cohort.first + cohort.people; person++) {
        if (product !== undefined && (w.persons.uses(person) & (1 << product.row)) !== 0) continue
        const atMs = takesUpMs(w, person, what, perDay)
        if (atMs < w.plan.horizonMs) w.trips.schedule(atMs, Kind.TAKE_UP, person, index)
      }
    })
  })
}

function takesUpMs(w: World, person: number, what: string, perDay: number): number {
  return (exponentialOf(uniform(hash4(w.plan.people.key(person), hashString(`takes up ${what}`), 0, 0))) / perDay) * DAY_MS
}

/** `atMs`: when he did, if that was before he came. */
export function takeUp(w: World, person: number, index: number, atMs?: number): void {
  if (!w.persons.exists(person)) return
  const what = Object.keys(cohortOf(w, person).spec["takes-up"]!)[index]
  const { products } = w.plan
  for (let i = 0; i < products.length; i++) if (products[i].name === what) return obtain(w, person, i, atMs)
  if (!isOptionClosed(w, person, what)) setOption(w, person, what, true)
  // Who wanted it asks again the next day.
  else if (w.nowMs + DAY_MS < w.plan.horizonMs) w.trips.schedule(w.nowMs + DAY_MS, Kind.TAKE_UP, person, index)
}

function isOptionClosed(w: World, person: number, option: string): boolean {
  return closedBy(w, person, undefined, (word) => isOption(word, option), serviceOf(w, option)) !== NONE
}

/** Name of the service that has an option, the first if several do. */
function serviceOf(w: World, option: string): string | undefined {
  const { services } = w.plan
  for (let i = 0; i < services.length; i++) for (const name in services[i].spec.options) if (isSameOption(`${services[i].name}.${name}`, option)) return services[i].name
  return undefined
}

function isOption(word: string, option: string): boolean {
  return word === option || word.endsWith(`.${option}`)
}

function cohortOf(w: World, person: number): CohortRow {
  return w.plan.cohorts[w.plan.people.cohort[person]]
}

function eachPerson(w: World, visit: (person: number) => void): void {
  for (let person = 0; person < w.plan.people.count; person++) if (w.persons.exists(person)) visit(person)
}

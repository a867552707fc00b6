/** A finished world, told as plain tables. */
import { Members } from "../kernel/members.ts"
import { holdersOf } from "./custody.ts"
import { Faults } from "./faults.ts"
import { CHANGES } from "./keyHolders.ts"
import { NONE, Stage } from "./messages.ts"
import type { VariantPlan } from "./plan.ts"
import { FORMS, LEVELS } from "./readers.ts"
import { REASONS } from "./reasons.ts"
import { NO_CAUSE } from "./record.ts"
import type { ActRow, Group, KeyRow, LossRow, MoveRow, OutcomeRow, PromiseVerdict, ReaderPeopleRow, ReaderRow, ReadingKind, ReadTwiceRow, RunRecord, Situation, Slot } from "./record.ts"
import { siteLivesOf } from "./siteLives.ts"
import { COPY_KINDS } from "./stock.ts"
import type { Standing } from "./rulebook.ts"
import { sanctionsOf } from "./sanctions.ts"
import { Counter, type World } from "./world.ts"

export function finish(w: World, variant: VariantPlan, promises: ReadonlyArray<PromiseVerdict>): RunRecord {
  const { plan } = w
  const acts = [...variant.acts]
  const causeOf: CauseOf = (row) => (row < 0 ? NO_CAUSE : acts.indexOf(row))
  const slots: Array<Slot> = plan.cutsMs.slice(0, -1).map((fromMs, i) => ({ fromMs, untilMs: plan.cutsMs[i + 1] }))
  return {
    variant: variant.id,
    about: variant.about,
    epochMs: plan.clock.epochMs,
    horizonMs: plan.horizonMs,
    groups: groupsOf(w),
    situations: situationsOf(w),
    slots,
    windowCutsMs: windowCutsOf(plan, variant),
    outcomes: outcomesOf(w, causeOf),
    seen: seenOf(w),
    newPeople: newPeopleOf(w),
    atRest: w.stock.atRest,
    readers: readersOf(w, causeOf),
    readTwice: readTwiceOf(w, causeOf),
    readerPeople: readerPeopleOf(w),
    readBy: readByOf(w),
    keys: keysOf(w, causeOf),
    moves: movesOf(w, causeOf),
    losses: lossesOf(w),
    cameAgain: w.counters[Counter.AGAIN],
    sites: siteLivesOf(plan, [...w.begun()]).map((life) => ({ ...life, steps: life.steps.map((step) => ({ ...step, cause: causeOf(step.cause) })) })),
    orders: variant.docket.lives,
    answers: variant.docket.answers,
    acts: actsOf(w, acts),
    sanctions: sanctionsOf(plan, variant).map((s) => ({ ...s, cause: causeOf(s.cause) })),
    conflicts: variant.docket.conflicts,
    promises,
    fingerprint: fingerprintOf(w)
  }
}

/** What tells two runs apart: their events, their draws, the digest of their trace. */
export function fingerprintOf(w: World): RunRecord["fingerprint"] {
  const draws = [...w.streamRngs, ...w.tripRngs].reduce((sum, stream) => sum + stream.draws, w.counters[Counter.DRAWS])
  return { events: w.counters[Counter.EVENTS], draws, digest: w.digest.hex() }
}

/** Instants at which a variant's windows are cut, with the run's start and end. */
export function windowCutsOf({ horizonMs }: Pick<World["plan"], "horizonMs">, { docket, marksMs }: Pick<VariantPlan, "docket" | "marksMs">): ReadonlyArray<number> {
  return [...new Set([0, ...docket.cutsMs, ...marksMs.filter((ms) => ms > 0 && ms < horizonMs), horizonMs])].sort((a, b) => a - b)
}

function groupsOf(w: World): ReadonlyArray<Group> {
  const people = new Float64Array(w.plan.groups.rows.length)
  w.plan.cohorts.forEach((cohort, c) => {
    for (let slot = 0; slot < cohort.slots; slot++) people[w.persons.group(w.inSlot(c, slot))]++
  })
  return w.plan.groups.rows.map((group, i) => ({ ...group, people: people[i] }))
}

function situationsOf(w: World): ReadonlyArray<Situation> {
  const rows: Array<Situation> = []
  for (let s = 0; s < w.situations.table.size; s++) {
    const line = w.situations.line(s)
    const place = w.plan.places[w.situations.place(s)]
    rows.push({ group: w.situations.group(s), present: place.country, place: place.code, access: line.mode, lineSim: line.sim, carrier: line.servingCarrier, exit: line.exit, vpn: line.vpn })
  }
  return rows
}

function outcomesOf(w: World, causeOf: CauseOf): ReadonlyArray<OutcomeRow> {
  const { outcomes: o, messages } = w
  const size = o.rows.size
  const underWay = new Float64Array(size)
  const inFlight = new Float64Array(size)
  const inFlightTo = new Float64Array(size)
  for (let m = 0; m < messages.used; m++) {
    const stage = messages.stage(m)
    if (stage === Stage.FREE) continue
    if (stage < Stage.WAITS_AT_RELAY) underWay[messages.outRow(m)]++
    else {
      inFlight[messages.outRow(m)]++
      inFlightTo[messages.inRow(m)]++
    }
  }
  const refused = byRow(o.refusals, (i) => ({ reason: REASONS[o.refusals.key(i, 1)], cause: causeOf(o.refusals.key(i, 2) - 1), messages: o.refused.get(i) }))
  const bounced = byRow(o.returns, (i) => ({ reason: REASONS[o.returns.key(i, 1)], cause: causeOf(o.returns.key(i, 2) - 1), messages: o.bounced.get(i) }))
  const rows: Array<OutcomeRow> = []
  for (let row = 0; row < size; row++) {
    const first = o.firstAccepted.get(row)
    rows.push({
      situation: o.rows.key(row, 0),
      service: w.plan.products[o.rows.key(row, 1)].name,
      slot: o.rows.key(row, 2),
      attempted: o.attempted.get(row),
      refused: refused.get(row) ?? [],
      accepted: o.accepted.get(row),
      underWay: underWay[row],
      delivered: o.delivered.get(row),
      bounced: bounced.get(row) ?? [],
      expired: o.expired.get(row),
      erased: o.erased.get(row),
      inFlight: inFlight[row],
      people: o.people.get(row),
      hoursWithout: o.hoursWithout.get(row),
      hoursPresent: o.hoursPresent.get(row),
      peopleWithout: o.peopleWithout.get(row),
      delayBins: o.delays.bins(row),
      firstAcceptedMs: first === 0 ? undefined : first - 1,
      received: { addressed: o.addressed.get(row), delivered: o.gotDelivered.get(row), expired: o.gotExpired.get(row), bounced: o.gotBounced.get(row), erased: o.gotErased.get(row), inFlight: inFlightTo[row] }
    })
  }
  return rows
}

function byRow<T>(table: { readonly size: number; key(row: number, i: number): number }, make: (i: number) => T): ReadonlyMap<number, ReadonlyArray<T>> {
  const found = new Map<number, Array<T>>()
  for (let i = 0; i < table.size; i++) {
    const row = table.key(i, 0)
    const list = found.get(row)
    if (list === undefined) found.set(row, [make(i)])
    else list.push(make(i))
  }
  return found
}

/** A copy of its own: the world goes on to another future. */
function seenOf(w: World): RunRecord["seen"] {
  const seen = new Members(4)
  seen.restore(w.outcomes.seen.save())
  return {
    each: (visit) => {
      for (let row = 0; row < seen.rows; row++) seen.each(row, (person, how) => visit(row, person, how))
    }
  }
}

function newPeopleOf(w: World): RunRecord["newPeople"] {
  const rows: Array<RunRecord["newPeople"][number]> = []
  for (let i = 0; i < w.newPeopleRows.size; i++) rows.push({ group: w.newPeopleRows.key(i, 0), service: w.plan.products[w.newPeopleRows.key(i, 1)].name, slot: w.newPeopleRows.key(i, 2), people: w.newPeople.get(i) })
  return rows
}

function readersOf(w: World, causeOf: CauseOf): ReadonlyArray<ReaderRow> {
  const { readers: r } = w
  const rows: Array<ReaderRow> = []
  for (let i = 0; i < r.rows.size; i++) {
    rows.push({
      ...readingOf(w, r.rows.key(i, 0), causeOf),
      slot: r.rows.key(i, 1),
      sentSlot: r.rows.key(i, 2),
      messages: r.messages.get(i),
      later: r.later.get(i),
      firstMs: r.firstMs.get(i) - 1,
      lastMs: r.lastMs.get(i) - 1
    })
  }
  return rows
}

function readingOf({ plan, readers: r }: World, kind: number, causeOf: CauseOf) {
  const cause = r.kinds.key(kind, 2) - 1
  const cls = plan.classes[r.kinds.key(kind, 3)]
  return {
    authority: r.authorities[r.kinds.key(kind, 0)],
    level: LEVELS[r.kinds.key(kind, 1)],
    basis: cause < 0 ? "territory" : plan.acts[cause].path,
    cause: causeOf(cause),
    service: plan.services[cls.service].name,
    class: cls.name,
    form: FORMS[r.kinds.key(kind, 4)],
    group: r.kinds.key(kind, 5)
  }
}

function readTwiceOf(w: World, causeOf: CauseOf): ReadonlyArray<ReadTwiceRow> {
  const { twice, kinds: table } = w.readers
  const known = Array.from({ length: table.size }, (_, kind) => readingOf(w, kind, causeOf))
  return Array.from({ length: twice.rows.size }, (_, row) => {
    const kinds = twice.kindsOf(row).map((kind) => known[kind])
    const [{ level, service, group }] = kinds
    const opened = twice.rows.key(row, 3) - 1
    return { level, service, group, kinds, slot: twice.rows.key(row, 1), sentSlot: twice.rows.key(row, 2), messages: twice.messages.get(row), ...(opened < 0 ? {} : { opened: { kind: known[opened], slot: twice.rows.key(row, 4) } }) }
  })
}

/** What lies exposed is counted by copies: its people are those who have mail of the service. */
function readerPeopleOf(w: World): ReadonlyArray<ReaderPeopleRow> {
  const { readers: r, plan } = w
  const counts = new Map<string, number>()
  for (let kind = 0; kind < r.peopleKinds.size; kind++) {
    const key = [0, 1, 2, 3, 4, 5].map((k) => r.peopleKinds.key(kind, k)).join()
    r.people.each(kind, () => counts.set(key, (counts.get(key) ?? 0) + 1))
  }
  const exposed = new Map<string, Set<number>>()
  for (let row = 0; row < r.rows.size; row++) {
    const kind = r.rows.key(row, 0)
    if (LEVELS[r.kinds.key(kind, 1)] !== "exposed") continue
    const key = [0, 1].map((k) => r.kinds.key(kind, k)).join() + ",0," + [3, 4, 5].map((k) => r.kinds.key(kind, k)).join()
    const slots = exposed.get(key) ?? new Set()
    exposed.set(key, slots.add(r.rows.key(row, 2)))
  }
  const known = new Map<string, number>()
  for (const [key, slots] of exposed) {
    const [, , , cls, , group] = key.split(",").map(Number)
    const { service } = plan.classes[cls]
    const asked = [group, service, ...[...slots].sort((a, b) => a - b)].join()
    const people = known.get(asked) ?? r.contacts.people(group, service, slots)
    known.set(asked, people)
    counts.set(key, people)
  }
  return [...counts].map(([key, people]) => ({ ...peopleKindOf(r, plan, key.split(",").map(Number)), people }))
}

/** A copy of its own, as `seenOf` makes one. */
function readByOf({ readers: r, plan }: World): RunRecord["readBy"] {
  const people = new Members(1)
  people.restore(r.people.save())
  const kinds = Array.from({ length: r.peopleKinds.size }, (_, kind): ReadingKind => peopleKindOf(r, plan, [0, 1, 2, 3, 4, 5].map((k) => r.peopleKinds.key(kind, k))))
  return { each: (visit) => kinds.forEach((kind, row) => people.each(row, (person) => visit(kind, person))) }
}

function peopleKindOf(r: World["readers"], plan: World["plan"], [authority, level, , row, form, group]: ReadonlyArray<number>): ReadingKind {
  const cls = plan.classes[row]
  return { authority: r.authorities[authority], level: LEVELS[level], service: plan.services[cls.service].name, class: cls.name, form: FORMS[form], group }
}

/** Each group's holders over the run: from the act that gave them a key to the act that took it. */
function keysOf(w: World, causeOf: CauseOf): ReadonlyArray<KeyRow> {
  const { plan } = w
  const rows: Array<KeyRow> = []
  const turns = turnsOf(w)
  const users = usersOf(w)
  for (const cls of plan.classes)
    plan.groups.rows.forEach((group, g) => {
      if (!users.has(`${g} ${cls.service}`)) return
      let held = new Map<string, KeyRow>()
      for (const { standing, atMs, act } of turns) {
        const next = new Map<string, KeyRow>()
        for (const h of holdersOf(standing, cls, group, group, plan.horizonMs)) {
          const key = `${h.kind} ${h.name} ${h.country} ${h.site}`
          next.set(key, held.get(key) ?? { service: plan.services[cls.service].name, class: cls.name, group: g, holder: h.name, holderKind: h.kind, country: h.country, startMs: Math.max(0, h.sinceMs, atMs), endMs: undefined, cause: causeOf(h.cause === NO_CAUSE ? act : h.cause) })
        }
        for (const [key, row] of held) if (!next.has(key)) rows.push({ ...row, endMs: Math.max(0, atMs) })
        held = next
      }
      rows.push(...held.values())
    })
  return rows
}

/** Each group with each service that somebody of it uses: a group's own list is that of one person in it. */
function usersOf(w: World): ReadonlySet<string> {
  const users = new Set<string>()
  for (let person = 0; person < w.plan.people.count; person++) {
    for (const { row, service } of w.plan.products) if ((w.persons.uses(person) & (1 << row)) !== 0) users.add(`${w.persons.group(person)} ${service}`)
  }
  return users
}

/** How keys stood before the run, and after each instant at which an act that may change their holders began or ended: with the first of them. */
function turnsOf(w: World): ReadonlyArray<{ readonly standing: Standing; readonly atMs: number; readonly act: number }> {
  const begun = [...w.begun()].sort((a, b) => a.startMs - b.startMs)
  const turns = new Map<number, number>()
  for (const act of begun.filter(({ verb }) => CHANGES.has(verb)))
    for (const atMs of act.intervals.flatMap(({ fromMs, untilMs }) => [fromMs, untilMs])) if (atMs < w.plan.horizonMs && !turns.has(atMs)) turns.set(atMs, act.row)
  const standingAt = (atMs: number): Standing => ({ ...bookOf(w), isOn: (act) => act.intervals.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs), begun: () => begun.filter(({ startMs }) => startMs <= atMs) })
  return [
    { standing: { ...bookOf(w), begun: () => [] }, atMs: Number.NEGATIVE_INFINITY, act: NO_CAUSE },
    ...[...turns].sort(([a], [b]) => a - b).map(([atMs, act]) => ({ standing: standingAt(atMs), atMs, act }))
  ]
}

function bookOf(w: World) {
  return { plan: w.plan, isOn: () => false, isNoticed: () => false, isClosed: () => true, isFailing: () => false, isCutOff: () => false, isOffByDate: () => false, faults: new Faults(w.plan.sites) }
}

function movesOf(w: World, causeOf: CauseOf): ReadonlyArray<MoveRow> {
  const { plan } = w
  return w.stock.moves.map((m) => {
    const cls = plan.classes[m.class]
    return { fromSite: plan.sites[m.fromSite].name, toSite: plan.sites[m.toSite].name, group: m.group, service: plan.services[cls.service].name, class: cls.name, kind: COPY_KINDS[m.kind], copies: m.copies, bytes: m.copies * cls.sizeBytes, startMs: m.startMs, endMs: m.endMs, cause: causeOf(m.cause), ...(m.lostAt === NONE ? {} : { restores: true as const }) }
  })
}

function lossesOf({ plan, restores }: World): ReadonlyArray<LossRow> {
  return restores.losses.map(({ atMs, site, group, class: row, kind, copies }) => ({ atMs, site: plan.sites[site].name, group, service: plan.services[plan.classes[row].service].name, class: plan.classes[row].name, kind: COPY_KINDS[kind], copies }))
}

/** Where an act of the plan stands among the variant's own. */
type CauseOf = (row: number) => number

function actsOf(w: World, rows: ReadonlyArray<number>): ReadonlyArray<ActRow> {
  return rows.map((row) => w.plan.acts[row]).map((act) => ({ path: act.path, verb: act.verb, order: act.order, answer: act.answer, event: act.event, issuer: act.issuer, startMs: act.startMs, endMs: act.endMs, source: act.source }))
}

/** The world of a run: all that changes while it goes on, in typed arrays, so that a snapshot is a copy. */
import { assert } from "../kernel/assert.ts"
import { Calendar } from "../kernel/calendar.ts"
import { Column, IntColumn } from "../kernel/columns.ts"
import { Digest } from "../kernel/digest.ts"
import { hash4, hashOn, hashString, Stream } from "../kernel/rng.ts"
import { Faults } from "./faults.ts"
import { Flows } from "./flows.ts"
import { Hours } from "./hours.ts"
import { alsoSpecsOf, type Journey, journeysOf, silencesOf } from "./journeys.ts"
import { RowTable } from "../kernel/table.ts"
import type { Obstacle } from "./gates.ts"
import { partyStoppers, restarted } from "./holdings.ts"
import { Memo } from "./memo.ts"
import { LeakKeys } from "./leaks.ts"
import { ACTS_MAX, Messages, NONE, STREAMS_MAX } from "./messages.ts"
import { Outcomes } from "./outcomes.ts"
import { Persons } from "./persons.ts"
import type { ActPlan, Plan } from "./plan.ts"
import type { CohortRow, LineSpec } from "./population.ts"
import { Readers } from "./readers.ts"
import { Backups } from "./backups.ts"
import { Restores } from "./restores.ts"
import type { Rule } from "./rules.ts"
import { asksArrival, hasWaiting, Since } from "./since.ts"
import { Situations } from "./situations.ts"
import { Stock } from "./stock.ts"
import type { Subject } from "./subjects.ts"
import type { TraceSink } from "./trace.ts"
import { type Book, Verdicts } from "./verdicts.ts"
import type { Watch } from "./watch.ts"
import { type WorkStream, workloadOf } from "./workload.ts"

/** Kinds of events in the calendar. They go into the digest: a new one takes a new number, none is given again. */
export const Kind = { ATTEMPT: 1, RETRY: 2, RELAY: 3, DELIVER: 4, EXPIRE: 5, PROBE: 6, TRIP: 7, RETURN: 8, STAY: 9, DATED_TRIP: 10, SHIFT: 11, TAKE_UP: 12, MOVE_END: 13, RELAY_AGAIN: 14, MAILBOX_AGAIN: 15 } as const

/** Places in `counters`: events handled, keyed draws made, the slot, messages begun, when this epoch began and now [ms], messages that came to a site once more and were dropped, whether the instant at which something began or ended is not over (1). */
export const Counter = { EVENTS: 0, DRAWS: 1, SLOT: 2, MESSAGES: 3, EPOCH_MS: 4, NOW_MS: 5, AGAIN: 6, INSTANT: 7 } as const

/** So few people begin with small tables: of a thousand tiny worlds a second the room of a large one would be most of the work. */
const FEW = 256

/** Bits of `siteFailed`. */
export const FAILING = 1
export const OFF_BY_DATE = 2
export const CUT_OFF = 4

export class World implements Book {
  readonly calendar: Calendar
  /** Trips, and what people change of their habits: of one instant they go before messages. */
  readonly trips: Calendar
  readonly digest = new Digest()
  readonly outcomes: Outcomes
  readonly messages: Messages
  readonly situations: Situations
  readonly verdicts: Verdicts
  readonly stock: Stock
  readonly readers: Readers
  readonly restores: Restores
  readonly backups: Backups
  readonly hours: Hours
  readonly flows: Flows
  readonly streams: ReadonlyArray<WorkStream>
  readonly streamRngs: ReadonlyArray<Stream>
  readonly streamCounts: Float64Array
  /** Acts in the order in which they began, which of them still stand, and exits of which notice has been given. */
  private readonly begunRows = new IntColumn()
  private begunActs: ReadonlyArray<ActPlan> = []
  readonly actOn: Uint8Array
  readonly noticed: Uint8Array
  readonly ruleOn: Uint8Array
  /** By reach of an order abroad: whether it is in force. */
  readonly reachOn: Uint8Array
  readonly siteFailed: Uint8Array
  /** What is wrong with sites in this epoch besides: of the file alone. */
  readonly faults: Faults
  /** One number for each of `Counter`. */
  readonly counters = new Float64Array(8)
  readonly relayFreeMs: Float64Array
  /** What a relay of finite capacity takes for a message; 0: it has no limit [ms]. */
  readonly serviceMs: Float64Array
  /** Country of each place, by number. */
  readonly countryOf: Int32Array
  readonly productCount: number
  /** Up to when events may be handled, and not at it [ms]. */
  readonly limitMs = new Float64Array(1)
  /** Up to when messages may be handled: the next trip, or the limit, if that is earlier [ms]. */
  readonly tripMs = new Float64Array(1)
  /** The instant that is being worked out; of no meaning between events. A double handed from function to function would be boxed. */
  readonly dueMs = new Float64Array(1)
  readonly persons: Persons
  readonly spec: Uint16Array
  /** His usual line; that of a trip can be another. */
  readonly usual: Uint16Array
  /** The act that kept him from obtaining a product, by person and product. */
  readonly deniedBy: Int32Array
  readonly vpn: Int16Array
  readonly away: Uint16Array
  readonly arrivedMs: Since
  /** When his SIM registered where he is; when it last changed territory or carrier, or came back from abroad; and, by person and threshold, when it last broke a silence so long. */
  readonly registeredMs: Since
  readonly territoryMs: Since
  readonly carrierMs: Since
  readonly returnedMs: Since
  readonly wokeMs: Since
  readonly lastTryMs: Float64Array
  readonly countedMs: Float64Array
  /** Bits of the products that an act stood in the way of. */
  readonly touched: Int32Array
  readonly redirect: Int32Array
  /** Bits of the products that are calls through the carriers' networks. */
  readonly circuits: number
  /** By shift and cohort of stays, see `habits.ts`: of the plan alone, so that no state has it. */
  readonly quotas = new Map<number, Float64Array>()
  readonly inNetwork: Int32Array
  /** Earliest instant of the next delivery to a person of a product, so that mail keeps its order. */
  readonly lastDeliveryMs: Float64Array
  /** By person and product: until when what went out before one that found its device shut may arrive, and overtake it [ms]. */
  readonly overtakesMs: Float64Array
  /** Person in each slot of the cohorts that are present in stays, where those of cohort c begin; of the others, the complement of their first person, who has slot 0 for good. */
  readonly slotPerson: Int32Array
  readonly slotFirst: Int32Array
  /** Turns begun in each rotating cohort. */
  readonly turnCounts: Float64Array
  readonly tripRngs: ReadonlyArray<Stream>
  readonly journeys: ReadonlyArray<Journey>
  readonly journeyCounts: Float64Array
  /** Person in each place away of a rotating cohort. */
  readonly turnPerson: Int32Array
  readonly turnFirst: Int32Array
  /** Lines by number: usual ones, those of journeys, those that habits shift to. */
  readonly lineSpecs: Array<LineSpec>
  readonly alsoSpecs: ReadonlyArray<ReadonlyArray<LineSpec>>
  readonly silences: ReadonlyArray<ReadonlyArray<number>>
  /** How long a SIM must be silent to wait again, by each act that says so [ms]. */
  readonly silentMs: ReadonlyArray<number>
  /** Situations on other lines, by person: worked out anew when he moves. */
  /** What keeps people from a product that they could not obtain, by the act. */
  readonly notInstallable = new Memo<Obstacle>()
  private readonly subjects = new Memo<Subject>()
  readonly leakKeys = new LeakKeys(this)
  readonly alternativeCache = new Map<number, ReadonlyArray<number>>()
  /** Rows of the outcomes of (situation, product) in this slot; -1 where not looked up yet. */
  outRowCache = new Int32Array(0)
  /** (group, product, slot) of people who newly obtained a product. */
  readonly newPeopleRows = new RowTable(3)
  readonly newPeople = new Column()
  watch: Watch | undefined
  trace: TraceSink | undefined
  /** Writes nothing: only who is touched by which act matters. */
  silent = false

  constructor(readonly plan: Plan) {
    const n = plan.people.count
    const products = plan.products.length
    const rows = n < FEW ? 16 : 1024
    this.calendar = new Calendar(4 * rows)
    this.trips = new Calendar(rows)
    this.outcomes = new Outcomes(rows)
    this.messages = new Messages(rows)
    this.situations = new Situations(plan)
    this.verdicts = new Verdicts(plan, this)
    this.stock = new Stock(plan, this)
    this.readers = new Readers(plan, this)
    this.restores = new Restores(plan, this)
    this.backups = new Backups(plan, this)
    this.flows = new Flows(plan)
    this.hours = new Hours(plan, this.counters)
    this.streams = workloadOf(plan)
    assert(this.streams.length <= STREAMS_MAX, "at most 65,536 streams of messages, one for each cohort and product, can be simulated")
    assert(plan.acts.length <= ACTS_MAX, "at most 32,766 acts, of all variants together, can be simulated")
    this.streamRngs = this.streams.map((s) => new Stream(s.key, hashString("attempts")))
    this.streamCounts = new Float64Array(this.streams.length)
    this.actOn = new Uint8Array(plan.acts.length)
    this.noticed = new Uint8Array(plan.acts.length)
    this.ruleOn = new Uint8Array(plan.rules.length)
    this.reachOn = new Uint8Array(plan.reaches.length)
    this.siteFailed = new Uint8Array(plan.sites.length)
    this.faults = new Faults(plan.sites)
    this.relayFreeMs = new Float64Array(plan.sites.length)
    this.serviceMs = Float64Array.from(plan.sites, (site) => site.secondsPerMessage * 1000)
    const countries = [...new Set(plan.places.map((place) => place.country))]
    this.countryOf = Int32Array.from(plan.places, (place) => countries.indexOf(place.country))
    this.productCount = products
    this.persons = new Persons(plan.people)
    this.spec = plan.people.spec.slice()
    this.usual = plan.people.spec.slice()
    this.deniedBy = new Int32Array(plan.acts.some((act) => act.act["close-to-new"] !== undefined) ? n * products : 0).fill(NONE)
    this.vpn = plan.people.vpn.slice()
    this.away = new Uint16Array(n)
    this.arrivedMs = new Since(n, asksArrival(plan))
    const waits = hasWaiting(plan)
    this.registeredMs = new Since(n, waits)
    this.territoryMs = new Since(n, waits)
    this.carrierMs = new Since(n, waits)
    this.returnedMs = new Since(n, waits)
    this.silentMs = [...new Set(plan.rules.flatMap((rule) => (rule.first?.["again-after"] ?? []).flatMap((again) => again.silent ?? [])))]
    this.wokeMs = new Since(n * this.silentMs.length, waits)
    this.lastTryMs = new Float64Array(this.silentMs.length === 0 ? 0 : n)
    this.countedMs = new Float64Array(n)
    this.touched = new Int32Array(n)
    this.circuits = plan.products.reduce((bits, { row, service }) => (plan.services[service].spec.path === "circuit" ? bits | (1 << row) : bits), 0)
    this.redirect = new Int32Array(plan.acts.some((act) => act.act.shift?.habit === "use") ? n * products : 0).fill(NONE)
    this.inNetwork = new Int32Array(plan.services.some((service) => service.waits.networkMessages > 0) ? n * products : 0)
    this.lastDeliveryMs = new Float64Array(n * products)
    this.overtakesMs = new Float64Array(n * products)
    this.slotFirst = new Int32Array(plan.cohorts.length)
    let slots = 0
    plan.cohorts.forEach((cohort, c) => {
      this.slotFirst[c] = cohort.residence === "standing" ? slots : ~cohort.first
      if (cohort.residence === "standing") slots += cohort.slots
    })
    this.slotPerson = new Int32Array(slots)
    this.turnCounts = new Float64Array(plan.cohorts.length)
    this.lineSpecs = [...plan.people.lineSpecs]
    this.journeys = journeysOf(plan, this.lineSpecs)
    this.journeyCounts = new Float64Array(this.journeys.length)
    this.turnFirst = new Int32Array(plan.cohorts.length + 1)
    plan.cohorts.forEach((cohort, c) => {
      this.turnFirst[c + 1] = this.turnFirst[c] + (cohort.residence === "rotating" ? cohort.away : 0)
    })
    this.turnPerson = new Int32Array(this.turnFirst[plan.cohorts.length]).fill(NONE)
    this.alsoSpecs = alsoSpecsOf(plan)
    this.silences = silencesOf(plan)
    this.tripRngs = plan.cohorts.map((cohort) => new Stream(cohort.key, hashString("trips")))
  }

  get nowMs(): number {
    return this.counters[Counter.NOW_MS]
  }

  /** Instant at which this epoch began [ms]. */
  get epochMs(): number {
    return this.counters[Counter.EPOCH_MS]
  }

  get slot(): number {
    return this.counters[Counter.SLOT]
  }

  begun(): ReadonlyArray<ActPlan> {
    return this.begunActs
  }

  /** An act begins, or its notice is given, for the first time or again. Who goes through the list meanwhile keeps his. */
  enter(row: number): void {
    const act = this.plan.acts[row]
    assert(act !== undefined, "what begins is an act of the plan")
    if (this.begunActs.includes(act)) return
    this.begunRows.set(this.begunRows.length, row)
    this.begunActs = [...this.begunActs, act]
  }

  isOn(act: ActPlan): boolean {
    return this.actOn[act.row] === 1
  }

  isNoticed(act: ActPlan): boolean {
    return this.noticed[act.row] === 1 || this.actOn[act.row] === 1
  }

  isClosed(act: ActPlan): boolean {
    return act.closesMs === undefined || act.closesMs <= this.epochMs
  }

  isFailing(site: number): boolean {
    return (this.siteFailed[site] & FAILING) !== 0
  }

  /** It has crashed, or stands still for a while: nothing is done there, and nothing deleted. */
  standsStill(site: number): boolean {
    return this.isFailing(site) || this.faults.isPaused(site)
  }

  isCutOff(site: number): boolean {
    return (this.siteFailed[site] & CUT_OFF) !== 0
  }

  isOffByDate(site: number): boolean {
    return (this.siteFailed[site] & OFF_BY_DATE) !== 0
  }

  /** Oldest act first. A carrier that has been started again refuses nothing, though the act that stopped it stands. */
  rulesInForce(): ReadonlyArray<Rule> {
    const { acts, rules } = this.plan
    const standing = (rule: Rule) => (acts[rule.act].verb === "stop" ? this.stillStopped(rule) : [rule])
    return rules.filter((rule) => this.ruleOn[rule.row] === 1).flatMap(standing).sort((a, b) => acts[a.act].startMs - acts[b.act].startMs || a.row - b.row)
  }

  /** What is left of a stop of a carrier's network once parts of it have been started again. */
  private stillStopped(rule: Rule): ReadonlyArray<Rule> {
    const act = this.plan.acts[rule.act]
    if (!partyStoppers(this, rule.carrier!).includes(rule.act)) return []
    const what = restarted(this, rule.carrier!, act)
    if (what.length === 0) return [rule]
    return rule.what.every((word) => what.includes(word)) ? [] : [{ ...rule, except: { what } }]
  }

  /** Everything worked out from the rules is worked out anew. */
  newEpoch(atMs: number): void {
    this.counters[Counter.EPOCH_MS] = atMs
    this.faults.renew(atMs)
    this.verdicts.renew()
    this.stock.renew()
    this.readers.renew()
  }

  /** Who is now in a slot of a cohort: only where people are present in stays does it change. */
  inSlot(cohort: number, slot: number): number {
    const first = this.slotFirst[cohort]
    return first < 0 ? ~first + slot : this.slotPerson[first + slot]
  }

  /** Row of the outcomes of a situation and product in this slot. */
  outRow(situation: number, product: number): number {
    const at = situation * this.plan.products.length + product
    const found = at < this.outRowCache.length ? this.outRowCache[at] : NONE
    return found !== NONE ? found : this.newOutRow(situation, product, at)
  }

  private newOutRow(situation: number, product: number, at: number): number {
    if (at >= this.outRowCache.length) {
      const more = new Int32Array(Math.max(64, (at + 1) * 2)).fill(NONE)
      more.set(this.outRowCache)
      this.outRowCache = more
    }
    const cohort = this.cohortOf(this.situations.group(situation))
    return (this.outRowCache[at] = this.outcomes.row(situation, product, this.slot, cohort.first, cohort.people))
  }

  /** What selectors ask of a situation: the same object for its lifetime. */
  subjectOf(situation: number): Subject {
    return this.subjects.get(situation) ?? this.subjects.set(situation, this.situations.subject(situation))
  }

  /** Whose people a group's are. */
  cohortOf(group: number): CohortRow {
    return this.plan.cohorts.find((cohort) => cohort.name === this.plan.groups.rows[group].cohort)!
  }

  /** A number of a message for a purpose: the same in every variant. */
  draw(key: number, purpose: number, index: number): number {
    this.counters[Counter.DRAWS]++
    return hash4(key, purpose, index, 0)
  }

  /** The same, where `state` is begun(key). */
  drawOn(state: number, purpose: number, index: number): number {
    this.counters[Counter.DRAWS]++
    return hashOn(state, purpose, index, 0)
  }

  private arrays(): ReadonlyArray<Float64Array | Int32Array | Int16Array | Uint16Array | Uint8Array> {
    return [this.streamCounts, this.actOn, this.noticed, this.ruleOn, this.reachOn, this.siteFailed, this.counters, this.relayFreeMs, this.spec, this.usual, this.deniedBy, this.vpn, this.away, this.lastTryMs, this.countedMs, this.touched, this.redirect, this.inNetwork, this.lastDeliveryMs, this.overtakesMs, this.slotPerson, this.turnCounts, this.journeyCounts, this.turnPerson]
  }

  private parts(): ReadonlyArray<{ save(): unknown; restore(state: never): void }> {
    return [this.calendar, this.trips, this.digest, this.persons, this.arrivedMs, this.registeredMs, this.territoryMs, this.carrierMs, this.returnedMs, this.wokeMs, this.outcomes, this.messages, this.stock, this.restores, this.backups, this.readers, this.begunRows, this.newPeopleRows, this.newPeople, ...this.streamRngs, ...this.tripRngs]
  }

  /** A copy of everything that changes: good to go on from any number of times. */
  save(): WorldState {
    return { arrays: this.arrays().map((a) => a.slice()), parts: this.parts().map((p) => p.save()), watch: this.watch?.save() }
  }

  restore(state: WorldState): void {
    this.arrays().forEach((a, i) => {
      assert(state.arrays[i].constructor === a.constructor && state.arrays[i].length === a.length, "a world is restored from one of the same plan")
      a.set(state.arrays[i] as never)
    })
    this.parts().forEach((p, i) => p.restore(state.parts[i] as never))
    this.watch?.restore(state.watch as never)
    this.begunActs = Array.from({ length: this.begunRows.length }, (_, i) => this.plan.acts[this.begunRows.get(i)])
    this.outRowCache.fill(NONE)
    this.alternativeCache.clear()
    this.newEpoch(this.counters[Counter.EPOCH_MS])
  }
}

export interface WorldState {
  readonly arrays: ReadonlyArray<Float64Array | Int32Array | Int16Array | Uint16Array | Uint8Array>
  readonly parts: ReadonlyArray<unknown>
  readonly watch: unknown
}

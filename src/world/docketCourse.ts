/** One order on its way: announced, issued, due, stayed, in effect, ended. It moves by its recorded steps, and by itself where a deadline or a term passes. */
import { amended } from "../model/amended.ts"
import type { Instant } from "../model/instants.ts"
import { type Order, type Step, stepWord, type StepWord } from "../model/orders.ts"
import type { Lapse } from "../model/units.ts"
import { CONSEQUENCE, DEADLINE, ENDING, RESUMPTION, RUNG, STEP } from "./docketAgenda.ts"
import { type Court, type Easing, issuerOf, type Lets, type Start, UnreadableOrder } from "./docketCourt.ts"
import { readEnd } from "./docketEnds.ts"
import { instantMs, later, refKey } from "./docketInstants.ts"
import { Spells } from "./docketIntervals.ts"
import { followingSources, nearestSources } from "./docketSources.ts"
import { Timers } from "./docketTimers.ts"
import type { OrderLife, OrderState } from "./record.ts"

export class Course {
  readonly id: string
  readonly row: number
  readonly issuer: string
  /** The order from each instant on: as issued, then as each amendment leaves it. */
  readonly versions: Array<{ readonly fromMs: number; readonly order: Order }>
  /** Neither stayed, nor put off, nor ended: what answers it goes on. */
  readonly free = new Spells()
  readonly effect = new Spells()
  /** In effect, and not waived. */
  readonly enforced = new Spells()
  readonly breach = new Spells()
  readonly states: Array<{ readonly state: OrderState; readonly atMs: number; readonly source: ReadonlyArray<string> }> = []
  /** Instants at which something about the order changes, each with the word of what it is. */
  readonly turns: Array<{ readonly what: string; readonly atMs: number }> = []
  /** When people could know of it; nothing moves. */
  readonly known: Array<NonNullable<OrderLife["known"]>[number]> = []
  readonly lets: Array<Easing> = []
  /** First effect, the `else`, and each rung climbed. */
  effectStart: Start | undefined
  elseStart: Start | undefined
  readonly rungStarts: Array<Start> = []
  issuedMs: number | undefined
  dueMs: number | undefined
  endMs = Infinity
  met = false

  readonly #court: Court
  readonly #source: Array<string> = []
  readonly #timers: Timers
  readonly #recordsEffect: boolean
  #dueStated = false
  #duePassed = false
  /** The deadline passed during a stay, or before the issue: what follows waits for that. */
  #awaiting = false
  #inEffect = false
  #stayed = false
  #suspended = false
  #waived = false
  #paused: { readonly atMs: number; readonly due: boolean } | undefined
  #rung: { readonly index: number; atMs: number } | undefined
  #liftDue = false

  constructor(id: string, order: Order, row: number, court: Court) {
    this.id = id
    this.row = row
    this.issuer = issuerOf(order)
    this.versions = [{ fromMs: -Infinity, order }]
    this.#court = court
    this.#timers = new Timers(court.agenda, court.chronicle, this.issuer, row)
    this.#recordsEffect = order.timeline.some((step) => step["in-effect"] !== undefined)
    this.free.turn(true, -Infinity)
  }

  get order(): Order {
    return this.versions[this.versions.length - 1].order
  }

  get ended(): boolean {
    return this.endMs < Infinity
  }

  get hasDemands(): boolean {
    return (this.order.demands?.length ?? 0) > 0
  }

  /** Puts the recorded steps on the agenda. */
  begin(): void {
    for (const step of this.order.timeline) {
      const word = stepWord(step)
      const when = step[word]
      if (when !== undefined) this.#court.chronicle.schedule(when, "start", this.issuer, STEP, this.row, () => this.#step(step, word))
    }
    if (this.order.ends !== undefined) this.#watchEnd(this.order.ends.when)
  }

  /** Looks anew at whether the demands are met. */
  recheck(): void {
    if (this.ended) return
    this.met = this.#court.isMet(this)
    this.#settle()
  }

  life(answers: ReadonlyArray<string>, horizonMs: number): OrderLife {
    const within = (spells: Spells) => spells.intervals().map(({ fromMs, untilMs }) => [fromMs, Math.min(untilMs, horizonMs)] as const)
    const demand = !this.hasDemands ? "none" : this.met ? "met" : (this.breach.intervals().at(-1)?.untilMs ?? -Infinity) >= this.endMs ? "in-breach" : "open"
    return { id: this.id, issuer: this.issuer, kind: this.order.kind, dueMs: this.dueMs, demand, breach: within(this.breach), answers, states: this.states, known: this.known, effect: within(this.effect) }
  }

  #step(step: Step, word: StepWord): void {
    if (this.ended && word !== "revealed" && word !== "denied") return
    if (word !== "in-effect") this.#court.chronicle.tell(`orders.${this.id}.${word}`)
    if (step.id !== undefined) this.#court.chronicle.tell(`orders.${this.id}.${step.id}`)
    if (word === "revealed" || word === "denied") return void this.known.push({ state: word, atMs: this.#now, source: nearestSources(step, this.order) })
    this.#source.push(...(step.source ?? []))
    this.turns.push({ what: word, atMs: this.#now })
    const source = nearestSources(step, this.order)
    if (step.due !== undefined) this.#setDue(step.due)
    this.#move(step, word, source)
    this.#settle()
  }

  #move(step: Step, word: Exclude<StepWord, "revealed" | "denied">, source: ReadonlyArray<string>): void {
    switch (word) {
      case "announced":
        this.#state("announced", source)
        if (step.due !== undefined) this.issuedMs ??= this.#now
        this.#term(step)
        break
      case "issued":
        this.#state("issued", source)
        this.issuedMs ??= this.#now
        this.#term(step)
        this.recheck()
        if (this.#awaiting && !this.#stayed) this.#pass(source)
        else if (!this.#dueStated && !this.#recordsEffect) {
          if (this.#stayed) this.#awaiting = true
          else this.#takeEffect(source)
        }
        break
      case "in-effect":
        this.#term(step)
        this.#takeEffectOnRecord(source)
        break
      case "postponed":
        this.#postpone(step, source)
        break
      case "stayed":
        this.#stayed = true
        this.#state("stayed", source)
        if (step.clock === "stops") this.#pause()
        if (step.until === undefined) this.#timers.cancel("stay")
        else this.#timers.set("stay", step.until, RESUMPTION, () => this.#endStay(source))
        break
      case "upheld":
        if (this.#stayed) this.#endStay(source)
        break
      case "amended":
        this.#amend(step)
        this.#term(step)
        break
      case "extended":
        this.#term(step)
        break
      case "eased":
        if (step.lets !== undefined) this.#ease(step.lets, step.until)
        break
      case "waived":
        this.#waived = true
        this.#state("waived", source)
        if (step.until === undefined) this.#timers.cancel("waiver")
        else
          this.#timers.set("waiver", step.until, ENDING, () => {
            this.#waived = false
            this.#goOn(source)
          })
        break
      case "struck-down":
        if (step.obeyed === "no" || step.obeyed === false) this.#state("struck-down", source)
        else this.#end("struck-down", source)
        break
      default:
        this.#end(word, source)
    }
  }

  #takeEffectOnRecord(source: ReadonlyArray<string>): void {
    for (const timer of ["stay", "waiver", "suspension"]) this.#timers.cancel(timer)
    this.#stayed = this.#suspended = this.#waived = false
    this.#resume()
    this.#takeEffect(source)
    this.recheck()
    if (!this.met && (this.#duePassed || !this.#dueStated)) this.#startElse()
    this.#awaiting = false
  }

  #takeEffect(source: ReadonlyArray<string>): void {
    this.#inEffect = true
    this.issuedMs ??= this.#now
    this.effectStart ??= this.#start()
    this.#state("in-effect", source)
    this.#court.chronicle.tell(`orders.${this.id}`)
    if (this.#liftDue) this.#lift()
    this.#settle()
  }

  #postpone(step: Step, source: ReadonlyArray<string>): void {
    this.#state("postponed", source)
    if (!this.#inEffect) return this.#setDue(step.to)
    this.#suspended = true
    // A deadline that had passed is put off with it.
    if (this.#duePassed) this.dueMs = step.to === undefined ? undefined : instantMs(step.to, "end", this.issuer, this.#court.clock, this.#court.chronicle.happened)
    this.#pause()
    this.#timers.cancel("suspension")
    if (step.to !== undefined) this.#timers.set("suspension", step.to, RESUMPTION, () => {
      this.#suspended = false
      this.#goOn(source)
    })
  }

  #endStay(source: ReadonlyArray<string>): void {
    this.#timers.cancel("stay")
    this.#stayed = false
    this.#goOn(source)
  }

  /** After a stay, a postponement or a waiver: back to where the order stood, and on to what the deadline has brought meanwhile. */
  #goOn(source: ReadonlyArray<string>): void {
    if (!this.#stayed && !this.#suspended) {
      this.#resume()
      this.recheck()
      const stateCount = this.states.length
      if (this.#awaiting && this.issuedMs !== undefined) this.#pass(source)
      if (this.states.length === stateCount) this.#state(this.#inEffect ? "in-effect" : this.issuedMs === undefined ? "announced" : "issued", source)
    }
    this.#settle()
  }

  /** What follows once a deadline has passed. */
  #pass(source: ReadonlyArray<string>): void {
    this.#awaiting = false
    this.recheck()
    // A deadline that passes puts the order into effect, whether or not anything is then carried out.
    if (!this.#recordsEffect && !this.#inEffect) this.#takeEffect(source)
    if (this.#inEffect && this.#duePassed && !this.met) this.#startElse()
  }

  #startElse(): void {
    if (this.elseStart !== undefined || this.order.else === undefined) return
    this.elseStart = this.#start()
    this.#climb(0, this.#duePassed && this.dueMs !== undefined ? this.dueMs : this.#now)
  }

  /** Puts the next rung of the ladder on the agenda: so long after the one before, or with a step of the record. */
  #climb(index: number, sinceMs: number): void {
    const rung = this.#rungs[index]
    if (rung === undefined) return
    const arm = (atMs: number) => {
      this.#rung = { index, atMs: Math.max(atMs, this.#now) }
      if (this.#paused === undefined) this.#armRung()
    }
    const after: Lapse | string = rung.after
    if (typeof after === "string") this.#court.chronicle.await(`orders.${this.id}.${after}`, arm)
    else arm(later(sinceMs, after, this.issuer, this.#court.clock))
  }

  get #rungs() {
    return (this.order.else ?? []).filter((item) => "after" in item)
  }

  #armRung(): void {
    const next = this.#rung
    if (next === undefined) return
    this.#timers.setAt("rung", next.atMs, RUNG, () => {
      this.#rung = undefined
      if (this.met) return
      this.rungStarts[next.index] = this.#start()
      const id = this.#rungs[next.index]?.id
      if (id !== undefined) this.#court.chronicle.tell(`orders.${this.id}.${id}`)
      this.#climb(next.index + 1, next.atMs)
    })
  }

  #setDue(due: Instant | undefined): void {
    this.#dueStated = true
    this.#duePassed = this.#awaiting = false
    this.dueMs = undefined
    if (this.#paused !== undefined) this.#paused = { atMs: this.#paused.atMs, due: false }
    const token = this.#timers.cancel("due")
    if (due === undefined) return
    const { clock, chronicle } = this.#court
    const arm = () => {
      if (!this.#timers.isLatest("due", token)) return
      this.dueMs = instantMs(due, "end", this.issuer, clock, chronicle.happened)
      this.#armDue()
    }
    if (due.kind === "ref") chronicle.await(refKey(due), arm)
    else arm()
  }

  #armDue(): void {
    if (this.dueMs === undefined) return
    this.#timers.setAt("due", this.dueMs, DEADLINE, () => {
      this.#court.chronicle.tell(`orders.${this.id}.due`)
      this.#timers.setAt("due", this.#now, CONSEQUENCE, () => {
        this.#duePassed = true
        this.turns.push({ what: "due", atMs: this.#now })
        if (this.#stayed || this.issuedMs === undefined) this.#awaiting = true
        else this.#pass(followingSources(this.order.source, this.#source, this.states))
        this.#settle()
      })
    })
  }

  #term(step: Step): void {
    if (step.until !== undefined) this.#timers.set("term", step.until, ENDING, () => this.#end("expired", nearestSources(step, this.order)))
  }

  #amend(step: Step): void {
    if (step.set === undefined) return
    const order = amended(this.order, step.set)
    if (typeof order === "string") throw new UnreadableOrder(`orders.${this.id}, amended: ${order}`)
    this.versions.push({ fromMs: this.#now, order })
    this.recheck()
  }

  #ease(lets: Lets, until: Instant | undefined): void {
    const easing: Easing = { lets, fromMs: this.#now, untilMs: Infinity }
    this.lets.push(easing)
    if (until === undefined) return
    this.#court.chronicle.schedule(until, "end", this.issuer, ENDING, this.row, () => {
      easing.untilMs = this.#now
      this.turns.push({ what: "eased.until", atMs: this.#now })
    })
  }

  #watchEnd(when: string): void {
    const { chronicle } = this.#court
    const end = readEnd(when)
    if (end === undefined) throw new UnreadableOrder(`orders.${this.id}.ends.when: "10 of [a, b, …]" or an instant; not "${when}"`)
    if ("instant" in end) return chronicle.schedule(end.instant, "end", this.issuer, ENDING, this.row, () => this.#lift())
    let left = end.count
    for (const key of end.of) chronicle.await(key, () => void (--left === 0 && this.#lift()))
  }

  /** The condition of its end has come; an order that is not yet issued waits with it. */
  #lift(): void {
    this.#liftDue = true
    if (this.issuedMs !== undefined) this.#timers.setAt("lift", this.#now, ENDING, () => this.#end("lifted", nearestSources(this.order.ends, this.order)))
  }

  #end(word: OrderState, source: ReadonlyArray<string>): void {
    if (word === "met" || word === "cured") this.met = true
    this.endMs = this.#now
    this.#state(word, source)
    this.#court.chronicle.tell(`orders.${this.id}.${word}`)
    this.#timers.close()
    this.#settle()
  }

  #state(state: OrderState, source: ReadonlyArray<string>): void {
    this.states.push({ state, atMs: this.#now, source })
    this.turns.push({ what: state, atMs: this.#now })
  }

  /** Turns the spells on and off as the order now stands. */
  #settle(): void {
    const free = !this.ended && !this.#stayed && !this.#suspended
    this.free.turn(free, this.#now)
    this.effect.turn(free && this.#inEffect, this.#now)
    this.enforced.turn(free && this.#inEffect && !this.#waived, this.#now)
    this.breach.turn(free && this.issuedMs !== undefined && this.#duePassed && this.hasDemands && !this.met, this.#now)
  }

  /** Stops the clock of the deadline and of the ladder. */
  #pause(): void {
    if (this.#paused !== undefined) return
    const due = !this.#duePassed && this.dueMs !== undefined
    if (due) this.#timers.cancel("due")
    this.#timers.cancel("rung")
    this.#paused = { atMs: this.#now, due }
  }

  #resume(): void {
    if (this.#paused === undefined) return
    const spanMs = this.#now - this.#paused.atMs
    if (this.#paused.due && this.dueMs !== undefined) {
      this.dueMs += spanMs
      this.#armDue()
    }
    if (this.#rung !== undefined) {
      this.#rung.atMs += spanMs
      this.#armRung()
    }
    this.#paused = undefined
  }

  get #now(): number {
    return this.#court.agenda.nowMs
  }

  #start(): Start {
    const { rank, seq } = this.#court.agenda
    return { atMs: this.#now, rank, seq }
  }
}

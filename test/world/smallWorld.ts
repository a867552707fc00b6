/** Small worlds for the tests of the engine: three states, two carriers each, one provider; people, orders and answers as each test says. */
import { Schema } from "effect"
import type { Judge } from "../../src/invariants/judge.ts"
import { hash4 } from "../../src/kernel/rng.ts"
import { Scenario } from "../../src/model/scenario.ts"
import { advance, end, start } from "../../src/run/simulate.ts"
import { togglesOf } from "../../src/world/effects.ts"
import { finish } from "../../src/world/finish.ts"
import { NONE } from "../../src/world/messages.ts"
import { type ActPlan, compile, type Plan } from "../../src/world/plan.ts"
import type { RunRecord } from "../../src/world/record.ts"
import type { TraceEvent } from "../../src/world/trace.ts"
import { Kind, World } from "../../src/world/world.ts"

export type Section = Readonly<Record<string, unknown>>
export const HOUR = 3_600_000
export const DAY = 24 * HOUR

/** Sections of a scenario; what a test leaves out stands below. */
export interface Parts {
  readonly from?: string
  readonly until?: string
  readonly about?: unknown
  readonly marks?: ReadonlyArray<string>
  readonly countries?: Section
  readonly carriers?: Section
  readonly providers?: Section
  readonly sites?: Section
  readonly services?: Section
  readonly people?: Section
  readonly orders?: Section
  readonly answers?: Section
  readonly events?: Section
  readonly choices?: Section
  readonly claims?: ReadonlyArray<Section>
}

export const COUNTRIES = {
  PK: { timezone: "Asia/Karachi", place: { lat: 24.9, lon: 67 } },
  GB: { timezone: "Europe/London", place: { lat: 51.5, lon: -0.1 } },
  AE: { timezone: "Asia/Dubai", place: { lat: 25.2, lon: 55.3 } }
}
export const CARRIERS = {
  "pk-one": { country: "PK", share: "60 %" },
  "pk-two": { country: "PK", share: "40 %" },
  "pk-fixed": { country: "PK", kind: "fixed", share: "100 %" },
  "gb-one": { country: "GB", share: "60 %" },
  "gb-two": { country: "GB", share: "40 %" },
  "gb-fixed": { country: "GB", kind: "fixed", share: "100 %" },
  "ae-one": { country: "AE", share: "100 %" },
  "ae-fixed": { country: "AE", kind: "fixed", share: "100 %" }
}
export const SITES = {
  london: { country: "GB", operator: "firm", roles: ["relay", "mailbox", "log", "keys"] },
  karachi: { country: "PK", operator: "firm", roles: ["mailbox", "backup", "log", "keys"] },
  dubai: { country: "AE", operator: "firm", roles: ["relay", "mailbox", "backup"] },
  premises: { country: "PK", operator: "customer", roles: ["mailbox", "keys"] }
}
/** A service with a mailbox in London, whose provider has the keys. */
export const MAIL = { provider: "firm", relay: "london", classes: { content: { kept: "london", keys: "provider" }, metadata: { kept: "london", keys: "nobody" } }, waits: { "at-client": { for: "30 min", retry: "10 min" }, "at-relay": "1 day" } }
export const RESIDENTS = { home: "PK", count: 4, use: { mail: "100 %" }, reach: { wifi: "100 %" } }

export function scenarioOf(parts: Parts): Scenario {
  return Schema.decodeUnknownSync(Scenario)({
    situs: 1,
    id: "small",
    title: "A small world",
    from: "2015-03-02",
    until: "2015-03-08",
    countries: COUNTRIES,
    carriers: CARRIERS,
    providers: { firm: { seat: "GB", established: ["GB", "PK"] } },
    sites: SITES,
    services: { mail: MAIL },
    people: { residents: RESIDENTS },
    ...parts
  })
}

export function planOf(parts: Parts, seed = 1, replication = 0, cutsMs: ReadonlyArray<number> = []): Plan {
  return plansOf({ "as-happened": parts }, seed, replication, cutsMs)
}

/** A plan of several variants. */
export function plansOf(variants: Readonly<Record<string, Parts>>, seed = 1, replication = 0, cutsMs: ReadonlyArray<number> = []): Plan {
  const gazetteer = () => undefined
  return compile({ variants: Object.entries(variants).map(([id, parts]) => ({ id, title: id, scenario: scenarioOf(parts) })), gazetteer, seed, replication, cutsMs })
}

/** An order that is in effect from a date, carried out by everybody. */
export function inEffect(by: string, from: string, does: ReadonlyArray<Section>, more: Section = {}): Section {
  return { by, kind: "network-block", through: { others: "obeys", ...Object.fromEntries(Object.keys(CARRIERS).map((name) => [name, "obeys"])) }, does, timeline: [{ "in-effect": from }], ...more }
}

/** What happened to a message, told once the row of the world's messages is forgotten. */
export interface Told {
  readonly kind: TraceEvent["kind"]
  readonly atMs: number
  readonly key: number
  readonly sender: number
  readonly recipient: number
  readonly product: number
  readonly reason?: string
  readonly act?: string
  readonly where?: string
  readonly final?: boolean
  readonly acceptedMs: number
}

/** A world that runs step by step. */
export class Stepped {
  readonly w: World
  readonly told: Array<Told> = []
  private readonly variant
  private number = 0
  private readonly accepted = new Map<number, number>()

  constructor(readonly plan: Plan, variant = 0) {
    this.variant = plan.variants[variant]
    this.w = new World(plan)
    this.w.trace = (event) => this.tell(event)
    start(this.w)
    this.toggles = togglesOf(plan, this.variant)
  }

  private toggles: ReturnType<typeof togglesOf>
  private done = 0

  /** Goes on until (and not at) an instant. */
  until(atMs: number): this {
    let next = this.done
    while (next < this.toggles.length && this.toggles[next].atMs < atMs) next++
    for (const _ of advance(this.w, this.toggles.slice(this.done, next), atMs, "", Number.MAX_SAFE_INTEGER)) void _
    this.done = next
    return this
  }

  /** Runs to the end and tells the record. */
  finish(): RunRecord {
    this.until(this.plan.horizonMs)
    end(this.w)
    return finish(this.w, this.variant, [])
  }

  /** What is so of each person, by number. */
  each<T>(read: (person: number) => T): ReadonlyArray<T> {
    return Array.from({ length: this.plan.people.count }, (_, person) => read(person))
  }

  /** A message of a test's own; its key. */
  send(sender: number, recipient: number, atMs: number, product = 0): number {
    const { w } = this
    const key = hash4(12345, this.number, 0, 0)
    const row = w.outRow(w.persons.situation(sender), product)
    const m = w.messages.begin(0, this.number++, key, sender, recipient, product, row)
    w.messages.setFirstMs(m, atMs)
    w.outcomes.attempted.add(row, 1)
    w.watch?.attempted(m)
    w.calendar.schedule(atMs, Kind.RETRY, m, 0)
    return key
  }

  /** Kinds of what happened to a message, in order, repeated ones once. */
  story(key: number): ReadonlyArray<string> {
    const words = this.told.filter((t) => t.key === key).map((t) => (t.kind === "waits" ? `waits at ${t.where}` : t.kind === "refused" ? (t.final ? "refused" : "tries again") : t.kind))
    return words.filter((word, i) => word !== words[i - 1])
  }

  last(key: number): Told {
    return this.told.filter((t) => t.key === key).at(-1)!
  }

  private tell(event: TraceEvent): void {
    if (event.kind === "arrives") return
    const { messages, plan } = this.w
    const m = event.message
    if (event.kind === "accepted") this.accepted.set(messages.key(m), event.atMs)
    const act = event.kind === "refused" ? event.obstacle.act : event.kind === "waits" ? (event.obstacle?.act ?? NONE) : event.kind === "bounced" || event.kind === "expired" ? event.cause : NONE
    const reason = event.kind === "refused" || event.kind === "waits" ? event.obstacle?.reason : undefined
    this.told.push({ kind: event.kind, atMs: event.atMs, key: messages.key(m), sender: messages.sender(m), recipient: messages.recipient(m), product: messages.product(m), reason, act: act < 0 ? undefined : plan.acts[act].path, where: "where" in event ? event.where : undefined, final: "final" in event ? event.final : undefined, acceptedMs: this.accepted.get(messages.key(m)) ?? NONE })
  }
}

/** A whole run. */
export function played(parts: Parts, seed = 1): { readonly plan: Plan; readonly stage: Stepped; readonly w: World; readonly record: RunRecord } {
  const plan = planOf(parts, seed)
  const stage = new Stepped(plan)
  const record = stage.finish()
  return { plan, stage, w: stage.w, record }
}

/** Adds up a number over the rows of outcomes that a test selects. */
export function sumOf(record: RunRecord, value: (row: RunRecord["outcomes"][number]) => number, test: (row: RunRecord["outcomes"][number], group: RunRecord["groups"][number], situation: RunRecord["situations"][number]) => boolean = () => true): number {
  let sum = 0
  for (const row of record.outcomes) {
    const situation = record.situations[row.situation]
    if (test(row, record.groups[situation.group], situation)) sum += value(row)
  }
  return sum
}

export const refusedOf = (row: RunRecord["outcomes"][number]) => row.refused.reduce((sum, r) => sum + r.messages, 0)
export const bouncedOf = (row: RunRecord["outcomes"][number]) => row.bounced.reduce((sum, r) => sum + r.messages, 0)

/** First person of a cohort. */
export function firstOf(plan: Plan, cohort: string): number {
  return plan.cohorts.find((c) => c.name === cohort)!.first
}

export function actOf(plan: Plan, path: string): ActPlan {
  const found = plan.acts.find((act) => act.path === path)
  if (found === undefined) throw new Error(`no act ${path}, of ${plan.acts.map((act) => act.path).join(", ")}`)
  return found
}

/** A judge that looks away. */
export function blind(): Judge {
  const nothing = () => undefined
  return { attempted: nothing, refused: nothing, accepted: nothing, waits: nothing, delivered: nothing, bounced: nothing, expired: nothing, erased: nothing, stored: nothing, read: nothing, boundary: nothing, save: nothing, restore: nothing, verdicts: () => [] }
}

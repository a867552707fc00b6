/** A world as it went, for a test to look at: each table is told when it is first asked for. */
import { atRestOf, lossesOf, movesOf, siteStatesOf } from "../analysis/copies.ts"
import { isoUtc } from "../analysis/isotime.ts"
import { outcomesOf } from "../analysis/outcomes.ts"
import { keysOf, readersOf } from "../analysis/readers.ts"
import { referenceOf } from "../analysis/selector.ts"
import { actsOf, conflictsOf, ordersOf } from "../analysis/variant.ts"
import { windowsOf } from "../analysis/windows.ts"
import { planOf, play } from "../check/play.ts"
import { simulate } from "../run/simulate.ts"
import { finish } from "../world/finish.ts"
import type { Plan, VariantPlan } from "../world/plan.ts"
import type { RunRecord } from "../world/record.ts"
import { COPY_KINDS } from "../world/stock.ts"
import { Counter } from "../world/world.ts"
import { Book, type Lay } from "./book.ts"
import type { DrawnWorld } from "./drawn.ts"
import type { ActRow, AtRest, ConflictRow, Copies, InvariantVerdict, KeyHolder, Loss, Move, OrderLife, Outcome, Reader, Run, SiteState, World } from "./surface.ts"

export class Played implements Run {
  readonly world: World
  private readonly plan: Plan
  private readonly variant: VariantPlan
  private readonly tables = new Map<string, unknown>()

  constructor(private readonly drawn: DrawnWorld) {
    this.world = drawn
    this.plan = planOf(drawn.trial)
    this.variant = this.plan.variants[0]
  }

  get messages(): number {
    return this.ran.messages
  }

  get copies(): ReadonlyArray<Copies> {
    return this.once("copies", () => copiesOf(this.plan, this.record, this.ran.lays, this.variant))
  }

  get atRest(): ReadonlyArray<AtRest> {
    return this.once("atRest", () => atRestOf(this.record, this.variant.scenario))
  }

  get outcomes(): ReadonlyArray<Outcome> {
    const { scenario } = this.variant
    return this.once("outcomes", () => outcomesOf(this.record, windowsOf(this.record, scenario), referenceOf(scenario, this.variant.about)))
  }

  get readers(): ReadonlyArray<Reader> {
    return this.once("readers", () => readersOf(this.record))
  }

  get keys(): ReadonlyArray<KeyHolder> {
    return this.once("keys", () => keysOf(this.record))
  }

  get moves(): ReadonlyArray<Move> {
    return this.once("moves", () => movesOf(this.record, this.variant.scenario))
  }

  get losses(): ReadonlyArray<Loss> {
    return this.once("losses", () => lossesOf(this.record, this.variant.scenario))
  }

  get sites(): ReadonlyArray<SiteState> {
    return this.once("sites", () => siteStatesOf(this.record, this.variant.scenario))
  }

  get orders(): ReadonlyArray<OrderLife> {
    return this.once("orders", () => ordersOf(this.record))
  }

  get acts(): ReadonlyArray<ActRow> {
    return this.once("acts", () => actsOf(this.record))
  }

  get conflicts(): ReadonlyArray<ConflictRow> {
    return this.once("conflicts", () => conflictsOf(this.record))
  }

  get invariants(): ReadonlyArray<InvariantVerdict> {
    return this.once("invariants", () => play(this.drawn.trial, { probes: false }).promises)
  }

  get fingerprint(): Run["fingerprint"] {
    return this.record.fingerprint
  }

  private get record(): RunRecord {
    return this.ran.record
  }

  private get ran(): { readonly record: RunRecord; readonly lays: ReadonlyArray<Lay>; readonly messages: number } {
    return this.once("ran", () => {
      const found: Array<Played["ran"]> = []
      const steps = simulate(this.plan, [this.variant], {
        sliceEvents: Number.MAX_SAFE_INTEGER,
        judge: (w) => new Book(w),
        finished: (w, variant, book) => found.push({ record: finish(w, variant, []), lays: (book as Book).lays(), messages: w.counters[Counter.MESSAGES] })
      })
      for (const _ of steps) void _
      return found[0]
    })
  }

  private once<A>(name: string, make: () => A): A {
    if (!this.tables.has(name)) this.tables.set(name, make())
    return this.tables.get(name) as A
  }
}

function copiesOf(plan: Plan, record: RunRecord, lays: ReadonlyArray<Lay>, variant: VariantPlan): ReadonlyArray<Copies> {
  const rows = new Map<string, { -readonly [K in keyof Copies]: Copies[K] }>()
  for (const lay of lays) {
    const site = plan.sites[lay.site]
    const cls = plan.classes[lay.class]
    const { account, cohort, homeCountry } = record.groups[lay.group]
    const kind = COPY_KINDS[lay.kind]
    const key = [lay.site, lay.class, lay.kind, cohort, homeCountry, account].join()
    const known = rows.get(key)
    if (known !== undefined) known.copies += lay.copies
    else
      rows.set(key, {
        site: site.name,
        country: site.country,
        declared: site.spec.declared ?? site.country,
        operator: site.operator,
        cohort,
        home: homeCountry,
        account,
        service: plan.services[cls.service].name,
        class: cls.name,
        kind,
        copies: lay.copies,
        first: { from: isoUtc(record.epochMs, lay.fromMs), to: isoUtc(record.epochMs, lay.toMs) },
        act: variant.acts.includes(lay.cause) ? plan.acts[lay.cause].path : null
      })
  }
  return [...rows.values()]
}

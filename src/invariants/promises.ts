/** All promises that are checked at every run, on one world; and those that compare with the baseline. */
import type { Obstacle } from "../world/gates.ts"
import type { VariantPlan } from "../world/plan.ts"
import { BY_LOSS, type PromiseVerdict } from "../world/record.ts"
import type { Reading, Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { Beyond, type Sums } from "./beyond.ts"
import { Clashes } from "./clashes.ts"
import { Conservation } from "./conservation.ts"
import { Departure } from "./departure.ts"
import { Erasures } from "./erasures.ts"
import type { Judge } from "./judge.ts"
import { KeyPlaces } from "./keyPlaces.ts"
import { KeysAndAccess } from "./keys.ts"
import { Liveness } from "./liveness.ts"
import { Losses } from "./losses.ts"
import { NoPlace } from "./noplace.ts"
import { OrdersAndEvidence } from "./orders.ts"
import { Check } from "./promise.ts"
import { Recount } from "./recount.ts"
import { Transit } from "./relays.ts"
import { Relocation } from "./relocation.ts"
import { Residency } from "./residency.ts"
import { Revivals } from "./revivals.ts"
import type { Scopes, Sum } from "./scope.ts"
import { Sequence } from "./sequence.ts"
import { Stores } from "./stores.ts"

/** What a finished run leaves for the comparison with the baseline. */
export interface Outside extends Sums {
  readonly scope: PromiseVerdict
}

export class Promises implements Judge {
  private readonly residency: Residency
  private readonly keys: KeysAndAccess
  private readonly conservation: Conservation
  private readonly orders: OrdersAndEvidence
  private readonly transit: Transit
  private readonly stores: Stores
  private readonly relocation: Relocation
  private readonly sequence: Sequence
  private readonly recount: Recount
  private readonly noPlace: NoPlace
  private readonly keyPlaces: KeyPlaces
  private readonly departure: Departure
  private readonly clashes: Clashes
  private readonly liveness: Liveness
  private readonly losses: Losses
  private readonly erasures: Erasures
  private readonly revivals: Revivals
  /** Mail for the comparison: it can be kept on without the judges, where a run is only compared with. */
  readonly beyond: Beyond
  private readonly parts: ReadonlyArray<Part>
  private readonly checks: ReadonlyArray<Check>

  /** Without scopes, whom acts reach is said when `outsideLate` is asked. */
  constructor(w: World, scopes: Scopes | undefined) {
    this.residency = new Residency(w)
    this.keys = new KeysAndAccess(w)
    this.conservation = new Conservation(w)
    this.orders = new OrdersAndEvidence(w)
    this.transit = new Transit(w)
    this.stores = new Stores(w)
    this.relocation = new Relocation(w)
    this.sequence = new Sequence(w, this.relocation.checks.C6)
    this.recount = new Recount(w)
    this.noPlace = new NoPlace(w)
    this.keyPlaces = new KeyPlaces(w)
    this.departure = new Departure(w)
    this.clashes = new Clashes(w)
    this.liveness = new Liveness(w)
    this.losses = new Losses(w, this.conservation.checks.C1, this.relocation.checks.C6)
    this.erasures = new Erasures(w, this.relocation.checks.C6)
    this.revivals = new Revivals(w, this.conservation.checks.C1, this.relocation.checks.C6)
    this.beyond = new Beyond(w, scopes)
    this.parts = [this.residency, this.transit, this.stores, this.relocation, this.keys, this.conservation, this.sequence, this.orders, this.recount, this.noPlace, this.keyPlaces, this.departure, this.clashes, this.liveness, this.losses, this.erasures, this.revivals]
    this.checks = this.parts.flatMap((part) => Object.values(part.checks))
  }

  attempted(m: number): void {
    this.conservation.attempted(m)
    this.sequence.attempted(m)
    this.recount.attempted(m)
  }

  refused(m: number, obstacle: Obstacle, final: boolean): void {
    this.orders.refused(m, obstacle)
    this.recount.refused(m, final)
    if (final) this.conservation.refused(m)
  }

  accepted(m: number): void {
    this.conservation.accepted(m)
    this.residency.accepted(m)
    this.keys.accepted(m)
    this.transit.accepted(m)
    this.sequence.accepted(m)
    this.recount.accepted(m)
  }

  waits(m: number): void {
    this.residency.waits(m)
    this.transit.waits(m)
    this.noPlace.waits(m)
    this.beyond.waits(m)
  }

  delivered(m: number): void {
    this.conservation.delivered(m)
    this.sequence.delivered(m)
    this.noPlace.delivered(m)
    this.recount.delivered(m)
    this.beyond.delivered(m)
  }

  bounced(m: number, cause: number): void {
    this.conservation.bounced(m)
    this.orders.bounced(m, cause)
    this.relocation.bounced(m, cause)
    this.noPlace.bounced(m)
    this.recount.bounced(m)
  }

  expired(m: number): void {
    this.conservation.expired(m)
    this.recount.expired(m)
  }

  erased(m: number, cause: number): void {
    if (cause === BY_LOSS) this.losses.lost(m)
    this.conservation.erased(m)
    this.sequence.erased(m)
    this.recount.erased(m)
  }

  stored(copies: Stored, cause: number): void {
    this.residency.stored(copies, cause)
    this.orders.stored(copies, cause)
    this.stores.stored(copies)
    this.relocation.stored(copies, cause)
    this.losses.stored(copies, cause)
    this.erasures.stored(copies, cause)
    this.revivals.stored(copies, cause)
    this.conservation.stored(copies)
  }

  read(reading: Reading): void {
    this.keys.read(reading)
    this.keyPlaces.read(reading)
    this.orders.read(reading)
    this.recount.reads(reading)
  }

  boundary(): void {
    this.residency.boundary()
    this.keys.boundary()
    this.conservation.boundary()
    this.orders.boundary()
    this.stores.boundary()
    this.relocation.boundary()
    this.recount.boundary()
    this.noPlace.boundary()
    this.keyPlaces.boundary()
    this.departure.boundary()
    this.clashes.boundary()
    this.liveness.boundary()
    this.losses.boundary()
    this.erasures.boundary()
    this.revivals.boundary()
  }

  /** Verdicts that the run itself gives; X4 waits for the comparison. */
  verdicts(variant: VariantPlan): ReadonlyArray<PromiseVerdict> {
    this.orders.verdicts(variant)
    this.clashes.verdicts(variant)
    return this.checks.filter((check) => check.id !== "X4").map((check) => check.verdict())
  }

  /** What the comparison needs, as it is now. */
  outside(): Outside {
    return { ...this.beyond.sums(), scope: this.orders.checks.X4.verdict() }
  }

  /** The same where no scopes were given: `reached` has, for each person, bits of the products in which some act reaches him in any of the variants compared. */
  outsideLate(): (reached: Int32Array) => Outside {
    const [sums, scope] = [this.beyond.sumsLate(), this.orders.checks.X4.verdict()]
    return (reached) => ({ ...sums(reached), scope })
  }

  save(): unknown {
    return { checks: this.checks.map((check) => check.save()), parts: this.parts.map((part) => part.save()), beyond: this.beyond.save() }
  }

  restore(state: never): void {
    const s = state as { checks: ReadonlyArray<ReturnType<Check["save"]>>; parts: ReadonlyArray<unknown>; beyond: unknown }
    this.checks.forEach((check, i) => check.restore(s.checks[i]))
    this.parts.forEach((part, i) => part.restore(s.parts[i]))
    this.beyond.restore(s.beyond)
  }
}

/** Some promises and the books that their checks keep. */
interface Part {
  readonly checks: Readonly<Record<string, Check>>
  save(): unknown
  restore(state: unknown): void
}

/** X3 and X4 of a variant: mail outside its scope is the same as in the baseline. In another world there is no such mail; `differs`: in which sections of the file it is another. */
export function compared(run: Outside, baseline: Sums | undefined, variant: string, baselineId: string, differs: ReadonlyArray<string> = []): ReadonlyArray<PromiseVerdict> {
  const x3 = new Check("X3")
  const x4 = new Check("X4")
  x4.restore([run.scope.exercised, run.scope.witness, undefined])
  if (baseline !== undefined && variant !== baselineId) {
    const [mine, theirs] = [run.sumsOf(variant), baseline.sumsOf(variant)]
    const differ = (kind: "beyond" | "beside", whose: string) => () => `of the mail ${whose} ${mine[kind].messages} messages were delivered, ${theirs[kind].messages} in ${baselineId}${mine[kind].messages === theirs[kind].messages ? ", and they are not the same messages" : ""}`
    x3.holds(same(mine.beyond, theirs.beyond), differ("beyond", "between people whom no act reaches"), mine.beyond.messages)
    x4.holds(same(mine.beside, theirs.beside), differ("beside", "by services that no act stops of people whom some act reaches"), mine.beside.messages)
  }
  const [a, b] = [x3.verdict(), x4.verdict()]
  if (baseline !== undefined) return [a, b]
  const note = `not compared with ${baselineId}: its world differs from the baseline's${differs.length === 0 ? "" : ` (${differs.join(", ")})`}`
  return [a, b].map((verdict) => ({ ...verdict, witness: verdict.witness ?? note }))
}

function same(a: Sum, b: Sum): boolean {
  return a.messages === b.messages && a.keys === b.keys
}

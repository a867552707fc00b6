/** X6 and X8: orders that cannot both be obeyed, and a hold against an exit, are named by the instant from which both are in force. */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import type { Of } from "../model/acts.ts"
import type { ActPlan, VariantPlan } from "../world/plan.ts"
import type { ServiceRow } from "../world/products.ts"
import type { Group } from "../world/record.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"
import { actText, canMean, marketLeft, namesClass, providerNow } from "./words.ts"

type Named = { readonly what?: ReadonlyArray<string> | undefined; readonly of?: Of | undefined }

export class Clashes {
  readonly checks = { X6: new Check("X6"), X8: new Check("X8") }
  /** (act that keeps, act by which it is to be gone), and when both were first in force [ms]. */
  private readonly pairs = new RowTable(2)
  private readonly sinceMs = new Column()
  private readonly asks: boolean

  constructor(private readonly w: World) {
    this.asks = w.plan.acts.some((act) => act.act.keep !== undefined || act.act.place !== undefined)
  }

  boundary(): void {
    if (!this.asks) return
    const standing = this.w.begun().filter((act) => this.w.isOn(act) && act.order !== undefined && act.event === undefined)
    for (const keep of standing) {
      if (keep.act.keep === undefined && keep.act.place === undefined) continue
      for (const gone of standing) {
        if (!(keep.act.keep === undefined ? this.apart(keep, gone) : this.clash(keep, gone))) continue
        const size = this.pairs.size
        const row = this.pairs.intern(keep.row, gone.row)
        if (row === size) this.sinceMs.set(row, Math.max(keep.startMs, gone.startMs))
      }
    }
  }

  /** The same data of the same people are to lie in places that have nothing in common. Of two such acts the older one is asked about. */
  private apart(one: ActPlan, other: ActPlan): boolean {
    const [a, b] = [one.act.place, other.act.place]
    if (a === undefined || b === undefined || one.order === other.order || a["not-in"] !== undefined || (b["not-in"] === undefined && one.row >= other.row)) return false
    const there = this.placedIn(a)
    const sites = a.at === undefined || b.at === undefined ? undefined : a.at.filter((site) => b.at!.includes(site))
    const common = there.filter((country) => (b["not-in"] === undefined ? this.placedIn(b).includes(country) : !b["not-in"].includes(country)))
    return (common.length === 0 || sites?.length === 0) && this.sameData(a, b)
  }

  /** Countries in which alone a placement lets data lie. */
  private placedIn(place: NonNullable<ActPlan["act"]["place"]>): ReadonlyArray<string> {
    return place.at?.flatMap((site) => this.w.plan.scenario.sites[site]?.country ?? []) ?? (place.in ?? ["all"]).flatMap((code) => (code === "all" ? this.w.plan.sites.map(({ country }) => country) : [code.slice(0, 2)]))
  }

  /** `leaving`: who leaves does so with services of his own alone. */
  private sameData(a: Named, b: Named, leaving?: ActPlan): boolean {
    const { plan } = this.w
    const isLeft = (service: ServiceRow) => leaving === undefined || leaving.by.includes(providerNow(this.w, service, leaving.startMs) ?? "")
    const named = plan.classes.some((cls) => isLeft(plan.services[cls.service]) && [a.what, b.what].every((what) => namesClass(what, plan.services[cls.service].name, cls.name)))
    return named && plan.groups.rows.slice(0, plan.statedGroups).some((group) => [a.of, b.of].every((of) => canMean(of, group) && hasSim(of, group)))
  }

  /** The same data of the same people are to be kept in a place and to be gone from it. */
  private clash(keep: ActPlan, gone: ActPlan): boolean {
    const { place } = gone.act
    // Of a copy that is kept besides, a rule on first copies alone says nothing.
    if (place?.copies === "primary") return false
    const body = gone.act.erase ?? gone.act.exit ?? gone.act["shut-down"] ?? place
    const held = keep.act.keep!
    if (body === undefined || keep.order === gone.order) return false
    // What may grow older than it is to be kept does not clash with it.
    const most = gone.act.erase?.for
    if (most !== undefined && held.for !== undefined && held.for <= most) return false
    // What is erased once is gone before a duty that comes later keeps anything.
    if (gone.act.erase !== undefined && most === undefined && gone.startMs < keep.startMs) return false
    const from = this.countriesOf(keep)
    if (place !== undefined && place["not-in"] === undefined) return from !== undefined && !from.some((country) => this.placedIn(place).includes(country)) && this.sameData(held, place)
    const there = gone.act.place?.["not-in"] ?? (gone.act.erase !== undefined ? this.countriesOf(gone) : marketLeft(this.w, gone))
    if (from === undefined || there === undefined || !from.some((country) => there.includes(country))) return false
    return this.sameData(held, body, gone.act.place === undefined && gone.act.erase === undefined ? gone : undefined)
  }

  /** Countries in which an act means what lies there; undefined: it does not say. */
  private countriesOf(act: ActPlan): ReadonlyArray<string> | undefined {
    const { sites } = this.w.plan.scenario
    const at = (act.act.keep ?? act.act.erase)!.at
    const places = at !== undefined ? at.flatMap((site) => sites[site]?.country ?? []) : act.inPlaces.map((place) => place.slice(0, 2))
    return places.length === 0 ? undefined : places
  }

  verdicts(variant: VariantPlan): void {
    const { plan } = this.w
    for (let row = 0; row < this.pairs.size; row++) {
      const [keep, gone] = [0, 1].map((i) => plan.acts[this.pairs.key(row, i)])
      if (!variant.acts.includes(keep.row) || !variant.acts.includes(gone.row)) continue
      const atMs = Math.max(0, this.sinceMs.get(row))
      const told = variant.docket.conflicts.some((conflict) => conflict.atMs <= atMs && [keep, gone].every((act) => conflict.orders.includes(act.order!)))
      const check = gone.act.exit !== undefined || gone.act["shut-down"] !== undefined ? this.checks.X8 : this.checks.X6
      check.holds(told, () => `from ${plan.clock.iso(atMs)} on ${keep.act.keep === undefined ? `${actText(keep)} and ${actText(gone)} leave no place for the same data` : `${actText(keep)} keeps what ${actText(gone)} has gone from the same place`}; no conflict of the two is reported by then`)
    }
  }

  save(): unknown {
    return [this.pairs.save(), this.sinceMs.save()]
  }

  restore(state: unknown): void {
    const [pairs, since] = state as [ReturnType<RowTable["save"]>, Float64Array]
    this.pairs.restore(pairs)
    this.sinceMs.restore(since)
  }
}

/** Whether a selector can mean a mailbox by the SIM of its owner: he has one. */
function hasSim(of: Of | undefined, group: Group): boolean {
  return of === undefined || of === "all" || of.some(({ sim }) => sim === undefined || sim.some((word) => word === "all" || word === "own" || word === "foreign" || word === group.sim))
}

/** Promises on orders and evidence: X1, X4 (what an act refuses is in its scope), X5, E1, E3. */
import { TRAFFIC } from "../world/rules.ts"
import type { Obstacle } from "../world/gates.ts"
import { leavesMarket, marketOf, operatorOf } from "../world/rulebook.ts"
import type { VariantPlan } from "../world/plan.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { holdersOf } from "../world/custody.ts"
import { Check } from "./promise.ts"
import { selects } from "./residency.ts"

export class OrdersAndEvidence {
  readonly checks = { X1: new Check("X1"), X4: new Check("X4"), X5: new Check("X5"), E1: new Check("E1"), E3: new Check("E3") }
  /** First and last instant at which each act was a cause, +1 [ms]; 0: never. */
  private readonly first: Float64Array
  private readonly last: Float64Array

  constructor(private readonly w: World) {
    this.first = new Float64Array(w.plan.acts.length)
    this.last = new Float64Array(w.plan.acts.length)
  }

  refused(message: number, obstacle: Obstacle): void {
    if (obstacle.act < 0) return
    this.caused(obstacle.act)
    this.checks.X4.holds(this.isInScope(obstacle.act, message), () => `${this.w.plan.acts[obstacle.act].path} stopped a message of ${this.w.plan.products[this.w.messages.product[message]].name} that it does not name, or of somebody whom it does not select`)
  }

  bounced(cause: number): void {
    if (cause >= 0) this.caused(cause)
  }

  stored(copies: Stored, cause: number): void {
    if (copies.copies >= 0) return
    const kept = this.w.plan.classes[copies.class].spec.for !== undefined
    this.checks.E3.holds(cause >= 0 || kept, () => `${-copies.copies} copies left ${this.w.plan.sites[copies.site].name} without a cause`, -copies.copies)
    if (cause >= 0) this.caused(cause)
  }

  boundary(): void {
    for (const act of this.w.begun()) if (act.act.exit !== undefined && this.w.isOn(act) && leavesMarket(this.w.plan, act)) this.afterExit(act.row)
  }

  private afterExit(row: number): void {
    const { plan, stock } = this.w
    const act = plan.acts[row]
    const market = marketOf(act)
    const there = stock.select((site) => market.includes(plan.sites[site].country) && plan.sites[site].operatorKind !== "customer" && act.by.includes(operatorOf(this.w, site)))
    const left = there.filter((r) => !stock.isMoving(stock.rows.key(r, 0), stock.rows.key(r, 1), stock.rows.key(r, 3), stock.rows.key(r, 4)))
    this.checks.X1.holds(left.length === 0, () => `after ${act.path} copies of the provider still lie at ${plan.sites[stock.rows.key(left[0], 0)].name} (${plan.sites[stock.rows.key(left[0], 0)].country})`)
    for (const cls of plan.classes) {
      if (!act.by.includes(plan.services[cls.service].spec.provider ?? "")) continue
      const held = plan.groups.rows.some((group) => holdersOf(this.w, cls, group, group, this.w.nowMs).some((h) => h.kind === "provider" && act.by.includes(h.name) && h.country !== undefined && market.includes(h.country)))
      this.checks.X1.holds(!held, () => `after ${act.path} the provider still holds keys of ${cls.name} in ${market.join(", ")}`)
    }
  }

  private caused(row: number): void {
    const act = this.w.plan.acts[row]
    const now = this.w.nowMs + 1
    if (this.first[row] === 0) this.first[row] = now
    this.last[row] = now
    this.checks.E1.holds(act.path !== "" && (act.order !== undefined || act.answer !== undefined || act.event !== undefined), () => `an act without order, answer or event stopped a message: ${act.path}`)
  }

  /** Whom and what the act's own words select; what only a place or an instant decides is left open. */
  private isInScope(row: number, message: number): boolean {
    const { plan, messages } = this.w
    const act = plan.acts[row]
    const product = plan.products[messages.product[message]]
    const service = plan.services[product.service]
    const body = act.act.block ?? act.act.slow ?? act.act.exit ?? act.act["shut-down"] ?? act.act.suspend ?? act.act.withdraw ?? act.act.filter
    if (body === undefined) return true
    const what = body.what
    const byAddress = act.act.block?.match === "address" || act.act.slow?.match === "address"
    const named = what === undefined || byAddress || what.some((word) => TRAFFIC.has(word) || word === service.name || word === product.name || word.startsWith(`${service.name}.`))
    const groups = [messages.sender[message], messages.recipient[message]].map((person) => plan.groups.rows[this.w.group[person]])
    return named && groups.some((group) => selects(body.of, group))
  }

  /** Causes lie inside the intervals of their acts, and a measure's inside those in which its order was in effect. */
  verdicts(variant: VariantPlan): void {
    for (const row of variant.acts) {
      if (this.first[row] === 0) continue
      const act = this.w.plan.acts[row]
      const [first, last] = [this.first[row] - 1, this.last[row] - 1]
      const life = variant.docket.lives.find((l) => l.id === act.order)
      const spans = act.answer === undefined && act.event === undefined && life !== undefined ? life.effect.map(([fromMs, untilMs]) => ({ fromMs, untilMs })) : act.intervals
      const lasting = act.verb === "exit" || act.verb === "shut-down"
      // Copies leave from the notice of an exit on.
      const earlyMs = lasting && act.noticeMs !== undefined ? Math.min(act.noticeMs, act.startMs) : act.startMs
      const inside = (ms: number) => (lasting ? ms >= earlyMs : spans.some((s) => ms >= s.fromMs && ms <= s.untilMs))
      this.checks.X5.holds(inside(first) && inside(last), () => `${act.path} had an effect at ${this.w.plan.clock.iso(inside(first) ? last : first)}, outside the time in which it was in force`)
    }
  }

  save(): unknown {
    return [this.first.slice(), this.last.slice()]
  }

  restore(state: unknown): void {
    const [first, last] = state as [Float64Array, Float64Array]
    this.first.set(first)
    this.last.set(last)
  }
}

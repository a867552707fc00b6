/** L1 and L5: once nothing stands in the way any more, accepted mail becomes visible within a bound, and mailboxes come back. */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { Stage } from "../world/messages.ts"
import { PRODUCTS_MAX } from "../world/people.ts"
import type { ActPlan } from "../world/plan.ts"
import type { World } from "../world/world.ts"
import { HOUR_MS } from "../world/zones.ts"
import { Check } from "./promise.ts"
import { canMean, classText, isApart, isDown, isHalfDead, marketLeft, namesProduct, rulesOn, siteIn } from "./words.ts"

/** What waits is tried again after six hours at most; an hour more for its way. */
const BOUND_MS = 7 * HOUR_MS
/** Points on a way at most: of a line, an exchange, and twice those of a country and its border where there is a tunnel. */
const POINTS_MAX = 16

export class Liveness {
  readonly checks = { L1: new Check("L1"), L5: new Check("L5") }
  /** (recipient's group, product): 1 + since when nothing stands in the way [ms], 0: something does; and how many messages were in flight then. */
  private readonly pairs = new RowTable(2)
  private readonly freeSince = new Column()
  private readonly inFlight = new Column()
  private readonly asksDown: boolean
  /** What slow sites add to a message's way at most [ms]. */
  private readonly lateMs: number
  private readonly wasDown: Uint8Array
  /** Whether some site is down, as of when pairs were asked about last. */
  private anyDown = false

  constructor(private readonly w: World) {
    const { plan } = w
    this.lateMs = plan.sites.flatMap((site) => site.faults).reduce((sum, { addsMs }) => sum + addsMs, 0)
    this.asksDown = plan.sites.some((site) => site.failing.length + site.off.length + site.cutOff.length + site.faults.length > 0) || plan.acts.some((act) => act.act.stop !== undefined || act.act.start !== undefined || act.act.exit !== undefined || act.act["shut-down"] !== undefined)
    this.wasDown = new Uint8Array(plan.statedGroups * plan.services.length)
  }

  boundary(): void {
    const { epochMs, nowMs } = this.w
    // Without acts of this very instant everything has been as it is now since the epoch began.
    if (epochMs < nowMs) this.find(epochMs)
    this.judge()
    this.renew()
    if (this.asksDown) this.mailboxes()
  }

  /** Whatever could be delivered for as long as the bound has been. */
  private judge(): void {
    const { messages, plan, persons, nowMs } = this.w
    const { L1 } = this.checks
    let late = false
    for (let row = 0; row < this.pairs.size; row++) {
      if (!this.isLate(row)) continue
      late = true
      L1.exercised += this.inFlight.get(row)
      this.inFlight.set(row, 0)
    }
    for (let m = 0; late && m < messages.used; m++) {
      if (messages.stage(m) < Stage.WAITS_AT_RELAY) continue
      const row = this.pairs.find(persons.group(messages.recipient(m)), messages.product(m))
      if (row < 0 || !this.isLate(row) || this.isApart(m)) continue
      const { clientMs } = plan.services[plan.products[messages.product(m)].service].waits
      if (nowMs - messages.firstMs(m) <= BOUND_MS + clientMs) continue
      const cohort = plan.cohorts[plan.people.cohort[messages.recipient(m)]]
      L1.holds(false, () => `a message of ${plan.products[messages.product(m)].name} to ${cohort.name}#${messages.recipient(m) - cohort.first}, sent at ${plan.clock.iso(messages.firstMs(m))}, is not visible at ${plan.clock.iso(nowMs)}; nothing has stood in its way since ${plan.clock.iso(this.freeSince.get(row) - 1)}`, 0)
      return
    }
  }

  private isLate(row: number): boolean {
    const since = this.freeSince.get(row)
    const freeMs = this.w.nowMs - (since - 1)
    return since > 0 && freeMs > BOUND_MS && freeMs > BOUND_MS + this.slowMs(this.pairs.key(row, 1))
  }

  /** What set out while a line was slow comes at the line's rate, whatever is lifted meanwhile: what that takes at most [ms]. */
  private slowMs(product: number): number {
    const { plan } = this.w
    const bits = 8 * (plan.services[plan.products[product].service].classes.find((cls) => cls.form === "content")?.sizeBytes ?? 0)
    const rates = this.w.begun().flatMap((act) => (this.isGateOf(act, product) ? [act.act.slow?.rate, ...act.lets.map(({ lets }) => lets.rate)] : []))
    return this.lateMs + rates.reduce<number>((sum, rate) => sum + (rate === undefined ? 0 : (POINTS_MAX * 1000 * bits) / rate), 0)
  }

  private isGateOf(act: ActPlan, product: number): boolean {
    const gate = act.act.block ?? act.act.slow
    return gate !== undefined && (gate.match !== "name" || namesProduct(this.w.plan, gate.what, this.w.plan.products[product]))
  }

  /** Who is not there, or could never obtain the service. */
  private isApart(m: number): boolean {
    const { messages, persons } = this.w
    const to = messages.recipient(m)
    return !persons.exists(to) || (persons.denied(to) & (1 << messages.product(m))) !== 0
  }

  /** Pairs that are in flight and have not been asked about: nothing stands in their way since an instant, or something does. */
  private find(sinceMs: number): void {
    const { messages, persons, plan } = this.w
    this.anyDown = this.asksDown && plan.sites.some((site) => isDown(this.w, site) || isHalfDead(this.w, site))
    for (let m = 0; m < messages.used; m++) {
      if (messages.stage(m) < Stage.WAITS_AT_RELAY) continue
      const group = persons.group(messages.recipient(m))
      const product = messages.product(m)
      if (this.pairs.find(group, product) >= 0) continue
      const row = this.pairs.intern(group, product)
      this.freeSince.set(row, this.isFree(group, product) ? sinceMs + 1 : 0)
      this.inFlight.set(row, 0)
    }
  }

  /** All pairs that are in flight now, by what stands from now on. What was free before is so since then. */
  private renew(): void {
    const before = new Map<number, readonly [since: number, inFlight: number]>()
    const keyOf = (row: number) => this.pairs.key(row, 0) * PRODUCTS_MAX + this.pairs.key(row, 1)
    for (let row = 0; row < this.pairs.size; row++) if (this.freeSince.get(row) > 0) before.set(keyOf(row), [this.freeSince.get(row), this.inFlight.get(row)])
    this.pairs.clear()
    this.find(this.w.nowMs)
    for (let row = 0; row < this.pairs.size; row++) {
      const known = before.get(keyOf(row))
      if (this.freeSince.get(row) === 0 || known === undefined) continue
      this.freeSince.set(row, known[0])
      this.inFlight.set(row, known[1])
    }
    const { messages, persons, nowMs } = this.w
    let fresh = false
    for (let row = 0; row < this.pairs.size; row++) fresh ||= this.freeSince.get(row) === nowMs + 1
    for (let m = 0; fresh && m < messages.used; m++) {
      const row = messages.stage(m) < Stage.WAITS_AT_RELAY ? -1 : this.pairs.find(persons.group(messages.recipient(m)), messages.product(m))
      if (row >= 0 && this.freeSince.get(row) === nowMs + 1) this.inFlight.add(row, 1)
    }
  }

  /** By the acts' own words and the faults of the file, nothing can keep such mail from its recipients. */
  private isFree(group: number, product: number): boolean {
    const { plan } = this.w
    const service = plan.services[plan.products[product].service]
    // Whose carriers serve whom, and what an option keeps where, is not asked here.
    if (service.spec.carriers !== undefined || service.spec.path === "circuit" || this.anyDown) return false
    return this.w.begun().every((act) => !(this.w.isOn(act) || this.w.isNoticed(act)) || !this.canHinder(act, group, product))
  }

  private canHinder(act: ActPlan, group: number, product: number): boolean {
    const { plan } = this.w
    const row = plan.groups.rows[group]
    const { block, slow, suspend, withdraw, filter, exit, ask, place, stop } = act.act
    if ((block ?? slow) !== undefined) return this.isGateOf(act, product)
    if (place !== undefined || stop !== undefined || act.act["shut-down"] !== undefined || act.act["close-to-new"] !== undefined) return true
    if (exit !== undefined && this.takesSites(act)) return true
    const body = suspend ?? withdraw ?? filter ?? exit ?? ask
    return body !== undefined && canMean(body.of, row)
  }

  /** A market left takes the mailboxes on the sites that stop with it, whosesoever they are. */
  private takesSites(act: ActPlan): boolean {
    const market = marketLeft(this.w, act)
    return this.w.plan.sites.some((site) => site.operatorKind !== "customer" && site.operatorKind !== "state" && market.includes(site.country))
  }

  /** A mailbox whose stated site was down can be had once it runs, unless some act says otherwise. */
  private mailboxes(): void {
    const { plan, verdicts } = this.w
    // Whose relay cannot send to a mailbox does not get it back before it can.
    const parted = plan.sites.some((site) => isApart(this.w, site))
    for (const service of plan.services) {
      const cls = service.mailbox
      if (cls === undefined || service.spec.options !== undefined) continue
      for (let group = 0; group < plan.statedGroups; group++) {
        const name = siteIn(cls.spec.kept, plan.groups.rows[group].account)
        const site = plan.sites.find((s) => s.name === name)
        if (site === undefined) continue
        const at = group * plan.services.length + service.row
        const down = parted || isDown(this.w, site, { class: cls.row, kind: "primary" })
        if (this.wasDown[at] === 1 && !down && !this.isRuled(cls.row, group)) {
          const box = verdicts.mailbox(group, service.row)
          this.checks.L5.holds(box.placed?.reason === undefined, () => `${site.name} runs again at ${plan.clock.iso(this.w.nowMs)}, and the mailbox of ${plan.groups.rows[group].cohort} for ${classText(plan, cls)} cannot be had (${box.placed?.reason})`)
        }
        this.wasDown[at] = down ? 1 : 0
      }
    }
  }

  private isRuled(cls: number, group: number): boolean {
    const { plan } = this.w
    return this.w.begun().some((act) => (this.w.isOn(act) && rulesOn(plan, act, { class: cls, kind: "primary", group, ruler: group })) || ((act.act.exit ?? act.act["shut-down"]) !== undefined && this.w.isNoticed(act)))
  }

  private parts() {
    return [this.pairs, this.freeSince, this.inFlight]
  }

  save(): unknown {
    return { parts: this.parts().map((part) => part.save()), wasDown: this.wasDown.slice() }
  }

  restore(state: unknown): void {
    const s = state as { parts: ReadonlyArray<unknown>; wasDown: Uint8Array }
    this.parts().forEach((part, i) => (part.restore as (s: unknown) => void)(s.parts[i]))
    this.wasDown.set(s.wasDown)
  }
}

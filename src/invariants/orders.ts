/** Promises on orders and evidence: X4 (whom and what an act stops), X5, E1, E3. */
import { POINTS } from "../model/acts.ts"
import { RowTable, type RowTableState } from "../kernel/table.ts"
import type { Obstacle } from "../world/gates.ts"
import type { ActPlan, VariantPlan } from "../world/plan.ts"
import { type Reason, REASONS } from "../world/reasons.ts"
import { BY_LOSS } from "../world/record.ts"
import type { Reading, Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { offeredThere } from "./offered.ts"
import { Check } from "./promise.ts"
import { relayNow } from "./relays.ts"
import { actText, canMean, classText, marketLeft, meansThere, namesClass, namesProduct, sharesRelay, type There, providerNow } from "./words.ts"

/** Reasons that only an act can give. */
const ACTED: ReadonlySet<Reason> = new Set<Reason>(["market-left", "product-withdrawn", "account-suspended", "feature-withdrawn", "not-provisioned", "roamer-barred", "waiting-period", "blocked", "throttled", "filtered", "service-stopped"])
/** A market left stays left, and what was done once is not undone, when its order ends. */
const OUTLASTS = new Set(["exit", "shut-down", "stop", "start", "transfer", "seize", "give-keys", "move-keys", "rotate-keys", "destroy-keys", "erase", "shift", "restore"])

export class OrdersAndEvidence {
  readonly checks = { X4: new Check("X4"), X5: new Check("X5"), E1: new Check("E1"), E3: new Check("E3") }
  /** First and last instant at which each act was a cause, +1 [ms]; 0: never. */
  private readonly first: Float64Array
  private readonly last: Float64Array
  /** (act, situation, product, point and country, of a call the other's situation) found in scope since the last boundary. */
  private readonly inScope = new RowTable(5)
  /** (act, recipient's group, reason) of what has come back since the last boundary. */
  private readonly sentBack = new RowTable(3)
  /** By act of an order's own: when its order was in effect, in any of the variants that have the act; of others undefined. */
  private readonly inEffect: ReadonlyArray<ReadonlyArray<readonly [fromMs: number, untilMs: number]> | undefined>
  /** The instant of the consequence that is being judged [ms]; of no meaning between calls. */
  private readonly at = new Float64Array(1)

  constructor(private readonly w: World) {
    this.first = new Float64Array(w.plan.acts.length)
    this.last = new Float64Array(w.plan.acts.length)
    this.inEffect = w.plan.acts.map((act) => (act.order === undefined || act.answer !== undefined || act.event !== undefined || outlasts(act) ? undefined : w.plan.variants.flatMap((v) => (v.acts.includes(act.row) ? (v.docket.lives.find(({ id }) => id === act.order)?.effect ?? []) : []))))
  }

  refused(message: number, obstacle: Obstacle): void {
    const { E1, X4 } = this.checks
    const { messages, persons, plan } = this.w
    const [sender, recipient] = [messages.sender(message), messages.recipient(message)]
    // A call is refused at either end.
    const isCall = plan.services[plan.products[messages.product(message)].service].spec.path === "circuit"
    if (obstacle.act < 0) {
      if (!ACTED.has(obstacle.reason) || this.isOfOthers(obstacle.reason, message, sender) || (isCall && this.isOfOthers(obstacle.reason, message, recipient))) return
      E1.exercised++
      E1.witness ??= `${this.nameOf(message)} was refused as ${obstacle.reason}${obstacle.country === "" ? "" : ` in ${obstacle.country}`} at ${this.nowText()}, and no act is named`
      return
    }
    this.at[0] = this.w.nowMs
    this.caused(obstacle.act, false)
    X4.exercised++
    // Of no point but the account or a site: 0.
    const where = (POINTS.length + 1) * (plan.placeIndex.get(obstacle.country) ?? 0) + 1 + (POINTS as ReadonlyArray<string>).indexOf(obstacle.point)
    const known = this.inScope.size
    if (this.inScope.intern(obstacle.act, persons.situation(sender), messages.product(message), where, isCall ? persons.situation(recipient) : 0) < known) return
    const why = this.outside(plan.acts[obstacle.act], obstacle, message, sender, recipient)
    if (why !== undefined && (!isCall || this.outside(plan.acts[obstacle.act], obstacle, message, recipient, sender) !== undefined)) X4.witness ??= `${actText(plan.acts[obstacle.act])} refused ${this.nameOf(message)} at ${this.nowText()} (${obstacle.reason}${obstacle.country === "" ? "" : ` at ${obstacle.point} in ${obstacle.country}`}); ${why}`
  }

  /** A service of carriers that a person's is none of: that is so by the file, and no act's. */
  private isOfOthers(reason: Reason, message: number, person: number): boolean {
    const { messages, persons, plan, situations } = this.w
    const { carriers } = plan.services[plan.products[messages.product(message)].service].spec
    const line = situations.line(persons.situation(person))
    const own = line.simCarrier ?? line.servingCarrier
    return reason === "not-provisioned" && carriers !== undefined && own !== undefined && !carriers.includes(own)
  }

  bounced(message: number, cause: number): void {
    if (cause < 0) return this.sentBackByNobody(message)
    this.at[0] = this.w.nowMs
    this.caused(cause, false)
    this.checks.X4.exercised++
    // Of one act and group it is the same each time.
    const known = this.sentBack.size
    if (this.sentBack.intern(cause, this.w.persons.group(this.w.messages.recipient(message)), this.w.messages.reason(message)) < known) return
    this.judgeBounce(message, cause)
  }

  private sentBackByNobody(message: number): void {
    const { messages } = this.w
    const reason = messages.reason(message) < 0 ? undefined : REASONS[messages.reason(message)]
    if (reason === undefined || !ACTED.has(reason) || this.isOfOthers(reason, message, messages.recipient(message))) return
    this.checks.E1.exercised++
    this.checks.E1.witness ??= `${this.nameOf(message)} came back as ${reason} at ${this.nowText()}, and no act is named`
  }

  private judgeBounce(message: number, cause: number): void {
    const { messages, plan, persons } = this.w
    const act = plan.acts[cause]
    // A market left takes the mailboxes and relays on the sites that stop with it, whosesoever they are.
    const reason = REASONS[messages.reason(message)]
    const left = marketLeft(this.w, act)
    const relay = reason === "relay-down" ? relayNow(this.w, plan.services[plan.products[messages.product(message)].service], persons.group(messages.recipient(message))) : undefined
    const withSites = (reason === "no-legal-place" && left.length > 0) || (relay !== undefined && left.includes(relay.country))
    if ((reason === "mailbox-unreachable" || withSites) && (act.act.exit ?? act.act["shut-down"]) !== undefined) return
    const of = bodyOf(act)?.of
    const recipient = plan.groups.rows[persons.group(messages.recipient(message))]
    const { name } = plan.services[plan.products[messages.product(message)].service]
    // An act means him with the options that he has had, or with those that are left to him.
    const ways = [recipient, offeredThere(this.w, recipient, this.whereIs(messages.recipient(message)))]
    if (!ways.some((one) => canMean(of, one, name))) this.checks.X4.witness ??= `${actText(act)} sent back ${this.nameOf(message)} at ${this.nowText()}; its words do not mean ${recipient.cohort}, to whom it was written`
  }

  stored(copies: Stored, cause: number): void {
    if (copies.copies >= 0) return
    const { plan, stock, epochMs } = this.w
    const kept = plan.classes[copies.class].spec.for !== undefined || (copies.kind === "backup" && this.isHeldForATime(copies))
    const { wiped, setBack } = plan.sites[copies.site]
    const lost = cause === BY_LOSS && (wiped.some(({ fromMs }) => fromMs === this.w.nowMs) || setBack.includes(this.w.nowMs))
    this.checks.E3.holds(cause >= 0 || kept || lost, () => `${-copies.copies} ${copies.kind} copies of ${classText(plan, plan.classes[copies.class])} of ${plan.groups.rows[copies.group].cohort} left ${plan.sites[copies.site].name} in ${plan.sites[copies.site].country} at ${this.nowText()}, and no act is the cause`, -copies.copies)
    // A move that has begun goes on; what counts is when it began.
    const move = stock.moves.find((m) => m.cause === cause && m.fromSite === copies.site && m.class === copies.class && m.group === copies.group)
    this.at[0] = move?.startMs ?? epochMs
    if (cause >= 0) this.caused(cause, true)
  }

  /** Whether a duty to keep may have put a copy there, which goes when its time is over. */
  private isHeldForATime(copies: Stored): boolean {
    const cls = this.w.plan.classes[copies.class]
    for (const act of this.w.begun()) if (act.act.keep !== undefined && namesClass(act.act.keep.what, this.w.plan.services[cls.service].name, cls.name) && canMean(act.act.keep.of, this.w.plan.groups.rows[copies.group])) return true
    return false
  }

  read(reading: Reading): void {
    const act = this.w.plan.acts[reading.act]
    this.at[0] = this.w.epochMs
    if (reading.level === "disclosed" && act?.act.open !== undefined) this.caused(act.row, false)
  }

  boundary(): void {
    this.inScope.clear()
    this.sentBack.clear()
  }

  /** An act had a consequence, at `at`: it has a place in the file, and is in force. Copies leave from the notice of an exit on. */
  private caused(row: number, early: boolean): void {
    const act = this.w.plan.acts[row]
    const atMs = this.at[0]
    const { E1, X5 } = this.checks
    if (this.first[row] === 0) this.first[row] = atMs + 1
    if (atMs + 1 > this.last[row]) this.last[row] = atMs + 1
    E1.exercised++
    if (act.path === "" || (act.order === undefined && act.answer === undefined && act.event === undefined)) E1.witness ??= `${actText(act)} had a consequence at ${this.nowText()}, and no order, answer or event is behind it`
    X5.exercised++
    for (let i = 0; i < act.intervals.length; i++)
      if (atMs >= act.intervals[i].fromMs && atMs < act.intervals[i].untilMs) {
        if (!this.isInEffect(row)) X5.witness ??= this.notInEffectText(act, atMs, this.inEffect[row]!)
        return
      }
    if (early && act.noticeMs !== undefined && atMs >= act.noticeMs && atMs < act.startMs) return
    X5.witness ??= this.outsideText(act)
  }

  /** Whether the order was in effect then, in some variant; `verdicts` asks it of each variant, for the first and the last consequence. */
  private isInEffect(row: number): boolean {
    const spells = this.inEffect[row]
    if (spells === undefined) return true
    const atMs = this.at[0]
    for (let i = 0; i < spells.length; i++) if (atMs >= spells[i][0] && atMs <= spells[i][1]) return true
    return false
  }

  private notInEffectText(act: ActPlan, atMs: number, spells: ReadonlyArray<readonly [fromMs: number, untilMs: number]>): string {
    return `${actText(act)} had a consequence at ${this.w.plan.clock.iso(atMs)}; its order was in effect ${spells.map(([fromMs, untilMs]) => `from ${this.dateOf(fromMs)} to ${this.dateOf(untilMs)}`).join(", ") || "never"}`
  }

  private outsideText(act: ActPlan): string {
    return `${actText(act)} had a consequence at ${this.w.plan.clock.iso(this.at[0])}; it is in force ${act.intervals.map((i) => `from ${this.dateOf(i.fromMs)} to ${this.dateOf(i.untilMs)}`).join(", ")}`
  }

  private dateOf(ms: number): string {
    return Number.isFinite(ms) ? this.w.plan.clock.iso(ms) : ms < 0 ? "ever" : "the end"
  }

  /** Where somebody is now, and on which line. */
  private whereIs(person: number, service?: string): There {
    const { place, line } = this.w.situations.subject(this.w.persons.situation(person))
    return { place: place!.code, country: place!.country, line: line!, service }
  }

  /** Why a refusal is none of an act's: by its words, of one end where he is now, who writes with the other. Undefined: it is. */
  private outside(act: ActPlan, obstacle: Obstacle, message: number, one: number, other: number): string | undefined {
    const { plan, messages, persons } = this.w
    const body = bodyOf(act)
    // What stops at a site stops for all who go through it.
    const { stop } = act.act
    if (stop !== undefined && obstacle.carrier !== undefined && !stop.at.includes(obstacle.carrier)) return `it stops ${stop.at.join(", ")}`
    const spared = stop === undefined ? undefined : this.isSpared(act, message, one)
    if (spared !== undefined) return spared
    if (body === undefined || obstacle.reason === "relay-down" || obstacle.reason === "service-stopped") return undefined
    const product = plan.products[messages.product(message)]
    const where = this.whereIs(one, plan.services[product.service].name)
    const own = offeredThere(this.w, plan.groups.rows[persons.group(one)], where)
    const provider = providerNow(this.w, plan.services[product.service], act.startMs) ?? ""
    const gate = act.act.block ?? act.act.slow
    const named = body.what === undefined && gate === undefined ? act.by.length === 0 || act.by.includes(provider) : namesProduct(plan, body.what, product) || (gate?.match === "address" && sharesRelay(plan, gate.what ?? [], product, own))
    if (!named) return `it does not name ${product.name}`
    // A customer's server stands in the way wherever its people are.
    if (obstacle.reason === "mailbox-unreachable") return canMean(body.of, own, plan.services[product.service].name) ? undefined : `its words do not mean ${own.cohort}`
    const to = { group: plan.groups.rows[persons.group(other)], there: this.whereIs(other, where.service) }
    if (!meansThere(body.of, own, where, act.issuer, obstacle.country, to)) return `its words do not mean ${own.cohort} in ${where.place} on ${where.line.mode}`
    const on = act.act.suspend ?? act.act.withdraw ?? act.act.filter
    if (on?.in !== undefined && !on.in.some((place) => place === "all" || place === where.place || place === where.country)) return `it means people in ${on.in.join(", ")}, and ${own.cohort} is in ${where.place}`
    if (gate === undefined) return undefined
    const at = gate.at as ReadonlyArray<string>
    if (!at.includes(obstacle.point) && !(obstacle.point === "exchange" && at.includes("border"))) return `it stands at ${at.join(", ")}`
    if (act.inPlaces.length > 0 && !act.inPlaces.some((p) => p === "all" || p.slice(0, 2) === obstacle.country)) return `it stands in ${act.inPlaces.join(", ")}`
    const except = gate.except
    if (except === undefined || where.line.vpn !== undefined || obstacle.point === "exchange" || (except.of !== undefined && this.hangsOnOthers(except.of))) return undefined
    const excepted = (except.what === undefined || namesProduct(plan, except.what, product)) && meansThere(except.of, own, where, act.issuer, obstacle.country) && (except.in === undefined || except.in.includes(obstacle.country))
    return excepted ? `it excepts ${product.name} of ${own.cohort}` : undefined
  }

  /** A service of several carriers that some of them stop goes on for lines of the others. */
  private isSpared(act: ActPlan, message: number, person: number): string | undefined {
    const { messages, persons, plan, situations } = this.w
    const service = plan.services[plan.products[messages.product(message)].service]
    const line = situations.line(persons.situation(person))
    const own = line.simCarrier ?? line.servingCarrier
    if (act.carriers === undefined || own === undefined || service.spec.carriers?.includes(own) !== true || !act.act.stop!.at.includes(service.name)) return undefined
    return act.carriers.some(({ carrier }) => carrier === own) ? undefined : `${act.carriers.map(({ carrier }) => carrier).join(" and ")} carried it out, and the line is of ${own}`
  }

  private hangsOnOthers(of: NonNullable<NonNullable<ActPlan["act"]["block"]>["of"]>): boolean {
    return of !== "all" && of.some((clause) => clause["other-end"] !== undefined || clause["since-arrival"] !== undefined)
  }

  /** An order's own acts have consequences only while the order is in effect. */
  verdicts(variant: VariantPlan): void {
    for (const row of variant.acts) {
      if (this.first[row] === 0) continue
      const act = this.w.plan.acts[row]
      const life = variant.docket.lives.find((l) => l.id === act.order)
      if (life === undefined || act.answer !== undefined || act.event !== undefined) continue
      const inside = (ms: number) => life.effect.some(([fromMs, untilMs]) => ms >= fromMs && ms <= untilMs)
      const [first, last] = [this.first[row] - 1, this.last[row] - 1]
      // What outlasts its order begins in it; whom it meets first, and when, is no matter.
      const wrong = outlasts(act) ? (!inside(act.startMs) ? act.startMs : first < act.startMs ? first : undefined) : !inside(first) ? first : !inside(last) ? last : undefined
      this.checks.X5.holds(wrong === undefined, () => this.notInEffectText(act, wrong!, life.effect))
    }
  }

  private nowText(): string {
    return this.w.plan.clock.iso(this.w.nowMs)
  }

  private nameOf(message: number): string {
    const { messages, plan } = this.w
    const cohort = plan.cohorts[plan.people.cohort[messages.sender(message)]]
    return `a message of ${plan.products[messages.product(message)].name} by ${cohort.name}#${messages.sender(message) - cohort.first}`
  }

  save(): unknown {
    return [this.first.slice(), this.last.slice(), this.inScope.save()]
  }

  restore(state: unknown): void {
    const [first, last, inScope] = state as [Float64Array, Float64Array, RowTableState]
    this.first.set(first)
    this.last.set(last)
    this.inScope.restore(inScope)
  }
}

function outlasts(act: ActPlan): boolean {
  return OUTLASTS.has(act.verb) && act.act.erase?.for === undefined
}

/** What an act that can refuse says whom and what it means. */
function bodyOf(act: ActPlan) {
  const { block, slow, exit, suspend, withdraw, filter } = act.act
  return block ?? slow ?? exit ?? act.act["shut-down"] ?? suspend ?? withdraw ?? filter
}

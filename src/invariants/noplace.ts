/** R11 and R13: where the rules leave no legal place the stated choice is applied, and a further prohibition never makes one. */
import { IntColumn } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { Stage } from "../world/messages.ts"
import type { ActPlan } from "../world/plan.ts"
import type { ClassRow } from "../world/products.ts"
import { REASON_ROW } from "../world/reasons.ts"
import type { SiteRow } from "../world/sites.ts"
import { Verdicts } from "../world/verdicts.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"
import { actText, isDown, operatorNow, providerNow, refusedBy, rulesOn, siteIn, sitesIn, withRuler } from "./words.ts"

const [SOME, NONE] = [1, 2]

export class NoPlace {
  readonly checks = { R11: new Check("R11"), R13: new Check("R13") }
  /** Some act of the plan places what is kept. */
  private readonly isRuled: boolean
  /** (recipient's group, group whose rules hold, service), and whether there is a legal place in this epoch. */
  private readonly known = new RowTable(3)
  private readonly found = new IntColumn()
  private knownEpochMs = -1
  /** When prohibitions were asked about last, by which sites stand still: at their beginning, and whenever a site stops or runs again. */
  private readonly asked: Array<string>

  constructor(private readonly w: World) {
    this.isRuled = w.plan.acts.some((act) => act.act.place?.what.some((word) => !word.endsWith(".relay")) === true)
    this.asked = w.plan.acts.map(() => "")
  }

  /** What waits before a mailbox that may be nowhere waits because that is the choice. */
  waits(m: number): void {
    const { messages } = this.w
    if (!this.isRuled || messages.stage(m) !== Stage.WAITS_AT_RELAY || messages.isStored(m) || !this.isNowhere(m)) return
    this.checks.R11.exercised++
    const choice = this.choice()
    if (choice !== "wait" && messages.reason(m) === REASON_ROW["no-legal-place"]) this.checks.R11.witness ??= `${this.nameOf(m)} waits at ${this.nowText()} for a mailbox that may lie nowhere, and the choice is ${choice}`
  }

  /** What comes back at once is refused by choice; what waited for a legal place comes back when its time is over, not before. */
  bounced(m: number): void {
    const { messages, plan, nowMs } = this.w
    if (!this.isRuled || messages.isStored(m)) return
    const { relayMs } = plan.services[plan.products[messages.product(m)].service].waits
    const choice = this.choice()
    if (messages.reason(m) === REASON_ROW["no-legal-place"]) {
      this.checks.R11.exercised++
      if (choice !== "refuse" && nowMs - messages.firstMs(m) < relayMs) this.checks.R11.witness ??= `${this.nameOf(m)} came back at ${this.nowText()} for want of a legal place, and the choice is ${choice}`
    } else if (choice === "refuse" && this.isNowhere(m)) this.checks.R11.exercised++
  }

  /** What was tried since the rules are as they are cannot have come through a mailbox that may lie nowhere. */
  delivered(m: number): void {
    if (!this.isRuled || this.w.messages.firstMs(m) < this.w.epochMs || !this.isNowhere(m)) return
    this.checks.R11.exercised++
    const choice = this.choice()
    if (choice !== "violate-and-report") this.checks.R11.witness ??= `${this.nameOf(m)} was delivered at ${this.nowText()}, through a mailbox that may lie nowhere, and the choice is ${choice}`
  }

  private choice(): string {
    return this.w.plan.scenario.choices["no-legal-place"]
  }

  private isNowhere(m: number): boolean {
    const { messages, persons, plan, epochMs } = this.w
    if (this.knownEpochMs !== epochMs) {
      this.known.clear()
      this.found.fill(0)
      this.knownEpochMs = epochMs
    }
    const service = plan.products[messages.product(m)].service
    const to = persons.group(messages.recipient(m))
    const from = plan.sendersRule ? persons.group(messages.sender(m)) : to
    const row = this.known.intern(to, from, service)
    if (this.found.get(row) === 0) this.found.set(row, this.hasPlace(to, from, service) ? SOME : NONE)
    return this.found.get(row) === NONE
  }

  /** By the acts' own words: whether some site that could hold the mailbox is refused by no rule. An exit's market is left to X1. */
  private hasPlace(to: number, from: number, service: number): boolean {
    const { plan } = this.w
    const { mailbox } = plan.services[service]
    if (mailbox === undefined) return true
    const copies = withRuler(plan, { class: mailbox.row, kind: "primary" as const, group: to }, from)
    const rules: Array<ActPlan> = []
    for (const act of this.w.begun()) {
      if (act.act.exit !== undefined && this.w.isNoticed(act)) return true
      if (this.w.isOn(act) && rulesOn(plan, act, copies)) rules.push(act)
    }
    // For whom the file states none, there is none to be placed.
    if (rules.length === 0 || siteIn(mailbox.spec.kept, plan.groups.rows[copies.ruler].account) === undefined) return true
    const provider = providerNow(this.w, plan.services[service])
    const stated = this.statedSites(mailbox)
    // Nobody's own server is moved by a rule, and an option may keep it elsewhere.
    if (stated.some((s) => s.operatorKind === "customer") || Object.keys(plan.services[service].spec.options ?? {}).length > 0) return true
    const operators = [provider, ...stated.map((s) => operatorNow(this.w, s, copies))]
    return plan.sites.some((s) => (stated.includes(s) || operators.includes(operatorNow(this.w, s, copies)) || s.operatorKind === "partner" || rules.some((rule) => rule.act.place!.at?.includes(s.name))) && s.operatorKind !== "customer" && rules.every((rule) => refusedBy(rule, s, s.country) === undefined))
  }

  boundary(): void {
    if (!this.isRuled) return
    this.queued()
    const prohibitions = this.w.begun().filter((act) => act.act.place?.["not-in"] !== undefined && this.w.isOn(act))
    if (prohibitions.length === 0) return
    const boxes = this.w.plan.services.flatMap(({ mailbox }) => (mailbox === undefined ? [] : [{ class: mailbox.row, kind: "primary" as const }]))
    const standing = this.w.plan.sites.map((site) => boxes.map((box) => (isDown(this.w, site, box) ? "-" : "+")).join("")).join()
    for (const act of prohibitions) {
      if (this.asked[act.row] === standing) continue
      this.ask(act, this.asked[act.row] === "" ? 1 : 0)
      this.asked[act.row] = standing
    }
  }

  /** Sites that the file states for a class, of any region and kind of copy. */
  private statedSites(cls: ClassRow): ReadonlyArray<SiteRow> {
    const names = [cls.spec.kept, ...Object.values(cls.spec.copies ?? {})].flatMap(sitesIn)
    return this.w.plan.sites.filter((site) => names.includes(site.name))
  }

  /** Sites that exits state for what leaves with them. */
  private exitPlaces(): ReadonlyArray<SiteRow> {
    const exits = this.w.begun().filter((act) => act.act.exit?.old === "moves" && this.w.isNoticed(act))
    return this.w.plan.sites.filter((site) => exits.some((act) => act.act.exit?.at?.includes(site.name) === true))
  }

  /** Once the rules have changed, nothing is left in a queue for a mailbox that may lie nowhere but what waits by choice. */
  private queued(): void {
    const { messages } = this.w
    if (this.choice() === "wait") return
    for (let m = 0; m < messages.used; m++) if (messages.stage(m) === Stage.WAITS_AT_RELAY) this.waits(m)
  }

  /** The same verdicts are asked for as if a prohibition were not there. Who had no legal place without it has none with it, and whose stated sites it all allows finds no other place because of it. */
  private ask(act: ActPlan, exercised: number): void {
    const { w } = this
    const { plan, verdicts } = w
    const others = new Verdicts(plan, Object.create(w, { isOn: { value: (other: ActPlan) => other !== act && w.isOn(other) } }) as World)
    others.renew()
    for (let group = 0; group < plan.statedGroups; group++)
      for (const service of plan.services) {
        const cls = service.mailbox
        if (cls === undefined || !rulesOn(plan, act, { class: cls.row, kind: "primary", group, ruler: group })) continue
        const [without, now] = [others.mailbox(group, service.row).placed, verdicts.mailbox(group, service.row).placed]
        const nowAt = () => (now === undefined || now.site < 0 ? "somewhere" : `at ${plan.sites[now.site].name}`)
        const says = () => `${actText(act)}, which forbids ${act.act.place!["not-in"]!.join(", ")}`
        const whose = () => `the mailbox of ${plan.groups.rows[group].cohort} by ${service.name}`
        this.checks.R13.holds(without?.reason !== "no-legal-place" || now?.reason === "no-legal-place", () => `${whose()} may lie nowhere at ${this.nowText()}, and with ${says()}, it may lie ${nowAt()}`, exercised)
        const isLeft = [...this.statedSites(cls), ...this.exitPlaces()].some((site) => refusedBy(act, site, site.country) !== undefined) || without?.reason !== "mailbox-unreachable"
        // What is to leave a market stays at home until then where it may go nowhere else; where it may, and that is down, it waits.
        const isHome = now !== undefined && now.site >= 0 && plan.sites[now.site].name === siteIn(cls.spec.kept, plan.groups.rows[group].account)
        this.checks.R13.holds(isLeft || isHome || now?.reason !== undefined, () => `${whose()} is nowhere to be had at ${this.nowText()}, and with ${says()}, it lies ${nowAt()}`, 0)
      }
  }

  private nameOf(m: number): string {
    const { messages, plan } = this.w
    const [from, to] = [messages.sender(m), messages.recipient(m)].map((person) => plan.cohorts[plan.people.cohort[person]].name)
    return `a message of ${plan.products[messages.product(m)].name} of ${from} to ${to}`
  }

  private nowText(): string {
    return this.w.plan.clock.iso(this.w.nowMs)
  }

  save(): unknown {
    return [...this.asked]
  }

  restore(state: unknown): void {
    this.asked.splice(0, this.asked.length, ...(state as ReadonlyArray<string>))
    this.knownEpochMs = -1
  }
}

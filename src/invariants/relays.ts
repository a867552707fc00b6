/** R3: whatever passes a relay, or waits at one, does so where the rules adopted for the relay allow. Read from the acts' own words. */
import type { ActPlan } from "../world/plan.ts"
import type { ServiceRow } from "../world/products.ts"
import type { SiteRow } from "../world/sites.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"
import { meansOwner, providerNow, refusedBy, relayerNow, siteIn, sitesIn } from "./words.ts"

/** What is known of a group and service in an epoch. */
const Known = { NOTHING: 0, UNRULED: 1, RULED: 2 } as const

export class Transit {
  readonly checks = { R3: new Check("R3") }
  /** Whether some act of the plan says where a relay is. */
  private readonly isRuled: boolean
  /** By group and service, in the epoch that it was found for. */
  private known = new Uint8Array(0)
  private knownEpochMs = -1

  constructor(private readonly w: World) {
    this.isRuled = w.plan.acts.some((act) => act.act.place?.what.some((word) => word.endsWith(".relay")) === true)
  }

  /** It goes through the relays of both its ends. */
  accepted(m: number): void {
    if (this.isRuled) this.passes(m)
  }

  waits(m: number): void {
    if (this.isRuled) this.passes(m)
  }

  private passes(m: number): void {
    const { messages, persons, plan } = this.w
    const service = plan.products[messages.product(m)].service
    this.judge(persons.group(messages.sender(m)), service)
    this.judge(persons.group(messages.recipient(m)), service)
  }

  private judge(group: number, service: number): void {
    if (this.knownEpochMs !== this.w.epochMs || this.known.length < this.w.plan.groups.rows.length * this.w.plan.services.length) {
      this.known = new Uint8Array(this.w.plan.groups.rows.length * this.w.plan.services.length)
      this.knownEpochMs = this.w.epochMs
    }
    const at = group * this.w.plan.services.length + service
    if (this.known[at] === Known.NOTHING) this.known[at] = this.find(group, this.w.plan.services[service]) ? Known.RULED : Known.UNRULED
    if (this.known[at] === Known.RULED) this.checks.R3.exercised++
  }

  /** Whether rules hold for the relay; what is wrong with where it is, is told. */
  private find(group: number, service: ServiceRow): boolean {
    const { plan, nowMs, verdicts } = this.w
    const rules = rulesOnRelay(this.w, service, group)
    const row = verdicts.relayOf(group, service.row)
    if (rules.length === 0 || row < 0) return false
    const site = plan.sites[row]
    const why = rules.map((rule) => refusedBy(rule, site, site.country)).find((text) => text !== undefined)
    if (why === undefined) return true
    const what = `mail of ${plan.groups.rows[group].cohort} by ${service.name} passes the relay ${site.name} in ${site.country} at ${plan.clock.iso(nowMs)}; ${why}`
    if (plan.sites.some((s) => canRelay(this.w, s, service, group, rules) && rules.every((rule) => refusedBy(rule, s, s.country) === undefined))) this.checks.R3.witness ??= what
    else this.checks.R3.conflict ??= `${what}, and no relay stands where all rules allow`
    return true
  }

  save(): unknown {
    return undefined
  }

  restore(): void {
    this.knownEpochMs = -1
  }
}

/** Rules in force on where the relay of a group's mail is, oldest first. */
function rulesOnRelay(w: World, service: ServiceRow, group: number): ReadonlyArray<ActPlan> {
  return w.begun().filter((act) => w.isOn(act) && act.act.place?.what.includes(`${service.name}.relay`) === true && meansOwner(act.act.place.of, w.plan.groups.rows[group], service.name))
}

/** Whether a site could be the relay, whatever the rules say of its country: one stated for whatever region, the provider's, that of who runs the group's own, a partner's, or one that a rule names. */
function canRelay(w: World, site: SiteRow, service: ServiceRow, group: number, rules: ReadonlyArray<ActPlan>): boolean {
  const stated = sitesIn(service.spec.relay)
  const own = statedRelay(w, service, group)
  const runners = [providerNow(w, service), own === undefined ? undefined : relayerNow(w, own, service)]
  return site.spec.roles.includes("relay") && site.operatorKind !== "customer" && (stated.includes(site.name) || site.operatorKind === "partner" || runners.includes(relayerNow(w, site, service)) || rules.some((rule) => rule.act.place!.at?.includes(site.name)))
}

/** The relay that a group's mail goes through by the file and the acts that stand: the stated one where all rules allow it, else any that they allow; where they allow none, what the youngest of them do. */
export function relayNow(w: World, service: ServiceRow, group: number): SiteRow | undefined {
  const { sites } = w.plan
  const stated = statedRelay(w, service, group)
  const rules = [...rulesOnRelay(w, service, group)]
  if (stated === undefined || rules.length === 0) return stated
  const can = sites.filter((site) => site === stated || canRelay(w, site, service, group, rules))
  const kept: Array<ActPlan> = []
  const allowed = (more: ReadonlyArray<ActPlan>) => can.filter((site) => more.every((rule) => refusedBy(rule, site, site.country) === undefined))
  for (const rule of rules.reverse()) if (allowed([...kept, rule]).length > 0) kept.push(rule)
  const left = allowed(kept)
  return left.find((site) => rules.some((rule) => rule.act.place!.at?.includes(site.name))) ?? (left.includes(stated) ? stated : left[0])
}

/** The relay that the file states for a group's account region. */
function statedRelay({ plan }: World, service: ServiceRow, group: number): SiteRow | undefined {
  const name = siteIn(service.spec.relay, plan.groups.rows[group].account)
  return plan.sites.find((site) => site.name === name)
}

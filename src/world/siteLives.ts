/** The lives of sites over a run: when each ran, was stopped, had broken down or could not be reached, and when it was seized or changed hands. */
import type { ActPlan, Plan } from "./plan.ts"
import { NO_CAUSE, type SiteLife, type SiteStep } from "./record.ts"
import { Faults } from "./faults.ts"
import { operatorOf, seizes } from "./holdings.ts"
import { siteState, type Standing } from "./rulebook.ts"

/** Lives of all sites; `begun` are the acts that a variant has begun, in that order. */
export function siteLivesOf(plan: Plan, begun: ReadonlyArray<ActPlan>): ReadonlyArray<SiteLife> {
  const acts = begun.filter((act) => SITE_ACTS.has(act.verb))
  return plan.sites.map((site) => {
    const turns = new Set([0])
    for (const { fromMs, untilMs } of [...acts.flatMap((act) => act.intervals), ...site.failing, ...site.cutOff, ...site.faults, ...site.off, ...site.setBack.map((ms) => ({ fromMs: ms, untilMs: ms }))]) for (const atMs of [fromMs, untilMs]) if (atMs > 0 && atMs < plan.horizonMs) turns.add(atMs)
    const steps: Array<SiteStep> = []
    let [state, operator] = ["", site.operator]
    for (const atMs of [...turns].sort((a, b) => a - b)) {
      const standing = standingAt(plan, acts, atMs)
      const now = stateOf(standing, site.row)
      if (atMs > 0 && site.wiped.some(({ fromMs }) => fromMs === atMs)) steps.push({ state: "wiped", atMs, cause: NO_CAUSE })
      if (site.setBack.includes(atMs)) steps.push({ state: "restored", atMs, cause: NO_CAUSE })
      if (now.state !== state) steps.push({ ...now, atMs })
      state = now.state
      const runs = operatorOf(standing, site.row)
      if (runs !== operator) steps.push({ state: "transferred", atMs, cause: acts.findLast((act) => act.act.transfer?.to === runs && act.startMs <= atMs)?.row ?? NO_CAUSE })
      operator = runs
      for (const act of acts) if (act.act.seize !== undefined && (act.act.seize.at.includes(site.name) || seizes(standing, act, site, undefined)) && act.intervals.some(({ fromMs }) => Math.max(0, fromMs) === atMs)) steps.push({ state: "seized", atMs, cause: act.row })
    }
    return { site: site.name, steps }
  })
}

const PARTING = ["unreachable", "deaf", "mute"] as const
const HINDERING = ["lossy", "slow", "doubling"] as const
const SITE_ACTS: ReadonlySet<string> = new Set(["start", "stop", "seize", "transfer", "exit", "shut-down"])

function stateOf(standing: Standing, site: number): Omit<SiteStep, "atMs"> {
  const { up, reached, paused, cause } = siteState(standing, site)
  const stopped = standing.isFailing(site) ? "failing" : paused ? "paused" : "stopped"
  return { state: reached ? faultState(standing, site) : up ? "unreachable" : stopped, cause: up || paused ? NO_CAUSE : cause }
}

/** What is wrong with a site that runs and can be reached, the worst of it. */
function faultState({ faults }: Standing, site: number): SiteStep["state"] {
  const [hears, speaks] = [faults.hears(site), faults.speaks(site)]
  if (!hears || !speaks) return hears ? "mute" : speaks ? "deaf" : "unreachable"
  if (PARTING.some((what) => faults.of(site, what).length > 0)) return "parted"
  return HINDERING.find((what) => faults.of(site, what).length > 0) ?? "running"
}

function standingAt(plan: Plan, acts: ReadonlyArray<ActPlan>, atMs: number): Standing {
  const within = (spans: ActPlan["intervals"]) => spans.some(({ fromMs, untilMs }) => fromMs <= atMs && atMs < untilMs)
  const begun = acts.filter((act) => act.startMs <= atMs)
  return { plan, begun: () => begun, isOn: (act) => within(act.intervals), isNoticed: () => false, isClosed: () => true, isFailing: (site) => within(plan.sites[site].failing), isCutOff: (site) => within(plan.sites[site].cutOff), isOffByDate: (site) => within(plan.sites[site].off), faults: new Faults(plan.sites, atMs) }
}

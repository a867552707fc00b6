/** Faults of sites besides a breakdown and a cut: who hears and speaks to whom now, what is held up, lost or comes twice. Read from the file's dates. */
import { hash4, hashString } from "../kernel/rng.ts"
import type { Fault } from "../model/places.ts"
import { type Obstacle, refusal } from "./gates.ts"
import { NO_CAUSE } from "./record.ts"
import type { SiteRow } from "./sites.ts"

/** A time in which something is wrong with a site. */
export interface SiteFault {
  readonly what: Fault
  readonly fromMs: number
  readonly untilMs: number
  /** Rows of the sites towards which alone it is so; none: towards everybody. */
  readonly with: ReadonlyArray<number>
  readonly addsMs: number
  readonly offMs: number
  readonly ageMs: number
  readonly share: number
  /** Its draws are keyed by it: the same in every variant. */
  readonly key: number
}

/** Faults that keep a site from hearing, and from speaking. */
const DEAF: ReadonlySet<Fault> = new Set<Fault>(["deaf", "unreachable"])
const MUTE: ReadonlySet<Fault> = new Set<Fault>(["mute", "unreachable"])
const NOTHING: ReadonlyArray<SiteFault> = []
const NO_FAULT: { readonly [what in Fault]?: ReadonlyArray<SiteFault> } = {}

/** What is wrong at an instant. */
export class Faults {
  /** By site: until when it stands still without having crashed [ms]; 0: it does not. */
  readonly pausedUntilMs: Float64Array
  /** Whether the file states any such fault: else nothing is asked. */
  readonly any: boolean
  private readonly now: Array<{ readonly [what in Fault]?: ReadonlyArray<SiteFault> }>
  /** By site: 1 where nothing gets to it, nothing from it; by two sites: where nothing gets from the one to the other. */
  private readonly deaf: Uint8Array
  private readonly mute: Uint8Array
  private readonly parted: Uint8Array

  constructor(private readonly sites: ReadonlyArray<SiteRow>, atMs = Number.NEGATIVE_INFINITY) {
    this.any = sites.some((site) => site.faults.length > 0)
    const size = this.any ? sites.length : 0
    this.pausedUntilMs = new Float64Array(size)
    this.now = []
    this.deaf = new Uint8Array(size)
    this.mute = new Uint8Array(size)
    this.parted = new Uint8Array(size * size)
    this.renew(atMs)
  }

  renew(atMs: number): void {
    if (!this.any) return
    for (const list of [this.deaf, this.mute, this.parted]) list.fill(0)
    for (const { row, faults } of this.sites) {
      const now = faults.filter((fault) => fault.fromMs <= atMs && atMs < fault.untilMs)
      this.now[row] = now.length === 0 ? NO_FAULT : Object.fromEntries(now.map(({ what }) => [what, now.filter((fault) => fault.what === what)]))
      this.pausedUntilMs[row] = Math.max(0, ...this.of(row, "paused").map((fault) => fault.untilMs))
      for (const fault of now) this.part(row, fault)
    }
  }

  private part(site: number, { what, with: others }: SiteFault): void {
    if (others.length === 0 && DEAF.has(what)) this.deaf[site] = 1
    if (others.length === 0 && MUTE.has(what)) this.mute[site] = 1
    for (const other of others) {
      if (DEAF.has(what)) this.parted[other * this.sites.length + site] = 1
      if (MUTE.has(what)) this.parted[site * this.sites.length + other] = 1
    }
  }

  isPaused(site: number): boolean {
    return this.any && this.pausedUntilMs[site] > 0
  }

  /** Whether what anybody sends can get to it. */
  hears(site: number): boolean {
    return !this.any || this.deaf[site] === 0
  }

  /** Whether what it sends can get to anybody. */
  speaks(site: number): boolean {
    return !this.any || this.mute[site] === 0
  }

  /** Whether what one site sends gets to another. */
  carries(from: number, to: number): boolean {
    return !this.any || (this.mute[from] === 0 && this.deaf[to] === 0 && this.parted[from * this.sites.length + to] === 0)
  }

  /** Whether a line between two sites carries both ways: what is not acknowledged does not go on. */
  isOpenBetween(one: number, other: number): boolean {
    return this.carries(one, other) && this.carries(other, one)
  }

  /** Those of a kind that a site has now. */
  of(site: number, what: Fault): ReadonlyArray<SiteFault> {
    return this.any ? (this.now[site][what] ?? NOTHING) : NOTHING
  }
}

/**
 * What the faults of a site do to each message that comes to it or leaves it: a share is late, a share is lost. `leg` tells the ways
 * apart on which one message meets the same site.
 */
export function hindrances(faults: Faults, site: SiteRow, point: string, leg: "to" | "from"): ReadonlyArray<Obstacle> {
  const met = (fault: SiteFault, share: number): Obstacle => ({ ...refusal("lost-on-the-way", NO_CAUSE, point, site.country), leaks: share < 1 ? [{ share: 1 - share, by: "try", key: hash4(fault.key, hashString(point), hashString(leg), 0) }] : [] })
  const late = leg === "to" ? faults.of(site.row, "slow") : []
  return [...late.map((fault): Obstacle => ({ ...met(fault, fault.share), kind: "slow", reason: "throttled", addsMs: fault.addsMs })), ...faults.of(site.row, "lossy").map((fault) => met(fault, fault.share))]
}

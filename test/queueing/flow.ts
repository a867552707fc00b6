/** The messages of a scenario, as its trace tells of them: who tried when, when it was accepted and delivered, how many were in flight. */
import { advance, start } from "../../src/run/simulate.ts"
import { World } from "../../src/world/world.ts"
import { DAY, type Parts, planOf, SITES } from "../world/smallWorld.ts"

/** Each list is in the order in which it happened. */
export interface Flow {
  /** Instants of first tries [ms], with their senders and those they are for. */
  readonly triedMs: Float64Array
  readonly senders: Int32Array
  readonly recipients: Int32Array
  /** Of accepted messages: when [ms], and how long after the first try [ms]. */
  readonly acceptedMs: Float64Array
  readonly toRelayMs: Float64Array
  /** Of accepted messages, when they got to the relay, as the engine set it at the try [ms]. */
  readonly reachedMs: Float64Array
  /** Of delivered messages, how long after the first try [ms]. */
  readonly delaysMs: Float64Array
  /** Time that messages still on their way have been so [ms]. */
  readonly underWayMs: number
  /** Integral of the number of messages that the world holds [ms]. */
  readonly areaMs: number
  /** Number held at each instant asked for. */
  readonly held: ReadonlyArray<number>
  readonly untilMs: number
  readonly world: World
}

/** Runs a scenario without orders until an instant [ms], and looks at the number in flight every so often [ms]. */
export function flowOf(parts: Parts, seed: number, untilMs?: number, everyMs = Number.POSITIVE_INFINITY): Flow {
  const plan = planOf(parts, seed)
  const horizonMs = untilMs ?? plan.horizonMs
  const w = new World(plan)
  const lists = { tried: [] as Array<number>, senders: [] as Array<number>, recipients: [] as Array<number>, accepted: [] as Array<number>, toRelay: [] as Array<number>, reached: [] as Array<number>, delays: [] as Array<number> }
  const held: Array<number> = []
  /** By row of the world's messages, which are few and used again: first try, NaN once delivered; when it gets to the relay. */
  const firstMs: Array<number> = []
  const reachesMs: Array<number> = []
  let areaMs = 0
  let lastMs = 0
  w.trace = (event) => {
    if (event.kind === "arrives") return
    const first = event.kind === "attempt" && event.tries === 1
    // A row is taken just before the first try is told, and given back just after the delivery is.
    areaMs += (w.messages.live - (first ? 1 : 0)) * (event.atMs - lastMs)
    lastMs = event.atMs
    if (first) {
      firstMs[event.message] = event.atMs
      lists.tried.push(event.atMs)
      lists.senders.push(w.messages.sender(event.message))
      lists.recipients.push(w.messages.recipient(event.message))
    } else if (event.kind === "passed") {
      reachesMs[event.message] = w.dueMs[0]
    } else if (event.kind === "accepted") {
      lists.reached.push(reachesMs[event.message])
      lists.accepted.push(event.atMs)
      lists.toRelay.push(event.atMs - firstMs[event.message])
    } else if (event.kind === "delivered") {
      lists.delays.push(event.atMs - firstMs[event.message])
      firstMs[event.message] = Number.NaN
    }
  }
  start(w)
  for (let atMs = everyMs; atMs < horizonMs; atMs += everyMs) {
    go(w, atMs)
    held.push(w.messages.live)
  }
  go(w, horizonMs)
  areaMs += w.messages.live * (horizonMs - lastMs)
  const underWayMs = firstMs.reduce((sum, at) => (Number.isNaN(at) ? sum : sum + horizonMs - at), 0)
  return { triedMs: Float64Array.from(lists.tried), senders: Int32Array.from(lists.senders), recipients: Int32Array.from(lists.recipients), acceptedMs: Float64Array.from(lists.accepted), toRelayMs: Float64Array.from(lists.toRelay), reachedMs: Float64Array.from(lists.reached), delaysMs: Float64Array.from(lists.delays), underWayMs, areaMs, held, untilMs: horizonMs, world: w }
}

/** One-way delays on Wi-Fi within a country: the wired way is fixed, the access exponential (docs/assumptions-of-the-engine.md) [ms]. */
export const WIRED_MS = 12.5
export const ACCESS_MS = 12

/** So many people of one country who write at a rate [messages/s, all together], by default to each other. */
export function writers(count: number, perSecond: number, more: Readonly<Record<string, unknown>> = {}) {
  const { writes, ...others } = more as { readonly writes?: object }
  return { home: "GB", count, use: { mail: "100 %" }, reach: { wifi: "100 %" }, ...others, writes: { "per-day": (perSecond * DAY) / 1000 / count, ...writes } }
}

/** The small world's sites, with a relay that serves so many messages a second. */
export function sitesWithRelay(perSecond: number) {
  return { ...SITES, london: { ...SITES.london, capacity: `${perSecond} messages/s` } }
}

function go(w: World, untilMs: number): void {
  for (const _ of advance(w, [], untilMs, "", Number.MAX_SAFE_INTEGER)) void _
}

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Hours } from "../../src/world/hours.ts"
import { Counter } from "../../src/world/world.ts"
import { HOUR, planOf } from "./smallWorld.ts"

const MINUTE = 60_000
/** Clocks that go forward and back within the run, by an hour and by half of one, one of them amid an hour; and some that stand at odd minutes. */
const ZONES = { PK: "Asia/Karachi", GB: "Europe/London", US: "America/New_York", AU: "Australia/Lord_Howe", IR: "Asia/Tehran", NP: "Asia/Kathmandu", BR: "America/Sao_Paulo", VE: "America/Caracas" }
const countries = Object.fromEntries(Object.entries(ZONES).map(([code, timezone], i) => [code, { timezone, place: { lat: 10 + i, lon: 20 + i } }]))
const plan = planOf({ from: "2015-03-02", until: "2016-05-10", countries: { ...countries, AE: { timezone: "Asia/Dubai", place: { lat: 25.2, lon: 55.3 } } } })
const horizonMs = plan.horizonMs
const changesMs = plan.places.flatMap((place) => [...place.untilMs].filter((ms) => ms < horizonMs))

/** What the clock shows, looked up by the zone's own offsets each time. Between two whole milliseconds it is as at the first. */
const plain = (place: number, atMs: number) => Math.floor(plan.clock.localMinuteOfDay(plan.places[place].code, Math.floor(atMs)) / 60)

/** The last double before an instant. */
function justBefore(ms: number): number {
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, ms)
  bits.setBigInt64(0, bits.getBigInt64(0) - 1n)
  return bits.getFloat64(0)
}

function hours() {
  const counters = new Float64Array(6)
  const kept = new Hours(plan, counters)
  return (place: number, atMs: number) => {
    counters[Counter.NOW_MS] = atMs
    return kept.of(place)
  }
}

const near = fc.constantFrom(0, 0.25, 1, -0.25, -1, 59.5 * MINUTE)
const instant = fc.oneof(
  fc.double({ min: 0, max: horizonMs, noNaN: true }),
  fc.tuple(fc.nat(Math.floor(horizonMs / (15 * MINUTE))), near).map(([quarter, off]) => Math.max(0, quarter * 15 * MINUTE + off)),
  fc.tuple(fc.constantFrom(...changesMs), fc.integer({ min: -8, max: 8 }), near).map(([ms, quarter, off]) => ms + quarter * 15 * MINUTE + off)
)
const look = fc.record({ place: fc.nat(plan.places.length - 1), atMs: instant })

describe("Hours", () => {
  it("has clocks that change within the run, of a whole hour and of half of one", () => {
    expect(new Set(changesMs).size).toBeGreaterThan(10)
    const steps = plan.places.flatMap((place) => [...place.offsetMin].slice(1).map((min, i) => Math.abs(min - place.offsetMin[i])))
    expect(new Set(steps)).toEqual(new Set([30, 60]))
  })

  it("are what the clock of the place shows, at instants that go forwards and backwards", () => {
    fc.assert(fc.property(fc.array(look, { minLength: 1, maxLength: 50, size: "max" }), (looks) => {
      const of = hours()
      for (const { place, atMs } of looks) expect(of(place, atMs)).toBe(plain(place, atMs))
    }), { numRuns: 300, seed: 1 })
  })

  it("are what the clock shows on one way forwards through the run", () => {
    const of = hours()
    for (let atMs = 0; atMs < horizonMs; atMs += 7.3 * MINUTE) for (let place = 0; place < plan.places.length; place += 3) if (of(place, atMs) !== plain(place, atMs)) expect([place, atMs, of(place, atMs)]).toEqual([place, atMs, plain(place, atMs)])
  })

  it("end and change exactly, wherever in the hour they were asked for", () => {
    const wrong: Array<readonly [place: number, asked: number, atMs: number]> = []
    plan.places.forEach((_, place) => {
      const endsMs = [...changesMs, ...Array.from({ length: 400 }, (_, i) => (i + 1) * 15 * MINUTE)]
      for (const endMs of endsMs) for (const asked of [endMs - HOUR, endMs - 17 * MINUTE - 0.125, justBefore(endMs)]) {
        const of = hours()
        of(place, asked)
        for (const atMs of [justBefore(endMs), endMs, endMs + 0.125, asked]) if (of(place, atMs) !== plain(place, atMs)) wrong.push([place, asked, atMs])
      }
    })
    expect(wrong).toEqual([])
  })

  it("come twice, or not at all, in the night in which the clock changes", () => {
    const of = hours()
    const gb = plan.places.findIndex((place) => place.code === "GB")
    const night = (date: string) => Array.from({ length: 5 }, (_, i) => of(gb, plan.clock.startOfDay(date, "GB") + i * HOUR))
    expect(night("2015-03-29")).toEqual([0, 2, 3, 4, 5])
    expect(night("2015-10-25")).toEqual([0, 1, 1, 2, 3])
  })
})

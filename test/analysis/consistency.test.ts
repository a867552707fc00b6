/** Numbers of one result agree with each other, whatever was simulated. */
import { describe, expect, test } from "vitest"
import type { Outcome, VariantResult } from "../../src/model/result.ts"
import { flip, played } from "./realrun.ts"

const refusedIn = (row: Outcome) => Object.values(row.refused).reduce((sum, n) => sum + n, 0)

function checkMessages({ outcomes }: VariantResult, about: string): void {
  for (const row of outcomes) {
    const { received } = row
    expect(row.attempted).toBe(refusedIn(row) + row.accepted + row.underWay)
    expect(row.accepted).toBe(row.delivered + row.bounced + row.expired + row.erased + row.inFlight)
    expect(received.addressed).toBe(received.delivered + received.expired + received.bounced + received.erased + received.inFlight)
    expect(row.causes.reduce((sum, cause) => sum + cause.messages, 0)).toBe(refusedIn(row) + row.bounced)
    expect(row.hoursWithoutService).toBeLessThanOrEqual(row.hoursPresent)
    expect(row.people > 0).toBe(row.attempted > 0)
    if (row.people > 0) expect(row.hoursPresent).toBeGreaterThan(0)
    if (row.hoursWithoutService > 0) expect(row.peopleWithoutService).toBeGreaterThan(0)
    if (row.firstAcceptedAt !== null) expect(row.firstAcceptedAt >= row.window.from).toBe(true)
  }
  const mine = outcomes.filter((row) => row.about === about)
  expect(mine.reduce((sum, row) => sum + row.accepted, 0)).toBe(mine.reduce((sum, row) => sum + row.received.addressed, 0))
}

/** Nobody reads more than was sent and got, nor before the act by which he does. */
function checkReaders({ outcomes, readers, acts }: VariantResult, about: string): void {
  const ends = new Map<string, number>()
  for (const row of outcomes.filter((one) => one.about === about)) {
    const key = `${row.service.split(".")[0]} ${row.cohort}`
    ends.set(key, (ends.get(key) ?? 0) + row.accepted + row.received.addressed)
  }
  for (const row of readers) {
    expect(row.messages).toBeLessThanOrEqual(ends.get(`${row.service} ${row.cohort}`)!)
    expect(row.people).toBeGreaterThan(0)
    expect(row.firstAt <= row.lastAt).toBe(true)
    const act = acts.find((one) => one.path === row.act)
    expect(act === undefined).toBe(row.level === "exposed")
    if (act !== undefined) expect(row.firstAt >= act.start).toBe(true)
  }
}

function checkPlaces({ atRest, moves, keys, sites }: VariantResult): void {
  for (const row of atRest) expect([row.country === "unknown", row.copies > 0, row.bytes > 0]).toEqual([false, true, true])
  for (const row of moves) expect([row.copies > 0, row.endAt === null || row.endAt >= row.startAt]).toEqual([true, true])
  for (const row of keys) expect(row.endAt === null || row.endAt > row.startAt).toBe(true)
  for (const site of new Set(sites.map((row) => row.site))) {
    const at = sites.filter((row) => row.site === site).map((row) => row.at)
    expect(at).toEqual([...at].sort())
  }
}

describe("a result", () => {
  test.each(["all-effects.yaml", "evacuation.yaml", "roaming-mode.yaml", "relay-inside.yaml"])("agrees with itself (%s)", async (name) => {
    const { result } = await played(flip(name))
    for (const variant of result.variants) {
      checkMessages(variant, result.scenario.about[0])
      checkReaders(variant, result.scenario.about[0])
      checkPlaces(variant)
      for (const row of variant.summary) expect([row.lostAt !== null, row.act !== null]).toEqual([row.reason !== null, row.reason !== null])
    }
  })
})

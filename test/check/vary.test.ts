/** Worlds out of a scenario file. */
import { describe, expect, it } from "vitest"
import { Draw } from "../../src/check/draw.ts"
import { play } from "../../src/check/play.ts"
import { isReadable } from "../../src/check/readable.ts"
import { between, varied } from "../../src/check/vary.ts"
import { readScenario, type ScenarioFile } from "../../src/language/file.ts"
import { SMALL } from "../cli/small.ts"

const TOWNS: Readonly<Record<string, readonly [number, number]>> = { Berlin: [52.5, 13.4], Paris: [48.9, 2.4] }
const towns = (name: string) => (TOWNS[name] === undefined ? undefined : { lat: TOWNS[name][0], lon: TOWNS[name][1], country: "DE" })

function file(change: (text: string) => string = (text) => text): ScenarioFile {
  const read = readScenario(new TextEncoder().encode(change(SMALL)), "small.yaml", towns)
  if (!read.ok) throw new Error(read.text)
  return read.file
}
const scenarios = (one: ScenarioFile, count: number) => Array.from({ length: count }, (_, i) => varied(one, towns).trialOf(i)!.scenario)

describe("A varied file", () => {
  it("gives worlds that a file can state, of every variant, with places as coordinates", () => {
    const { leftOut, trialOf, variants } = varied(file(), towns)
    expect([variants, leftOut]).toEqual([["as-happened", "no-order"], []])
    const made = Array.from({ length: 40 }, (_, i) => trialOf(i)!)
    expect(made.every(({ scenario }) => isReadable(scenario))).toBe(true)
    expect(new Set(made.map(({ scenario }) => Object.keys(scenario.orders).length))).toEqual(new Set([0, 1]))
    expect(made[0].scenario.sites.paris.place).toEqual({ lat: 48.9, lon: 2.4 })
    expect(play(made[0]).messages).toBeGreaterThan(1000)
  })

  it("is the same world for the same number, and another seed for another", () => {
    const { trialOf } = varied(file(), towns)
    expect(trialOf(5)).toEqual(varied(file(), towns).trialOf(5))
    expect(new Set(Array.from({ length: 20 }, (_, i) => trialOf(i)!.seed)).size).toBe(20)
  })

  it("moves dates by days, adds faults and trips, and keeps the rest as the file has it", () => {
    const made = scenarios(file(), 60)
    const lifted = new Set(made.flatMap(({ orders }) => Object.values(orders).map(({ timeline }) => JSON.stringify(timeline[1].lifted))))
    expect(lifted.size).toBeGreaterThan(2)
    expect(made.some(({ sites }) => (sites.paris.fails ?? []).length > 0)).toBe(true)
    expect(made.some(({ people }) => (people.townsfolk.trips ?? []).length > 0)).toBe(true)
    for (const { services } of made) expect(services).toEqual(file().base.services)
  })

  it("draws what is marked as a range within it, shares with the share beside them", () => {
    const ranged = file((text) => text.replace("waits: { at-relay: 1 h }", "waits: { at-relay: { value: 1 h, range: [1 h, 9 h] } }").replace("to: { townsfolk: 50 %, friends: 50 % }", "to: { townsfolk: { value: 50 %, range: [20 %, 60 %] }, friends: 50 % }"))
    const made = scenarios(ranged, 60)
    const hours = made.map(({ services }) => Number(services.chat.waits?.["at-relay"]) / 3_600_000)
    expect(Math.min(...hours)).toBeGreaterThanOrEqual(1)
    expect(Math.max(...hours)).toBeLessThanOrEqual(9)
    expect(new Set(hours).size).toBeGreaterThan(3)
    const to = made.map(({ people }) => people.townsfolk.writes!.to!)
    expect(new Set(to.map(({ townsfolk }) => townsfolk)).size).toBeGreaterThan(3)
    for (const { friends, townsfolk } of to) {
      expect(townsfolk).toBeGreaterThanOrEqual(0.2)
      expect(townsfolk).toBeLessThanOrEqual(0.6)
      expect(friends + townsfolk).toBeCloseTo(1, 9)
    }
  })

  it("draws a date that the source leaves open from its range", () => {
    const ranged = file((text) => text.replace("{ in-effect: 2020-01-10, source: book }", "{ in-effect: 2020-01-10, range: [2020-01-08, 2020-01-12], source: book }"))
    const dates = new Set(scenarios(ranged, 150).flatMap(({ orders }) => Object.values(orders).map(({ timeline }) => (timeline[0]["in-effect"] as { readonly date: string }).date)))
    expect([...dates].every((date) => date >= "2020-01-08" && date <= "2020-01-12")).toBe(true)
    expect(dates.size).toBeGreaterThan(2)
  })

  it("simulates few people who stand for as many as before", () => {
    const many = file((text) => text.replace("townsfolk: { home: DE, count: 40,", "townsfolk: { home: DE, count: 40000,"))
    const [{ people }] = scenarios(many, 1)
    expect(people.townsfolk.count).toBeLessThan(100)
    expect(people.townsfolk["stands-for"]).toBe(40000)
  })
})

describe("Between two values", () => {
  it("lies a value of their kind: number, share, span, date; else one of the two", () => {
    const draw = new Draw(1, 2)
    for (let i = 0; i < 50; i++) {
      expect([4, 5, 6]).toContain(between(4, 6, draw))
      expect(between("20 %", "30 %", draw)).toMatch(/^(2\d|30) %$/)
      expect(between("1 h", "3 h", draw)).toMatch(/^[123] h$/)
      expect(["2020-02-28", "2020-02-29", "2020-03-01"]).toContain(between("2020-02-28", "2020-03-01", draw))
      expect(["1 h", "2 days"]).toContain(between("1 h", "2 days", draw))
      expect(between(0.5, 0.75, draw)).toBeGreaterThanOrEqual(0.5)
    }
  })
})

/** Who writes when to whom. Seeds are fixed; bounds are four standard deviations: a false alarm has a chance under 1 in 10,000 for a seed drawn anew. */
import { describe, expect, it } from "vitest"
import { compile } from "../../src/world/plan.ts"
import { DAY, HOUR, inEffect, MAIL, type Parts, planOf, scenarioOf, type Section, Stepped, sumOf } from "./smallWorld.ts"

const WRITER = { home: "PK", count: 50, use: { mail: "100 %" }, reach: { wifi: "100 %" } }
const run = (parts: Parts, seed = 1) => {
  const stage = new Stepped(planOf({ until: "2015-03-11", ...parts }, seed))
  const record = stage.finish()
  return { stage, record, first: stage.told.filter((t) => t.kind === "attempt"), days: stage.plan.horizonMs / DAY }
}
const near = (observed: number, mean: number) => expect(Math.abs(observed - mean)).toBeLessThan(4 * Math.sqrt(mean))

describe("How much people write", () => {
  it("is the rate a day and person that the file says, at every shape of the day", () => {
    for (const hours of ["always", "waking", "office"]) {
      const { record, days } = run({ people: { some: { ...WRITER, writes: { "per-day": 8, hours } } } })
      near(sumOf(record, (row) => row.attempted), 50 * 8 * days)
    }
  })

  it("is for each service used by itself, or as the file says for each; a feature only where it is named", () => {
    const services = { mail: { ...MAIL, features: ["calls"] }, chat: MAIL }
    const attempts = (perDay: unknown) => {
      const { record, days } = run({ services, people: { some: { ...WRITER, use: { mail: "100 %", chat: "50 %" }, writes: { "per-day": perDay } } } })
      return ["mail", "mail.calls", "chat"].map((name) => [sumOf(record, (row) => row.attempted, (row) => row.service === name), days] as const)
    }
    const [mail, calls, chat] = attempts(6)
    near(mail[0], 50 * 6 * mail[1])
    expect(calls[0]).toBe(0)
    near(chat[0], 25 * 6 * chat[1])
    const [mail2, calls2, chat2] = attempts({ mail: 2, "mail.calls": 4, chat: 8 })
    near(mail2[0], 50 * 2 * mail2[1])
    near(calls2[0], 50 * 4 * calls2[1])
    near(chat2[0], 25 * 8 * chat2[1])
  })

  it("is spread evenly, or heavily: then the busiest hundredth writes about thirty times as much as the middle", () => {
    const byPerson = (tail: string) => {
      const { stage, first } = run({ people: { some: { ...WRITER, count: 400, writes: { "per-day": 20, tail } } } })
      const counts = new Array<number>(stage.plan.people.count).fill(0)
      for (const t of first) counts[t.sender]++
      return counts.sort((a, b) => a - b)
    }
    const even = byPerson("even")
    expect(even[399] / even[200]).toBeLessThan(1.6)
    const heavy = byPerson("heavy")
    // ln(p99 / median) = 1.485 x 2.326; the middle has about 60 messages, so its standard error is about a tenth.
    expect(Math.log(heavy[396] / heavy[200])).toBeGreaterThan(3.454 - 0.45)
    expect(Math.log(heavy[396] / heavy[200])).toBeLessThan(3.454 + 0.45)
    near(heavy.reduce((a, b) => a + b), 400 * 20 * 10)
  })
})

describe("When people write", () => {
  const hoursOf = (people: Section, localHour: (atMs: number) => number) => {
    const { first } = run({ people })
    const counts = new Array<number>(24).fill(0)
    for (const t of first) counts[localHour(t.atMs)]++
    return counts
  }
  const shape = Array.from({ length: 24 }, (_, hour) => (hour === 9 ? 3 : hour === 10 ? 1 : 0))

  it("follows the hours of the place where they are", () => {
    // The run begins at midnight in Karachi, five hours before London's.
    const here = hoursOf({ some: { ...WRITER, writes: { "per-day": 20, hours: shape } } }, (ms) => Math.floor(ms / HOUR) % 24)
    expect(here.flatMap((n, hour) => (n > 0 ? [hour] : []))).toEqual([9, 10])
    // A binomial share of 3/4.
    expect(Math.abs(here[9] / (here[9] + here[10]) - 0.75)).toBeLessThan(4 * Math.sqrt(0.1875 / (here[9] + here[10])))
    const london = hoursOf({ some: { ...WRITER, home: "GB", writes: { "per-day": 20, hours: shape } } }, (ms) => Math.floor(ms / HOUR + 19) % 24)
    expect(london.flatMap((n, hour) => (n > 0 ? [hour] : []))).toEqual([9, 10])
    const abroad = hoursOf({ some: { ...WRITER, home: "GB", trips: [{ to: "PK", from: "2015-02-01", until: "2015-04-30" }], writes: { "per-day": 20, hours: shape } } }, (ms) => Math.floor(ms / HOUR) % 24)
    expect(abroad.flatMap((n, hour) => (n > 0 ? [hour] : []))).toEqual([9, 10])
  })

  it("leaves out the spans in which a cohort is silent", () => {
    const { first } = run({ people: { some: { ...WRITER, writes: { "per-day": 20 }, silent: [{ from: "2015-03-04", until: "2015-03-05" }] }, other: { ...WRITER, writes: { "per-day": 20, to: { other: "100 %" } } } } })
    const inside = first.filter((t) => t.atMs >= 2 * DAY && t.atMs < 4 * DAY)
    expect(inside.filter((t) => t.sender < 50)).toEqual([])
    expect(inside.length).toBeGreaterThan(1000)
    expect(first.some((t) => t.sender < 50 && t.atMs > 4 * DAY)).toBe(true)
  })

  it("is a Poisson process: the gaps' mean and spread are alike", () => {
    const { first } = run({ people: { some: { ...WRITER, writes: { "per-day": 20, hours: "always" } } } })
    const gaps = first.slice(1).map((t, i) => t.atMs - first[i].atMs)
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length
    const deviation = Math.sqrt(gaps.reduce((sum, g) => sum + (g - mean) ** 2, 0) / gaps.length)
    expect(Math.abs(deviation / mean - 1)).toBeLessThan(4 / Math.sqrt(gaps.length))
  })
})

describe("To whom people write", () => {
  const people = { some: { ...WRITER, writes: { "per-day": 20, to: { some: "20 %", many: "80 %" } } }, many: { ...WRITER, home: "GB", count: 30, use: { mail: "50 %" } } }
  it("is the mix of the file, among those who use the service, and never to themselves", () => {
    const { stage, first } = run({ people })
    const toMany = first.filter((t) => t.recipient >= 50)
    expect(Math.abs(toMany.length / first.length - 0.8)).toBeLessThan(4 * Math.sqrt(0.16 / first.length))
    expect(toMany.every((t) => (stage.plan.people.uses[t.recipient] & 1) !== 0)).toBe(true)
    expect(new Set(toMany.map((t) => t.recipient)).size).toBe(15)
    expect(first.every((t) => t.sender !== t.recipient)).toBe(true)
  })

  it("without a mix is everybody who uses it, by real numbers", () => {
    const { first } = run({ people: { some: { ...WRITER, writes: { "per-day": 20 } }, many: { ...WRITER, home: "GB", "stands-for": 150 } } })
    expect(Math.abs(first.filter((t) => t.recipient >= 50).length / first.length - 0.75)).toBeLessThan(4 * Math.sqrt(0.1875 / first.length))
  })
})

describe("Attempts", () => {
  it("are the same whatever the rules: people go on trying", () => {
    const people = { some: { ...WRITER, writes: { "per-day": 5 }, travels: { to: "GB", "trips-per-year": 30, nights: 2 } }, other: { ...WRITER, home: "GB", writes: { "per-day": 5 } } }
    const attempts = (more: Section) => run({ services: { mail: { ...MAIL, waits: {} } }, people, ...more }).first.map((t) => `${t.atMs} ${t.key} ${t.sender} ${t.recipient}`)
    const free = attempts({})
    expect(free.length).toBeGreaterThan(4000)
    expect(attempts({ orders: { wall: inEffect("PK", "2015-03-03", [{ block: { what: "all", at: ["fixed", "border"] } }]) } })).toEqual(free)
    expect(attempts({ answers: { leave: { by: "firm", kind: "exit", when: "2015-03-04", do: [{ exit: { what: "mail", of: { account: "PK" } } }] } } })).toEqual(free)
  })

  it("are the same whichever variants are run: a variant of the file may have people take a service up", () => {
    const parts = { until: "2015-03-11", services: { mail: MAIL, chat: MAIL }, people: { some: { ...WRITER, use: { mail: "60 %", chat: "30 %" }, writes: { "per-day": 5 } } } }
    const scenarios = [parts, { ...parts, events: { taken: { when: "2015-03-05", do: [{ shift: { people: "some", habit: "use", to: "chat", share: "50 %" } }] } } }].map(scenarioOf)
    const attempts = (rows: ReadonlyArray<number>, named: ReadonlyArray<number>) => {
      const stage = new Stepped(compile({ variants: rows.map((i) => ({ id: `v${i}`, title: "", scenario: scenarios[i] })), named: named.map((i) => scenarios[i]), gazetteer: () => undefined, seed: 1, replication: 0, cutsMs: [] }))
      stage.finish()
      return stage.told.filter((t) => t.kind === "attempt").map((t) => `${t.atMs} ${t.key} ${t.sender} ${t.recipient}`)
    }
    const together = attempts([0, 1], [0, 1])
    expect(attempts([0], [0, 1])).toEqual(together)
    expect(attempts([0], [0])).not.toEqual(together)
  })

  it("of a cohort are the same whoever else is there", () => {
    const some = { ...WRITER, writes: { "per-day": 5, to: { some: "100 %" } } }
    const attempts = (people: Section) => run({ people }).first.filter((t) => t.key !== 0).map((t) => `${t.atMs} ${t.key}`)
    const [alone, together] = [attempts({ some }), attempts({ some, other: { ...WRITER, home: "GB", writes: { "per-day": 5 } } })]
    expect(together).toEqual(expect.arrayContaining(alone.slice(0, 50)))
  })

  it("of another seed are others", () => {
    const keys = (seed: number) => run({ people: { some: { ...WRITER, writes: { "per-day": 2 } } } }, seed).first.map((t) => t.key)
    expect(keys(1)).not.toEqual(keys(2))
  })
})

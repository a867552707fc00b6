/** Leaks, waiting periods, daily windows, eased orders. Seeds are fixed; a false alarm of a share's test has a chance under 1 in 10,000 for a seed drawn anew. */
import { describe, expect, it } from "vitest"
import { COUNTRIES, DAY, firstOf, HOUR, inEffect, MAIL, type Parts, planOf, type Section, Stepped, sumOf } from "./smallWorld.ts"

const ONCE = { ...MAIL, waits: { "at-relay": "1 day" } }
const wall = (body: Section, more: Section = {}) => inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "national-internet", ...body } }], more)

/** Every resident writes so many messages, an hour and a half apart, to one person abroad; for each resident, which were accepted. */
function accepted(parts: Parts, messages: number, seed = 1): ReadonlyArray<ReadonlyArray<boolean>> {
  const plan = planOf({ services: { mail: ONCE }, ...parts, people: { residents: { home: "PK", count: 400, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, friend: { home: "GB", count: 1, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, ...parts.people } }, seed)
  const stage = new Stepped(plan)
  const friend = firstOf(plan, "friend")
  const keys = Array.from({ length: 400 }, (_, person) => Array.from({ length: messages }, (_, i) => stage.send(person, friend, HOUR + i * 1.5 * HOUR)))
  stage.until(2 * DAY)
  const done = new Set(stage.told.filter((t) => t.kind === "accepted").map((t) => t.key))
  return keys.map((own) => own.map((key) => done.has(key)))
}
const shareOf = (rows: ReadonlyArray<ReadonlyArray<boolean>>) => rows.flat().filter(Boolean).length / rows.flat().length

describe("A leak of 30 %", () => {
  it("by line lets all messages of some people through, and of the others none", () => {
    const rows = accepted({ orders: { wall: wall({ leak: { share: "30 %", by: "line" } }) } }, 4)
    expect(rows.every((own) => own.every((a) => a === own[0]))).toBe(true)
    // 400 lines: standard deviation 2.3 %.
    expect(Math.abs(shareOf(rows) - 0.3)).toBeLessThan(0.092)
  })

  it("by attempt is drawn for each message of a person", () => {
    const rows = accepted({ orders: { wall: wall({ leak: { share: "30 %", by: "attempt" } }) } }, 4)
    expect(rows.some((own) => own.some((a) => a !== own[0]))).toBe(true)
    // 1,600 attempts: standard deviation 1.15 %.
    expect(Math.abs(shareOf(rows) - 0.3)).toBeLessThan(0.046)
    // Independent: the chance that two of a person's messages fare alike is 0.58.
    const alike = rows.filter((own) => own[0] === own[1]).length / rows.length
    expect(Math.abs(alike - 0.58)).toBeLessThan(0.1)
  })

  it("by attempt is drawn anew with each try: who tries four times gets through with a chance of 76 %", () => {
    const rows = accepted({ services: { mail: MAIL }, orders: { wall: wall({ leak: { share: "30 %", by: "attempt" } }) } }, 1)
    // 400 messages: standard deviation 2.1 %.
    expect(Math.abs(shareOf(rows) - (1 - 0.7 ** 4))).toBeLessThan(0.086)
  })

  it("by connection holds for an hour", () => {
    const rows = accepted({ orders: { wall: wall({ leak: { share: "30 %", by: "connection" } }) } }, 4)
    expect(rows.some((own) => own.some((a) => a !== own[0]))).toBe(true)
    expect(Math.abs(shareOf(rows) - 0.3)).toBeLessThan(0.046)
    const plan = planOf({ services: { mail: ONCE }, orders: { wall: wall({ leak: { share: "30 %", by: "connection" } }) } })
    const stage = new Stepped(plan)
    const keys = [5, 20, 40, 55].map((minute) => stage.send(0, 1, 5 * HOUR + minute * 60_000))
    stage.until(DAY)
    expect(new Set(keys.map((key) => stage.story(key).includes("accepted"))).size).toBe(1)
  })

  it("by service is one draw for all people, and over many seeds near its share", () => {
    let open = 0
    for (let seed = 1; seed <= 100; seed++) {
      const plan = planOf({ services: { mail: ONCE }, orders: { wall: wall({ leak: { share: "30 %", by: "service" } }) } }, seed)
      const stage = new Stepped(plan)
      const keys = [0, 1, 2].map((person) => stage.send(person, 3, HOUR))
      stage.until(2 * HOUR)
      const through = keys.map((key) => stage.story(key).includes("accepted"))
      expect(new Set(through).size).toBe(1)
      if (through[0]) open++
    }
    // 100 seeds: standard deviation 4.6.
    expect(Math.abs(open - 30)).toBeLessThan(18.4)
  })

  it("by carrier is one draw for each carrier", () => {
    const plan = (seed: number) => planOf({ services: { mail: ONCE }, people: { residents: { home: "PK", count: 20, use: { mail: "100 %" }, reach: { "local-sim": "100 %" } } }, orders: { wall: wall({ leak: { share: "50 %", by: "carrier" } }) } }, seed)
    const seen = new Set<string>()
    for (let seed = 1; seed <= 20; seed++) {
      const stage = new Stepped(plan(seed))
      const keys = Array.from({ length: 20 }, (_, person) => stage.send(person, (person + 1) % 20, HOUR))
      stage.until(2 * HOUR)
      const byCarrier = new Map<string, Set<boolean>>()
      keys.forEach((key, person) => {
        const carrier = stage.w.situations.line(stage.w.persons.situation(person)).servingCarrier!
        byCarrier.set(carrier, (byCarrier.get(carrier) ?? new Set()).add(stage.story(key).includes("accepted")))
      })
      expect([...byCarrier.values()].every((fates) => fates.size === 1)).toBe(true)
      seen.add([...byCarrier.entries()].sort().map(([, fates]) => [...fates][0]).join())
    }
    // Both fates of both carriers: each of the four has a chance of a quarter in each of 20 worlds.
    expect(seen.size).toBe(4)
  })

  it("in two walls is drawn apart", () => {
    const both = accepted({ orders: { wall: wall({ leak: { share: "50 %", by: "line" } }), second: wall({ leak: { share: "50 %", by: "line" } }) } }, 1)
    // 400 lines at 25 %: standard deviation 2.2 %.
    expect(Math.abs(shareOf(both) - 0.25)).toBeLessThan(0.088)
  })
})

describe("An evading provider", () => {
  it("leaks through a block by the share that its hopping has, and not through a cut of all traffic", () => {
    const evade = { hop: { by: "firm", to: "wall", kind: "evade", when: "2015-03-02", do: [{ evade: { what: "mail", leak: { share: "80 %", by: "line" } } }] } }
    // 400 lines: standard deviation 2 %.
    expect(Math.abs(shareOf(accepted({ orders: { wall: wall({ match: "address" }) }, answers: evade }, 1)) - 0.8)).toBeLessThan(0.08)
    expect(shareOf(accepted({ orders: { wall: wall({ match: "traffic" }) }, answers: evade }, 1))).toBe(0)
  })
})

describe("A carrier that obeys for a share", () => {
  it("lets the other lines pass", () => {
    const rows = accepted({ orders: { wall: wall({}, { through: { "pk-fixed": { share: "70 %" } } }) } }, 2)
    expect(rows.every((own) => own[0] === own[1])).toBe(true)
    expect(Math.abs(shareOf(rows) - 0.3)).toBeLessThan(0.092)
  })

  it("has the same lines for all acts of one order, and lines of their own for another order", () => {
    const half = { through: { "pk-fixed": { share: "50 %" } } }
    const [first, second] = [{ id: "first", block: { what: "mail", at: "national-internet" } }, { id: "second", block: { what: "all", at: "national-internet" } }]
    const passing = (orders: Section) => accepted({ orders }, 1).flatMap((own, person) => (own[0] ? [person] : []))
    const one = passing({ wall: inEffect("PK", "2015-03-02", [first], half) })
    expect(passing({ wall: inEffect("PK", "2015-03-02", [second], half) })).toEqual(one)
    expect(passing({ wall: inEffect("PK", "2015-03-02", [first, second], half) })).toEqual(one)
    // Of 400 lines two orders spare a quarter: standard deviation 2.2 %.
    const both = passing({ wall: inEffect("PK", "2015-03-02", [first], half), other: inEffect("PK", "2015-03-02", [second], half) })
    expect(Math.abs(both.length / 400 - 0.25)).toBeLessThan(0.09)
  })
})

describe("An eased order", () => {
  const eased = (lets: Section) => wall({}, { timeline: [{ "in-effect": "2015-03-02" }, { eased: "2015-03-03", until: "2015-03-03", lets }] })

  it("passes a named service outside tunnels only where all traffic is cut, and a tunnel where it lets traffic pass", () => {
    const people = { residents: { home: "PK", count: 4, use: { mail: "100 %" }, reach: { wifi: "100 %" }, vpn: { share: "50 %", exit: "GB" } } }
    const acceptedOf = (lets: Section) => {
      const plan = planOf({ services: { mail: ONCE }, people, orders: { wall: inEffect("PK", "2015-03-02", [{ block: { what: "data", at: "national-internet" } }], { timeline: [{ "in-effect": "2015-03-02" }, { eased: "2015-03-03", lets }] }) } })
      const stage = new Stepped(plan)
      const keys = stage.each((person) => stage.send(person, (person + 1) % 4, 26 * HOUR))
      const tunnelled = stage.each((person) => plan.people.vpn[person] >= 0)
      stage.until(3 * DAY)
      return keys.flatMap((key, person) => (stage.story(key).includes("accepted") ? [tunnelled[person] ? "tunnel" : "plain"] : [])).sort()
    }
    expect(acceptedOf({ what: "mail" })).toEqual(["plain", "plain"])
    expect(acceptedOf({ what: "data" })).toEqual(["plain", "plain", "tunnel", "tunnel"])
  })

  it("passes what it lets, from its date to its end, in this order only", () => {
    const stage = new Stepped(planOf({ services: { mail: ONCE }, orders: { wall: eased({ what: "mail" }) } }))
    // The run begins at midnight in the first country.
    const keys = [23, 25, 47, 49].map((hour) => stage.send(0, 1, hour * HOUR))
    stage.until(3 * DAY)
    expect(keys.map((key) => stage.story(key).includes("accepted"))).toEqual([false, true, true, false])
    const two = new Stepped(planOf({ services: { mail: ONCE }, orders: { wall: eased({ what: "mail" }), other: wall({}) } }))
    const key = two.send(0, 1, 25 * HOUR)
    two.until(3 * DAY)
    expect(two.last(key)).toMatchObject({ kind: "refused", act: "other/does/block" })
  })

  it("passes whom it names, and a share of lines", () => {
    const named = new Stepped(planOf({ services: { mail: ONCE }, people: { residents: { home: "PK", count: 4, use: { mail: "100 %" }, reach: { wifi: "50 %", "local-sim": "50 %" } } }, orders: { wall: eased({ of: { access: "wifi" } }) } }))
    const keys = [0, 1, 2, 3].map((person) => named.send(person, (person + 1) % 4, 25 * HOUR))
    named.until(2 * DAY)
    expect(keys.map((key) => named.story(key).includes("accepted"))).toEqual([0, 1, 2, 3].map((person) => named.w.situations.line(named.w.persons.situation(person)).mode === "wifi"))
    const plan = planOf({ services: { mail: ONCE }, people: { residents: { home: "PK", count: 400, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }, orders: { wall: eased({ what: "data", share: { value: "20 %", by: "line" } }) } })
    const share = new Stepped(plan)
    const sent = Array.from({ length: 400 }, (_, person) => share.send(person, (person + 1) % 400, 25 * HOUR))
    share.until(2 * DAY)
    const done = new Set(share.told.filter((t) => t.kind === "accepted").map((t) => t.key))
    // Standard deviation 2 %.
    expect(Math.abs(sent.filter((key) => done.has(key)).length / 400 - 0.2)).toBeLessThan(0.08)
  })
})

describe("A daily window", () => {
  const fates = (country: "PK" | "GB", daily: string, from: string, atMs: ReadonlyArray<number>) => {
    const people = { residents: { home: country, count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
    const stage = new Stepped(planOf({ from, until: "2015-04-05", countries: { [country]: COUNTRIES[country], ...COUNTRIES }, services: { mail: ONCE }, people, orders: { wall: inEffect(country, from, [{ block: { what: "mail", at: "national-internet", daily } }]) } }))
    const keys = atMs.map((at) => stage.send(0, 1, at))
    stage.until(3 * DAY)
    return keys.map((key) => stage.story(key).includes("accepted"))
  }
  const minutes = (hour: number, minute: number) => hour * HOUR + minute * 60_000

  it("shuts at its first minute and opens at its end, on the clock of the place, each day", () => {
    expect(fates("PK", "01:00-06:00", "2015-03-30", [minutes(0, 59), minutes(1, 0), minutes(5, 59), minutes(6, 0), minutes(25, 1), minutes(30, 1)])).toEqual([true, false, false, true, false, true])
  })

  it("wraps past midnight", () => {
    expect(fates("PK", "22:00-02:00", "2015-03-30", [minutes(1, 0), minutes(3, 0), minutes(21, 59), minutes(22, 30), minutes(25, 0), minutes(26, 30)])).toEqual([false, true, true, false, false, true])
  })

  it("runs in a territory on its own clock, at the points that stand with the device or for those who are there", () => {
    // In PK-BA clocks stand at UTC+7, two hours before the rest of PK.
    const countries = { ...COUNTRIES, PK: { ...COUNTRIES.PK, territories: { "PK-BA": { timezone: "Asia/Bangkok" } } } }
    const people = { east: { home: "PK-BA", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, rest: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
    const shut = (block: object) => {
      const stage = new Stepped(planOf({ from: "2015-03-30", until: "2015-04-05", countries: { PK: countries.PK, GB: countries.GB, AE: countries.AE }, services: { mail: ONCE }, people, orders: { wall: inEffect("PK", "2015-03-30", [{ block: { what: "mail", daily: "06:00-08:00", ...block } }]) } }))
      const keys = [5, 7].flatMap((hour) => [0, 2].map((person) => stage.send(person, person + 1, hour * HOUR)))
      stage.until(DAY)
      return keys.map((key) => !stage.story(key).includes("accepted"))
    }
    // At five: in the east it is seven. At seven: in the east it is nine.
    expect(shut({ at: "fixed" })).toEqual([true, false, false, true])
    expect(shut({ at: "fixed", in: "PK-BA" })).toEqual([true, false, false, false])
    expect(shut({ at: "fixed", in: ["PK", "PK-BA"] })).toEqual([true, false, false, true])
    expect(shut({ at: "national-internet", of: { present: "PK-BA" } })).toEqual([true, false, false, false])
    expect(shut({ at: "national-internet" })).toEqual([false, false, true, true])
  })

  it("follows the clock through the change to summer time", () => {
    // Clocks in London go forward on the morning of 29 March: from then on 08:00 is an hour earlier.
    expect(fates("GB", "08:00-09:00", "2015-03-28", [minutes(8, 30), minutes(9, 30), minutes(48 + 7, 30), minutes(48 + 8, 30)])).toEqual([false, true, false, true])
  })
})

describe("A waiting period", () => {
  const VISITS = { home: "GB", count: 2, use: { mail: "100 %" }, reach: { "local-sim": "100 %" } }
  const wait = (first: Section) => inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "attach", first } }])
  const trip = (from: string, until: string, to = "PK") => ({ to, from, until, reach: { "home-routed": "100 %" } })

  it("begins with the registration of the SIM on arrival, and ends", () => {
    const stage = new Stepped(planOf({ services: { mail: ONCE }, people: { guests: { ...VISITS, trips: [trip("2015-03-03", "2015-03-06")] }, residents: { ...VISITS, home: "PK" } }, orders: { wait: wait({ for: "24 h" }) } }))
    const keys = [29, 52, 54].map((hour) => stage.send(0, 2, hour * HOUR))
    const resident = stage.send(2, 0, 29 * HOUR)
    stage.until(4 * DAY)
    expect(stage.story(keys[0])).toEqual(["attempt", "refused"])
    expect(stage.last(keys[0]).reason).toBe("waiting-period")
    expect(keys.map((key) => stage.story(key).includes("accepted"))).toEqual([false, false, true])
    expect(stage.story(resident)).toContain("accepted")
  })

  it("does not begin for who comes home, unless the act says so", () => {
    const fate = (first: Section) => {
      const stage = new Stepped(planOf({ services: { mail: ONCE }, people: { residents: { ...VISITS, home: "PK", trips: [trip("2015-03-03", "2015-03-03", "GB")] } }, orders: { wait: wait(first) } }))
      const key = stage.send(0, 1, 50 * HOUR)
      stage.until(3 * DAY)
      return stage.last(key).reason ?? "accepted"
    }
    expect(fate({ for: "7 days" })).toBe("accepted")
    expect(fate({ for: "7 days", "again-after": [{ return: "abroad" }] })).toBe("waiting-period")
  })

  it("begins anew after a silence, where the act says so", () => {
    const fate = (again: ReadonlyArray<Section>) => {
      const stage = new Stepped(planOf({ services: { mail: ONCE }, people: { residents: { ...VISITS, home: "PK" } }, orders: { wait: wait({ for: "6 h", "again-after": again }) } }))
      const keys = [1, 2, 60, 61, 70].map((hour) => stage.send(0, 1, hour * HOUR))
      stage.until(4 * DAY)
      return keys.map((key) => stage.story(key).includes("accepted"))
    }
    expect(fate([])).toEqual([true, true, true, true, true])
    expect(fate([{ silent: "2 days" }]).slice(1)).toEqual([true, false, false, true])
  })
})

describe("Time without service", () => {
  it("is the whole time behind a wall, the open part of the lines left out", () => {
    const stage = new Stepped(planOf({ services: { mail: ONCE }, people: { residents: { home: "PK", count: 400, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }, orders: { wall: wall({ leak: { share: "30 %", by: "line" } }) } }))
    const record = stage.finish()
    const present = sumOf(record, (row) => row.hoursPresent)
    expect(present).toBeCloseTo(400 * 7 * 24, 3)
    expect(Math.abs(sumOf(record, (row) => row.hoursWithout) / present - 0.7)).toBeLessThan(0.092)
    expect(sumOf(record, (row) => row.peopleWithout) / 400).toBeCloseTo(sumOf(record, (row) => row.hoursWithout) / present, 3)
  })
})

import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Stage } from "../../src/world/messages.ts"
import { worlds } from "./randomWorlds.ts"
import { DAY, firstOf, HOUR, inEffect, MAIL, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

const MIN = 60_000
const wall = (from: string, timeline: ReadonlyArray<Section> = [], body: Section = {}) => inEffect("PK", from, [{ block: { what: "mail", at: "national-internet", ...body } }], { timeline: [{ "in-effect": from }, ...timeline] })
const PEOPLE = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" } }, friends: { home: "GB", count: 3, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }
const staged = (parts: Parts, seed = 1) => {
  const stage = new Stepped(planOf({ people: PEOPLE, ...parts }, seed))
  return { stage, resident: firstOf(stage.plan, "residents"), friend: firstOf(stage.plan, "friends") }
}

describe("A message that nothing stands in the way of", () => {
  it("is tried, accepted, stored and delivered, each once, within seconds", () => {
    const { stage, resident, friend } = staged({})
    const key = stage.send(resident, friend, HOUR)
    stage.until(DAY)
    expect(stage.told.filter((t) => t.key === key).map((t) => t.kind)).toEqual(["attempt", "passed", "accepted", "stored", "delivered"])
    expect(stage.last(key).atMs - HOUR).toBeGreaterThan(70)
    expect(stage.last(key).atMs - HOUR).toBeLessThan(5000)
  })
})

describe("A client that is refused", () => {
  it("tries again at its service's pace until its patience is over", () => {
    const { stage, resident, friend } = staged({ orders: { wall: wall("2015-03-02") } })
    const key = stage.send(resident, friend, HOUR)
    stage.until(DAY)
    expect(stage.told.filter((t) => t.key === key && t.kind === "attempt").map((t) => (t.atMs - HOUR) / MIN)).toEqual([0, 10, 20, 30])
    expect(stage.last(key)).toMatchObject({ kind: "refused", final: true, reason: "blocked", act: "wall/does/block" })
    expect(stage.w.messages.live).toBe(0)
  })

  it("without patience gives up at once", () => {
    const { stage, resident, friend } = staged({ services: { mail: { ...MAIL, waits: {} } }, orders: { wall: wall("2015-03-02") } })
    const key = stage.send(resident, friend, HOUR)
    stage.until(DAY)
    expect(stage.story(key)).toEqual(["attempt", "refused"])
  })

  it("gets through once the wall is lifted within its patience", () => {
    const { stage, resident, friend } = staged({ orders: { wall: wall("2015-03-02", [{ lifted: "2015-03-03" }]) } })
    const key = stage.send(resident, friend, DAY - 15 * MIN)
    stage.until(2 * DAY)
    expect(stage.story(key)).toEqual(["attempt", "tries again", "attempt", "tries again", "attempt", "passed", "accepted", "stored", "delivered"])
  })

  it("tells the first point and there the oldest act", () => {
    const { stage, resident, friend } = staged({ orders: { younger: wall("2015-03-03", [], { at: ["national-internet", "border"] }), older: wall("2015-03-02", [], { at: "border" }), middle: wall("2015-03-02", [], { at: "national-internet" }) } })
    const [early, late] = [stage.send(resident, friend, HOUR), stage.send(resident, friend, 30 * HOUR)]
    stage.until(3 * DAY)
    expect([stage.last(early).act, stage.last(late).act]).toEqual(["middle/does/block", "middle/does/block"])
  })

  it("takes another line that he has where the usual one refuses", () => {
    const residents = (also: unknown) => ({ ...PEOPLE, residents: { ...PEOPLE.residents, reach: { "local-sim": "100 %" }, also } })
    const fixedOnly = { orders: { wall: inEffect("PK", "2015-03-02", [{ block: { what: "mail", at: "attach" } }]) } }
    const fate = (also: unknown) => {
      const { stage, resident, friend } = staged({ ...fixedOnly, people: residents(also) })
      const [out, inn] = [stage.send(resident, friend, HOUR), stage.send(friend, resident, HOUR)]
      stage.until(2 * HOUR)
      return [stage.last(out).kind, stage.last(inn).kind]
    }
    expect(fate(["wifi"])).toEqual(["delivered", "delivered"])
    expect(fate(["local-sim"])).toEqual(["refused", "waits"])
    expect(fate(["satellite", "wifi"])).toEqual(["delivered", "delivered"])
  })
})

describe("The sender's own server", () => {
  const WORK = { ...MAIL, classes: { content: { kept: { PK: "premises", others: "london" }, keys: "customer" } } }
  it("takes his mail down anywhere, if it is behind the wall: waits at the client, then is refused as unreachable", () => {
    const { stage, resident, friend } = staged({ services: { mail: WORK }, people: { ...PEOPLE, residents: { ...PEOPLE.residents, trips: [{ to: "AE", from: "2015-03-02", until: "2015-03-05" }] } }, orders: { wall: wall("2015-03-02") } })
    const [out, inn] = [stage.send(resident, friend, HOUR), stage.send(friend, resident, HOUR)]
    stage.until(2 * DAY)
    expect(stage.last(out)).toMatchObject({ kind: "refused", reason: "mailbox-unreachable" })
    expect(stage.story(inn)).toEqual(["attempt", "passed", "accepted", "waits at relay", "bounced"])
  })

  it("does so too while it does not run", () => {
    const { stage, resident, friend } = staged({ services: { mail: WORK }, events: { off: { when: "2015-03-03", do: [{ stop: { at: "premises" } }] } } })
    const [before, after] = [stage.send(resident, friend, HOUR), stage.send(resident, friend, 25 * HOUR)]
    stage.until(3 * DAY)
    expect(stage.last(before).kind).toBe("delivered")
    expect(stage.last(after)).toMatchObject({ kind: "refused", reason: "mailbox-unreachable", act: "off/do/stop" })
  })
})

describe("A stopped relay", () => {
  it("refuses, and takes mail again once it runs", () => {
    const { stage, resident, friend } = staged({ sites: { london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"], fails: [{ from: "2015-03-02 10:00", until: "2015-03-02 11:00" }] } } })
    // The site's clock is five hours behind the run's.
    const keys = [14, 15.75, 15.1, 16.2].map((hour) => stage.send(resident, friend, hour * HOUR))
    stage.until(DAY)
    expect(keys.map((key) => stage.last(key).kind)).toEqual(["delivered", "delivered", "refused", "delivered"])
    expect(stage.last(keys[2]).reason).toBe("relay-down")
  })
})

describe("A relay of finite capacity", () => {
  it("serves one after another at its rate", () => {
    const { stage, resident, friend } = staged({ sites: { london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"], capacity: "1 messages/s" } } })
    for (let i = 0; i < 50; i++) stage.send(resident, friend, HOUR + i)
    stage.until(DAY)
    const at = stage.told.filter((t) => t.kind === "accepted").map((t) => t.atMs)
    expect(at).toHaveLength(50)
    expect(at.slice(1).every((t, i) => t - at[i] > 999.99)).toBe(true)
    expect(at[49] - at[0]).toBeCloseTo(49_000, 3)
  })
})

describe("A slow point", () => {
  it("delays by the time that the message's bytes take at its rate", () => {
    const fate = (orders: Section) => {
      const { stage, resident, friend } = staged({ orders })
      const key = stage.send(resident, friend, HOUR)
      stage.until(DAY)
      return stage.told.find((t) => t.key === key && t.kind === "accepted")!.atMs
    }
    const slow = inEffect("PK", "2015-03-02", [{ slow: { what: "mail", at: "national-internet", rate: "16 kbit/s" } }])
    expect(fate({ slow }) - fate({})).toBeCloseTo(10_000, 3)
  })
})

describe("Mail that waits for a mailbox", () => {
  const FAILING = { london: { country: "GB", operator: "firm", roles: ["relay"] }, karachi: { country: "PK", operator: "firm", roles: ["mailbox"], fails: [{ from: "2015-03-02", until: "2015-03-02" }] } }
  const fate = (choice: string, untilMs = DAY) => {
    const { stage, resident, friend } = staged({
      sites: FAILING,
      services: { mail: { ...MAIL, classes: { content: { kept: "karachi", keys: "provider" } } } },
      events: { nowhere: { when: "2015-03-02 12:00", do: [{ place: { what: "mail.content", "not-in": "PK" } }] } },
      choices: { "no-legal-place": choice }
    })
    const key = stage.send(resident, friend, HOUR)
    stage.until(untilMs)
    return { ...stage.last(key), story: stage.story(key) }
  }
  it("comes back at once, as the last legal place goes, where that is the choice", () => {
    expect(fate("refuse")).toMatchObject({ story: ["attempt", "passed", "accepted", "waits at relay", "bounced"], atMs: 12 * HOUR, act: "nowhere/do/place" })
    expect(fate("wait").story).toEqual(["attempt", "passed", "accepted", "waits at relay"])
  })

  it("goes against all rules, where that is the choice, to where the file has it, once that can be had", () => {
    expect(fate("violate-and-report", DAY - 1).story).toEqual(["attempt", "passed", "accepted", "waits at relay"])
    expect(fate("violate-and-report", DAY + HOUR).story).toEqual(["attempt", "passed", "accepted", "waits at relay", "stored", "delivered"])
  })
})

describe("An account that is suspended and has then ended", () => {
  it("takes no more mail, and what waited for it comes back", () => {
    const { stage, resident, friend } = staged({
      orders: { hold: inEffect("PK", "2015-03-02", [{ suspend: { of: { people: "residents" } } }]) },
      events: { gone: { by: "firm", when: "2015-03-03", do: [{ exit: { what: "mail", of: { home: "PK" }, old: "erased" } }] } }
    })
    const [before, after] = [stage.send(friend, resident, HOUR), stage.send(friend, resident, 25 * HOUR)]
    stage.until(2 * DAY)
    expect([before, after].map((key) => [stage.story(key).at(-1), stage.last(key).act])).toEqual([["bounced", "gone/do/exit"], ["bounced", "gone/do/exit"]])
    expect(stage.w.stock.select((_site, owner) => stage.plan.groups.rows[owner].cohort === "residents")).toEqual([])
  })
})

describe("Balance and order in random worlds", () => {
  it("holds at every boundary and in between: attempted = refused + accepted + under way; accepted = delivered + bounced + expired + erased + in flight; order is kept per sender and mailbox", () => {
    let [delivered, ended] = [0, 0]
    fc.assert(
      fc.property(worlds, fc.integer({ min: 1, max: 1000 }), (parts, seed) => {
        const stage = new Stepped(planOf(parts, seed))
        const sawKeys = new Map<number, string>()
        for (const instant of [...stage.plan.cutsMs, 1.3 * DAY, 3.7 * DAY].sort((a, b) => a - b)) {
          stage.until(instant)
          balance(stage)
        }
        stage.until(stage.plan.horizonMs)
        const lastAccepted = new Map<string, number>()
        for (const t of stage.told) {
          const before = sawKeys.get(t.key)
          if (t.kind === "accepted" && before !== undefined) expect.fail(`accepted twice: ${t.key}`)
          if (["delivered", "bounced", "expired"].includes(t.kind)) {
            if (before !== "accepted") expect.fail(`ended without being accepted, or twice: ${t.key}`)
            sawKeys.set(t.key, "ended")
            ended++
          } else if (t.kind === "accepted") sawKeys.set(t.key, "accepted")
          if (t.kind !== "delivered") continue
          delivered++
          const mailbox = `${t.sender} ${t.recipient} ${t.product}`
          if (t.acceptedMs < (lastAccepted.get(mailbox) ?? 0)) expect.fail(`out of order: ${mailbox}`)
          lastAccepted.set(mailbox, t.acceptedMs)
        }
      }),
      { seed: 4, numRuns: 60 }
    )
    expect(delivered).toBeGreaterThan(5000)
    expect(ended - delivered).toBeGreaterThan(150)
  })
})

/** A recount of the messages in the world against the tables, for each row and for all. */
function balance(stage: Stepped): void {
  const { outcomes: o, messages: msgs } = stage.w
  const [under, flight] = [new Map<number, number>(), new Map<number, number>()]
  for (let m = 0; m < msgs.used; m++) {
    if (msgs.stage(m) === Stage.FREE) continue
    const into = msgs.stage(m) >= Stage.WAITS_AT_RELAY ? flight : under
    into.set(msgs.outRow(m), (into.get(msgs.outRow(m)) ?? 0) + 1)
  }
  const of = (table: typeof o.refusals, counts: typeof o.refused) => {
    const sums = new Map<number, number>()
    for (let i = 0; i < table.size; i++) sums.set(table.key(i, 0), (sums.get(table.key(i, 0)) ?? 0) + counts.get(i))
    return sums
  }
  const [refused, bounced] = [of(o.refusals, o.refused), of(o.returns, o.bounced)]
  const wrong: Array<number> = []
  for (let row = 0; row < o.rows.size; row++) {
    const begun = o.attempted.get(row) === (refused.get(row) ?? 0) + o.accepted.get(row) + (under.get(row) ?? 0)
    const ended = o.accepted.get(row) === o.delivered.get(row) + (bounced.get(row) ?? 0) + o.expired.get(row) + o.erased.get(row) + (flight.get(row) ?? 0)
    if (!begun || !ended) wrong.push(row)
  }
  expect(wrong).toEqual([])
}

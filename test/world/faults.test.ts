/** What a faulty site does to messages and to copies on their way, one small world for each kind of fault. */
import { describe, expect, it } from "vitest"
import { Counter } from "../../src/world/world.ts"
import { DAY, HOUR, MAIL, type Parts, planOf, type Section, SITES, Stepped, sumOf } from "./smallWorld.ts"

const MIN = 60_000
/** From hour 48 to hour 96 of the run, which begins on the clock of its first country. */
const SPAN = { from: "2015-03-04 00:00 Asia/Karachi", until: "2015-03-06 00:00 Asia/Karachi" }
const fault = (what: string, more: Section = {}) => ({ fails: [{ ...SPAN, what, ...more }] })
const WAITS = { "at-client": { for: "3 days", retry: "1 h" }, "at-relay": "10 days" }
const RELAYED = { ...MAIL, relay: "dubai", waits: WAITS }
const staged = (parts: Parts) => new Stepped(planOf({ until: "2015-03-20", people: { residents: { home: "PK", count: 4, use: { mail: "100 %" }, reach: { wifi: "100 %" } } }, services: { mail: { ...MAIL, waits: WAITS } }, ...parts }))
const at = (name: keyof typeof SITES, more: Section) => ({ sites: { ...SITES, [name]: { ...SITES[name], ...more } } })
/** What happens to a message that is sent at an instant, and when it is accepted and seen [h]. */
function sent(parts: Parts, atMs = 60 * HOUR) {
  const stage = staged(parts)
  const key = stage.send(0, 1, atMs)
  stage.until(17 * DAY)
  const told = stage.told.filter((t) => t.key === key)
  const hours = (kind: string) => Math.round(10 * ((told.find((t) => t.kind === kind)?.atMs ?? Number.NaN) / HOUR)) / 10
  return { story: stage.story(key), reasons: [...new Set(told.flatMap((t) => t.reason ?? []))], accepted: hours("accepted"), delivered: hours("delivered"), again: stage.w.counters[Counter.AGAIN] }
}

describe("A deaf relay", () => {
  it("is reached by nobody, and its client tries again until it hears", () => {
    const { story, reasons, accepted } = sent(at("london", fault("deaf")))
    expect([story.slice(0, 3), story.slice(-5), reasons, accepted]).toEqual([["attempt", "tries again", "attempt"], ["attempt", "passed", "accepted", "stored", "delivered"], ["relay-unreachable"], 96])
  })

  it("sends what it has", () => {
    const parts = { services: { mail: RELAYED }, sites: { ...SITES, dubai: { ...SITES.dubai, fails: [{ from: "2015-03-04 12:00 Asia/Karachi", until: "2015-03-06 00:00 Asia/Karachi", what: "deaf" }] }, london: { ...SITES.london, fails: [{ from: "2015-03-04 00:00 Asia/Karachi", until: "2015-03-05 00:00 Asia/Karachi" }] } } }
    // Accepted at hour 50, before the relay is deaf; its mailbox is back at 72, and its answers are not heard.
    expect(sent(parts, 50 * HOUR)).toMatchObject({ accepted: 50, delivered: 72, story: ["attempt", "passed", "accepted", "waits at relay", "stored", "delivered"] })
  })
})

describe("A mute relay", () => {
  it("takes a message once, however often its client tries again, and sends it out when it speaks", () => {
    expect(sent(at("london", fault("mute")))).toMatchObject({ story: ["attempt", "passed", "accepted", "stored", "waits at device", "delivered"], reasons: ["relay-unreachable"], accepted: 60, delivered: 96, again: 36 })
  })

  it("keeps mail from a mailbox elsewhere, and counts as no service", () => {
    const parts = { services: { mail: RELAYED }, ...at("dubai", fault("mute")) }
    expect(sent(parts)).toMatchObject({ story: ["attempt", "passed", "accepted", "waits at relay", "stored", "delivered"], reasons: ["mailbox-unreachable"], delivered: 96 })
    const record = staged(parts).finish()
    expect(sumOf(record, (row) => row.hoursWithout)).toBeCloseTo(4 * 48, 6)
  })
})

describe("A mailbox", () => {
  it("that is deaf keeps its mail waiting at the relay, or lets a replica take it", () => {
    const parts = { services: { mail: RELAYED }, ...at("london", fault("deaf")) }
    expect(sent(parts)).toMatchObject({ accepted: 60, delivered: 96, reasons: ["mailbox-unreachable"] })
    const classes = { content: { ...MAIL.classes.content, copies: { replica: "karachi" } } }
    expect(sent({ ...parts, services: { mail: { ...RELAYED, classes } } })).toMatchObject({ accepted: 60, delivered: 60, reasons: [] })
  })

  it("that is mute has the mail at once, and drops it when it comes again", () => {
    const { delivered, again } = sent({ services: { mail: RELAYED }, ...at("london", fault("mute")) })
    expect([delivered, again]).toEqual([60, 1])
  })
})

describe("A partition", () => {
  it("keeps a relay from one mailbox and not from another", () => {
    const cut = at("dubai", fault("unreachable", { with: "london" }))
    expect(sent({ services: { mail: RELAYED }, ...cut })).toMatchObject({ accepted: 60, delivered: 96, reasons: ["mailbox-unreachable"] })
    expect(sent({ services: { mail: { ...RELAYED, classes: { content: { kept: "karachi", keys: "provider" } } } }, ...cut })).toMatchObject({ delivered: 60 })
  })

  it("that cuts one way alone lets mail pass the other way", () => {
    const way = (what: string) => sent({ services: { mail: RELAYED }, ...at("dubai", fault(what, { with: ["london"] })) }).delivered
    expect([way("mute"), way("deaf")]).toEqual([96, 60])
  })

  it.each(["mute", "deaf", "paused", "unreachable"])("holds up what moves between two sites, if one is %s, and so does the same towards the other alone", (what) => {
    const arrives = (more: Section | undefined) => {
      const sites = { ...SITES, london: { ...SITES.london, ...more }, dubai: { ...SITES.dubai, capacity: "1 bit/s" } }
      const services = { mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider", size: "30 kB" } } } }
      const stage = staged({ sites, services, events: { move: { by: "firm", when: "2015-03-03 12:00 Asia/Karachi", do: [{ place: { what: "mail.content", at: "dubai", old: "moves" } }] } } })
      stage.send(0, 1, HOUR)
      return stage.finish().moves.map((move) => Math.round((move.endMs ?? Number.NaN) / HOUR))
    }
    const [plain] = arrives(undefined)
    expect(arrives(fault(what))).toEqual([plain + 48])
    if (what !== "paused") expect([arrives(fault(what, { with: ["dubai"] })), arrives(fault(what, { with: ["karachi"] }))]).toEqual([[plain + 48], [plain]])
  })
})

describe("A paused relay", () => {
  it("holds what comes to it, refuses nobody, and goes on with it", () => {
    expect(sent(at("london", fault("paused")))).toMatchObject({ story: ["attempt", "passed", "accepted", "stored", "delivered"], reasons: [], accepted: 96, delivered: 96 })
  })

  it("counts as no service, and gives out nothing", () => {
    const parts = { services: { mail: RELAYED }, sites: { ...SITES, dubai: { ...SITES.dubai, ...fault("paused") }, london: { ...SITES.london, fails: [{ from: "2015-03-03 20:00 Asia/Karachi", until: "2015-03-04 06:00 Asia/Karachi" }] } } }
    expect(sent(parts, 46 * HOUR)).toMatchObject({ accepted: 46, delivered: 96 })
    expect(sumOf(staged(at("london", fault("paused"))).finish(), (row) => row.hoursWithout)).toBeCloseTo(4 * 48, 6)
  })

  it("serves what it holds one after another, if it has a capacity", () => {
    const stage = staged(at("london", { ...fault("paused"), capacity: "1 messages/s" }))
    const keys = [0, 1, 2].map((i) => stage.send(0, 1, 60 * HOUR + i * MIN))
    stage.until(5 * DAY)
    expect(keys.map((key) => Math.round((stage.told.find((t) => t.key === key && t.kind === "accepted")!.atMs - 96 * HOUR) / 1000))).toEqual([1, 2, 3])
  })
})

describe("A slow site", () => {
  it("takes longer for each message by what it adds, as a relay and as a mailbox", () => {
    expect(sent(at("london", fault("slow", { adds: "90 min" })))).toMatchObject({ accepted: 61.5, delivered: 61.5 })
    expect(sent({ services: { mail: RELAYED }, ...at("london", fault("slow", { adds: "90 min" })) })).toMatchObject({ accepted: 60, delivered: 61.5 })
  })

  it("that is so for a share lets later messages overtake; what was accepted keeps its order", () => {
    const stage = staged(at("london", fault("slow", { adds: "5 h", share: "50 %" })))
    const keys = Array.from({ length: 20 }, (_, i) => stage.send(0, 1, 60 * HOUR + i * MIN))
    stage.until(10 * DAY)
    const order = (kind: string) => stage.told.filter((t) => t.kind === kind).map((t) => keys.indexOf(t.key))
    expect(order("accepted")).not.toEqual([...order("accepted")].sort((a, b) => a - b))
    expect(order("delivered")).toEqual(order("accepted"))
    expect(order("delivered").length).toBe(20)
  })
})

describe("A lossy site", () => {
  const mails = (parts: Parts) => {
    const stage = staged(parts)
    const keys = Array.from({ length: 40 }, (_, i) => stage.send(0, 1, 60 * HOUR + i * MIN))
    stage.until(17 * DAY)
    const count = (kind: string) => stage.told.filter((t) => t.kind === kind && keys.includes(t.key)).length
    return { stage, count, reasons: [...new Set(stage.told.flatMap((t) => t.reason ?? []))] }
  }

  it("loses a share of what comes to it, and the client sends it again", () => {
    const { count, reasons, stage } = mails(at("london", fault("lossy", { share: "50 %" })))
    expect(count("refused")).toBeGreaterThan(20)
    expect(reasons).toEqual(["lost-on-the-way"])
    expect([count("accepted"), count("delivered")]).toEqual([40, 40])
    // Answers are lost too: what has been taken comes again.
    expect(stage.w.counters[Counter.AGAIN]).toBeGreaterThan(5)
  })

  it("loses mail on the way to a mailbox, and the relay sends it again: nothing that was accepted is gone", () => {
    const { count } = mails({ services: { mail: RELAYED }, ...at("london", fault("lossy", { share: "50 %" })) })
    expect(count("waits")).toBeGreaterThan(10)
    expect([count("refused"), count("stored"), count("delivered")]).toEqual([0, 40, 40])
  })
})

describe("Mail that was lost on its way to a mailbox", () => {
  it("is sent again in its own time: what happens elsewhere meanwhile neither hastens nor delays it", () => {
    const stored = (events: Section) => {
      const stage = staged({ services: { mail: RELAYED }, ...at("london", fault("lossy", { share: "80 %" })), events })
      const keys = Array.from({ length: 20 }, (_, i) => stage.send(i % 2, 2 + (i % 2), 60 * HOUR + i * MIN))
      stage.until(17 * DAY)
      return keys.map((key) => stage.told.find((t) => t.key === key && t.kind === "stored")!.atMs)
    }
    const elsewhere = [61, 62.5, 64, 70].map((hour, i): [string, Section] => [`e${i}`, { by: "firm", when: `2015-03-04 ${String(Math.floor(hour) - 48).padStart(2, "0")}:${hour % 1 === 0 ? "00" : "30"} Asia/Karachi`, do: [{ stop: { at: "premises" } }] }])
    expect(stored(Object.fromEntries(elsewhere))).toEqual(stored({}))
  })
})

describe("A doubling site", () => {
  it("gets a share of the messages twice, and takes each once", () => {
    for (const parts of [at("london", fault("doubling", { share: "100 %" })), { services: { mail: RELAYED }, ...at("london", fault("doubling", { share: "100 %" })) }]) {
      const stage = staged(parts)
      const keys = Array.from({ length: 5 }, (_, i) => stage.send(0, 1, 60 * HOUR + i * MIN))
      stage.until(10 * DAY)
      expect(keys.map((key) => stage.told.filter((t) => t.key === key && t.kind === "delivered").length)).toEqual([1, 1, 1, 1, 1])
      expect(stage.finish().cameAgain).toBe(5)
    }
  })
})

describe("Faults that overlap", () => {
  it("hold until the last of them ends", () => {
    const fails = [{ ...SPAN, what: "down" }, { from: "2015-03-05 00:00 Asia/Karachi", until: "2015-03-07 00:00 Asia/Karachi", what: "down" }]
    expect(sent(at("london", { fails }), 90 * HOUR).accepted).toBe(120)
  })
})

describe("The life of a site", () => {
  it.each([["paused", {}, "paused"], ["deaf", {}, "deaf"], ["mute", {}, "mute"], ["deaf", { with: ["london"] }, "parted"], ["lossy", { share: "10 %" }, "lossy"], ["slow", { adds: "1 min" }, "slow"], ["doubling", { share: "10 %" }, "doubling"]])("tells that it is %s %j", (what, more, state) => {
    const { sites } = staged(at("dubai", fault(what, more))).finish()
    expect(sites.find(({ site }) => site === "dubai")!.steps.map((step) => step.state)).toEqual(["running", state, "running"])
  })
})

/** What an outcome hangs on: one thing changed, by `--set`, and it flips. */
import { describe, expect, it } from "vitest"
import { share } from "./shares.ts"
import { changed, opened, PAKISTAN, played } from "./stage.ts"

/** The wall of the small files stands from 3 March on, Pakistani time. */
const WALL = "2015-03-02T19:00:00Z"
const small = (name: string) => opened(`test/flips/${name}.yaml`)
/** The days around the deadline. */
const around = () => changed(opened(PAKISTAN), { from: "2015-12-20" })
const DEADLINE = "2015-12-30T19:00:00Z"

describe("Roaming", () => {
  it("a home-routed visitor keeps what he loses on local breakout, and gets it back", async () => {
    const file = small("roaming-mode")
    const breakout = changed(file, { "people.visitors.reach": { "local-breakout": "100 %" } })
    const back = changed(breakout, { "people.visitors.reach": { "home-routed": "100 %" } })
    const [home, lost, again] = await Promise.all([file, breakout, back].map((one) => played(one, ["as-happened"])))
    expect(share(home.result, "accepted", { after: WALL })).toBe(1)
    expect(share(lost.result, "blocked", { after: WALL })).toBe(1)
    expect(again.output.runs[0].record.fingerprint).toEqual(home.output.runs[0].record.fingerprint)
  })

  it("with 30 % of visitors on Wi-Fi a block at the national networks takes their part, and no other", async () => {
    const file = changed(around(), { "people.visitors.reach": { "home-routed": "70 %", wifi: "30 %" } })
    const { result } = await played(file, ["isp-block"])
    const rows = { variant: "isp-block", cohort: "visitors", after: DEADLINE }
    expect(share(result, "accepted", { ...rows, access: "home-routed" })).toBe(1)
    expect(share(result, "blocked", { ...rows, access: "wifi" })).toBe(1)
    expect(share(result, "blocked", rows)).toBeGreaterThan(0.2)
    expect(share(result, "blocked", rows)).toBeLessThan(0.4)
  }, 180_000)

  it("a travel eSIM keeps service until the third country of its hub blocks too", async () => {
    const { result } = await played(small("hub-third-country"))
    const AE_BLOCKS = "2015-03-02T20:00:00Z"
    expect(share(result, "accepted", { cohort: "via-dubai", after: WALL })).toBe(1)
    expect(share(result, "blocked", { variant: "hub-blocks-too", cohort: "via-dubai", after: AE_BLOCKS })).toBe(1)
    expect(share(result, "accepted", { variant: "hub-blocks-too", cohort: "via-singapore", after: WALL })).toBe(1)
    const moved = changed(small("hub-third-country"), { "people.via-dubai.reach.hub-breakout.exit": "SG" })
    expect(share((await played(moved, ["hub-blocks-too"])).result, "accepted", { variant: "hub-blocks-too", cohort: "via-dubai", after: WALL })).toBe(1)
  })
})

describe("Leaks", () => {
  it("30 % by attempt serves the patient, by line some people, by service all or nothing", async () => {
    const file = small("leak")
    const by = async (unit: string) => (await played(changed(file, { "orders.wall.does.block.leak.by": unit }), ["as-happened"])).result
    const [attempt, line, service] = [await by("attempt"), await by("line"), await by("service")]
    // Four tries: 1 - 0.7^4.
    expect(share(attempt, "accepted", { after: WALL })).toBeCloseTo(0.76, 1)
    // Of 60 lines: 0.3 ± three standard deviations of 0.06.
    expect(share(line, "accepted", { after: WALL })).toBeGreaterThan(0.12)
    expect(share(line, "accepted", { after: WALL })).toBeLessThan(0.48)
    const services = ["chat", "mail"].map((name) => share(service, "accepted", { service: name, after: WALL }))
    expect(services).toEqual([1, 0])
  })
})

describe("What a provider has in the country that it leaves", () => {
  it("visitors' mailboxes go on where they are evacuated, and are gone where they are not", async () => {
    const file = small("evacuation")
    const left = { cohort: "offices", after: "2015-03-04T19:00:00Z" }
    const stays = changed(file, { "answers.leave.do.exit": { what: "mail", of: { account: "PK" }, old: "erased" } })
    // A message or two is on its way when the run ends.
    expect(share((await played(file, ["as-happened"])).result, "delivered", left)).toBeGreaterThan(0.99)
    expect(share((await played(stays, ["as-happened"])).result, "delivered", left)).toBe(0)
  })
})

describe("Time", () => {
  it("a visitor who stays across the deadline is cut off in mid-stay, and served again at home", async () => {
    const { result } = await played(small("across-the-deadline"))
    const guests = { cohort: "guests-breakout" }
    expect(share(result, "accepted", { ...guests, present: "PK", before: "2015-03-04T19:00:00Z" })).toBe(1)
    expect(share(result, "blocked", { ...guests, present: "PK", after: "2015-03-04T19:00:00Z" })).toBe(1)
    expect(share(result, "accepted", { ...guests, present: "GB", after: "2015-03-04T19:00:00Z" })).toBe(1)
    expect(share(result, "accepted", { cohort: "guests-home-routed" })).toBe(1)
  })

  it("an order postponed twice more takes effect when its last deadline ends, in every variant", async () => {
    const file = changed(around(), {
      "orders.open-bes.timeline": [
        { issued: "2015-07-24", due: "2015-11-30" },
        { postponed: "2015-11-30", to: "2015-12-30" },
        { id: "second", postponed: "2015-12-30", to: "2016-01-05" },
        { id: "third", postponed: "2016-01-05", to: "2016-01-20" }
      ],
      variants: { "no-order": { without: ["open-bes"] } },
      claims: []
    })
    const { result } = await played(file, ["as-happened"])
    const LAST = "2016-01-20T19:00:00Z"
    expect(share(result, "accepted", { cohort: "residents", before: "2016-01-20T19:00:00Z" })).toBe(1)
    expect(share(result, "market-left", { cohort: "residents", after: LAST })).toBe(1)
  }, 180_000)
})

describe("Ways round", () => {
  it("a VPN that leaves in the blocking country loses, even from abroad; one that leaves outside keeps", async () => {
    const { result } = await played(small("vpn-exit"), ["as-happened"])
    const kept = (cohort: string) => share(result, "accepted", { cohort, after: WALL })
    expect(["plain", "exit-inside", "abroad-exit-inside", "roamers-exit-inside", "exit-outside"].map(kept)).toEqual([0, 0, 0, 0, 1])
    const outside = changed(small("vpn-exit"), { "people.exit-inside.vpn.exit": "AE" })
    expect(share((await played(outside, ["as-happened"])).result, "accepted", { cohort: "exit-inside", after: WALL })).toBe(1)
  })

  it("a satellite's gateway decides, not where the dish stands", async () => {
    const file = small("satellite-gateway")
    const kept = async (sets: Readonly<Record<string, unknown>>) => {
      const { result } = await played(changed(file, sets), ["as-happened"])
      return ["gateway-inside", "gateway-outside", "abroad-gateway-inside"].map((cohort) => share(result, "accepted", { cohort, after: WALL }))
    }
    expect(await kept({})).toEqual([0, 1, 0])
    expect(await kept({ "people.gateway-inside.reach.satellite.exit": "AE", "people.gateway-outside.reach.satellite.exit": "PK" })).toEqual([1, 0, 0])
  })
})

describe("Cuts", () => {
  it("a relay inside is lost to those abroad when the border is cut; a relay abroad to those inside", async () => {
    const file = small("relay-inside")
    const kept = async (relay: string) => {
      const { result } = await played(changed(file, { "services.chat.relay": relay }), ["as-happened"])
      return ["at-home", "abroad-wifi", "abroad-home-routed"].map((cohort) => share(result, "accepted", { cohort, after: WALL }))
    }
    expect(await kept("karachi")).toEqual([1, 0, 0])
    expect(await kept("dubai")).toEqual([0, 1, 0])
  })

  it("a shutdown at the gateways spares foreign home-routed SIMs; at attach it takes them, and spares residents abroad", async () => {
    const file = small("shutdown-where")
    const kept = async (at: string) => {
      const { result } = await played(changed(file, { "orders.shutdown.does.block.at": at }), ["as-happened"])
      const lines: ReadonlyArray<readonly [string, string]> = [["visitors", "home-routed"], ["visitors", "local-breakout"], ["residents", "local-sim"], ["residents", "wifi"], ["residents-abroad", "home-routed"]]
      return lines.map(([cohort, access]) => share(result, "accepted", { cohort, access, after: WALL }))
    }
    expect(await kept("gateway")).toEqual([1, 0, 0, 1, 0])
    expect(await kept("attach")).toEqual([0, 0, 0, 1, 1])
  })
})

describe("No state is built in", () => {
  /** Pakistan's code everywhere, and nothing else: ids of sites are small letters. */
  const renamed = (text: string) => text.replaceAll(/\bPK\b/g, "NP").replace("from: 2015-07-01", "from: 2015-12-20")

  it("with another code in its place the table is the same, message by message", async () => {
    const variants = ["isp-block", "localise-with-keys"]
    const [one, other] = [await played(around(), variants), await played(opened(PAKISTAN, renamed), variants)]
    const tables = (result: typeof one.result) => JSON.stringify(result.variants.map(({ fingerprint: _, fingerprints: __, invariants: ___, ...tables }) => tables))
    expect(tables(other.result)).toBe(tables(one.result).replaceAll(/\bPK\b/g, "NP"))
  }, 300_000)

  it("in another country altogether, with its clock and its place, every claim holds", async () => {
    const nepal = opened(PAKISTAN, (text) => renamed(text).replaceAll("Asia/Karachi", "Asia/Kathmandu").replaceAll("place: Karachi", "place: Kathmandu"))
    const { result } = await played(nepal)
    const verdicts = result.variants.flatMap((variant) => variant.claims.map((claim) => `${claim.id} ${claim.verdict}`))
    expect(verdicts.filter((verdict) => !verdict.endsWith(" held"))).toEqual(["happened-price-of-rescission prediction"])
  }, 300_000)
})

import { describe, expect, it } from "vitest"
import { callsOf, wayOf } from "../../src/analysis/calls.ts"
import type { AccessMode } from "../../src/model/people.ts"
import { ABROAD, recordOf, RESIDENT, row, scenarioOf, VISITOR_SIM, VISITOR_WIFI } from "./handmade.ts"
import { referenceOf } from "../../src/analysis/selector.ts"
import { summaryOf } from "../../src/analysis/summary.ts"

const record = recordOf()
const told = (situation: number, service: string, access: AccessMode = record.situations[situation].access, vpn?: string) => {
  const { group, ...rest } = record.situations[situation]
  const way = wayOf(new Set(["voice"]), record.groups[group], { group, ...rest, access, vpn, lineSim: access === "wifi" ? undefined : rest.lineSim }, service)
  return way.vpn === undefined ? way.access : `${way.access} by ${way.vpn}`
}

describe("The way of a call", () => {
  it("is what circuits and signalling carry", () => {
    const { services } = scenarioOf()
    const [chat] = Object.values(services)
    expect([...callsOf({ ...scenarioOf(), services: { chat, voice: { ...chat, path: "circuit" }, sms: { ...chat, path: "signalling" }, web: { ...chat, path: "open-web" } } })]).toEqual(["voice", "sms"])
  })
  it("is the mobile network for people on Wi-Fi, by a SIM of the country or one from home", () => {
    expect([told(RESIDENT, "chat", "wifi"), told(RESIDENT, "voice", "wifi")]).toEqual(["wifi", "local-sim"])
    expect([told(ABROAD, "voice", "wifi"), told(VISITOR_WIFI, "voice", "wifi")]).toEqual(["home-routed", "home-routed"])
  })
  it("goes through no tunnel", () => {
    expect([told(RESIDENT, "chat", "wifi", "SE"), told(RESIDENT, "voice", "wifi", "SE"), told(VISITOR_SIM, "voice", undefined, "SE")]).toEqual(["wifi by SE", "local-sim", record.situations[VISITOR_SIM].access])
  })
  it("is that of its row: what is refused at the radio is no Wi-Fi that is blocked", () => {
    const reference = { ...referenceOf(scenarioOf(), ["NO"]), calls: new Set(["chat"]) }
    const wifi = record.situations.map((situation) => ({ ...situation, access: "wifi" as const, lineSim: undefined }))
    const outcomes = [row(RESIDENT, "chat", 1, { attempted: 10, refused: [["blocked", 0, 10]] }), row(RESIDENT, "mail", 1, { attempted: 10 })]
    const rows = summaryOf(recordOf({ situations: wifi, outcomes }), reference, { atMs: 0, what: "start" })
    expect(rows.map(({ service, access, verdict }) => `${service} on ${access} ${verdict}`)).toEqual(["chat on local-sim loses", "mail on wifi keeps"])
  })
})

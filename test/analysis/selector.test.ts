import { describe, expect, test } from "vitest"
import { groupMatches, matches, NO, otherEndOnly, referenceOf, statusOf, UNSURE, whatClass, whatMessages, YES } from "../../src/analysis/selector.ts"
import type { Of } from "../../src/model/acts.ts"
import { recordOf, scenarioOf } from "./handmade.ts"

const scenario = scenarioOf({ countries: { NO: {}, SE: {}, CH: {}, EU: { members: ["SE"] } } })
const record = recordOf()
const reference = referenceOf(scenario, ["NO"])
const [residents, visitors, friends] = record.groups
const [resident, abroad, simVisitor, wifiVisitor, friend] = record.situations
const match = (of: Of, group = residents, situation: typeof resident | undefined = resident) => matches(of, group, situation, reference)

describe("a selector", () => {
  test("means all of its keys and any of a key's values", () => {
    expect(match([{ people: ["residents", "nobody"], segment: ["enterprise"] }])).toBe(YES)
    expect(match([{ people: ["residents"], segment: ["mission"] }])).toBe(NO)
    expect(match([{ people: ["nobody"] }, { home: ["NO"] }])).toBe(YES)
    expect(match("all")).toBe(YES)
  })

  test("knows every key of people and place", () => {
    expect(match([{ citizen: ["NO"], account: ["NO"], store: ["NO"], carrier: ["tel"], access: ["local-sim"], vpn: ["no"], status: ["resident"], present: ["NO"], uses: ["chat"], sim: ["own"] }])).toBe(YES)
    expect(match([{ sim: ["foreign"] }], visitors, simVisitor)).toBe(YES)
    expect(match([{ sim: ["foreign"] }], visitors, wifiVisitor)).toBe(NO)
    expect(match([{ sim: ["foreign"] }], residents, abroad)).toBe(YES)
    expect(match([{ sim: ["NO"] }], residents, abroad)).toBe(YES)
    expect(match([{ option: ["vault"] }], visitors, simVisitor)).toBe(YES)
    expect(match([{ option: ["no"] }], visitors, simVisitor)).toBe(NO)
    expect(match([{ option: ["no"] }], residents, resident)).toBe(YES)
    expect(match([{ list: ["targets"] }], friends, friend)).toBe(YES)
    expect(match([{ accepts: [true] }], friends, friend)).toBe(NO)
    expect(match([{ vpn: [true] }], friends, { ...friend, vpn: "CH" })).toBe(YES)
    expect(match([{ exit: ["CH"] }], friends, { ...friend, vpn: "CH" })).toBe(YES)
  })

  test("means by `option: no` those without any of the service that is asked about", () => {
    const told = groupMatches([{ option: ["no"] }], record, reference)
    expect([told("chat")[1], told("mail")[1], told("chat.calls")[1], told("chat")[0]]).toEqual([NO, YES, NO, YES])
  })

  test("means by a country its territories, by a union its members", () => {
    const north = { ...resident, place: "NO-18" }
    expect(match([{ present: ["NO"] }], residents, north)).toBe(YES)
    expect(match([{ present: ["NO-18"] }], residents, north)).toBe(YES)
    expect(match([{ present: ["NO-03"] }], residents, north)).toBe(NO)
    expect(match([{ home: ["EU"] }], visitors, simVisitor)).toBe(YES)
    expect(match([{ home: ["EU"] }])).toBe(NO)
  })

  test("is unsure of what a table does not tell, unless another key excludes it", () => {
    expect(matches([{ present: ["NO"] }], residents, undefined, reference)).toBe(UNSURE)
    expect(matches([{ present: ["NO"], people: ["visitors"] }], residents, undefined, reference)).toBe(NO)
    expect(match([{ "since-arrival": 1000 }])).toBe(UNSURE)
  })

  test("is sure of a group whose people are all there or all not", () => {
    expect([...groupMatches([{ status: ["visitor"] }], record, reference)("chat")]).toEqual([NO, YES, NO])
    expect([...groupMatches([{ access: ["wifi"] }], record, reference)("chat")]).toEqual([NO, UNSURE, YES])
    expect([...groupMatches([{ status: ["abroad"] }], record, reference)("chat")]).toEqual([UNSURE, NO, NO])
  })

  test("reads the other end where it is known", () => {
    const of: Of = [{ people: ["residents"], "other-end": [{ people: ["friends"] }] }]
    expect(matches(of, residents, resident, reference, friends)).toBe(YES)
    expect(matches(of, residents, resident, reference, visitors)).toBe(NO)
    expect(matches(of, residents, resident, reference)).toBe(UNSURE)
    expect(otherEndOnly(of)).toBe(undefined)
    expect(otherEndOnly([{ "other-end": [{ people: ["friends"] }] }])).toEqual([{ people: ["friends"] }])
  })
})

describe("statusOf", () => {
  test("is by home and place, to each state by itself", () => {
    const status = (group: typeof residents, situation: typeof resident, state: string) => statusOf(group, situation, state, reference.covers)
    expect([status(residents, resident, "NO"), status(residents, abroad, "NO"), status(visitors, simVisitor, "NO"), status(friends, friend, "NO")]).toEqual(["resident", "abroad", "visitor", "other"])
    expect([status(residents, abroad, "SE"), status(visitors, simVisitor, "SE")]).toEqual(["visitor", "abroad"])
  })
})

describe("what", () => {
  const { services } = scenario
  test("names a service with its features, a feature, a class", () => {
    expect([whatMessages(["chat"], "chat", services), whatMessages(["chat"], "chat.calls", services), whatMessages(["chat.calls"], "chat", services), whatMessages(["chat.content"], "chat", services), whatMessages(["chat.content"], "chat.calls", services)]).toEqual([true, true, false, true, false])
    expect([whatClass(["chat"], "chat", "content", services), whatClass(["chat.content"], "chat", "metadata", services), whatClass(["mail", "chat.metadata"], "chat", "metadata", services)]).toEqual([true, false, true])
  })

  test("names traffic", () => {
    expect([whatMessages(["data"], "chat", services), whatMessages(["voice"], "chat", services), whatMessages(["all"], "chat", services)]).toEqual([true, false, true])
  })
})

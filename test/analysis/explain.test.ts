import { describe, expect, it } from "vitest"
import { explainMessage } from "../../src/analysis/explain.ts"
import type { CopyStory } from "../../src/model/story.ts"
import { atBorder, messageOf, moment, refused, wall, wifi } from "./explainstory.ts"

/** The text as one line: where it is wrapped says nothing. */
const flat = (text: string): string => text.replace(/\s+/g, " ")
const at = { site: "hall", country: "SE", declared: undefined, operator: "chat-company", operatorKind: "provider" }
const copy: CopyStory = { service: "chat", class: "content", kind: "primary", at, messages: 1, from: moment(0), act: undefined, end: undefined, keptDays: 90 }

describe("A refused message", () => {
  const text = explainMessage(messageOf([refused(0, 1, false), refused(10, 2, false), refused(20, 3, true)]), 100)
  it("is told as a chain: event, gate, act, order, source", () => {
    expect(flat(text)).toContain("On 31 December 2015, 00:00 (30 December, 19:00 UTC), folk#1 wrote to folk#2 by chat. It was refused at each of 3 tries: the network blocks the service there (blocked), because of act 1.")
    expect(flat(text)).toContain("at the border (border) in Norway, carrier mast: the network blocks the service there (blocked), because of act 1. Passed before that: the account; in Norway the fixed network and the national networks.")
    expect(flat(text)).toContain("Act 1 the border (border) in Norway: block of chat for people on foreign SIMs and present in Norway. In the file: wall/does/block.")
    expect(flat(text)).toContain("carried out by mast and the other networks")
    expect(flat(text)).toContain('Order "wall", "Close the border" (network-block), issued by Norway (Ministry); the deadline last in force was the end of 30 December 2015:')
    expect(flat(text)).toContain("Sources [gazette] Gazette 1, 30 December 2015, https://example.org/1")
  })
  it("has its equal tries told once", () => {
    expect(flat(text)).toContain("Tries 1 to 3, the last 20 min later, were refused")
    expect(text).not.toContain("Try 2")
  })
  it("left no copy and was got by nobody", () => {
    expect(text).toContain("there is no copy of it at any site")
    expect(text).toContain("No authority got it by any act.")
  })
  it("is wrapped at the width", () => {
    for (const width of [60, 100, 140]) for (const line of explainMessage(messageOf([refused(0, 1, true)]), width).split("\n")) expect(line.length).toBeLessThanOrEqual(width)
  })
  it("is told with whatever else would have refused it", () => {
    const step = refused(0, 1, true)
    const other = { ...atBorder, reason: "roamer-barred", point: "attach", act: { ...wall, path: "no-roamers/does/block" } }
    expect(flat(explainMessage(messageOf([{ ...step, kind: "refused", others: [other] } as typeof step]), 100))).toContain("What else would have refused it: the visited network's serving node refused the foreign SIM (roamer-barred), at the serving node (attach) in Norway, carrier mast, because of act 2.")
  })
})

describe("A delivered message", () => {
  const steps = [
    { kind: "accepted", at: moment(0) },
    { kind: "stored", at: moment(0), site: at },
    { kind: "waits", at: moment(0), where: "device", relay: at, place: "NO", line: wifi, obstacle: atBorder },
    { kind: "delivered", at: moment(180), place: "SE", line: wifi }
  ] as const
  it("tells how long it took, what it waited for and where the recipient then was", () => {
    const text = flat(explainMessage(messageOf(steps, { copies: [copy] }), 100))
    expect(text).toContain("It was delivered after 3 h.")
    expect(text).toContain("It had to wait for the recipient's device (the recipient was in Norway, on Wi-Fi (served by cable)): the network blocks the service there (blocked)")
    expect(text).toContain("It was delivered to folk#2, who was in Sweden, on Wi-Fi (served by cable).")
  })
  it("tells where its copies lie, whose they are and what ends them", () => {
    const moved = { ...copy, end: { how: "moved", at: moment(60), to: { ...at, site: "cellar", country: "NO", declared: "SE" }, act: wall } } as const
    const text = flat(explainMessage(messageOf(steps, { copies: [copy, { ...moved, class: "metadata" }] }), 100))
    expect(text).toContain("chat.content, at hall in Sweden (run by chat-company, a provider), from 31 December 2015, 00:00 (30 December, 19:00 UTC) on: kept for 90 days.")
    expect(text).toContain("moved to cellar in Norway, declared as in Sweden (run by chat-company, a provider) on 31 December 2015, 01:00 (30 December, 20:00 UTC) because of act 1")
  })
  it("tells who got it, in which form, from when and on which basis", () => {
    const reading = { authority: "NO", service: "chat", class: "content", messages: 1, first: moment(0), last: moment(0), act: wall } as const
    const text = flat(explainMessage(messageOf(steps, { readings: [{ ...reading, form: "ciphertext", how: "taken" }, { ...reading, form: "content", how: "opened", first: moment(1440) }] }), 100))
    expect(text).toContain("Norway, chat.content: got as cipher text, which no key that it had then opens, on 31 December 2015, 00:00 (30 December, 19:00 UTC); basis: act 1, wall/does/block.")
    expect(text).toContain("what it had as cipher text became readable on 1 January 2016, 00:00 (31 December 2015, 19:00 UTC)")
  })
})

describe("A message that has not ended", () => {
  it("tells where it stands when the run ends", () => {
    const text = flat(explainMessage(messageOf([refused(0, 1, false)], { open: "client" }), 100))
    expect(text).toContain("When the run ended (30 January 2016, 00:00 (29 January, 19:00 UTC)) it was waiting on the sender's device, to be tried again.")
  })
})

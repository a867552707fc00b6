import { describe, expect, it } from "vitest"
import { explainPerson } from "../../src/analysis/explainperson.ts"
import type { PersonStory } from "../../src/model/story.ts"
import { atBorder, end, moment, roaming, setting, wifi } from "./explainstory.ts"

const flat = (text: string): string => text.replace(/\s+/g, " ")
const works = { service: "chat", state: "works", share: 0, obstacle: undefined, others: [], mailbox: undefined } as const
const story: PersonStory = {
  ...setting,
  id: "folk#1",
  cohort: "folk",
  traits: end("folk#1").traits,
  standing: false,
  stays: [
    { from: moment(0), until: moment(600), place: "NO", line: wifi },
    { from: moment(600), until: setting.until, place: "NO", line: roaming }
  ],
  spans: [
    { ...works, from: moment(0), until: moment(60) },
    { ...works, state: "refused", share: 1, obstacle: atBorder, from: moment(60), until: moment(120) },
    { ...works, state: "in-part", share: 0.7, obstacle: { ...atBorder, leaks: [{ share: 0.3, by: "attempt", excepts: false }] }, from: moment(120), until: moment(180) },
    { ...works, obstacle: atBorder, from: moment(180), until: setting.until }
  ],
  counts: [{ service: "chat", wrote: 1200, refused: [{ reason: "blocked", messages: 150 }], accepted: 1050, delivered: 1040, bounced: [{ reason: "market-left", messages: 6 }], expired: 3, erased: 0, open: 1, got: 1 }],
  copies: [],
  readings: []
}

describe("A person", () => {
  const text = flat(explainPerson(story, 100))
  it("is told with traits and whom the simulated one stands for", () => {
    expect(text).toContain("folk#1: at home in Norway, account of Sweden, segment consumer; uses chat. Stands for 10 real people.")
  })
  it("is told with places and lines, from when to when", () => {
    expect(text).toContain("From 31 December 2015, 00:00 (30 December, 19:00 UTC) until 31 December 2015, 10:00 (05:00 UTC): in Norway, on Wi-Fi (served by cable).")
    expect(text).toContain("to the end of the run: in Norway, on a foreign SIM, home-routed (SIM of AA, served by mast).")
  })
  it("is told what works when, and why not", () => {
    expect(text).toContain("(30 December, 20:00 UTC): it works.")
    expect(text).toContain("every try is refused: the network blocks the service there (blocked), at the border (border) in Norway, carrier mast, because of act 1.")
    expect(text).toContain("70 % of tries are refused")
    expect(text).toContain("it works on another line than the usual one, where the network blocks")
  })
  it("is told what became of the mail", () => {
    expect(text).toContain("chat: wrote 1,200 messages (150 refused for good (150 blocked), 1,050 accepted by the relay, 1,040 delivered, 6 came back (6 market-left), 3 expired, 1 still waiting at the end of the run), got 1 message.")
  })
  it("who never comes is told as such", () => {
    expect(explainPerson({ ...story, standing: true, stays: [], spans: [], counts: [] }, 100)).toContain("This person does not come within the run")
  })
})

import { describe, expect, it } from "vitest"
import { story } from "../../src/check/story.ts"
import { readScenario } from "../../src/language/file.ts"
import { SMALL } from "../cli/small.ts"

function told(change: (text: string) => string = (text) => text): ReadonlyArray<string> {
  const read = readScenario(new TextEncoder().encode(change(SMALL)), "small.yaml")
  if (!read.ok) throw new Error(read.text)
  return story(read.file.base, { kind: "broken", promise: "R4", says: "a copy lies where it must not" })
}

describe("The story of a world", () => {
  it("says who lives where and uses what, where it is kept, what was ordered when, and what broke why", () => {
    expect(told()).toEqual([
      "40 people (townsfolk) of Germany use chat by local-sim.",
      "40 people (friends) of France use chat by local-sim.",
      "chat of chat-company goes through paris (France); content is kept at paris (France), keys: provider.",
      "The run goes from 1 January 2020 to the end of 31 January 2020.",
      "10 January 2020: the order block-chat of Germany (network-block) is in-effect: the national networks (national-internet): block of chat; one obeys.",
      "17 January 2020: the order block-chat is lifted.",
      "R4 says: No fault leads a copy outside: it becomes unavailable, never misplaced.",
      "It breaks: a copy lies where it must not."
    ])
  })

  it("tells faults, trips and the places of copies, in the order of the calendar", () => {
    const lines = told((text) =>
      text
        .replace("roles: [relay, mailbox] }", "roles: [relay, mailbox], fails: [{ from: 2020-01-12 10:00, until: 2020-01-13 }] }")
        .replace("keys: provider }", "copies: { backup: paris }, keys: provider }")
        .replace("{ home: DE, count: 40,", "{ home: DE, count: 1, trips: [{ to: FR, from: 2020-01-05, until: 2020-01-06 }],")
    )
    expect(lines[0]).toBe("1 person (townsfolk) of Germany uses chat by local-sim; in France from 5 January 2020 until the end of 6 January 2020.")
    expect(lines[2]).toContain("content is kept at paris (France) and a copy (backup) at paris (France)")
    expect(lines.slice(4, 7).map((line) => line.slice(0, 15))).toEqual(["10 January 2020", "paris is down f", "17 January 2020"])
    expect(lines[5]).toBe("paris is down from 12 January 2020, 10:00 until the end of 13 January 2020.")
  })

  it("tells of a wrong clock by how much it is ahead or behind", () => {
    const of = (off: string) => told((text) => text.replace("roles: [relay, mailbox] }", `roles: [relay, mailbox], fails: [{ from: 2020-01-12, until: 2020-01-13, what: clock, off: ${off} }] }`))[5]
    expect(of("-2 h")).toBe("paris is 120 min behind by its clock from 12 January 2020 until the end of 13 January 2020.")
    expect(of("90 s")).toBe("paris is 1.5 min ahead by its clock from 12 January 2020 until the end of 13 January 2020.")
  })

  it("tells what is answered, what just happens, and a ladder", () => {
    const lines = told((text) =>
      text
        .replace("    timeline: [{ in-effect: 2020-01-10, source: book }, { lifted: 2020-01-17, source: book }]", "    to: chat-company\n    demands: [{ open: { what: chat.content, span: stored, to: DE } }]\n    else: [{ after: 3 days, do: [{ sanction: { fine: 5 EUR, of: chat-company } }] }]\n    timeline: [{ issued: 2020-01-10, due: 2020-01-12, source: book }]\nanswers:\n  no: { by: chat-company, to: block-chat, kind: refuse, when: orders.block-chat.due, do: [refuse] }\nevents:\n  quake: { when: 2020-01-11, do: [{ stop: { at: paris } }] }")
        .replace("    does: [{ block: { what: chat, at: national-internet } }]\n", "")
    )
    expect(lines[4]).toMatch(/^10 January 2020: the order block-chat of Germany \(network-block\) is issued, due the end of 12 January 2020; it demands of chat-company: Germany obtains chat\.content, .*; if that is not done: fine of 5 EUR on chat-company; one obeys\.$/)
    expect(lines[5]).toBe("11 January 2020 (quake): stop of paris.")
    expect(lines[6]).toBe("chat-company answers block-chat at orders.block-chat.due (no, refuse): it is not done.")
  })
})

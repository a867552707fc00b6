import { describe, expect, it } from "vitest"
import { deadlineWords, placeName, reasonWords, spanWords, whereStopped } from "../../src/analysis/explainwords.ts"
import { STATES } from "../../src/model/codes.ts"
import type { ObstacleStory } from "../../src/model/story.ts"
import { REASONS } from "../../src/world/reasons.ts"
import { atBorder, moment } from "./explainstory.ts"

describe("Words", () => {
  it("there are for every reason that a gate can give", () => {
    expect(REASONS.filter((reason) => reasonWords(reason) === reason)).toEqual([])
  })
  it("name each state by a name of its own", () => {
    expect(new Set(STATES.map((s) => placeName(s.alpha2))).size).toBe(STATES.length)
    expect([placeName("GB"), placeName("IR"), placeName("IN-JK"), placeName("KR")]).toEqual(["the United Kingdom", "Iran", "IN-JK (India)", "Korea, Republic of"])
  })
  it("tell spans in whole units", () => {
    expect([200, 61_000, 5_400_000, 90_000_000, 400_000_000].map(spanWords)).toEqual(["0.2 s", "1 min", "1 h 30 min", "25 h", "4 days 15 h"])
  })
  it("tell a deadline by the day that it ends", () => {
    expect([deadlineWords(moment(0)), deadlineWords(moment(30))]).toEqual(["the end of 30 December 2015", "31 December 2015, 00:30 (30 December, 19:30 UTC)"])
  })
})

it("what an obstacle lets through is told with its share and unit, and that it was not this one", () => {
  const told = (of: "message" | "person", ...leaks: ObstacleStory["leaks"]) => /\((it lets .*)\)/.exec(whereStopped({ ...atBorder, leaks }, of))?.[1]
  expect(told("message", { share: 0.1, by: "line", excepts: false })).toBe("it lets 10 % of lines through; not this one")
  expect(told("person", { share: 0.1, by: "line", excepts: false })).toBe("it lets 10 % of lines through; not this one")
  expect(told("message", { share: 0.305, by: "attempt", excepts: false })).toBe("it lets 30.5 % of tries through; not this one")
  expect(told("person", { share: 0.305, by: "attempt", excepts: false })).toBe("it lets 30.5 % of tries through")
  expect(told("message", { share: 0.2, by: "line", excepts: true }, { share: 1, by: "line", excepts: true })).toBe("it lets 20 % of lines of those whom it excepts and those whom it excepts through; not this one")
  expect(told("message")).toBeUndefined()
})

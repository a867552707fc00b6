import { describe, expect, it } from "vitest"
import { play } from "../../src/check/play.ts"
import { PLOTS } from "../../src/check/plots.ts"
import type { Probe } from "../../src/check/probes.ts"
import { plotted } from "../../src/check/worlds.ts"

/** What each story is there to bring about. */
const LEADS_TO: Readonly<Record<string, Probe>> = {
  evacuation: "site-failed-during-move",
  turnedBack: "move-rolled-back",
  marketLeft: "failure-while-exit-stands",
  keepAgainstErase: "orders-conflict",
  keyAndRotation: "key-given-then-rotated",
  twoHomes: "crossing-under-senders-rules",
  ladder: "second-rung",
  nowhere: "no-legal-place",
  standIn: "stand-in-took-mail",
  ruled: "erased-by-act",
  heldAndLeft: "kept-by-duty",
  disksLost: "restored-under-other-rules",
  erasedMeanwhile: "erased-while-missing",
  lostTwice: "made-again",
  partedMove: "parted-during-move",
  journey: "crossed-border-while-waiting",
  closedToNew: "not-installable",
  suspended: "restored-mail-arrives",
  partHeld: "passed-what-waits",
  homeBlockAbroad: "refused-by-home-abroad",
  relayLost: "relay-stopped-after-accepting",
  slowed: "slowed",
  deafAtDeadline: "relay-apart-at-deadline",
  halfDead: "overtaken"
}

describe("A plot", () => {
  for (const [name, probe] of Object.entries(LEADS_TO)) {
    it(`of ${name} leads in one world of ten at least to ${probe}`, () => {
      let reached = 0
      for (let number = 0; number < 100 && reached < 10; number++) if (play(plotted(number, name)).probes.has(probe)) reached++
      expect(reached).toBe(10)
    })
  }

  it("is told of each", () => {
    expect(Object.keys(LEADS_TO)).toEqual(Object.keys(PLOTS))
  })
})

import { describe, expect, it } from "vitest"
import type { SiteStory, SpotStory, StepStory } from "../../../src/model/story.ts"
import { spacetimeFigure } from "../../../src/report/figures/spacetime.ts"
import { end, messageOf, moment, refused, wifi } from "../../analysis/explainstory.ts"

const RUN = { engineVersion: "0.1.0", runId: "abc-s7-r1" }
const site = (name: string, country: string): SiteStory => ({ site: name, country, declared: undefined, operator: "post", operatorKind: "provider" })
const FAR = site("far", "CA")
const NEAR = site("near", "SE")
const SPOTS: ReadonlyArray<SpotStory> = [
  { kind: "place", name: "NO", country: "NO", at: { lat: 60, lon: 10 } },
  { kind: "site", name: "far", country: "CA", at: { lat: 60, lon: -80 } },
  { kind: "site", name: "near", country: "SE", at: { lat: 60, lon: 20 } },
  { kind: "place", name: "XX", country: "XX", at: undefined }
]
const sent: StepStory = { kind: "sent", at: moment(3), tries: 3, place: "NO", line: wifi, passed: [], relay: FAR, otherLine: false }
const story = messageOf([refused(0, 1, false), refused(1, 2, false), sent, { kind: "accepted", at: moment(3) }, { kind: "stored", at: moment(4), site: NEAR }, { kind: "delivered", at: moment(90), place: "XX", line: wifi }], {
  spots: SPOTS,
  copies: [{ service: "chat", class: "content", kind: "primary", at: NEAR, messages: 1, from: moment(4), act: undefined, end: undefined, keptDays: undefined }]
})
const figure = spacetimeFigure(story, RUN)
const [, ...rest] = figure.table.rows
const column = (n: number) => figure.table.rows.map((row) => row[n])

describe("The way of a message", () => {
  it("goes from the sender to the relay, to the mailbox and to the recipient, refused tries in one", () => {
    expect(column(5)).toEqual(["folk#1 writes", "tries 1 to 2 refused: blocked at border (NO) by wall/does/block", "try 3 passes 0 gates", "the relay accepts it", "put into the mailbox", "delivered to folk#2", "copy of content (primary)"])
    expect(column(3)).toEqual(["people in NO", "people in NO", "people in NO", "far (CA)", "near (SE)", "people in XX", "near (SE)"])
    expect(column(2)).toEqual(["0", "+1 min", "+3 min", "+3 min", "+4 min", "+1 h 30 min", "+4 min"])
  })

  it("has its rows in the order of great-circle distance from the sender, those of no known place last", () => {
    // Ten degrees of the parallel of 60 degrees are 556 km along it, and a little less on the great circle.
    const rows = [...figure.svg("f").matchAll(/<text class="name"[^>]*>([^<]*)<\/text><text|<text class="name"[^>]*>([^<]*)<\/text>/g)].map((m) => m[1] ?? m[2])
    expect(rows).toEqual(["people in NO", "near (SE)", "far (CA)", "people in XX"])
    expect(column(4).slice(0, 1)).toEqual(["0"])
    expect(Number(rest[3][4])).toBeGreaterThan(550)
    expect(Number(rest[3][4])).toBeLessThan(560)
    expect(rest[4][4]).toBe("not known")
    expect(figure.description).toContain("the file does not say where it lies")
  })

  it("has a mark for each row of its table, says that it is simulated, and of which run", () => {
    const svg = figure.svg("f")
    expect([...svg.matchAll(/class="mark"/g)].length).toBe(figure.table.rows.length)
    expect(figure.marks).toBe(7)
    for (const words of [">SIMULATED<", "run abc-s7-r1", "scenario closed-border", "first try 2015-12-30 19:00:00 UTC"]) expect(svg).toContain(words)
  })

  it("that is refused to the end stays with the sender, and one that is open waits where it is", () => {
    const stays = spacetimeFigure(messageOf([refused(0, 1, true)], { spots: SPOTS }), RUN)
    expect(stays.table.rows.map((row) => row[3])).toEqual(["people in NO", "people in NO"])
    expect(stays.description).toContain("No copy came to rest at a site.")
    const open = spacetimeFigure(messageOf([sent, { kind: "accepted", at: moment(3) }], { spots: SPOTS, open: "relay" }), RUN)
    expect(open.table.rows.at(-1)?.slice(2)).toEqual(["+30 d", "far (CA)", expect.any(String), "still waits as the run ends"])
  })

  it("of many steps draws the first and the last, and says how many it leaves out", () => {
    const tries = Array.from({ length: 30 }, (_, i) => ({ ...refused(i, i + 1, i === 29), place: i % 2 === 0 ? "NO" : "SE" }) as StepStory)
    const many = spacetimeFigure(messageOf(tries, { spots: SPOTS, sender: { ...end("folk#1") } }), RUN)
    expect(many.marks).toBe(14)
    expect(many.description).toContain("17 steps")
  })
})

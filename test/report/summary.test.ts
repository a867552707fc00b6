import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { summary, wrapped } from "../../src/report/summary.ts"
import { fixture, hostileFixture } from "./fixture.ts"

const PLAIN = { width: 100, colour: false }

test("The answer of five variants reads as follows", () => {
  expect(summary(fixture(), { ...PLAIN, stats: { messages: 1_234_567, events: 5_000_000, seconds: 4 } })).toMatchInlineSnapshot(`
    "If the provider leaves rather than comply, who keeps service and who can read what?
    Simulation, not measurement. Run r-1f2e3d4c, seed 1: 1 run, no interval. Times are UTC.
    no-order       keeps  everybody
    as-happened    same   as no-order
    as-announced   loses  since 2015-12-30 19:00: all residents, all residents abroad (market-left)
                   keeps  all visitors, all people elsewhere
    isp-block      loses  since 2015-12-30 19:00: all residents, residents abroad: bbm on home-routed,
                          visitors on wifi (blocked); residents abroad: bes (mailbox-unreachable)
                   partly since 2015-12-30 19:00: visitors on local-breakout, 30 % of 7,505 messages
                          accepted (blocked)
                   keeps  residents abroad: bbm on wifi, visitors on home-routed, all people elsewhere
    comply-bulk    keeps  everybody · PK reads bbm.content 92.6k, metadata of bes, ciphertext of
                          bes.content
    read by nobody in 4 of 5 variants: no-order, as-happened, as-announced and 1 more
    copies         customer: PK; provider: CA (4 of 5 variants) · in comply-bulk state: PK
    conflicts      keep-it wants kept what erase-it wants gone: keep (comply-bulk)
    promises       2 of 4 held wherever exercised · broken: X4 in isp-block · never exercised: K5
    claims         of 6: 2 held, 1 broken (wifi-loses), 1 known-miss (old-miss), 1 prediction, 1
                   undetermined (nobody)
    predicted      0 messages in as-happened: What the state got for rescinding
    known miss     12 messages in isp-block, expected none: An old forecast
    assumptions    6 values: 2 stated, 1 inferred, 2 judgement, 1 unknown; 3 cite a source
    simulated      people/messages in each variant: staff 400/40.0k, consumers 400/40.0k, guests
                   400/40.0k, correspondents 400/40.0k
    speed          1,234,567 messages and 5,000,000 events in all variants: 308,642 messages/s
    "
  `)
})

test("Twelve variants fit one screen of 40 lines and 100 columns", () => {
  const { variants, ...rest } = fixture()
  const twelve = [...variants, ...variants, ...variants.slice(0, 2)].map((v, i) => ({ ...v, id: `${v.id}-${i}` }))
  const lines = summary({ ...rest, variants: twelve } as Result, PLAIN).trimEnd().split("\n")
  expect(lines.length).toBeLessThanOrEqual(40)
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100)
  for (const v of twelve) expect(lines.some((line) => line.startsWith(v.id)), v.id).toBe(true)
})

test("No line is wider than the terminal, and none than 100 columns", () => {
  for (const width of [40, 60, 80, 200]) {
    for (const result of [fixture(), hostileFixture()]) {
      for (const line of summary(result, { width, colour: false }).split("\n")) expect(Array.from(line).length).toBeLessThanOrEqual(Math.min(width, 100))
    }
  }
})

test("Colour adds emphasis and no word", () => {
  const coloured = summary(fixture(), { width: 100, colour: true })
  expect(coloured).toContain("\u001b[1m")
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(summary(fixture(), PLAIN))
})

test("A hostile text does not act on the terminal", () => {
  expect(summary(hostileFixture(), PLAIN)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
})

test("A result without variants, people or claims still has a summary", () => {
  const { variants: _, ...rest } = fixture()
  expect(summary({ ...rest, variants: [] } as Result, PLAIN)).toContain("no variant was run")
})

test("Text is broken at spaces and cut with a sign", () => {
  expect(wrapped("aaa bbb ccc", 7, 3)).toEqual(["aaa bbb", "ccc"])
  expect(wrapped("aaa bbb ccc", 7, 1)).toEqual(["aaa bb…"])
  expect(wrapped("aaaaaaaaaaaa", 5, 3)).toEqual(["aaaaa", "aaaaa", "aa"])
})

test("What was lost with the disks of a site is told where something was", () => {
  const result = fixture()
  const loss = { site: "waterloo", country: "CA", service: "bes", class: "content", at: "2015-12-01T00:00:00.000Z" }
  const lost: Result = { ...result, variants: result.variants.map((v) => (v.id === "isp-block" ? { ...v, losses: [{ ...loss, kind: "primary", copies: 120 }, { ...loss, kind: "backup", copies: 120 }, { ...loss, kind: "queue", copies: 3 }] } : v)) }
  expect(summary(result, PLAIN)).not.toContain("lost copies")
  expect(summary(lost, PLAIN)).toMatch(/lost copies {4}120 of bes\.content with the disks of waterloo \(CA\), 3 of bes\.content with the queue\s+of waterloo \(CA\) in isp-block/)
})

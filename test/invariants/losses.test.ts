import { afterEach, describe, expect, it, vi } from "vitest"
import { Restores } from "../../src/world/restores.ts"
import { judged, world } from "./planted.ts"

/** Mail of Berlin whose disks are lost; to the French it waits behind a block meanwhile. */
const lost = (copies: string, more = "") =>
  world({
    classes: `{ content: { kept: berlin, keys: provider${copies} } }`,
    more: `orders:
  shut: { by: FR, kind: network-block, through: { others: obeys }, does: [{ block: { what: mail, at: fixed } }], timeline: [{ in-effect: 2020-01-02 }, { lifted: 2020-01-05 12:00 }] }
variants:
  no-order: { without: [shut] }
${more}`
  }).replace("DE, operator: company, roles: [mailbox, backup] }", "DE, operator: company, roles: [mailbox, backup], fails: [{ what: wiped, from: 2020-01-03 06:00, until: 2020-01-04 06:00 }] }").replace("2 days", "5 days")
const BACKED_UP = lost(", copies: { backup: paris }")
/** Nothing but the loss, and what is said besides. */
const calm = (text: string) => text.replace(/orders:[\s\S]*no-order: .*\n/, "marks: [2020-01-06]\n")
const CALM = calm(BACKED_UP)
const DUTY = "events: { hold: { by: company, when: 2020-01-03 12:00, do: [{ keep: { what: mail.content, in: FR } }] } }"
const RULED = lost(", copies: { backup: paris }", "events: { rule: { when: 2020-01-03 12:00, do: [{ place: { what: mail, not-in: DE, old: stays } }] } }")
const ERASED = lost(", copies: { backup: paris }", "events: { gone: { when: 2020-01-03 12:00, do: [{ erase: { what: mail.content, in: DE } }] } }")

/** What of the engine is planted with a bug. */
type Inner = Record<"targetOf" | "sourcesOf" | "forget", (...args: ReadonlyArray<unknown>) => unknown>
const plant = (what: keyof Inner, does: () => unknown) => vi.spyOn(Restores.prototype as unknown as Inner, what).mockImplementation(does)

afterEach(() => {
  vi.restoreAllMocks()
})

describe("R8: a restore obeys today's rules", () => {
  it("what was lost before a rule comes to where that allows it", () => {
    const clean = judged(RULED)
    expect(clean.of("R8")).toMatchObject({ verdict: "held" })
    expect([clean.of("R8").exercised > 0, clean.broken]).toEqual([true, []])
  })

  it("is broken alone when it comes to where it lay before", () => {
    plant("targetOf", () => 1)
    const found = judged(RULED)
    expect(found.broken, found.text).toEqual(["R8"])
    expect(found.of("R8").witness).toMatch(/primary copies of mail.content of .* came to berlin in DE by 2020-01-04.*; rule\/do\/place \(event rule\) forbids DE/)
  })

  it("is broken alone when what a duty had kept somewhere comes back there once its time for that is over", () => {
    const kept = world({
      classes: "{ content: { kept: bern, keys: provider, for: 5 days } }",
      more: `events:
  hold: { by: company, when: 2020-01-01, do: [{ keep: { what: mail.content, in: FR, for: 1 day } }] }
  rule: { when: 2020-01-03 12:00, do: [{ place: { what: mail, not-in: FR, old: stays } }] }`
    }).replace("FR, operator: company, roles: [mailbox, backup] }", "FR, operator: company, roles: [mailbox, backup], fails: [{ what: wiped, from: 2020-01-03 06:00, until: 2020-01-04 06:00 }] }")
    const clean = judged(kept)
    expect(clean.of("R8")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
    plant("targetOf", () => 2)
    const found = judged(kept)
    expect(found.broken, found.text).toEqual(["R8"])
    expect(found.of("R8").witness).toMatch(/backup copies of mail.content of .* came to paris in FR by 2020-01-04.*; rule\/do\/place \(event rule\) forbids FR/)
  })
})

describe("C1: what lost disks held", () => {
  it("is held where another copy was left, and infeasible where none was", () => {
    expect([judged(BACKED_UP), judged(lost(""))].map((run) => [run.of("C1").verdict, run.broken])).toEqual([["held", []], ["infeasible", []]])
    expect(judged(lost("")).of("C1").witness).toMatch(/was accepted, and lost with the disks under it by 2020-01-03T05:00.*; no other copy of it was left/)
  })

  it("is infeasible where none was, though a duty has had a second backup made of what came later", () => {
    const twice = judged(calm(lost(", copies: { backup: berlin }", DUTY)))
    expect(twice.broken, twice.text).toEqual([])
    expect(twice.of("C1").verdict).toBe("infeasible")
  })

  it("is broken alone when mail is gone though its backup was left", () => {
    plant("sourcesOf", () => [])
    const found = judged(BACKED_UP)
    expect(found.broken, found.text).toEqual(["C1"])
    expect(found.of("C1").witness).toMatch(/other copies of the like were left/)
  })

  it("is broken alone when nothing is made again though everything runs", () => {
    plant("targetOf", () => -1)
    for (const text of [CALM, calm(lost(", copies: { backup: paris }", DUTY.replace("in: FR", "in: CH")))]) {
      const found = judged(text)
      expect(found.broken, found.text).toEqual(["C1"])
      expect(found.of("C1").witness).toMatch(/were lost with the disks of berlin and are not made again by .*, though \d+ other copies were left/)
    }
  })
})

describe("C6: what was erased while it was missing", () => {
  it("does not come back", () => {
    const clean = judged(ERASED)
    expect([clean.of("R8").verdict, clean.broken]).toEqual(["not-exercised", []])
  })

  it("is broken alone when it does", () => {
    plant("forget", () => [])
    const found = judged(ERASED)
    expect(found.broken, found.text).toEqual(["C6"])
    expect(found.of("C6").witness).toMatch(/copies of mail.content of .* were made again at berlin .*had been erased since they were lost/)
  })
})

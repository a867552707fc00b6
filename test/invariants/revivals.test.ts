import { afterEach, describe, expect, it, vi } from "vitest"
import { Backups } from "../../src/world/backups.ts"
import { Restores } from "../../src/world/restores.ts"
import { judged, world } from "./planted.ts"

/** Mail of Berlin with a backup in Paris; Berlin is set back on the fourth to what lay there a day before, and acts have a hand in it meanwhile. */
const set = (events: string) =>
  world({ classes: "{ content: { kept: berlin, keys: provider, copies: { backup: paris } } }", more: `events: { ${events} }` }).replace(
    "DE, operator: company, roles: [mailbox, backup] }",
    "DE, operator: company, roles: [mailbox, backup], fails: [{ what: restored, from: 2020-01-04 06:00, age: 1 day }] }"
  )
const ERASED = set("gone: { by: company, when: 2020-01-03 18:00, do: [{ erase: { what: mail.content, in: DE } }] }")
const RULED = set("away: { by: company, when: 2020-01-03 18:00, do: [{ place: { what: mail, not-in: DE, old: moves } }] }")
const CALM = set("late: { by: company, when: 2020-01-05, do: [{ erase: { what: mail.content, in: FR } }] }")

/** What of the engine is planted with a bug. */
type Inner = Record<"bringBack", () => unknown>

afterEach(() => {
  vi.restoreAllMocks()
})

describe("A site that is set back to an old backup", () => {
  it("breaks no promise, and with nothing erased or ruled none is infeasible", () => {
    const clean = judged(CALM)
    expect(clean.broken, clean.text).toEqual([])
    expect([clean.of("C6").verdict, clean.of("R8").verdict]).toEqual(["held", "held"])
  })

  it("has again what an act had erased: C6 is infeasible, and says so", () => {
    const clean = judged(ERASED)
    expect(clean.broken, clean.text).toEqual([])
    expect(clean.of("C6").verdict).toBe("infeasible")
    expect(clean.of("C6").witness).toMatch(/\d+ copies of mail.content of .* lie at berlin, which was set back at 2020-01-04.* to a backup of 2020-01-03.*; gone\/do\/erase \(event gone\) had erased them/)
  })

  it("has again what had moved away from where a rule forbids it: R8 is infeasible, and it is sent off once more", () => {
    const clean = judged(RULED)
    expect(clean.broken, clean.text).toEqual([])
    expect(clean.of("R8").verdict).toBe("infeasible")
    expect(clean.of("R8").witness).toMatch(/revived copies of mail.content of .* came to berlin in DE .*, out of an old backup; away\/do\/place \(event away\) forbids DE/)
  })

  it("breaks no promise when what its backup has had its class' own time while it was down, and goes at that instant", () => {
    const old = judged(set("gone: { when: 2020-01-03, do: [{ erase: { for: 1 day } }] }").replace("{ kept: berlin,", "{ kept: berlin, for: 1 day,").replace("fails: [", "fails: [{ what: down, from: 2020-01-03, until: 2020-01-04 06:00 }, ").replace("age: 1 day", "age: 6 h"))
    expect(old.broken, old.text).toEqual([])
    expect(old.of("C1").exercised).toBeGreaterThan(0)
  })

  it("breaks C1 when it has not all that its backup has", () => {
    vi.spyOn(Backups.prototype as unknown as Inner, "bringBack").mockImplementation(() => undefined)
    const found = judged(ERASED)
    expect(found.broken, found.text).toEqual(["C1"])
    expect(found.of("C1").witness).toMatch(/^0 copies of mail.content of .* lie at berlin, which was set back .*; it had [1-9]/)
  })

  it("breaks C6 when it has more than its backup has", () => {
    vi.spyOn(Restores.prototype, "reset").mockImplementation(() => undefined)
    const found = judged(CALM)
    expect(found.broken, found.text).toEqual(["C6"])
    expect(found.of("C6").witness).toMatch(/^\d+ copies of mail.content of .* lie at berlin, which was set back .*; it had \d+$/)
  })
})

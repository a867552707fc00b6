import { afterEach, describe, expect, it, vi } from "vitest"
import type * as Erasure from "../../src/world/erasure.ts"
import { judged, world } from "./planted.ts"

const fault = vi.hoisted(() => ({ isOn: false }))
afterEach(() => {
  fault.isOn = false
})

vi.mock("../../src/world/erasure.ts", async (original) => {
  const real = await original<typeof Erasure>()
  const eraseRows: typeof Erasure.eraseRows = (w, rows, act, forget) => {
    if (!fault.isOn) return real.eraseRows(w, rows, act, forget)
    w.stock.erase(rows, act.row)
    forget()
  }
  return { ...real, eraseRows }
})

const gone = (act: string) => world({
  classes: "{ content: { kept: bern, keys: provider } }",
  more: `orders:
  cut: { by: FR, kind: network-block, does: [{ block: { what: mail, at: fixed, of: { people: french } } }], timeline: [{ in-effect: 2020-01-02 }] }
events:
  gone: { when: 2020-01-03 12:00, do: [${act}] }`
})
const BY_RULE = gone("{ place: { what: mail.content, not-in: CH, old: erased } }")

describe("C6: what is erased does not come back", () => {
  it("mail that waits for its reader goes with its copies, by an erasure and by a rule that erases", () => {
    for (const act of ["{ erase: { what: mail.content, in: CH } }", "{ erase: { what: mail.content, in: CH, for: 1 days } }"]) expect(judged(gone(act)).of("C6"), act).toMatchObject({ verdict: "held" })
    const clean = judged(BY_RULE)
    expect(clean.of("C6")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when it waits on without them", () => {
    fault.isOn = true
    const found = judged(BY_RULE)
    expect(found.broken, found.text).toEqual(["C6"])
    expect(found.of("C6").witness).toMatch(/^\d+ messages of mail\.content to french wait for their readers at .*, and 0 copies of them are left since gone\/do\/place \(event gone\)/)
  })
})

import { afterEach, describe, expect, it, vi } from "vitest"
import type { Plan } from "../../src/world/plan.ts"
import { Stock } from "../../src/world/stock.ts"
import { judged, world } from "./planted.ts"

afterEach(() => {
  vi.restoreAllMocks()
})

const CLASSES = "{ content: { kept: { DE: berlin, FR: paris, others: bern }, copies: { backup: bern }, keys: provider } }"
const orders = (answers: string) => world({
  classes: CLASSES,
  more: `orders:
  hold: { by: FR, kind: retention, to: company, demands: [{ keep: { what: mail.content, of: { account: FR }, in: FR } }], timeline: [{ issued: 2020-01-02, due: 2020-01-03 }] }
  gone: { by: DE, kind: transfer-suspension, to: company, demands: [{ erase: { what: mail.content, of: { account: FR }, in: FR } }], timeline: [{ issued: 2020-01-03, due: 2020-01-04 }] }
choices: { keep-or-erase: keep }
answers:
  keeps: { by: company, to: hold, kind: comply, when: orders.hold.due, do: [comply] }
  ${answers}`
})
const TWO = orders("erases: { by: company, to: gone, kind: comply, when: orders.gone.due, do: [comply] }")
const EXIT = orders("leaves: { by: company, to: gone, kind: exit, when: 2020-01-05, do: [{ exit: { what: mail, of: { account: FR }, old: erased } }] }")
const unsaid = (plan: Plan): Plan => ({ ...plan, variants: plan.variants.map((v) => ({ ...v, docket: { ...v.docket, conflicts: [] } })) })

describe("X6: orders that cannot both be obeyed are named", () => {
  it("by the instant from which both are in force", () => {
    const clean = judged(TWO)
    expect(clean.of("X6")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when nothing is said of it", () => {
    const found = judged(TWO, unsaid)
    expect(found.broken, found.text).toEqual(["X6"])
    expect(found.of("X6").witness).toMatch(/^from 2020-01-04T.* on keeps\/.*keep.* keeps what erases\/.*erase.* has gone from the same place; no conflict of the two is reported by then/)
  })
})

describe("X6: placements that leave no place", () => {
  const APART = world({
    classes: CLASSES,
    more: `orders:
  here: { by: FR, kind: localisation, to: company, demands: [{ place: { what: mail.content, of: { account: FR }, in: FR } }], timeline: [{ issued: 2020-01-02, due: 2020-01-03 }] }
  there: { by: DE, kind: localisation, to: company, demands: [{ place: { what: mail.content, at: berlin } }], timeline: [{ issued: 2020-01-03, due: 2020-01-04 }] }
answers:
  one: { by: company, to: here, kind: comply, when: orders.here.due, do: [comply] }
  two: { by: company, to: there, kind: comply, when: orders.there.due, do: [comply] }`
  })

  it("are named by the instant from which both are in force", () => {
    const clean = judged(APART)
    expect(clean.of("X6")).toMatchObject({ verdict: "held", exercised: 1 })
    expect(judged(APART.replace("at: berlin", "not-in: DE")).of("X6").verdict).toBe("not-exercised")
    expect(judged(APART.replace("at: berlin", "not-in: [DE, FR]")).of("X6")).toMatchObject({ verdict: "held" })
  })

  it("are missed where nothing is said of them", () => {
    const found = judged(APART, unsaid)
    expect(found.of("X6")).toMatchObject({ verdict: "broken" })
    expect(found.of("X6").witness).toMatch(/^from 2020-01-04T.* on one\/.* and two\/.* leave no place for the same data; no conflict of the two is reported by then/)
  })

  it("a duty to keep where a placement lets nothing lie is named too", () => {
    const held = TWO.replace("erase: { what: mail.content, of: { account: FR }, in: FR }", "place: { what: mail.content, of: { account: FR }, in: DE }")
    expect(judged(held).of("X6")).toMatchObject({ verdict: "held", exercised: 1 })
    expect(judged(held, unsaid).of("X6").verdict).toBe("broken")
  })
})

describe("X8: a hold against an exit is named", () => {
  it("before the exit", () => {
    const clean = judged(EXIT)
    expect(clean.of("X8")).toMatchObject({ verdict: "held" })
    expect(clean.of("X6").verdict).toBe("not-exercised")
  })

  it("is broken alone when nothing is said of it", () => {
    const found = judged(EXIT, unsaid)
    expect(found.broken, found.text).toEqual(["X8"])
  })
})

describe("X2: an exit leaves no residue", () => {
  const LEFT = world({
    classes: CLASSES,
    more: `events:
  leave: { when: 2020-01-04, by: company, do: [{ exit: { what: mail, of: { account: FR }, old: erased } }] }`
  })

  it("backups elsewhere are erased too", () => {
    const clean = judged(LEFT)
    expect(clean.of("X2")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when backups are forgotten", () => {
    const { erase } = Stock.prototype
    vi.spyOn(Stock.prototype, "erase").mockImplementation(function (this: Stock, rows, cause) {
      erase.call(this, rows.filter((row) => this.kindOf(row) !== "backup"), cause)
    })
    const found = judged(LEFT)
    expect(found.broken, found.text).toEqual(["X2"])
    expect(found.of("X2").witness).toMatch(/^\d+ backup copies of mail\.content of french lie at bern in CH at .*, after leave\/do\/exit \(event leave\), which erases them/)
  })
})

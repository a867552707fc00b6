import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { readScenario } from "../../src/language/file.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
import { bad, good, readText, SAMPLE, withFault } from "./sample.ts"

const SCENARIOS = join(import.meta.dirname, "../../scenarios")
const catalogue = readdirSync(SCENARIOS).filter((name) => name.endsWith(".yaml"))

describe("A scenario file", () => {
  it("has a hash that its layout does not change, and its values do", () => {
    const { hash } = good(readText(SAMPLE))
    expect(hash).toMatch(/^[0-9a-f]{64}$/)
    expect(good(readText(`# a comment\n${SAMPLE.replace("count: { value: 50, range: [40, 60], or: [{ value: 70, source: paper }], source: paper }", "count: 50")}`)).hash).toBe(hash)
    expect(good(readText(SAMPLE.replace("stock: 20", "stock: 21"))).hash).not.toBe(hash)
  })
  it("needs neither a gazetteer nor zones", () => {
    expect(readScenario(new TextEncoder().encode(SAMPLE), "sample.yaml").ok).toBe(true)
  })
  it("notes what would be kept where nobody has machines, with the place and the site that is missing", () => {
    const keep = (country: string) => withFault("{ exit: { what: bes, of: { account: PK } } }", `{ keep: { what: bes.content, in: ${country}, for: 90 days } }`)
    expect(good(readText(keep("PK"))).notes.map((n) => n.message)).toContain("answers.leave.do.keep.in: keeps nothing of bes: rim has no site in PK that could hold it")
    expect(good(readText(keep("GB"))).notes.map((n) => n.message).join()).not.toContain("keeps nothing")
  })

  it("notes acts on keys of what is kept in clear text", () => {
    const give = (what: string) => withFault("{ exit: { what: bes, of: { account: PK } } }", `{ give-keys: { what: ${what}, to: PK } }`)
    expect(good(readText(give("bes.metadata"))).notes.map((n) => n.message).join()).toContain("bes.metadata is kept in clear text (its keys: nobody), so give-keys changes nothing")
    expect(good(readText(give("bes"))).notes.map((n) => n.message).join()).not.toContain("clear text")
  })

  it("notes a town that lies in another country, and goes on", () => {
    const { notes } = good(readText(withFault("place: Slough", "place: Karachi")))
    expect(notes.map((n) => n.message)).toContain("sites.slough.place: Karachi lies in PK, not in GB")
  })
  it("gives every variant the claims and variants of the file", () => {
    const file = good(readText(SAMPLE))
    expect(file.variant("no-order")?.scenario.claims).toBe(file.base.claims)
  })
})

describe("The register of assumptions", () => {
  const register = new Map(good(readText(SAMPLE)).assumptions.map((a) => [a.path, a]))
  it("has a value's range, other sources and nearest source", () => {
    expect(register.get("people.residents.count")).toMatchObject({ value: 50, range: [40, 60], or: [{ value: 70, source: ["paper"] }], source: ["paper"], grade: "stated" })
  })
  it("has what another source says of a whole mapping at each of its values", () => {
    const file = good(readText(withFault("reach: { local-sim: 70 %, wifi: 30 % }", "reach: { value: { local-sim: 90 %, wifi: 10 % }, or: [{ value: { local-sim: 60 %, wifi: 40 % }, source: paper, note: in cities }] }")))
    const reach = file.assumptions.filter((a) => /\.reach\.(local-sim|wifi)$/.test(a.path) && a.or.length > 0)
    expect(reach.map((a) => a.or)).toEqual([[{ value: "60 %", source: ["paper"], grade: undefined, note: "in cities" }], [{ value: "40 %", source: ["paper"], grade: undefined, note: "in cities" }]])
  })
  it("has the nearest note, unless the value rests on something else than what the note is about", () => {
    const file = good(readText(withFault("through: { mobilink: obeys, telenor: obeys }", "through: { mobilink: { after: 2 h }, telenor: { after: 12 h, source: paper }, source: paper, grade: inferred, note: as a paper has it }")))
    const note = (carrier: string) => file.assumptions.find((a) => a.path === `orders.open-bes.through.${carrier}.after`)?.note
    expect([note("mobilink"), note("telenor")]).toEqual(["as a paper has it", undefined])
    const own = good(readText(withFault("stock: 20, nights: 10 }", "stock: { value: 20, note: in summer }, nights: 10 }, note: guests, grade: judgement")))
    expect(own.assumptions.filter((a) => /present.(stock|nights)/.test(a.path)).map((a) => [a.note, a.grade])).toEqual([["in summer", "judgement"], ["guests", "judgement"]])
  })
  it("inherits grades and sources from above", () => {
    expect(register.get("carriers.mobilink.share")).toMatchObject({ value: "60 %", grade: "judgement" })
    expect(register.get("orders.open-bes.timeline.issued.due")).toMatchObject({ source: ["paper"], grade: "stated" })
  })
  it("says what has neither", () => {
    expect(register.get("people.visitors.present.stock")).toMatchObject({ grade: "ungraded" })
    expect(good(readText(SAMPLE)).notes.map((n) => n.message).join()).toMatch(/\d+ values have neither a source nor a grade: ([\w.[\]-]+, ){4}[\w.[\]-]+ and \d+ more/)
  })
  it("takes a range beside a share, and one written with ±", () => {
    const file = good(readText(withFault([["at: subscription }", "at: border, leak: { share: 80 %, range: [60 %, 95 %], by: line } }"], ["stock: 20", "stock: 20 ± 5"]])))
    const by = new Map(file.assumptions.map((a) => [a.path, a]))
    expect(by.get("orders.open-bes.else.block.leak.share")?.range).toEqual(["60 %", "95 %"])
    expect(by.get("people.visitors.present.stock")).toMatchObject({ value: 20, range: [15, 25] })
  })
  it("takes what stands beside the date of a step, an answer or an event as said of it", () => {
    const beside = (more: string) => readText(withFault("do: [comply] }", `when: 2015-12-01, ${more}, do: [comply] }`))
    const file = good(beside("range: [2015-11-20, 2015-12-10], or: [{ value: 2015-12-05, source: paper }]"))
    const found = file.assumptions.find((a) => a.path === "answers.maybe.when")
    expect(found).toMatchObject({ value: "2015-12-01", range: ["2015-11-20", "2015-12-10"], or: [{ value: "2015-12-05", source: ["paper"] }] })
    expect(bad(beside("range: [2015-12-10, 2015-11-20]")).text).toContain("runs backwards")
    expect(bad(beside("or: [{ value: 2015-12-05, source: papre }]")).text).toContain('there is no source "papre"')
    expect(bad(readText(withFault("rescinded: 2015-12-31", "rescinded: 2015-12-31, range: [2016-01-10, 2015-12-20]"))).text).toContain("runs backwards")
  })
  it("takes what is said of a whole `through`, and of one carrier's obedience in it", () => {
    const said = (through: string) => readText(withFault("through: { mobilink: obeys, telenor: obeys }", through))
    const file = good(said("through: { mobilink: { value: obeys, note: said so }, telenor: { after: 12 h, source: paper }, source: paper, grade: inferred, note: as a paper has it }"))
    expect(Object.keys(file.base.orders["open-bes"].through ?? {})).toEqual(["mobilink", "telenor"])
    expect(file.assumptions.find((a) => a.path === "orders.open-bes.through.telenor.after")).toMatchObject({ source: ["paper"], grade: "stated" })
    expect(file.assumptions.find((a) => a.path === "orders.open-bes.timeline.issued.due")).toMatchObject({ source: ["paper"], grade: "stated" })
    const after = good(said("through: { telenor: { after: 12 h }, source: paper, grade: inferred }"))
    expect(after.assumptions.find((a) => a.path === "orders.open-bes.through.telenor.after")).toMatchObject({ source: ["paper"], grade: "inferred" })
    expect(good(readText(file.expanded())).base.orders["open-bes"].through).toEqual({ ...file.base.orders["open-bes"].through, others: "refuses" })
  })
  it("counts neither prose nor names", () => {
    for (const path of register.keys()) expect(path).not.toMatch(/title|says|\.kind$|note/)
  })
})

describe("The catalogue", () => {
  it.each(catalogue)("has nothing in it that does nothing, and no value without evidence: %s", (name) => {
    expect(good(readScenario(readFileSync(join(SCENARIOS, name)), name, locate, zones)).notes.map((note) => note.message)).toEqual([])
  })
})

describe("The expanded file", () => {
  it("marks each default, and says what stands anyway without a mark", () => {
    const text = good(readText(SAMPLE)).expanded()
    expect(text).toMatch(/^ {4}extent: territory # default$/m)
    expect(text).toMatch(/^ {4}account: PK # default$/m)
    expect(text).toMatch(/others: refuses # default/)
    expect(text).toMatch(/^seed: 1 # default$/m)
    expect(text).toMatch(/^ {4}kind: bulk-access$/m)
  })
  it.each(["the sample", ...catalogue])("reads back to the same scenario and register: %s", (name) => {
    const bytes = name === "the sample" ? new TextEncoder().encode(SAMPLE) : readFileSync(join(SCENARIOS, name))
    const file = good(readScenario(bytes, name, locate, zones))
    const again = good(readText(file.expanded()))
    const register = new Map(again.assumptions.map((a) => [a.path, a]))
    for (const { keys: _, ...one } of file.assumptions) expect(register.get(one.path)).toMatchObject(one)
    expect(again.variantIds).toEqual(file.variantIds)
    expect(good(readText(again.expanded())).hash).toBe(again.hash)
    expect(Object.keys(again.base.orders)).toEqual(Object.keys(file.base.orders))
    expect(again.base.claims).toEqual(file.base.claims)
  })
})

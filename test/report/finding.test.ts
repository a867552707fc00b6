import { expect, test } from "vitest"
import { atRest, findings } from "../../src/report/finding.ts"
import { fixture } from "./fixture.ts"

const FOUND = findings(fixture())
const of = (id: string) => FOUND.find((f) => f.variant.id === id) ?? expect.fail(id)

test("Losses are split by reason and named by group", () => {
  expect(of("isp-block").loses.map((fate) => [fate.who, fate.reason])).toEqual([
    [["all residents", "residents abroad: bbm on home-routed", "visitors on wifi"], "blocked"],
    [["residents abroad: bes"], "mailbox-unreachable"]
  ])
  expect(of("isp-block").partly.map((fate) => fate.who)).toEqual([["visitors on local-breakout"]])
})

test("Who keeps, who loses and who keeps a part are all who tried", () => {
  for (const f of FOUND) {
    const rows = [...f.loses, ...f.partly, f.keeps].flatMap((fate) => fate.rows)
    expect(rows.length).toBe(f.variant.summary.length)
  }
})

test("Messages count with the weight of their sender's cohort", () => {
  expect(of("as-announced").loses[0].attempted).toBe(10 * (4000 + 4000 + 4001 + 4001 + 1200 + 1200 + 1201 + 1201) + 20 * (3000 + 3000 + 3001 + 3001))
})

test("With several states each message is told once: under the state in which its people live, else under one that they visit", () => {
  const { scenario, variants } = fixture()
  const isHome = (status: string) => status === "resident" || status === "abroad"
  // To GB whoever lives in PK is elsewhere, and of the others the guests are at home.
  const toGb = (row: (typeof variants)[number]["summary"][number]) => ({ ...row, about: "GB", status: isHome(row.status) ? ("other" as const) : row.cohort === "guests" ? ("abroad" as const) : row.status })
  const both = { ...fixture(), scenario: { ...scenario, about: ["PK", "GB"] }, variants: variants.map((v) => ({ ...v, summary: [...v.summary, ...v.summary.map(toGb)] })) }
  const [one] = findings(fixture()).filter((f) => f.variant.id === "isp-block")
  const [two] = findings(both).filter((f) => f.variant.id === "isp-block")
  const all = ({ loses, partly, keeps }: typeof one) => [...loses, ...partly, keeps].reduce((n, fate) => n + fate.attempted, 0)
  expect(two.loses.flatMap((fate) => fate.who)).toEqual(["all residents", "residents of PK abroad: bbm on home-routed", "residents of GB abroad on wifi", "residents of PK abroad: bes"])
  expect(two.about).toEqual(["PK", "GB"])
  expect(all(two)).toBe(all(one))
})

test("Readings sum cohorts, leave exposure out and name content first", () => {
  expect(of("comply-bulk").readings.map((r) => [r.level, r.what, r.form, r.messages])).toEqual([
    ["readable", "bbm.content", "content", 92_570],
    ["disclosed", "bes.metadata", "metadata", 160_020],
    ["disclosed", "bes.content", "ciphertext", 160_020]
  ])
  expect(of("no-order").readings).toEqual([])
})

test("Where no copies are counted at the end of the run none lie at rest, whatever lay before", () => {
  const [first] = fixture().variants
  expect(atRest({ ...first, atRest: first.atRest.filter((row) => row.at !== first.windows.at(-1)!.to) })).toEqual([])
})

test("Copies at rest are those of the end of the run alone", () => {
  expect(of("no-order").atRest).toEqual([
    { country: "CA", operator: "provider", copies: 40_321, bytes: 806_420_000 },
    { country: "PK", operator: "customer", copies: 91_234, bytes: 1_824_680_000 }
  ])
})

test("Promises and claims are sorted by their verdicts", () => {
  expect(of("isp-block").promises).toEqual({ held: ["R1", "R9"], broken: ["X4"], "not-exercised": ["K5"], infeasible: [] })
  expect(of("isp-block").claims).toEqual({ held: [], broken: ["wifi-loses"], undetermined: [], "known-miss": ["old-miss"], prediction: [] })
})

import fc from "fast-check"
import { expect, test } from "vitest"
import { type Cell, phrases } from "../../src/report/who.ts"

const cell = (status: Cell["status"], cohort: string, service: string, access: Cell["access"], vpn: Cell["vpn"] = null): Cell => ({ status, cohort, service, access, vpn })
const EVERYONE: ReadonlyArray<Cell> = (["staff", "consumers"] as const).flatMap((cohort) =>
  (["resident", "abroad"] as const).flatMap((status) => (["bes", "bbm"] as const).flatMap((service) => (["wifi", "local-sim"] as const).map((access) => cell(status, cohort, service, access))))
)

test("No cells are nobody, all cells everybody", () => {
  expect(phrases([], EVERYONE)).toEqual(["nobody"])
  expect(phrases(EVERYONE, EVERYONE)).toEqual(["everybody"])
})

test("A whole status is named by its noun", () => {
  expect(phrases(EVERYONE.filter((c) => c.status === "resident"), EVERYONE)).toEqual(["all residents"])
})

test("Of several states the one is named whose people alone are meant, and those together of which the same is said", () => {
  const of = (about: string, status: Cell["status"], access: Cell["access"]): Cell => ({ ...cell(status, about === "" ? "others" : about, "bes", access), about })
  const everyone = [...["KW", "BH", "LB"].flatMap((about) => [of(about, "resident", "wifi"), of(about, "resident", "local-sim"), of(about, "abroad", "wifi")]), of("KW", "other", "wifi")]
  expect(phrases(everyone.filter((c) => c.about === "BH"), everyone)).toEqual(["all residents of BH", "all residents of BH abroad"])
  expect(phrases(everyone.filter((c) => c.access === "wifi" && c.about !== "LB"), everyone)).toEqual(["residents of KW and BH on wifi", "all residents of KW and BH abroad", "all people elsewhere"])
  expect(phrases(everyone.filter((c) => c.status === "resident"), everyone)).toEqual(["all residents"])
})

test("A way through a VPN is a way of its own", () => {
  const [open, tunnel] = [cell("resident", "staff", "bes", "wifi"), cell("resident", "staff", "bes", "wifi", "NL")]
  expect(phrases([open], [open, tunnel])).toEqual(["residents on wifi"])
  expect(phrases([tunnel], [open, tunnel])).toEqual(["residents on wifi with VPN"])
})

test("A service or a way is named where only it is concerned", () => {
  expect(phrases(EVERYONE.filter((c) => c.service === "bes"), EVERYONE)).toEqual(["residents: bes", "residents abroad: bes"])
  expect(phrases(EVERYONE.filter((c) => c.status === "abroad" && c.access === "wifi"), EVERYONE)).toEqual(["residents abroad on wifi"])
  expect(phrases(EVERYONE.filter((c) => c.status === "abroad" && c.access === "wifi" && c.service === "bbm"), EVERYONE)).toEqual(["residents abroad: bbm on wifi"])
})

test("Of a service that goes by some ways alone those are not named", () => {
  const calls = cell("resident", "staff", "calls", "local-sim")
  expect(phrases([calls], [...EVERYONE, calls])).toEqual(["residents: calls"])
})

test("A cohort is named where only it is concerned", () => {
  expect(phrases(EVERYONE.filter((c) => c.cohort === "staff" && c.status === "resident"), EVERYONE)).toEqual(["residents (staff)"])
  expect(phrases(EVERYONE.filter((c) => c.cohort === "staff" && c.status === "resident" && c.service === "bes"), EVERYONE)).toEqual(["residents (staff): bes"])
})

test("What is no box is said service by service", () => {
  const some = EVERYONE.filter((c) => c.cohort === "staff" && c.status === "resident" && (c.service === "bes" || c.access === "wifi"))
  expect(phrases(some, EVERYONE)).toEqual(["residents (staff): bes + bbm on wifi"])
  const all = EVERYONE.filter((c) => c.status === "resident" && (c.service === "bes" || c.access === "wifi"))
  expect(phrases(all, EVERYONE)).toEqual(["residents: bes + bbm on wifi"])
})

test("A service that not every cohort uses needs no list of cohorts", () => {
  const some = EVERYONE.filter((c) => c.cohort === "staff" || c.service === "bbm")
  expect(phrases(some.filter((c) => c.status === "resident" && c.service === "bes"), some)).toEqual(["residents: bes"])
})

test("Two different sets of cells never get the same phrases", () => {
  const set = fc.subarray([...EVERYONE])
  fc.assert(
    fc.property(set, set, (a, b) => {
      const same = a.length === b.length && a.every((c) => b.includes(c))
      expect(JSON.stringify(phrases(a, EVERYONE)) === JSON.stringify(phrases(b, EVERYONE))).toBe(same)
    }),
    { numRuns: 2000 }
  )
})

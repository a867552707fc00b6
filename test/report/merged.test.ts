import { expect, test } from "vitest"
import { merged } from "../../src/report/merged.ts"
import { fixture } from "./fixture.ts"

const RESULT = fixture()
const rowsFor = (...ids: ReadonlyArray<string>) => merged(RESULT, (v) => (ids.includes(v.id) ? [["x"]] : []))

test("A line that all variants have says all", () => {
  expect(merged(RESULT, () => [["x"]])).toEqual([["all", "x"]])
})

test("A line that few lack names those, else it names its own", () => {
  expect(rowsFor("no-order", "as-happened", "as-announced", "isp-block")).toEqual([["all but comply-bulk", "x"]])
  expect(rowsFor("no-order", "isp-block")).toEqual([["no-order, isp-block", "x"]])
})

test("Lines that differ in one cell stay apart", () => {
  expect(merged(RESULT, (v) => [[v.id === "no-order" ? "a" : "b"]])).toEqual([["no-order", "a"], ["all but no-order", "b"]])
})

import { Schema } from "effect"
import { expect, test } from "vitest"
import { Result } from "../../src/model/result.ts"
import { resultJson } from "../../src/report/json.ts"
import { fixture, hostileFixture } from "./fixture.ts"

test("The fixture is a result", () => {
  expect(() => Schema.decodeUnknownSync(Result, { onExcessProperty: "error" })(fixture())).not.toThrow()
})

test("result.json reads back to the same result, hostile texts too", () => {
  expect(JSON.parse(resultJson(fixture()))).toEqual(fixture())
  expect(JSON.parse(resultJson(hostileFixture()))).toEqual(hostileFixture())
})

test("The order in which keys were set changes no byte", () => {
  expect(resultJson(reversed(fixture()) as Result)).toBe(resultJson(fixture()))
})

test("Keys stand as the Schema declares them, reasons by the alphabet", () => {
  const text = resultJson(reversed(fixture()) as Result)
  expect(Object.keys(JSON.parse(text))).toEqual(["schemaVersion", "run", "scenario", "variants", "comparisons", "effects", "conclusions", "sensitivity", "assumptions", "evidence", "sources"])
  expect(Object.keys(JSON.parse(text).variants[0].outcomes[0]).slice(0, 8)).toEqual(["about", "cohort", "status", "present", "access", "vpn", "service", "window"])
})

test("A row of a table stands on one line", () => {
  const lines = resultJson(fixture()).split("\n")
  const rows = fixture().variants.reduce((n, v) => n + v.outcomes.length, 0)
  expect(lines.filter((line) => line.includes("\"deliveryRatio\"")).length).toBe(rows)
})

test("No character in the file acts on a terminal", () => {
  expect(resultJson(hostileFixture())).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
})

/** The same value with every object's keys the other way round. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (value === null || typeof value !== "object") return value
  return Object.fromEntries(Object.entries(value).reverse().map(([k, v]) => [k, reversed(v)]))
}

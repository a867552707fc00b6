import { expect, test } from "vitest"
import { reportFiles } from "../../src/report/folder.ts"
import { fixture, hostileFixture } from "./fixture.ts"

test("A folder has the result, two reports, a table a file and their dictionary", () => {
  expect([...reportFiles(fixture()).keys()]).toEqual([
    "result.json", "report.md", "report.html", "data/run.csv", "data/variants.csv", "data/changes.csv", "data/summary.csv", "data/shares.csv", "data/people.csv", "data/new-people.csv", "data/windows.csv", "data/outcomes.csv", "data/causes.csv", "data/at-rest.csv", "data/readers.csv", "data/keys.csv", "data/moves.csv", "data/losses.csv", "data/sites.csv", "data/orders.csv", "data/order-states.csv", "data/order-breach.csv", "data/order-effect.csv", "data/invariants.csv", "data/claims.csv", "data/acts.csv", "data/answers.csv", "data/sanctions.csv", "data/conflicts.csv", "data/fingerprints.csv", "data/comparisons.csv", "data/effects.csv", "data/conclusions.csv", "data/sensitivity.csv", "data/sensitivity-factors.csv", "data/sensitivity-screening.csv", "data/sensitivity-indices.csv", "data/sensitivity-swings.csv", "data/flips.csv", "data/assumptions.csv", "data/assumption-grades.csv", "data/sources.csv", "data/dictionary.csv"
  ])
})

test("The same result gives the same bytes", () => {
  expect([...reportFiles(fixture())]).toEqual([...reportFiles(fixture())])
})

test("Every file is well-formed Unicode without a character that acts", () => {
  for (const [path, text] of reportFiles(hostileFixture())) {
    expect(text, path).not.toMatch(/\p{Surrogate}/u)
    expect(text, path).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u202a-\u202e\u2066-\u2069]/)
  }
})

test("The work done stands in the report where it is known", () => {
  const page = reportFiles(fixture(), { stats: { messages: 12, events: 34 } }).get("report.md")
  expect(page).toContain("12 messages and 34 events in all variants together.")
})

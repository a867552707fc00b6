import { expect, test } from "vitest"
import { Scenario } from "../../src/model/scenario.ts"
import { usedBy } from "../../src/report/uses.ts"
import { sensitivityOf } from "./compared.ts"

test("Every section of a file that holds values says which results use it", () => {
  const sections = Object.keys(Scenario.fields).filter((key) => ["countries", "carriers", "providers", "sites", "services", "people", "orders", "answers", "events", "choices"].includes(key))
  expect(sections.length).toBe(10)
  for (const section of sections) expect(usedBy(`${section}.a.b`, null), section).not.toContain("not told")
})

test("What is more special decides: keys reach readers, a number of people reaches counts", () => {
  expect(usedBy("services.mail.classes.content.keys", null)).toBe("who can read what, where copies lie")
  expect(usedBy("people.staff.count", null)).toBe("numbers of people and messages")
  expect(usedBy("people.staff.reach.wifi", null)).toBe("who keeps service, who can read what")
})

test("After a sensitivity it says what the value moved, or that it moved nothing among the first three", () => {
  expect(usedBy("carriers.alpha.share", sensitivityOf())).toBe("who keeps service; moves messages accepted")
  expect(usedBy("services.bis.waits.at-relay", sensitivityOf())).toContain("; moves no outcome among the first three")
  expect(usedBy("people.guests.count", sensitivityOf())).toBe("numbers of people and messages")
})

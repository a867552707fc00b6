import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { answer, readingSentence, serviceSentence } from "../../src/report/answer.ts"
import { findings } from "../../src/report/finding.ts"
import { fixture } from "./fixture.ts"

const only = (...ids: ReadonlyArray<string>): Result => ({ ...fixture(), variants: fixture().variants.filter((v) => ids.includes(v.id)) })

test("Who loses is said with what is left to them and to the rest", () => {
  expect(serviceSentence(findings(only("no-order", "as-announced")))).toBe(
    "In 1 of 2 variants somebody loses service after the turning point: in as-announced it is all residents, all residents abroad (0 % of 448,080 messages accepted, the rest keep it, 100 % of 122,515)."
  )
})

test("Nobody losing anything is said with the count of messages", () => {
  expect(serviceSentence(findings(only("no-order")))).toBe("In none of 1 variant does anybody lose service after the turning point: 100 % of 570,595 messages are accepted.")
})

test("Who reads content is said with the count of messages", () => {
  expect(readingSentence(findings(only("no-order", "comply-bulk")))).toBe(
    "In 1 of 2 variants a state can read the content of messages, and it gets metadata in 1 of them: in comply-bulk PK reads 92,570 of bbm.content (a message counts at each of its ends)."
  )
  expect(readingSentence(findings(only("no-order")))).toBe("In none of 1 variant can a state read the content of a message, or get its metadata.")
})

test("A sentence names three variants and counts the others", () => {
  const base = fixture().variants.find((v) => v.id === "as-announced")
  const many = Array.from({ length: 5 }, (_, i) => ({ ...base, id: `v${i}` }))
  const sentence = serviceSentence(findings({ ...fixture(), variants: many } as Result))
  expect(sentence).toContain("; 2 more variants in the table below.")
  expect(sentence).not.toContain("v3")
})

test("A promise that could not be kept is told apart from one that was broken", () => {
  const told = (verdict: "broken" | "infeasible" | "held") => {
    const [base] = fixture().variants
    const [first, ...others] = base.invariants
    const result = { ...fixture(), variants: [{ ...base, invariants: [{ ...first, verdict }, ...others.map((one) => ({ ...one, verdict: "held" as const }))] }] }
    return JSON.stringify(answer(result as Result, findings(result as Result)))
  }
  const all = fixture().variants[0].invariants.length
  expect(told("held")).toContain(`of ${all}: ${all} held, 0 broken, 0 not exercised`)
  expect(told("broken")).toContain(`of ${all}: ${all - 1} held, 1 broken, 0 not exercised`)
  expect(told("infeasible")).toContain(`of ${all}: ${all - 1} held, 0 broken, 1 infeasible, 0 not exercised`)
})

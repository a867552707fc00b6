import { expect, test } from "vitest"
import { assumptions } from "../../src/report/assumptions.ts"
import { fixture } from "./fixture.ts"

test("The grades add up to the values, and those that cite a source are told apart from them", () => {
  const result = fixture()
  expect(assumptions(result)).toBe("6 values: 2 stated, 1 inferred, 2 author's judgement, 1 unknown; 3 cite a source")
  const evidence = result.evidence.map((one) => ({ ...one, sources: ["dawn"] }))
  expect(assumptions({ ...result, evidence, assumptions: { ...result.assumptions, withSource: 6 } })).toBe("6 values: 2 stated, 1 inferred, 2 author's judgement, 1 unknown; 6 cite a source, 2 judgements and 1 unknown among them")
})

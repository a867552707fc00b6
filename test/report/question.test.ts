import { expect, test } from "vitest"
import type { Change } from "../../src/model/comparison.ts"
import { plain } from "../../src/report/quantity.ts"
import { differencesOfFiles } from "../../src/report/question.ts"
import { fixture } from "./fixture.ts"

/** What is told of one change in a variant that stands alone, in a file of which these values cite a source. */
function told(change: Change, cited: ReadonlyArray<string>): ReadonlyArray<string> {
  const one = fixture()
  const alone = { ...one.variants[0], orders: [], acts: [], answers: [], changes: [change] }
  const evidence = cited.map((path) => ({ ...one.evidence[0], path, sources: [one.sources[0].id] }))
  return differencesOfFiles({ ...one, variants: [alone], evidence }).flatMap((block) => (block.kind === "list" ? block.items.map(plain) : []))
}

test("What is switched off names the sources that the register has for it, even where no variant has it", () => {
  const without = { kind: "without", path: "refuse", was: null, becomes: null } as const
  const source = fixture().sources[0].id
  expect(told(without, ["answers.refuse.when"])[0]).toMatch(new RegExp(`^Without refuse: it does not happen\\. .*${source}`))
  expect(told(without, ["answers.refuse-again.when", "people.refuse.count"])).toEqual(["Without refuse: it does not happen. No source is named."])
})

test("A value that is a list or has fields is told in words, with what the file as it stands has", () => {
  const set = { kind: "set", path: "orders.open-bes.else", was: '[{"block":{"what":"bes","at":"subscription"}}]', becomes: "[]" } as const
  expect(told(set, [])).toEqual(["Order open-bes: else is an empty list; in the file as it stands block (what: bes, at: subscription). No source is named."])
  expect(told({ ...set, was: null, becomes: null }, [])).toEqual(["Order open-bes: else is left out; in the file as it stands nothing is said of it. No source is named."])
})

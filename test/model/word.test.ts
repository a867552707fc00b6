import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { Share } from "../../src/model/units.ts"
import { anyOr, may, meaningOf, must, oneOf, otherwise, textOr, wordsOf } from "../../src/model/word.ts"

const Colour = oneOf({ red: "The first.", blue: "The second." })
const Inner = Schema.Struct({ deep: must(Schema.Number, "How deep it is.", 3, "m") }).annotations({ identifier: "Inner" })
const Outer = Schema.Struct({
  part: must(Share, "How much of it.", "38 %", "share of people"),
  colour: otherwise(Colour, () => "red" as const, "Which colour it has.", "blue"),
  name: may(textOr({ all: "Every one." }), "What it is called.", "all"),
  rest: may(anyOr({ none: "Nothing." }), "What remains.", 5),
  inner: may(Schema.Record({ key: Schema.String, value: Schema.Array(Inner) }), "What is in it.", { a: [{ deep: 3 }] })
}).annotations({ identifier: "Outer" })
const words = wordsOf(Outer.ast)
const word = (name: string) => words.find((one) => one.word === name)

describe("A word", () => {
  it("is read as its schema alone would read it", () => {
    const bare = Schema.Struct({ part: Share, colour: Schema.optionalWith(Schema.Literal("red", "blue"), { default: () => "red" as const }), name: Schema.optional(Schema.String), rest: Schema.optional(Schema.Unknown), inner: Schema.optional(Schema.Unknown) })
    for (const value of [{ part: "38 %" }, { part: "38 %", colour: "green" }, { colour: "red" }, { part: "5 %", name: "b", rest: [1] }, { part: 2 }, { part: "5 %", name: 7 }]) {
      expect(Schema.decodeUnknownEither(Outer)(value)).toMatchObject({ _tag: Schema.decodeUnknownEither(bare)(value)._tag })
    }
    expect(Schema.decodeUnknownSync(Outer)({ part: "38 %" })).toEqual({ part: 0.38, colour: "red" })
  })

  it("says what it means, its unit, an example, and what stands for it where it is left out", () => {
    expect(word("part")).toMatchObject({ meaning: "How much of it.", unit: "share of people", example: "38 %", needed: true })
    expect(word("colour")).toMatchObject({ meaning: "Which colour it has. Left out: `red`.", unit: "", example: "blue", needed: false })
  })

  it("is told with the mapping that it stands in, names of the file as a star", () => {
    expect(words.map(({ within, owner, word: key }) => `${owner} ${within}.${key}`)).toEqual(["Outer .part", "Outer .colour", "Outer .name", "Outer .rest", "Outer .inner", "Inner inner.*.deep"])
  })

  it("has the meanings of its named values, and says whether others are values too", () => {
    expect(word("colour")?.values).toEqual([{ meant: { red: "The first.", blue: "The second." }, open: false }])
    expect(word("name")?.values).toEqual([{ meant: { all: "Every one." }, open: true }])
    expect(word("rest")?.values).toEqual([{ meant: { none: "Nothing." }, open: true }])
    expect(word("inner")?.values).toEqual([])
    expect(meaningOf(Colour)).toEqual({ red: "The first.", blue: "The second." })
  })
})

it("words in a choice stand in the order in which they are told", () => {
  expect(Colour.literals).toEqual(["red", "blue"])
})

it("a mapping that holds itself is told once", () => {
  interface Tree {
    readonly under?: ReadonlyArray<Tree> | undefined
  }
  const Tree: Schema.Schema<Tree> = Schema.Struct({ under: may(Schema.Array(Schema.suspend((): Schema.Schema<Tree> => Tree)), "What is under it.", []) }).annotations({ identifier: "Tree" })
  expect(wordsOf(Tree.ast).map((one) => one.word)).toEqual(["under"])
})

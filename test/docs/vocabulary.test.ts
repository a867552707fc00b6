/** Every word of a scenario file says what it means, has a unit where its values have one, and an example that is read. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { Either, Schema, SchemaAST } from "effect"
import { parse, stringify } from "yaml"
import { describe, expect, it } from "vitest"
import { readScenario } from "../../src/language/file.ts"
import { Effect, EFFECTS, EFFECTS_OF, VERBS } from "../../src/model/acts.ts"
import { INSTANT_FORMS, InstantText } from "../../src/model/instants.ts"
import { Scenario } from "../../src/model/scenario.ts"
import { Unit } from "../../src/model/units.ts"
import { LONG_FORM, meaningOf, wordsOf } from "../../src/model/word.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
import { descriptionOf, namedOf } from "./annotated.ts"
import { exampleOf, exampleText, quantities, vocabularyPage } from "./vocabularyPage.ts"

const words = wordsOf(Scenario.ast)
const name = ({ within, word }: { readonly within: string; readonly word: string }) => `${within}.${word}`
/** What keeps a value from being read, in short. */
const fault = (ast: SchemaAST.AST, value: unknown) => Either.match(Schema.decodeUnknownEither(Schema.make(ast), { onExcessProperty: "error" })(value), { onLeft: (error) => String(error), onRight: () => "" })

describe("A word of a scenario file", () => {
  it("is one of hundreds", () => {
    expect(words.length).toBeGreaterThan(600)
    expect(new Set(words.map(name)).size).toBe(words.length)
  })

  it("has a meaning, a whole sentence", () => {
    expect(words.filter(({ meaning }) => !/^[A-Z"`].{10,}\.$/.test(meaning)).map(name)).toEqual([])
  })

  it("has an example, which its own schema reads and which comes back from its line of YAML", () => {
    expect(words.filter(({ example }) => example === undefined).map(name)).toEqual([])
    expect(words.map((word) => [name(word), fault(word.ast, word.example)]).filter(([, why]) => why !== "")).toEqual([])
    expect(words.filter(({ word, example }) => JSON.stringify(parse(exampleText(word, example))) !== JSON.stringify({ [word]: example })).map(name)).toEqual([])
  })

  it("makes a whole file with the other words of the head, each as its example", () => {
    const file = Object.fromEntries(words.filter(({ within }) => within === "").map(({ word, example }) => [word, example]))
    const read = readScenario(new TextEncoder().encode(stringify(file)), "examples.yaml", locate, zones)
    expect(read.ok ? "" : read.text).toBe("")
  })

  it("has a unit where its value is a quantity", () => {
    expect(words.filter(({ ast, unit, word }) => unit === "" && isQuantity(ast) && word !== "situs" && word !== "seed").map(name)).toEqual([])
  })

  it("has a meaning for each of its named values", () => {
    const literals = words.flatMap((word) => literalsOf(word.ast).map((literal) => ({ word, literal })))
    expect(literals.length).toBeGreaterThan(200)
    expect(literals.filter(({ word, literal }) => !word.values.some(({ meant }) => (meant[literal] ?? "") !== "")).map(({ word, literal }) => `${name(word)}: ${literal}`)).toEqual([])
  })

  it("stands on the page with all that", () => {
    const page = vocabularyPage()
    const told = words.filter(({ word, within }) => !["source", "grade", "note"].includes(word) && within !== "other-end")
    expect(told.filter(({ meaning, word, example, unit }) => !page.includes(`| ${meaning} | ${unit} | \`${exampleText(word, example).replaceAll("|", "\\|")}\` |`)).map(name)).toEqual([])
  })
})

describe("A value of a scenario file", () => {
  it("may be any of the instants told", () => {
    expect(Object.keys(INSTANT_FORMS).map((form) => fault(InstantText.ast, form)).filter((why) => why !== "")).toEqual([])
  })

  it("of a kind that carries its unit has an example that is read", () => {
    expect(quantities().length).toBeGreaterThan(7)
    expect(quantities().filter((ast) => fault(ast, exampleOf(namedOf(ast)?.name ?? "")) !== "").map((ast) => namedOf(ast)?.name)).toEqual([])
  })

  it("has a long form of which every word is told", () => {
    expect(Object.values(LONG_FORM).filter(([meaning]) => !/\.$/.test(meaning))).toEqual([])
  })
})

describe("An act", () => {
  it("compiles to some of the eleven effects, unless it stands for other acts or for doing nothing", () => {
    expect(EFFECTS.length).toBe(11)
    expect(Object.keys(meaningOf(Effect))).toEqual([...EFFECTS])
    expect(VERBS.filter((verb) => EFFECTS_OF[verb].length === 0)).toEqual(["comply", "refuse", "any-of"])
    expect(EFFECTS.filter((effect) => !VERBS.some((verb) => EFFECTS_OF[verb].includes(effect)))).toEqual([])
  })
})

it("docs/language.md puts each act beside an effect that it has", () => {
  const language = readFileSync(join(import.meta.dirname, "../../docs/language.md"), "utf8")
  const rows = EFFECTS.map((effect) => ({ effect, verbs: [...(new RegExp(`^\\| ${effect} \\| (.*) \\|$`, "m").exec(language)?.[1] ?? "").split(";")[0].matchAll(/`([a-z-]+)`/g)].map(([, word]) => word).filter((word) => VERBS.some((verb) => verb === word)) }))
  expect(rows.filter(({ verbs }) => verbs.length === 0)).toEqual([])
  expect(rows.flatMap(({ effect, verbs }) => VERBS.filter((verb) => verbs.includes(verb) && !EFFECTS_OF[verb].includes(effect)).map((verb) => `${effect}: ${verb}`))).toEqual([])
})

it("what is no mapping with keys has a description of its own", () => {
  const nameless = words.filter(({ ast }) => namedOf(ast) !== undefined && descriptionOf(ast) === "" && SchemaAST.isUnion(ast)).map(name)
  expect(nameless).toEqual([])
})

/** Numbers, shares and spans, also one of several or one for each name. */
function isQuantity(ast: SchemaAST.AST): boolean {
  if (SchemaAST.isNumberKeyword(ast) || SchemaAST.getAnnotation(ast, Unit)._tag === "Some") return true
  if (SchemaAST.isRefinement(ast) || SchemaAST.isTransformation(ast)) return isQuantity(ast.from)
  if (SchemaAST.isUnion(ast)) return ast.types.some(isQuantity)
  if (SchemaAST.isTypeLiteral(ast)) return ast.propertySignatures.length === 0 && ast.indexSignatures.some(({ type }) => isQuantity(type))
  return SchemaAST.isTupleType(ast) && [...ast.elements, ...ast.rest].some(({ type }) => isQuantity(type))
}

/** Texts that a value may be by name, not those of keys further in. */
function literalsOf(ast: SchemaAST.AST): ReadonlyArray<string> {
  if (SchemaAST.isLiteral(ast)) return typeof ast.literal === "string" ? [ast.literal] : []
  if (namedOf(ast)?.name === "Act") return []
  if (SchemaAST.isRefinement(ast) || SchemaAST.isTransformation(ast)) return literalsOf(ast.from)
  if (SchemaAST.isUnion(ast)) return ast.types.flatMap(literalsOf)
  return SchemaAST.isTupleType(ast) ? [...ast.elements, ...ast.rest].flatMap(({ type }) => literalsOf(type)) : []
}

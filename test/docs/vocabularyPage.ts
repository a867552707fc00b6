/** docs/vocabulary.md: every word of a scenario file with its meaning, unit and example, mapping by mapping. */
import { Option, Schema, SchemaAST } from "effect"
import { Document, visit } from "yaml"
import { Effect, EFFECTS_OF, VERBS } from "../../src/model/acts.ts"
import { INSTANT_FORMS } from "../../src/model/instants.ts"
import { Scenario } from "../../src/model/scenario.ts"
import * as units from "../../src/model/units.ts"
import { LONG_FORM, meaningOf, type Named, VALUE_NAMES, type Word, wordsOf } from "../../src/model/word.ts"
import { namedOf } from "./annotated.ts"
import { codes, opening, page, table } from "./markdown.ts"

/** Keys that may stand in every mapping: told once. */
const EVIDENCE = new Set(["source", "grade", "note"])

export function vocabularyPage(): string {
  const words = wordsOf(Scenario.ast)
  const shown = new Map<string, string>()
  const sections = [...grouped(words)].map(([within, own]) => sectionOf(within, own, words, shown))
  return page(
    opening("Vocabulary", "the annotations in src/model", "Every word of a scenario file: what it means and what follows from it, its unit if it has one, an example. [language.md](language.md) tells the language as a whole and its defaults; an editor that reads the [JSON Schema](../scenarios/scenario.schema.json) shows the same texts. What is marked *must* has to be there. Names in the examples (`a-chat`, `some-people`) stand for names that a file gives; `GB` stands for any country, `XX` for another."),
    sections[0],
    valueSections(words),
    actsSection(),
    ...sections.slice(1)
  )
}

/** Mappings in the order of a file. */
function grouped(words: ReadonlyArray<Word>): ReadonlyMap<string, ReadonlyArray<Word>> {
  const groups = new Map<string, Array<Word>>()
  for (const word of words) {
    const group = groups.get(word.within)
    if (group === undefined) groups.set(word.within, [word])
    else group.push(word)
  }
  return groups
}

function sectionOf(within: string, words: ReadonlyArray<Word>, all: ReadonlyArray<Word>, shown: Map<string, string>): ReadonlyArray<string> {
  const title = titleOf(within, words, all)
  const own = words.filter((word) => !EVIDENCE.has(word.word))
  const values = own.flatMap((word) => word.values.map((named) => ({ word, named })))
  const again = values.flatMap(({ word, named }) => {
    const before = shown.get(JSON.stringify(named.meant))
    return before === undefined ? [] : [`\`${word.word}\` as ${before}`]
  })
  const first = values.filter(({ named }) => !shown.has(JSON.stringify(named.meant)))
  // Who is at the other end is told as whom it is about.
  if (within === "other-end") return [`## ${title}`, "", `The words of ${TITLES.of}, but for itself.`, ""]
  return [
    `## ${title}`,
    "",
    ...(own.length === 0 ? ["It has no words of its own.", ""] : table(["Word", "Meaning", "Unit", "Example"], own.map((word) => row(word)))),
    ...first.flatMap(({ word, named }) => valuesOf(word, named, title, shown)),
    ...(again.length === 0 ? [] : [`Values told elsewhere: ${again.join("; ")}.`, ""])
  ]
}

function row({ word, needed, meaning, unit, example }: Word): ReadonlyArray<string> {
  return [`\`${word}\`${needed ? " *must*" : ""}`, meaning, unit, `\`${exampleText(word, example)}\``]
}

/** Named values of a word; told once, where they come first. */
function valuesOf(word: Word, { meant, open }: Named, title: string, shown: Map<string, string>): ReadonlyArray<string> {
  const key = JSON.stringify(meant)
  if (shown.has(key)) return []
  shown.set(key, `\`${word.word}\` of ${title}`)
  return [`Values of \`${word.word}\`${open ? ", beside others" : ""}:`, "", ...table(["Value", "Meaning"], Object.entries(meant).map(([value, meaning]) => [`\`${value}\``, meaning]))]
}

const TITLES: Readonly<Record<string, string>> = {
  "": "Head and sections",
  act: "Acts",
  of: "Selector `of`",
  "other-end": "Selector `other-end`",
  reach: "Ways to the network: `reach`",
  "reach.local-sim": "A way to the network, in the long form",
  leak: "`leak`",
  claims: "`claims`, each",
  choices: "`choices`"
}

function titleOf(within: string, words: ReadonlyArray<Word>, all: ReadonlyArray<Word>): string {
  if (TITLES[within] !== undefined) return TITLES[within]
  const verb = /^act\.([a-z-]+)$/.exec(within)
  if (verb === null) return `\`${within.replaceAll(".*", ".NAME")}\`${within.endsWith(".*") ? "" : /\.(timeline|else|trips|silent|travels|fails|set)$/.test(within) ? ", each" : ""}`
  const alike = all.filter((one) => one.within === "act" && Option.getOrUndefined(SchemaAST.getIdentifierAnnotation(bodyOf(one.ast))) === words[0].owner)
  return `Act ${codes(alike.map((one) => one.word)).replaceAll("` `", "`, `")}`
}

/** An optional key's value. */
function bodyOf(ast: SchemaAST.AST): SchemaAST.AST {
  return SchemaAST.isUnion(ast) ? (ast.types.find((type) => !SchemaAST.isUndefinedKeyword(type)) ?? ast) : ast
}

function actsSection(): ReadonlyArray<string> {
  return [
    "## Effects",
    "",
    "An act compiles to dated effects; the engine knows only these.",
    "",
    ...table(["Effect", "What changes", "Acts"], Object.entries(meaningOf(Effect)).map(([effect, meaning]) => [`\`${effect}\``, meaning, codes(VERBS.filter((verb) => EFFECTS_OF[verb].some((one) => one === effect)))])),
    `Without an effect of their own: ${codes(VERBS.filter((verb) => EFFECTS_OF[verb].length === 0))}, which stand for other acts or for doing nothing.`,
    ""
  ]
}

function valueSections(words: ReadonlyArray<Word>): ReadonlyArray<string> {
  const evidence = words.filter((word) => word.within === "" && EVIDENCE.has(word.word))
  const kinds = quantities().flatMap((ast) => namedOf(ast) ?? [])
  return [
    "## Values",
    "",
    "Any value may stand in its long form, which has room for what is known of it. `source`, `grade` and `note` may stand in every mapping.",
    "",
    ...table(["Word", "Meaning", "Unit", "Example"], [...Object.entries(LONG_FORM).map(([word, [meaning, example]]) => [`\`${word}\``, meaning, "of the value", `\`${exampleText(word, example)}\``]), ...evidence.map(row)]),
    ...evidence.flatMap((word) => word.values.flatMap((named) => valuesOf(word, named, "values", new Map()))),
    "An instant is written in one of these ways:",
    "",
    ...table(["Instant", "Meaning"], Object.entries(INSTANT_FORMS).map(([form, meaning]) => [`\`${form}\``, meaning])),
    "Other kinds of values carry their unit:",
    "",
    ...table(["Kind", "Meaning", "Example"], kinds.map(({ name, description }) => [`\`${name}\``, description, `\`${flow(exampleOf(name))}\``])),
    "Words that stand for values:",
    "",
    ...table(["Word", "Meaning"], Object.entries(VALUE_NAMES).map(([word, meaning]) => [`\`${word}\``, meaning]))
  ]
}

/** Example of a kind of value. */
export function exampleOf(kind: string): unknown {
  const ast = quantities().find((one) => namedOf(one)?.name === kind)
  return ast === undefined ? undefined : Option.getOrUndefined(SchemaAST.getAnnotation<unknown>(ast, units.Example))
}

/** The kinds of values that carry their unit in their text. */
export function quantities(): ReadonlyArray<SchemaAST.AST> {
  return Object.entries(units).sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, value]) => (Schema.isSchema(value) ? [value.ast] : []))
}

/** A key with its value, on one line of YAML. */
export function exampleText(word: string, example: unknown): string {
  return `${word}: ${flow(example)}`
}

function flow(value: unknown): string {
  const document = new Document(value)
  visit(document, {
    Collection: (_, node) => {
      node.flow = true
    }
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true }).trim().replace(/\[ (.*?) \]/g, "[$1]")
}

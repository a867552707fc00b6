/** A word of a scenario file: what it means, its unit and an example, as annotations of the schema that reads it. */
import { Option, Schema, SchemaAST } from "effect"
import { Example, Unit } from "./units.ts"

/** Annotation key: what each of the values means that have a name. */
export const Meanings: unique symbol = Symbol.for("situs/Meanings")

/** A key that must be there. */
export function must<S extends Schema.Schema.All>(schema: S, meaning: string, example: unknown, unit?: string): Schema.propertySignature<S> {
  return Schema.propertySignature(schema).annotations(said(meaning, example, unit)) as unknown as Schema.propertySignature<S>
}

/** A key that may be left out. */
export function may<S extends Schema.Schema.All>(schema: S, meaning: string, example: unknown, unit?: string): Schema.optional<S> {
  return Schema.optional(schema).annotations(said(meaning, example, unit)) as unknown as Schema.optional<S>
}

/** A key that stands for a value where it is left out. */
export function otherwise<A, I>(schema: Schema.Schema<A, I>, value: () => NoInfer<A>, meaning: string, example: unknown, unit?: string): Schema.PropertySignature<":", A, never, "?:", I | undefined, true> {
  return Schema.optionalWith(schema, { default: value }).annotations(said(meaning, example, unit) as Schema.PropertySignature.Annotations<A>)
}

/** One of some words, each with what it means. */
export function oneOf<const M extends Meant>(meanings: M): Schema.Literal<[keyof M & string, ...Array<keyof M & string>]> {
  const words = Object.keys(meanings) as [keyof M & string, ...Array<keyof M & string>]
  return Schema.Literal(...words).annotations({ [Meanings]: { meant: meanings, open: false } satisfies Named, jsonSchema: { enumDescriptions: Object.values(meanings) } })
}

/** Any text: a name that the file gives, or one of some words that mean something of their own. */
export function textOr(meanings: Meant): Schema.SchemaClass<string> {
  const words = { type: "string", enum: Object.keys(meanings), enumDescriptions: Object.values(meanings) }
  return Schema.String.annotations({ [Meanings]: { meant: meanings, open: true } satisfies Named, jsonSchema: { anyOf: [words, { type: "string" }] } }) as Schema.SchemaClass<string>
}

/** Anything, of which some words mean something of their own. */
export function anyOr(meanings: Meant): Schema.SchemaClass<unknown> {
  const words = { type: "string", enum: Object.keys(meanings), enumDescriptions: Object.values(meanings) }
  return Schema.Unknown.annotations({ [Meanings]: { meant: meanings, open: true } satisfies Named, jsonSchema: { anyOf: [words, {}] } }) as Schema.SchemaClass<unknown>
}

/** The words of such a schema with what they mean. */
export function meaningOf(schema: Schema.Schema.All): Meant {
  return Object.assign({}, ...meaningsIn(schema.ast).map((named) => named.meant)) as Meant
}

export type Meant = Readonly<Record<string, string>>

/** Named values; `open`: beside others, such as names that the file gives. */
export interface Named {
  readonly meant: Meant
  readonly open: boolean
}

/** Keys of the long form `{ value, … }`, which may stand for any value: what they mean, and an example. `source`, `grade` and `note` may stand there too. */
export const LONG_FORM = {
  value: ["The value that the run takes, in its plain form.", 5000],
  range: ["What the source leaves open: low and high. Sweeps draw from it.", [4000, 6000]],
  "±": ["What the source leaves open, as a distance from the value.", 1000],
  or: ["What other sources say; `read` of a variant takes it.", [{ value: 4650, source: "b-source" }]]
} as const

/** Words that stand for values. */
export const VALUE_NAMES: Meant = {
  never: "As an instant: it does not come.",
  none: "Nothing: no place in which something is kept; no message that a claim expects.",
  all: "Everything, everybody, every place.",
  others: "Whoever, or whatever place, is not named beside it.",
  unknown: "It is not on record. A claim that expects it gets a number and no verdict."
}

function said(meaning: string, example: unknown, unit: string | undefined): Schema.PropertySignature.Annotations<never> {
  return { description: meaning, [Example]: example, ...(unit === undefined ? {} : { [Unit]: unit }) }
}

/** A word as readers see it. */
export interface Word {
  /** What it stands in: a path, `*` for any name. An act, a selector, a way to the network begin one of their own. */
  readonly within: string
  /** The schema with a name that it stands in. */
  readonly owner: string
  readonly word: string
  readonly meaning: string
  /** Empty: it has none. */
  readonly unit: string
  readonly example: unknown
  readonly needed: boolean
  /** What reads its value. */
  readonly ast: SchemaAST.AST
  /** The named values that it may have. */
  readonly values: ReadonlyArray<Named>
}

/** Every word under a schema, mapping by mapping, each mapping once. */
export function wordsOf(root: SchemaAST.AST): ReadonlyArray<Word> {
  const words: Array<Word> = []
  const seen = new Set<SchemaAST.AST | string>()
  const walk = (ast: SchemaAST.AST, path: string, owner: string): void => {
    const name = nameOf(ast)
    const own = name ?? owner
    if (name !== undefined && ROOTS[name] !== undefined) path = ROOTS[name]
    const struct = fieldsOf(ast)
    if (struct === undefined) return childrenOf(ast).forEach(({ ast: child, key }) => walk(child, `${path}${key}`, own))
    const mark = name ?? ast
    if (seen.has(mark)) return
    seen.add(mark)
    for (const field of struct) words.push(wordOf(field, path, own))
    for (const field of struct) walk(field.ast, path === "" ? field.name : `${path}.${field.name}`, own)
  }
  walk(root, "", "")
  return words
}

/** Mappings that stand in many places, by what readers call them. */
const ROOTS: Readonly<Record<string, string>> = { Act: "act", OfClause: "of", OfPerson: "other-end", Reach: "reach", Leak: "leak" }

interface Field {
  readonly name: string
  readonly ast: SchemaAST.AST
  readonly annotated: SchemaAST.Annotated
  readonly needed: boolean
  /** What it stands for where it is left out. */
  readonly otherwise?: unknown
}

/** The keys of a mapping as a file writes them; undefined where it is none. */
function fieldsOf(ast: SchemaAST.AST): ReadonlyArray<Field> | undefined {
  if (SchemaAST.isRefinement(ast)) return fieldsOf(ast.from)
  if (SchemaAST.isTransformation(ast)) {
    const from = fieldsOf(ast.from)
    const to = SchemaAST.isTypeLiteral(ast.to) ? ast.to.propertySignatures : []
    const changes = SchemaAST.isTypeLiteralTransformation(ast.transformation) ? ast.transformation.propertySignatureTransformations : []
    const otherwise = (name: string) => Option.getOrUndefined(changes.find((change) => change.from === name)?.decode(Option.none()) ?? Option.none())
    // What is said of a key with a default stands on the side that always has it.
    return from?.map((field) => ({ ...field, annotated: to.find((p) => p.name === field.name) ?? field.annotated, otherwise: otherwise(field.name) }))
  }
  if (!SchemaAST.isTypeLiteral(ast) || ast.propertySignatures.length === 0) return undefined
  return ast.propertySignatures.map((p) => ({ name: String(p.name), ast: p.type, annotated: p, needed: !p.isOptional }))
}

/** What is inside a schema that is no mapping with keys of its own: members, entries, items. */
function childrenOf(ast: SchemaAST.AST): ReadonlyArray<{ readonly ast: SchemaAST.AST; readonly key: string }> {
  if (SchemaAST.isUnion(ast)) return ast.types.map((type) => ({ ast: type, key: "" }))
  if (SchemaAST.isRefinement(ast) || SchemaAST.isTransformation(ast)) return [{ ast: ast.from, key: "" }]
  if (SchemaAST.isSuspend(ast)) return [{ ast: ast.f(), key: "" }]
  if (SchemaAST.isTupleType(ast)) return [...ast.elements, ...ast.rest].map(({ type }) => ({ ast: type, key: "" }))
  if (SchemaAST.isTypeLiteral(ast)) return ast.indexSignatures.map(({ type }) => ({ ast: type, key: ".*" }))
  return []
}

function wordOf({ name, ast, annotated, needed, otherwise }: Field, within: string, owner: string): Word {
  const text = (key: symbol) => Option.getOrElse(SchemaAST.getAnnotation<string>(annotated, key), () => "")
  return {
    within,
    owner,
    word: name,
    meaning: `${text(SchemaAST.DescriptionAnnotationId)}${typeof otherwise === "string" || typeof otherwise === "number" ? ` Left out: \`${otherwise}\`.` : ""}`,
    unit: text(Unit) || kindOf(ast),
    example: Option.getOrUndefined(SchemaAST.getAnnotation<unknown>(annotated, Example)),
    needed,
    ast,
    values: meaningsIn(ast)
  }
}

/** Named values that a key may have, not those of keys further in. */
export function meaningsIn(ast: SchemaAST.AST): ReadonlyArray<Named> {
  const own = Option.getOrUndefined(SchemaAST.getAnnotation<Named>(ast, Meanings))
  if (own !== undefined) return [own]
  if (nameOf(ast) === "Act" || fieldsOf(ast) !== undefined) return []
  const key = SchemaAST.isTypeLiteral(ast) ? ast.indexSignatures.flatMap(({ parameter }) => meaningsIn(parameter)) : []
  return [...new Set([...key, ...childrenOf(ast).filter((child) => child.key === "").flatMap((child) => meaningsIn(child.ast))])]
}

/** The unit of a kind of value that carries it in its text. */
const KINDS: Readonly<Record<string, string>> = {
  Duration: "duration",
  Lapse: "duration",
  Instant: "instant",
  CalendarDate: "date",
  Size: "size",
  Capacity: "messages/s or bit/s",
  DataRate: "bit/s",
  Daily: "hours of the day",
  JurisdictionCode: "country code",
  PlaceCode: "country or territory code"
}

function kindOf(ast: SchemaAST.AST): string {
  const kind = KINDS[nameOf(ast) ?? ""]
  if (kind !== undefined) return kind
  if (fieldsOf(ast) !== undefined) return ""
  const kinds = new Set(childrenOf(ast).filter((child) => child.key === "").map((child) => kindOf(child.ast)).filter((one) => one !== ""))
  return kinds.size === 1 ? [...kinds][0] : ""
}

function nameOf(ast: SchemaAST.AST): string | undefined {
  return Option.getOrUndefined(SchemaAST.getIdentifierAnnotation(ast))
}

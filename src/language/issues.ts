/** Effect's tree of parse issues, told as problems at paths: the branch of a union that was meant, never the whole union. */
import { type ParseResult, SchemaAST as AST } from "effect"
import { codeHint } from "./codes.ts"
import { BARE_COMMA } from "./document.ts"
import { didYouMean, listed, nearest } from "./nearest.ts"
import { isList, isMap, type Key, valueAt } from "./origins.ts"
import type { Problem } from "./problem.ts"

/** Problems of one decoding that are told: who has more has one cause. */
export const PROBLEMS_MAX = 200

/** All problems of an issue tree, in the order of the schema. `tree` is what was decoded. */
export function problemsOf(issue: ParseResult.ParseIssue, tree: unknown): ReadonlyArray<Problem> {
  const telling = new Telling(tree)
  telling.walk(issue, [], undefined)
  const seen = new Set<string>()
  return telling.problems.filter((p) => {
    const once = `${p.keys.join("\u0000")}|${p.on}`
    return seen.has(once) ? false : seen.add(once)
  })
}

class Telling {
  readonly problems: Problem[] = []
  private readonly declared: ReadonlyArray<string>
  constructor(private readonly tree: unknown) {
    const countries = valueAt(tree, ["countries"])
    this.declared = isMap(countries) ? Object.keys(countries) : []
  }

  walk(issue: ParseResult.ParseIssue, keys: ReadonlyArray<Key>, within: AST.AST | undefined): void {
    if (this.problems.length >= PROBLEMS_MAX) return
    switch (issue._tag) {
      case "Pointer":
        this.pointer(issue, keys, within)
        return
      case "Composite": {
        const issues = Array.isArray(issue.issues) ? (issue.issues as ReadonlyArray<ParseResult.ParseIssue>) : [issue.issues as ParseResult.ParseIssue]
        if (AST.isUnion(issue.ast)) this.union(issue.ast, issue.actual, issues, keys)
        else for (const one of issues) this.walk(one, keys, issue.ast)
        return
      }
      case "Refinement":
      case "Transformation":
        if (issue._tag === "Refinement" && issue.kind === "Predicate") this.leaf(issue.ast, issue.actual, messageOf(issue.issue), keys)
        else if (issue._tag === "Transformation" && issue.kind === "Transformation") this.leaf(issue.ast, issue.actual, messageOf(issue.issue), keys)
        else this.walk(issue.issue, keys, within)
        return
      case "Type":
      case "Forbidden":
        this.leaf(issue.ast, issue.actual, issue.message, keys)
        return
      case "Missing":
        this.missing(keys)
        return
      case "Unexpected":
        this.unexpected(keys, within)
    }
  }

  private pointer(issue: ParseResult.Pointer, keys: ReadonlyArray<Key>, within: AST.AST | undefined): void {
    const path = (Array.isArray(issue.path) ? issue.path : [issue.path]) as ReadonlyArray<PropertyKey>
    const here = [...keys, ...path.map((key) => (typeof key === "symbol" ? String(key) : key))]
    this.walk(issue.issue, here, issue.issue._tag === "Unexpected" ? within : undefined)
  }

  private missing(keys: ReadonlyArray<Key>): void {
    const key = String(keys[keys.length - 1])
    this.problems.push({ severity: "error", keys, on: "key", message: `is missing`, expected: `"${key}:" and what belongs there` })
  }

  private unexpected(keys: ReadonlyArray<Key>, within: AST.AST | undefined): void {
    const key = String(keys[keys.length - 1])
    const literal = within !== undefined && AST.isTypeLiteral(within) ? within : undefined
    if (literal !== undefined && literal.indexSignatures.length > 0) {
      const parameter = literal.indexSignatures[0].parameter
      const code = /^(JurisdictionCode|PlaceCode)$/.test(identifierOf(parameter) ?? "")
      this.problems.push({ severity: "error", keys, on: "key", message: `"${key}" cannot be a key here`, expected: describe(parameter), hint: code ? codeHint(key, this.declared) : undefined })
      return
    }
    const known = literal === undefined ? [] : literal.propertySignatures.map((p) => String(p.name))
    this.problems.push({ severity: "error", keys, on: "key", message: `there is no key "${key}" here`, expected: `one of: ${listed(known, 40)}`, hint: didYouMean(key, known) ?? (key.includes(" ") ? BARE_COMMA : undefined), unknownKey: true })
  }

  /** Goes on with the branch that was meant: by the kind of value, then by the keys that it has. */
  private union(ast: AST.Union, actual: unknown, issues: ReadonlyArray<ParseResult.ParseIssue>, keys: ReadonlyArray<Key>): void {
    const fitting = issues.filter((one) => "ast" in one && admits(one.ast as AST.AST, actual))
    if (fitting.length === 0) {
      this.leaf(ast, actual, undefined, keys)
      return
    }
    const best = isMap(actual) ? fitting.reduce((a, b) => (knownKeys(b, actual) > knownKeys(a, actual) ? b : a)) : fitting[0]
    const told = typeof actual === "object" ? "structure" : messageOf(best)
    if (told === undefined) this.leaf(ast, actual, undefined, keys)
    else this.walk(best, keys, undefined)
  }

  private leaf(ast: AST.AST, actual: unknown, said: string | undefined, keys: ReadonlyArray<Key>): void {
    const key = keys[keys.length - 1]
    const onKey = actual === key && valueAt(this.tree, keys) !== key
    const [expected, why] = said === undefined ? [describe(ast), ""] : split(said)
    const words = literalsOf(ast).map(String)
    const text = typeof actual === "string" ? actual : undefined
    const code = /^(JurisdictionCode|PlaceCode)$/.test(identifierOf(ast) ?? "")
    const hint = text === undefined ? (typeof actual === "number" && expected === "text" ? `quote it: "${actual}"` : undefined) : code ? codeHint(text, this.declared) : didYouMean(text, words)
    const asked = /did you mean [^?]*\?/.exec(why)?.[0]
    this.problems.push({ severity: "error", keys, on: onKey ? "key" : "value", message: onKey ? `"${String(key)}" cannot be a key here` : `cannot be ${show(actual)}`, expected, hint: hint ?? asked })
  }
}

/** The sentence of a schema ("a share such as \"30 %\"; not \"x\""): what is expected, and why not. */
function split(said: string): [expected: string, why: string] {
  const at = said.indexOf("; ")
  return at < 0 ? [said, ""] : [said.slice(0, at), said.slice(at + 2)]
}

function messageOf(issue: ParseResult.ParseIssue): string | undefined {
  switch (issue._tag) {
    case "Type":
    case "Forbidden":
      return issue.message
    case "Refinement":
    case "Transformation":
      return messageOf(issue.issue) ?? (issue._tag === "Refinement" && issue.kind === "Predicate" ? describe(issue.ast) : undefined)
    case "Composite": {
      const inner = (Array.isArray(issue.issues) ? issue.issues : [issue.issues]) as ReadonlyArray<ParseResult.ParseIssue>
      const fitting = inner.filter((one) => "ast" in one && admits(one.ast as AST.AST, issue.actual))
      return fitting.length === 1 ? messageOf(fitting[0]) : undefined
    }
    default:
      return undefined
  }
}

function admits(ast: AST.AST, actual: unknown): boolean {
  switch (ast._tag) {
    case "Literal":
      return typeof ast.literal === typeof actual
    case "StringKeyword":
    case "TemplateLiteral":
      return typeof actual === "string"
    case "NumberKeyword":
      return typeof actual === "number"
    case "BooleanKeyword":
      return typeof actual === "boolean"
    case "TupleType":
      return isList(actual)
    case "TypeLiteral":
      return isMap(actual)
    case "UndefinedKeyword":
    case "VoidKeyword":
    case "NeverKeyword":
      return actual === undefined
    case "Union":
      return ast.types.some((type) => admits(type, actual))
    case "Refinement":
    case "Transformation":
      return admits(ast.from, actual)
    case "Suspend":
      return admits(ast.f(), actual)
    default:
      return true
  }
}

/** How many of the mapping's keys the branch of this issue knows. */
function knownKeys(issue: ParseResult.ParseIssue, actual: object): number {
  const literals = "ast" in issue ? typeLiterals(issue.ast as AST.AST) : []
  return Math.max(0, ...literals.map((literal) => Object.keys(actual).reduce((sum, key) => sum + knows(literal, key), 0)))
}

/** A mistyped key speaks for its branch too, less than a right one. */
function knows(literal: AST.TypeLiteral, key: string): number {
  const names = literal.propertySignatures.map((p) => String(p.name))
  return names.includes(key) ? 1 : nearest(key, names) === undefined ? 0 : 0.5
}

function typeLiterals(ast: AST.AST): ReadonlyArray<AST.TypeLiteral> {
  switch (ast._tag) {
    case "TypeLiteral":
      return [ast]
    case "Union":
      return ast.types.flatMap(typeLiterals)
    case "Refinement":
    case "Transformation":
      return typeLiterals(ast.from)
    case "Suspend":
      return typeLiterals(ast.f())
    default:
      return []
  }
}

function literalsOf(ast: AST.AST): ReadonlyArray<AST.LiteralValue> {
  switch (ast._tag) {
    case "Literal":
      return [ast.literal]
    case "Union":
      return ast.types.flatMap(literalsOf)
    case "Refinement":
    case "Transformation":
      return literalsOf(ast.from)
    default:
      return []
  }
}

function annotation(ast: AST.AST, id: symbol): string | undefined {
  const value = ast.annotations[id]
  return typeof value === "string" ? value : undefined
}

function identifierOf(ast: AST.AST): string | undefined {
  return annotation(ast, AST.IdentifierAnnotationId)
}

/** What is expected, in a few words. */
function describe(ast: AST.AST): string {
  const words = literalsOf(ast)
  if (AST.isUnion(ast) && words.length === ast.types.length) return `one of: ${words.map(String).join(", ")}`
  switch (ast._tag) {
    case "Literal":
      return typeof ast.literal === "string" ? `"${ast.literal}"` : String(ast.literal)
    case "StringKeyword":
      return "text"
    case "NumberKeyword":
      return "a number"
    case "BooleanKeyword":
      return "true or false"
    case "TupleType":
      return "a list"
    case "TypeLiteral":
      return "a mapping"
    case "Union":
      return [...new Set(ast.types.filter((type) => !AST.isUndefinedKeyword(type)).map(describe))].join(" or ")
    case "Suspend":
      return describe(ast.f())
    case "Refinement":
    case "Transformation": {
      const structure = describe(ast.from)
      if (structure === "a mapping" || AST.isUnion(AST.isTransformation(ast) ? ast.from : ast)) {
        const scalar = /^text or a number$|^a number or text$/.test(structure)
        if (!scalar) return structure
      }
      const text = annotation(ast, AST.DescriptionAnnotationId)
      return text === undefined ? structure : (/^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)).replace(/\.$/, "")
    }
    default:
      return "something else"
  }
}

/** A value in a message: scalars as they are, structures by kind. */
export function show(value: unknown): string {
  if (typeof value === "string") return `"${value.length > 60 ? `${value.slice(0, 57)}...` : value}"`
  if (isList(value)) return value.length === 0 ? "an empty list" : "a list"
  if (isMap(value)) return Object.keys(value).length === 0 ? "an empty mapping" : "a mapping"
  return String(value)
}

/** A scenario file's bytes, read as one YAML 1.2 document: a plain tree with the place of every value, or why it is none. */
import { isAlias, isMap as isYamlMap, isNode, isScalar, isSeq, type Document, parseDocument, type YAMLMap, type YAMLSeq } from "yaml"
import type { Diagnostic } from "./diagnostics.ts"
import { type Key, NOWHERE, type Origin, Origins, type RawMap } from "./origins.ts"
import { type Lines, linesOf, pathText } from "./problem.ts"
import { invalidUtf8At } from "./utf8.ts"

/** A file larger than this is no scenario [bytes]: the largest of the catalogue has a hundredth. */
export const BYTES_MAX = 5 * 1024 * 1024
/** Deeper nesting is no scenario, and would end in the parser's stack. */
const DEPTH_MAX = 60
/** Values that aliases may repeat in all: beyond it they are an explosion. */
const ALIASED_MAX = 20_000
/** More values are no scenario: the largest of the catalogue has a fiftieth, and each may be told as an error. */
const VALUES_MAX = 100_000
/** Errors of the text that are told. */
const ERRORS_MAX = 50

/** Keys that would reach an object's prototype. */
const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"])

/** Why prose ends in a key that nobody meant. */
export const BARE_COMMA = "a bare comma inside { } starts a new key: quote prose that has one"

/** What the parser says of each token once it has lost the structure of the file. */
const ADRIFT = /in YAML stream|^Not a YAML token/

/** Tags that say what a value is anyway. */
const PLAIN_TAGS = new Set(["str", "int", "float", "bool", "map", "seq"].map((word) => `tag:yaml.org,2002:${word}`))

export interface Reading {
  readonly text: string
  readonly lines: Lines
  /** Undefined where the text is no tree at all. */
  readonly tree: RawMap | undefined
  readonly origins: Origins
  readonly diagnostics: ReadonlyArray<Diagnostic>
  /** Structural paths that were left out of the tree since they were refused. */
  readonly dropped: ReadonlyArray<ReadonlyArray<Key>>
}

/** Reads the bytes. Never throws; all that is wrong with the text is told at once. */
export function readDocument(bytes: Uint8Array, file: string): Reading {
  const text = new TextDecoder("utf-8").decode(bytes.length > BYTES_MAX ? bytes.slice(0, 4096) : bytes)
  const lines = linesOf(text)
  const refuse = (at: number, message: string, more: { readonly expected?: string; readonly hint?: string } = {}): Reading => ({
    text,
    lines,
    tree: undefined,
    origins: new Origins(),
    diagnostics: [{ severity: "error", file, ...lines.at(at), path: "", message, ...more }],
    dropped: []
  })
  if (bytes.length > BYTES_MAX) return refuse(0, `the file has ${(bytes.length / 1024 / 1024).toFixed(1)} MiB`, { expected: "a scenario of at most 5 MiB" })
  const nul = bytes.indexOf(0)
  if (nul >= 0) return refuse(charactersBefore(bytes, nul), "this is a binary file: it has a NUL byte", { expected: "a scenario as YAML text in UTF-8" })
  const invalid = invalidUtf8At(bytes)
  if (invalid >= 0) return refuse(charactersBefore(bytes, invalid), `byte ${invalid + 1} (0x${bytes[invalid].toString(16)}) is not UTF-8`, { expected: "text in UTF-8", hint: "save the file as UTF-8" })
  if (text.trim() === "") return refuse(0, "the file is empty", { expected: "a scenario that begins with situs: 1" })
  const deep = tooDeepAt(text)
  try {
    const document = parseDocument(text, { version: "1.2", schema: "core", uniqueKeys: false, prettyErrors: false, strict: true, merge: false })
    return new Walk(document, text, lines, file).reading()
  } catch (error) {
    // The parser recurses, and reports what it did not foresee by throwing: both are the text's doing.
    return refuse(Math.max(0, deep), error instanceof RangeError ? "brackets are nested too deeply" : `not YAML: ${String(error instanceof Error ? error.message : error).split("\n")[0]}`, { expected: `at most ${DEPTH_MAX} levels` })
  }
}

/** Characters of the decoded text before a byte (a byte order mark is none of them). */
function charactersBefore(bytes: Uint8Array, offset: number): number {
  return new TextDecoder("utf-8").decode(bytes.subarray(0, offset)).length
}

/** Offset of the first bracket that opens one level too many; -1 if none does. Brackets in prose count too: it only points. */
function tooDeepAt(text: string): number {
  let depth = 0
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (c === "[" || c === "{") {
      if (++depth > DEPTH_MAX) return i
    } else if (c === "]" || c === "}") depth = Math.max(0, depth - 1)
  }
  return -1
}

const REFUSED = Symbol("refused")
type Node = unknown
type Span = readonly [from: number, until: number]

/** One walk over the nodes of a document, collecting the tree and everything that is wrong with it. */
class Walk {
  private readonly origins = new Origins()
  private readonly diagnostics: Diagnostic[] = []
  private readonly dropped: Key[][] = []
  private readonly open: unknown[] = []
  private aliased = 0
  private values = 0
  private exploded = false
  constructor(
    private readonly document: Document,
    private readonly text: string,
    private readonly lines: Lines,
    private readonly file: string
  ) {}

  reading(): Reading {
    const { text, lines, origins, diagnostics, dropped } = this
    const none = () => ({ text, lines, tree: undefined, origins, diagnostics, dropped })
    for (const error of this.firstHand().slice(0, ERRORS_MAX)) this.syntax(error.code, error.message, error.pos[0], error.pos[1])
    const yaml = this.document.directives?.yaml
    if (yaml?.explicit === true && yaml.version !== "1.2") this.tell([0, 5], [], `the file asks for YAML ${yaml.version}`, { expected: "YAML 1.2 (in 1.1, Norway's code NO is false)" })
    if (diagnostics.length > 0) return none()
    const root: unknown = this.document.contents
    if (root === null || (isScalar(root) && root.value === null)) {
      this.tell([0, 1], [], "the file is empty", { expected: "a scenario that begins with situs: 1" })
      return none()
    }
    if (!isYamlMap(root)) {
      this.tell(spanOf(root), [], `a scenario is a mapping; this is ${isSeq(root) ? "a list" : "plain text"}`, { expected: "situs: 1, id, title and the sections" })
      return none()
    }
    const tree = this.value(root, [], 0, false)
    return tree === REFUSED || this.exploded ? none() : { text, lines, tree: tree as RawMap, origins, diagnostics, dropped }
  }

  private tell(span: Span, keys: ReadonlyArray<Key>, message: string, more: { readonly expected?: string; readonly hint?: string } = {}): void {
    if (this.diagnostics.length >= ERRORS_MAX) return
    const path = pathText(undefined, keys.filter((k) => typeof k === "string"))
    this.diagnostics.push({ severity: "error", file: this.file, ...this.lines.at(span[0]), length: this.lines.length(span[0], span[1]), path, message: path === "" ? message : `${path}: ${message}`, ...more })
  }

  /** The parser's errors without those that follow from others: one a line, and none after a tab that indents or where it reads tokens only. */
  private firstHand(): ReadonlyArray<Document["errors"][number] | Document["warnings"][number]> {
    const { errors, warnings } = this.document
    const lost = errors.findIndex((error) => ADRIFT.test(error.message))
    const tab = errors.findIndex((error) => error.code === "TAB_AS_INDENT")
    const last = Math.min(lost < 0 ? errors.length : Math.max(1, lost), tab < 0 ? errors.length : tab + 1)
    const lines = new Set<number>()
    return [...errors.slice(0, last), ...warnings].filter((error) => {
      const { line } = this.lines.at(error.pos[0])
      return !lines.has(line) && lines.add(line)
    })
  }

  private syntax(code: string, message: string, from: number, until: number): void {
    if (code === "MULTIPLE_DOCS") this.tell([from, from + 3], [], "a second document begins here", { expected: "one scenario a file" })
    else if (code === "TAG_RESOLVE_FAILED") this.tell([from, until], [], "tags are not used in a scenario", { hint: "leave the !word out" })
    else if (code === "TAB_AS_INDENT") this.tell([from, until], [], "tabs are not allowed as indentation", { expected: "spaces", hint: "let the editor write spaces for tabs, in the whole file" })
    else if (message.includes("call stack")) this.tell([from, until], [], "brackets are nested too deeply", { expected: `at most ${DEPTH_MAX} levels` })
    else this.tell([from, until], [], `not YAML: ${message}`, code === "BLOCK_AS_IMPLICIT_KEY" || code === "MISSING_CHAR" || message.endsWith("at node end") ? { hint: "a text with a colon, a quote or a bracket in it needs quotes around it" } : {})
  }

  private value(node: Node, keys: Key[], depth: number, aliased: boolean): unknown {
    if (aliased && ++this.aliased > ALIASED_MAX) return this.explode(node, `aliases repeat more than ${ALIASED_MAX} values`, "aliases that repeat little")
    if (++this.values > VALUES_MAX) return this.explode(node, `the file has more than ${VALUES_MAX} values`, "a smaller scenario")
    if (isAlias(node)) return this.alias(node, keys, depth)
    if (isNode(node) && node.tag !== undefined && !PLAIN_TAGS.has(node.tag)) return this.refuse(spanOf(node), keys, "tags are not used in a scenario", { hint: "leave the !word out" })
    if (depth > DEPTH_MAX) return this.refuse(spanOf(node), keys, "nested too deeply", { expected: `at most ${DEPTH_MAX} levels` })
    if (isYamlMap(node)) return this.map(node, keys, depth, aliased)
    if (isSeq(node)) return this.list(node, keys, depth, aliased)
    if (!isScalar(node) || node.value === null || node.value === undefined) return REFUSED
    if (typeof node.value === "number" && !Number.isFinite(node.value)) return this.refuse(spanOf(node), keys, "this is no number that can be used", { expected: "a finite number" })
    return node.value
  }

  private refuse(span: Span, keys: Key[], message: string, more: { readonly expected?: string; readonly hint?: string } = {}): symbol {
    this.tell(span, keys, message, more)
    this.dropped.push([...keys])
    return REFUSED
  }

  /** Gives up: whatever else is in the file is not told. */
  private explode(node: Node, message: string, expected: string): symbol {
    if (!this.exploded) this.tell(spanOf(node), [], message, { expected })
    this.exploded = true
    return REFUSED
  }

  private alias(node: Node, keys: Key[], depth: number): unknown {
    const target = isAlias(node) ? node.resolve(this.document) : undefined
    const span = spanOf(node)
    if (target === undefined) return this.refuse(span, keys, "this alias names no anchor before it")
    if (this.open.includes(target)) return this.refuse(span, keys, "this alias contains itself")
    if (this.exploded) return REFUSED
    if (isScalar(target) && target.value === null) return this.refuse(span, keys, "empty value", { expected: "a value" })
    return this.value(target, keys, depth + 1, true)
  }

  private map(node: YAMLMap, keys: Key[], depth: number, aliased: boolean): unknown {
    const map: Record<string, unknown> = {}
    const firstAt = new Map<string, number>()
    let emptyBefore = false
    this.open.push(node)
    for (const pair of node.items) {
      if (this.exploded) break
      const key = isAlias(pair.key) ? pair.key.resolve(this.document) : pair.key
      const keySpan = spanOf(pair.key)
      if (!isScalar(key) || key.value === null || typeof key.value === "object") {
        this.tell(keySpan, keys, "a key must be a word", { hint: "quote the text, or put it behind a key" })
        continue
      }
      const name = String(typeof key.value === "string" ? key.value : (key.source ?? key.value))
      const here = [...keys, name]
      // Prose with several bare commas is one mistake: its first piece is told.
      const again = node.flow === true && emptyBefore && isEmpty(pair.value)
      emptyBefore = isEmpty(pair.value)
      if (again) {
        this.dropped.push(here)
        continue
      }
      const first = firstAt.get(name)
      if (FORBIDDEN.has(name)) this.refuse(keySpan, here, `the key "${name}" is not allowed anywhere`)
      else if (first !== undefined) this.refuse(keySpan, here, `the key "${name}" stands here a second time`, { hint: `it stands first at line ${this.lines.at(first).line}` })
      else {
        firstAt.set(name, keySpan[0])
        this.entry(map, name, pair.value, keySpan, here, depth, aliased, node.flow === true)
      }
    }
    this.open.pop()
    return map
  }

  private entry(map: Record<string, unknown>, name: string, node: Node, keySpan: Span, keys: Key[], depth: number, aliased: boolean, flow: boolean): void {
    if (isEmpty(node)) {
      this.refuse(keySpan, keys, "empty value", { expected: `a value behind "${name}:"`, ...(flow ? { hint: BARE_COMMA } : { hint: "write none, never or unknown where that is meant, or leave the key out" }) })
      return
    }
    const value = this.value(node, keys, depth + 1, aliased)
    if (value === REFUSED) return
    map[name] = value
    this.origins.put(map, name, { ...origin(spanOf(node)), keyAt: keySpan[0], keyEnd: keySpan[1] })
  }

  private list(node: YAMLSeq, keys: Key[], depth: number, aliased: boolean): unknown {
    const list: unknown[] = []
    this.open.push(node)
    for (const item of node.items) {
      if (this.exploded) break
      const here = [...keys, list.length]
      if (isEmpty(item)) {
        const at = isScalar(item) ? spanOf(item)[0] : spanOf(node)[0]
        const dash = this.text.lastIndexOf("-", at)
        const from = dash >= 0 && this.text.slice(dash + 1, at).trim() === "" ? dash : Math.min(at, Math.max(0, this.text.length - 1))
        this.refuse([from, from + 1], here, "empty value", { expected: "an entry of the list" })
        continue
      }
      const value = this.value(item, here, depth + 1, aliased)
      if (value === REFUSED) continue
      this.origins.put(list, list.length, origin(spanOf(item)))
      list.push(value)
    }
    this.open.pop()
    return list
  }
}

function isEmpty(node: Node): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null)
}

function origin(span: Span): Origin {
  return { ...NOWHERE, at: span[0], end: span[1] }
}

function spanOf(node: Node): Span {
  const range = typeof node === "object" && node !== null && "range" in node ? (node.range as readonly number[] | null | undefined) : undefined
  return range === null || range === undefined ? [0, 1] : [range[0], Math.max(range[1], range[0] + 1)]
}

/** A found case as a scenario file: `situs run` on it breaks the same promise, with the same chance. */
import { Either, Schema } from "effect"
import { Document, isCollection, isMap, isScalar, isSeq, visit } from "yaml"
import { BETWEEN_RUNS } from "../invariants/betweenRuns.ts"
import { PROMISES } from "../invariants/promise.ts"
import { Scenario } from "../model/scenario.ts"
import { listOf, mapOf, type Tree } from "./gone.ts"
import { rawOf } from "./readable.ts"
import type { Failure, Found } from "./search.ts"
import type { Trial } from "./trial.ts"

/** The file's name without its ending: what fails, and the number of the world. `of`: the scenario that it was made of, else it was generated. */
export function foundId({ failure, number }: Pick<Found, "failure" | "number">, of = "found"): string {
  const what = failure.kind === "crashed" ? failure.kind : failure.promise.toLowerCase()
  return `${of}-${what}-${number}`
}

/** What a failure is, as a title. */
export function failureTitle(failure: Failure): string {
  if (failure.kind === "broken") return `${failure.promise} breaks: ${promiseSays(failure.promise)}`
  if (failure.kind === "differs") return `${failure.promise} breaks: the same world is another when it is ${failure.how}`
  return "The engine gives up"
}

export function promiseSays(id: string): string {
  const says: Readonly<Record<string, string>> = { ...PROMISES, ...BETWEEN_RUNS }
  return Object.hasOwn(says, id) ? says[id] : id
}

/** The scenario that the file states: the smallest one found, with its seed, a title that says what breaks, and the variant that promises compare with. */
export function foundScenario(found: Found, of?: string): Scenario {
  return caseOf(found.reduced.trial, foundId(found, of), failureTitle(found.failure))
}

/** A trial as a scenario of its own: `situs run` on its file plays the same world. */
export function caseOf({ scenario, seed }: Trial, id: string, title: string): Scenario {
  const orders = Object.keys(scenario.orders)
  const { baseline: _baseline, ...rest } = scenario
  return { ...rest, id, title, seed, claims: [], variants: orders.length === 0 ? {} : { "no-order": { without: orders } } }
}

/** The text of the file. `comment`: lines that stand above it: its story, and how to see it again. */
export function foundText(found: Found, comment: ReadonlyArray<string>, of?: string): string {
  return fileText(foundScenario(found, of), comment)
}

/** The text of a scenario file, under a comment. */
export function fileText(scenario: Scenario, comment: ReadonlyArray<string>): string {
  const raw = rawOf(scenario)
  if (raw === undefined) throw new Error("a trial that was played can be written")
  const above = comment.map((line) => (line === "" ? "#\n" : `# ${line}\n`)).join("")
  return `${above}${yamlOf(shortest(raw as Tree, scenario))}`
}

/** The trial that a file states. */
export function trialOfScenario(scenario: Scenario): Trial {
  return { scenario, seed: scenario.seed }
}

/** The shortest way to say the scenario; where shortening has said something else, the long way. */
function shortest(raw: Tree, scenario: Scenario): Tree {
  const short = ordered(shortened(raw, "") as Tree)
  const read = Schema.decodeUnknownEither(Scenario, { onExcessProperty: "error" })(short)
  return Either.isRight(read) && same(read.right, scenario) ? short : ordered(raw)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b))
}

/** With keys in one order, so that two texts are equal where two values are. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]))
}

/** What a key says where it is left out. */
const LEFT_OUT: Readonly<Record<string, unknown>> = { extent: "territory", hypothetical: false, path: "relay", match: "name", seed: 1, after: "registration", "no-legal-place": "wait", "keep-or-erase": "keep", "cross-border-message": "recipient-home", "knows-citizenship": "yes" }
/** Sections that may be left out where nothing is in them. */
const SECTIONS = new Set(["marks", "sources", "carriers", "providers", "sites", "orders", "answers", "events", "choices", "variants", "claims"])
/** Lists that may be written without brackets where they have one entry. */
const ONE = new Set(["what", "of", "by", "to", "in", "at", "via", "not-in", "only", "people", "home", "citizen", "account", "sim", "store", "present", "exit", "list", "option", "carrier", "uses", "segment", "plan", "access", "vpn", "status", "accepts", "about", "without", "with", "travels", "also"])
/** Keys of mappings in which those lists stand otherwise. */
const LISTS_OF = new Set(["roles"])

function shortened(value: unknown, key: string): unknown {
  if (typeof value === "string") return unitsOf(value)
  if (Array.isArray(value)) {
    const list = value.map((item) => shortened(item, ""))
    return ONE.has(key) && !LISTS_OF.has(key) && list.length === 1 ? list[0] : list
  }
  if (typeof value !== "object" || value === null) return value
  const entries = Object.entries(value).map(([name, one]): [string, unknown] => [name, shortened(one, name)])
  if (key === "keys" && entries.length === 1 && entries[0][0] === "by") return entries[0][1]
  return Object.fromEntries(entries.filter(([name, one]) => !(Object.hasOwn(LEFT_OUT, name) && LEFT_OUT[name] === one) && !(SECTIONS.has(name) && isEmpty(one)) && !(name === "kind" && one === "mobile")))
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0
}

const UNITS = [["days", 86_400_000], ["h", 3_600_000], ["min", 60_000], ["s", 1000]] as const

/** `7 days` of `604800000 ms`, also behind an instant. */
function unitsOf(text: string): string {
  return text.replace(/(^| \+ )(\d+) ms$/, (whole, before: string, digits: string) => {
    const ms = Number(digits)
    const unit = UNITS.find(([, size]) => ms >= size && ms % size === 0)
    return unit === undefined ? whole : `${before}${ms / unit[1]} ${ms === 86_400_000 ? "day" : unit[0]}`
  })
}

/** The order in which a scenario is read. */
const ORDER = ["situs", "id", "title", "question", "about", "baseline", "from", "until", "seed", "marks", "source", "grade", "note", "sources", "countries", "carriers", "providers", "sites", "services", "people", "orders", "answers", "events", "choices", "variants", "claims"]
const VERSE = ["by", "kind", "to", "when", "demands", "through", "does", "do", "else", "timeline"]

function ordered(tree: Tree): Tree {
  const by = (order: ReadonlyArray<string>) => (one: Tree) => Object.fromEntries(Object.entries(one).map((entry) => ({ entry, at: order.indexOf(entry[0]) })).sort((a, b) => (a.at < 0 ? order.length : a.at) - (b.at < 0 ? order.length : b.at)).map(({ entry }) => entry))
  const next = by(ORDER)(tree)
  for (const section of ["orders", "answers", "events"]) if (next[section] !== undefined) next[section] = Object.fromEntries(Object.entries(mapOf(next[section])).map(([id, one]) => [id, by(VERSE)(mapOf(one))]))
  return next
}

const LINE_MAX = 110

/** As people write these files: sections as blocks, and on one line what fits. */
function yamlOf(tree: Tree): string {
  const document = new Document(tree, { version: "1.2", schema: "core" })
  visit(document, {
    Collection: (_, node, path) => {
      const depth = path.filter((one) => isMap(one) || isSeq(one)).length
      if (depth > 0 && isCollection(node) && !(depth === 1 && holdsMaps(node.toJSON())) && JSON.stringify(node.toJSON()).length < LINE_MAX) node.flow = true
    },
    // Text with a comma would read as two keys inside brackets.
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === "string" && /[,{}[\]]/.test(node.value)) node.type = "QUOTE_DOUBLE"
    }
  })
  return document.toString({ lineWidth: 0, flowCollectionPadding: true })
}

function holdsMaps(value: unknown): boolean {
  return [...listOf(value), ...Object.values(mapOf(value))].some((one) => typeof one === "object" && one !== null)
}

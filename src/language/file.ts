/** A scenario file, read whole: its base, its variants, where its numbers come from; or everything that is wrong with it. */
import type { Gazetteer } from "../model/gazetteer.ts"
import type { Scenario } from "../model/scenario.ts"
import { type Assumption, assumptionsOf } from "./assumptions.ts"
import { canonicalJson } from "./canonical.ts"
import { checkScenario } from "./check.ts"
import { type Decoded, decodeScenario } from "./decode.ts"
import { type Diagnostic, printDiagnostics } from "./diagnostics.ts"
import { type Reading, readDocument } from "./document.ts"
import { expand } from "./expand.ts"
import { listed } from "./nearest.ts"
import { NOWHERE, type RawMap, replaced } from "./origins.ts"
import { resolve } from "./paths.ts"
import { placed, type Problem, pathText } from "./problem.ts"
import { sha256 } from "./sha256.ts"
import { unwrap } from "./unwrap.ts"
import { type AppliedChange, type AppliedVariant, applyVariants, resting } from "./variants.ts"

/** A counterfactual, decoded: the scenario as it then stands, without what is switched off. */
export interface VariantScenario {
  readonly id: string
  readonly title: string | undefined
  readonly scenario: Scenario
  readonly changes: ReadonlyArray<AppliedChange>
  readonly without: ReadonlyArray<string>
  readonly with: ReadonlyArray<string>
}

/** A path of the language and the value that it gets, as `--set` says them. */
export interface Setting {
  readonly path: string
  readonly value: unknown
}

export type Refused = {
  readonly ok: false
  /** `path`: a `--set` path leads nowhere. */
  readonly kind: "file" | "path"
  readonly diagnostics: ReadonlyArray<Diagnostic>
  /** The diagnostics, printed. */
  readonly text: string
}
export type Read = { readonly ok: true; readonly file: ScenarioFile } | Refused

export interface ScenarioFile {
  /** Name of the file as it was given. */
  readonly name: string
  readonly id: string
  /** The text of the file. */
  readonly text: string
  /** SHA-256 of the canonical JSON of the tree, long forms unwrapped and `--set` applied. */
  readonly hash: string
  /** Everything in the file, what is hypothetical too. */
  readonly base: Scenario
  /** The raw tree, long forms unwrapped. */
  readonly raw: RawMap
  /** `as-happened` first, then in the order of the file. */
  readonly variantIds: ReadonlyArray<string>
  /** Undefined for an id that is not in `variantIds`. */
  readonly variant: (id: string) => VariantScenario | undefined
  readonly assumptions: ReadonlyArray<Assumption>
  readonly notes: ReadonlyArray<Diagnostic>
  /** YAML text of the base with every default written out and marked. */
  readonly expanded: () => string
  /** The file with other values in its base; a variant's own `set` wins over them. */
  readonly withSets: (sets: ReadonlyArray<Setting>) => Read
}

/**
 * Reads a scenario file's bytes. Never throws: what is wrong with the file is told, all at once. `gazetteer` and `zones` (names of
 * IANA time zones) come from outside, so that this runs in a browser: without them places and zones are not looked up.
 */
export function readScenario(bytes: Uint8Array, fileName: string, gazetteer?: Gazetteer, zones?: ReadonlySet<string>): Read {
  const reading = readDocument(bytes, fileName)
  if (reading.tree === undefined) return refused(reading.diagnostics, reading.text, "file")
  const { tree, problems } = unwrap(reading.tree, reading.origins)
  return new Build(reading, tree, problems, fileName, gazetteer, zones).read([])
}

function refused(diagnostics: ReadonlyArray<Diagnostic>, text: string, kind: "file" | "path"): Refused {
  return { ok: false, kind, diagnostics, text: printDiagnostics(text, diagnostics) }
}

/** Paths of values without evidence that a note names: who has more sees from these where to look. */
const UNGRADED_MAX = 5

class Build {
  constructor(
    private readonly reading: Reading,
    /** The tree as the file has it. */
    private readonly file: RawMap,
    private readonly unwrapping: ReadonlyArray<Problem>,
    private readonly name: string,
    private readonly gazetteer: Gazetteer | undefined,
    private readonly zones: ReadonlySet<string> | undefined
  ) {}

  read(sets: ReadonlyArray<Setting>): Read {
    const { origins } = this.reading
    const found = new Findings(this.reading, this.name)
    const base = this.withSettings(sets, found)
    if (found.kind === "path") return refused(found.sorted(), this.reading.text, "path")
    found.add(this.unwrapping, this.file, origins)
    const decoded = decodeScenario(base, origins)
    found.add(decoded.problems, base, origins)
    if (decoded.scenario === undefined) return refused(found.sorted(), this.reading.text, found.kind)
    const { variants, problems } = applyVariants(this.file, base, origins)
    found.add(problems, base, origins)
    this.check(decoded, decoded.scenario, "file", found)
    const scenarios = new Map<string, VariantScenario>()
    for (const applied of variants) {
      const whole = this.variant(applied, decoded, found)
      if (whole !== undefined) scenarios.set(applied.id, whole)
    }
    if (decoded.problems.length > 0 && !found.sorted().some((d) => d.severity === "error")) found.add(decoded.problems.map((p) => ({ ...p, keys: p.keys.slice(0, 1) })), base, origins)
    const diagnostics = found.sorted()
    if (diagnostics.some((d) => d.severity === "error")) return refused(diagnostics, this.reading.text, found.kind)
    return { ok: true, file: this.whole(base, decoded.scenario, scenarios, diagnostics, sets) }
  }

  private whole(base: RawMap, scenario: Scenario, variants: ReadonlyMap<string, VariantScenario>, notes: ReadonlyArray<Diagnostic>, sets: ReadonlyArray<Setting>): ScenarioFile {
    const assumptions = assumptionsOf(base, this.reading.origins)
    const ungraded = assumptions.filter((a) => a.grade === "ungraded")
    const note = ungraded.length === 0 ? [] : [this.ungraded(ungraded, base)]
    return {
      name: this.name,
      id: scenario.id,
      text: this.reading.text,
      hash: sha256(canonicalJson(base)),
      base: scenario,
      raw: base,
      variantIds: [...variants.keys()],
      variant: (id) => variants.get(id),
      assumptions,
      notes: [...notes, ...note],
      expanded: () => expand(base, scenario, this.reading.origins),
      withSets: (more) => this.read([...sets, ...more])
    }
  }

  private ungraded(list: ReadonlyArray<Assumption>, base: RawMap): Diagnostic {
    const first = placed({ severity: "note", keys: list[0].keys, on: "value", message: "" }, base, this.reading.origins, this.reading.lines, this.name)
    const { via: _, ...place } = first
    return { ...place, message: `${list.length} value${list.length === 1 ? " has" : "s have"} neither a source nor a grade: ${listed(list.map((one) => one.path), UNGRADED_MAX)}`, hint: "give each a source, or grade: judgement" }
  }

  /** The base of the file with the values of `--set`. */
  private withSettings(sets: ReadonlyArray<Setting>, found: Findings): RawMap {
    let tree = this.file
    for (const { path, value } of sets) {
      const to = resolve(tree, path)
      if (!to.ok) {
        found.argument({ path, message: to.message, expected: to.expected, hint: to.hint })
        continue
      }
      const wrapped = unwrap({ set: { value: { path: value } } } as unknown as RawMap, this.reading.origins).tree as { readonly set: { readonly value: { readonly path: unknown } } }
      const changed = replaced(tree, this.reading.origins, to.keys, wrapped.set.value.path, { ...NOWHERE, via: { kind: "argument", path } })
      tree = resting(changed, this.reading.origins, to.keys, [])
    }
    return tree
  }

  private check(decoded: Decoded, scenario: Scenario, part: "file" | "variant", found: Findings): void {
    const left = [...decoded.left, ...this.reading.dropped.map((keys) => pathText(undefined, keys))]
    const problems = checkScenario({ scenario, tree: decoded.tree, origins: this.reading.origins, raw: this.file, part, gazetteer: this.gazetteer, zones: this.zones, left })
    found.add(problems, decoded.tree, this.reading.origins)
  }

  /** A variant's tree decoded and checked. Its claims and variants are those of the file. */
  private variant(applied: AppliedVariant, base: Decoded, found: Findings): VariantScenario | undefined {
    const { claims: _claims, variants: _variants, ...rest } = applied.tree
    const tree = keep(rest, applied.tree, this.reading)
    const decoded = decodeScenario(tree, this.reading.origins)
    found.add(decoded.problems, tree, this.reading.origins)
    if (decoded.scenario === undefined || base.scenario === undefined) return undefined
    this.check(decoded, decoded.scenario, "variant", found)
    const scenario: Scenario = { ...decoded.scenario, claims: base.scenario.claims, variants: base.scenario.variants }
    return { id: applied.id, title: applied.title, scenario, changes: applied.changes, without: applied.without, with: applied.with }
  }
}

/** The origins of a tree's sections, for a copy of the tree with fewer of them. */
function keep(copy: Record<string, unknown>, tree: RawMap, reading: Reading): RawMap {
  for (const key of Object.keys(copy)) {
    const origin = reading.origins.get(tree, key)
    if (origin !== undefined) reading.origins.put(copy, key, origin)
  }
  return copy
}

/** Findings of all passes; the same one from the file and from its variants is told once. */
class Findings {
  private readonly list = new Map<string, Diagnostic>()
  kind: "file" | "path" = "file"
  constructor(
    private readonly reading: Reading,
    private readonly name: string
  ) {
    for (const d of reading.diagnostics) this.list.set(`${d.line}:${d.column}:${d.message}`, d)
  }

  add(problems: ReadonlyArray<Problem>, tree: RawMap, origins: Reading["origins"]): void {
    const refused = this.reading.dropped.flatMap((keys) => [keys, keys.slice(0, -1)])
    const dropped = refused.filter((keys) => keys.length > 0).map((keys) => pathText(undefined, keys))
    for (const problem of problems) {
      const { via, ...diagnostic } = placed(problem, tree, origins, this.reading.lines, this.name)
      // What was refused while reading is told already: that it is missing now, or what holds it is broken, is no news.
      if (dropped.includes(pathText(undefined, problem.keys))) continue
      if (via !== undefined && problem.unknownKey === true) this.kind = "path"
      this.put(diagnostic)
    }
  }

  argument(at: { readonly path: string; readonly message: string; readonly expected: string; readonly hint: string | undefined }): void {
    this.kind = "path"
    this.put({ severity: "error", file: `--set ${at.path}`, line: 0, column: 0, path: at.path, message: at.message, expected: at.expected, ...(at.hint === undefined ? {} : { hint: at.hint }) })
  }

  private put(d: Diagnostic): void {
    const key = `${d.line}:${d.column}:${d.message}`
    if (!this.list.has(key)) this.list.set(key, d)
  }

  sorted(): ReadonlyArray<Diagnostic> {
    return [...this.list.values()].sort((a, b) => a.line - b.line || a.column - b.column)
  }
}

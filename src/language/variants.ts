/** Named differences, applied to a file's raw tree: what is switched off and on, what is set, what another source says. */
import { Either, Schema } from "effect"
import { Variant } from "../model/claims.ts"
import { STEPS } from "../model/orders.ts"
import { show } from "./issues.ts"
import { didYouMean, listed } from "./nearest.ts"
import { childOf, type Evidence, isList, isMap, type Key, NOWHERE, type Origin, type Origins, originAt, type RawMap, removed, replaced, valueAt } from "./origins.ts"
import { type Resolved, resolve, samePath } from "./paths.ts"
import type { Problem } from "./problem.ts"
import { otherwise } from "./unwrap.ts"

export const AS_HAPPENED = "as-happened"

/** One difference of a variant: path in the language, what the file says there (undefined: nothing), what the variant says. */
export interface AppliedChange {
  readonly path: string
  readonly was: unknown
  readonly becomes: unknown
  /** Where the value is what another source says: that source. */
  readonly source: string | undefined
}

export interface AppliedVariant {
  readonly id: string
  readonly title: string | undefined
  readonly tree: RawMap
  readonly changes: ReadonlyArray<AppliedChange>
  /** Orders, answers and events that are off, and hypothetical ones that are on. */
  readonly without: ReadonlyArray<string>
  readonly with: ReadonlyArray<string>
}

/** Sections in which a variant can switch, and the keys that no variant may set since variants are compared over them. */
const SWITCHED = ["orders", "answers", "events"] as const
const FIXED = new Set(["situs", "id", "title", "question", "from", "until", "warm-up", "seed", "about", "baseline", "marks", "sources", "variants", "claims"])
const STEP_WORDS: ReadonlySet<string> = new Set(STEPS)

interface Setting {
  readonly path: string
  /** Path of the entry in the file, for its place. */
  readonly at: ReadonlyArray<Key>
  readonly variant: string
  readonly becomes: unknown
  readonly origin: Origin
}

interface Plan {
  readonly chain: ReadonlyArray<readonly [id: string, variant: Variant]>
  /** The chain ends nowhere, or in a circle: told once, where it is so. */
  readonly broken: boolean
  readonly problems: ReadonlyArray<Problem>
}

/**
 * The variants of `base`, `as-happened` first, then in the order of the file. `file` is the tree as it was written: what
 * `was` is compared with. Variants that are broken in themselves are left out; why is told in the problems.
 */
export function applyVariants(file: RawMap, base: RawMap, origins: Origins): { readonly variants: ReadonlyArray<AppliedVariant>; readonly problems: ReadonlyArray<Problem> } {
  const problems: Problem[] = []
  const declared = readVariants(base)
  const ids = [AS_HAPPENED, ...[...declared.keys()].filter((id) => id !== AS_HAPPENED)]
  const variants: AppliedVariant[] = []
  for (const id of ids) {
    const plan = planOf(id, declared)
    problems.push(...plan.problems)
    const applied = plan.broken ? undefined : new Application(file, base, origins, problems).apply(id, plan.chain)
    if (applied !== undefined) variants.push(applied)
  }
  return { variants, problems }
}

/** Variants as far as they decode; the others are told where the whole file is decoded. */
function readVariants(base: RawMap): Map<string, Variant> {
  const section = base.variants
  const out = new Map<string, Variant>()
  if (!isMap(section)) return out
  for (const [id, raw] of Object.entries(section)) {
    const decoded = Schema.decodeUnknownEither(Variant, { exact: true })(raw)
    if (Either.isRight(decoded)) out.set(id, decoded.right)
  }
  return out
}

/** The variant's ancestors, eldest first, and itself. */
function planOf(id: string, declared: ReadonlyMap<string, Variant>): Plan {
  const chain: [string, Variant][] = []
  let at = id
  for (;;) {
    const variant = declared.get(at)
    if (variant === undefined && at !== AS_HAPPENED) return { chain, broken: false, problems: [] }
    chain.unshift([at, variant ?? {}])
    const like = variant?.like
    if (like === undefined) return { chain, broken: false, problems: [] }
    const keys = ["variants", at, "like"]
    if (!declared.has(like) && like !== AS_HAPPENED) {
      const known = [AS_HAPPENED, ...declared.keys()]
      const problem: Problem = { severity: "error", keys, on: "value", message: `there is no variant "${like}"`, expected: `one of: ${listed(known)}`, hint: didYouMean(like, known) }
      return { chain, broken: true, problems: at === id ? [problem] : [] }
    }
    if (chain.some(([seen]) => seen === like)) return { chain, broken: true, problems: [{ severity: "error", keys: ["variants", id, "like"], on: "value", message: `variants are like each other in a circle: ${[...chain.map(([seen]) => seen).reverse(), like].join(", ")}` }] }
    at = like
  }
}

class Application {
  constructor(
    private readonly file: RawMap,
    private readonly base: RawMap,
    private readonly origins: Origins,
    private readonly problems: Problem[]
  ) {}

  apply(id: string, chain: Plan["chain"]): AppliedVariant | undefined {
    const before = this.problems.length
    const settings = this.settings(id, chain)
    const switched = this.switches(id, chain)
    let tree: RawMap = this.base
    const changes: AppliedChange[] = []
    for (const setting of settings) {
      const next = this.set(tree, setting, id)
      if (next === undefined) continue
      tree = next
      const was = resolve(this.file, setting.path)
      changes.push({ path: setting.path, was: was.ok ? was.value : undefined, becomes: setting.becomes, source: this.sourceOf(setting) })
    }
    const { tree: kept, off } = this.switchedOff(tree, switched)
    if (this.problems.slice(before).some((p) => p.severity === "error")) return undefined
    return { id, title: chain[chain.length - 1][1].title, tree: kept, changes, without: off, with: [...switched.on] }
  }

  /** What the chain sets, in order; what a variant sets itself takes the place of the same path further up. */
  private settings(id: string, chain: Plan["chain"]): ReadonlyArray<Setting> {
    let out: Setting[] = []
    for (const [variantId, variant] of chain) {
      const own = variantId === id
      const mine: Setting[] = []
      const raw = valueAt(this.base, ["variants", variantId, "set"])
      ;(variant.set ?? []).forEach((change, i) => {
        const at = ["variants", variantId, "set", i]
        const rawChange = isList(raw) ? raw[i] : undefined
        const origin = typeof rawChange === "object" && rawChange !== null ? (this.origins.get(rawChange, "becomes") ?? NOWHERE) : NOWHERE
        if (own) this.checkWas(change, at)
        mine.push({ path: change.path, at, variant: variantId, becomes: childOf(rawChange, "becomes"), origin: { ...origin, keyAt: -1, keyEnd: -1 } })
      })
      for (const [path, source] of Object.entries(variant.read ?? {})) {
        const setting = this.reading(path, source, variantId, own)
        if (setting !== undefined) mine.push(setting)
      }
      if (own) this.checkTwice(mine)
      out = [...out.filter((old) => !mine.some((now) => this.same(old.path, now.path))), ...mine]
    }
    return out
  }

  private checkTwice(settings: ReadonlyArray<Setting>): void {
    settings.forEach((setting, i) => {
      if (settings.slice(0, i).some((other) => this.same(other.path, setting.path))) this.problems.push({ severity: "error", keys: [...setting.at, "path"], on: "value", message: `the path ${setting.path} is set twice in this variant` })
    })
  }

  private same(a: string, b: string): boolean {
    if (a === b) return true
    const [x, y] = [resolve(this.file, a), resolve(this.file, b)]
    return x.ok && y.ok && samePath(x.keys, y.keys)
  }

  private checkWas(change: { readonly path: string; readonly was?: unknown }, at: ReadonlyArray<Key>): void {
    const here = resolve(this.file, change.path)
    // A path that leads nowhere is told when it is set.
    if (!here.ok || !Object.hasOwn(change, "was") || change.was === undefined) return
    const raw = valueAt(this.base, [...at, "was"])
    if (!here.exists) this.problems.push({ severity: "error", keys: [...at, "was"], on: "value", message: `does not match: the file says nothing at ${change.path}`, hint: "leave `was` out where the file says nothing" })
    else if (!sameValue(raw, here.value)) this.problems.push({ severity: "error", keys: [...at, "was"], on: "value", message: `does not match: the file says ${brief(here.value)} at ${change.path}, not ${brief(raw)}`, expected: brief(here.value) })
  }

  /** `read: { PATH: SOURCE }`: the other source's value. */
  private reading(path: string, source: string, variant: string, own: boolean): Setting | undefined {
    const at = ["variants", variant, "read", path]
    const tell = (message: string, expected: string, hint: string | undefined, on: "key" | "value") => {
      if (own) this.problems.push({ severity: "error", keys: at, on, message, expected, hint })
      return undefined
    }
    const here = resolve(this.file, path)
    if (!here.ok) return tell(here.message, here.expected, here.hint, "key")
    const others = evidenceOf(this.file, this.origins, here.keys)?.or ?? []
    const other = others.find((one) => one.source.includes(source))
    if (other !== undefined) return { path, at, variant, becomes: other.value, origin: { ...originAt(this.file, this.origins, at).origin, keyAt: -1, keyEnd: -1 } }
    const known = others.flatMap((one) => one.source)
    return tell(`no other value by "${source}" stands at ${path}`, known.length === 0 ? `or: [{ value: ..., source: ${source} }] at that path` : `one of: ${listed(known)}`, didYouMean(source, known), "value")
  }

  private set(tree: RawMap, setting: Setting, id: string): RawMap | undefined {
    const own = setting.variant === id
    const to = resolve(tree, setting.path)
    const on = setting.at[2] === "read" ? setting.at : [...setting.at, "path"]
    if (!to.ok) {
      const inherited = `the variant "${setting.variant}" that it is like sets ${setting.path}, which is not there any more`
      const known = resolve(this.file, setting.path).ok
      if (own || known) this.problems.push({ severity: "error", keys: own ? on : ["variants", id], on: own ? "value" : "key", message: own ? to.message : inherited, expected: to.expected, hint: to.hint })
      return undefined
    }
    if (FIXED.has(String(to.keys[0]))) {
      if (own) this.problems.push({ severity: "error", keys: on, on: "value", message: `a variant cannot set ${String(to.keys[0])}: variants are compared with it the same`, expected: "a path into the countries, carriers, providers, sites, services, people, orders, answers, events or choices" })
      return undefined
    }
    if (setting.becomes === "never" && isStep(to)) return to.exists ? withoutStep(tree, this.origins, to.keys) : tree
    const changed = replaced(tree, this.origins, to.keys, setting.becomes, { ...setting.origin, via: { kind: "variant", id: setting.variant } })
    const source = this.sourceOf(setting)
    return resting(changed, this.origins, to.keys, source === undefined ? [] : [source])
  }

  /** The source whose word a setting takes by `read`. */
  private sourceOf(setting: Setting): string | undefined {
    const source = setting.at[2] === "read" ? valueAt(this.base, setting.at) : undefined
    return typeof source === "string" ? source : undefined
  }

  /** What the chain switches; what stands nearer to the variant itself wins. */
  private switches(id: string, chain: Plan["chain"]): { readonly on: Set<string>; readonly off: Set<string> } {
    const on = new Set<string>()
    const off = new Set<string>()
    for (const [variantId, variant] of chain) {
      const own = variantId === id
      const both: ReadonlyArray<readonly ["with" | "without", ReadonlyArray<string>]> = [["without", variant.without ?? []], ["with", variant.with ?? []]]
      for (const [word, ids] of both) {
        ids.forEach((switched, i) => {
          if (own) this.checkSwitch(word, switched, ["variants", id, word, i], off)
          ;(word === "with" ? on : off).add(switched)
          ;(word === "with" ? off : on).delete(switched)
        })
      }
    }
    return { on, off }
  }

  private checkSwitch(word: "with" | "without", switched: string, keys: ReadonlyArray<Key>, off: ReadonlySet<string>): void {
    const known = SWITCHED.flatMap((section) => (isMap(this.base[section]) ? Object.keys(this.base[section]) : []))
    const at = typeof valueAt(this.base, keys.slice(0, -1)) === "string" ? keys.slice(0, -1) : keys
    if (!known.includes(switched)) this.problems.push({ severity: "error", keys: at, on: "value", message: `there is no order, answer or event "${switched}"`, expected: `one of: ${listed(known)}`, hint: didYouMean(switched, known) })
    else if (word === "with" && !off.has(switched) && !isHypothetical(this.base, switched)) this.problems.push({ severity: "note", keys: at, on: "value", message: `"${switched}" is on already: only what is hypothetical, or switched off further up, needs to be switched on` })
  }

  private switchedOff(tree: RawMap, switched: { readonly on: ReadonlySet<string>; readonly off: ReadonlySet<string> }): { readonly tree: RawMap; readonly off: ReadonlyArray<string> } {
    const off: string[] = []
    const isOff = (id: string, entry: unknown) => switched.off.has(id) || (childOf(entry, "hypothetical") === true && !switched.on.has(id))
    let out = tree
    for (const section of SWITCHED) {
      for (const [id, entry] of Object.entries(isMap(tree[section]) ? tree[section] : {})) {
        if (!isOff(id, entry) && !(section === "answers" && this.answersNothing(tree, entry, isOff))) continue
        off.push(id)
        out = removed(out, this.origins, [section, id])
      }
    }
    return { tree: out, off }
  }

  /** An answer all of whose orders are off is off too. */
  private answersNothing(tree: RawMap, answer: unknown, isOff: (id: string, entry: unknown) => boolean): boolean {
    const to = childOf(answer, "to")
    const orders = (isList(to) ? to : [to]).filter((id) => typeof id === "string")
    return orders.length > 0 && orders.every((id) => isOff(id, valueAt(tree, ["orders", id])))
  }
}

function isHypothetical(base: RawMap, id: string): boolean {
  return SWITCHED.some((section) => valueAt(base, [section, id, "hypothetical"]) === true)
}

/** Whether a path leads to the instant of a timeline's step. */
function isStep(to: Resolved): boolean {
  if (!to.ok) return false
  const [section, , word, row, key, ...more] = to.keys
  return section === "orders" && word === "timeline" && typeof row === "number" && more.length === 0 && typeof key === "string" && STEP_WORDS.has(key)
}

/** A step of which something was set no longer rests on the sources of the record, but on these; else it is a judgement. */
export function resting(tree: RawMap, origins: Origins, keys: ReadonlyArray<Key>, source: ReadonlyArray<string>): RawMap {
  const [section, , word, row, key] = keys
  if (section !== "orders" || word !== "timeline" || typeof row !== "number" || key === undefined || key === "source" || key === "grade") return tree
  const step = keys.slice(0, 4)
  const sourced = replaced(tree, origins, [...step, "source"], source, NOWHERE)
  return source.length > 0 ? sourced : replaced(sourced, origins, [...step, "grade"], "judgement", NOWHERE)
}

function withoutStep(tree: RawMap, origins: Origins, keys: ReadonlyArray<Key>): RawMap {
  return removed(tree, origins, keys.slice(0, -1))
}

/** What the file says about the value at a path: its long form's, or that of the step, answer or event whose date it is. */
export function evidenceOf(tree: RawMap, origins: Origins, keys: ReadonlyArray<Key>): Evidence | undefined {
  const { origin, depth } = originAt(tree, origins, keys)
  if (depth === keys.length && origin.evidence !== undefined) return origin.evidence
  return besideDate(valueAt(tree, keys.slice(0, -1)), keys[keys.length - 1], keys)
}

/** What stands beside the date of a step, an answer or an event about that date. */
export function besideDate(parent: unknown, key: Key | undefined, keys: ReadonlyArray<Key>): Evidence | undefined {
  if (!isMap(parent) || typeof key !== "string" || !(STEP_WORDS.has(key) || isWhen(keys)) || (parent.range === undefined && parent.or === undefined)) return undefined
  const range = isList(parent.range) && parent.range.length === 2 ? ([parent.range[0], parent.range[1]] as const) : undefined
  return { range, or: otherwise(parent.or, () => {}), source: [], grade: undefined, note: undefined }
}

function isWhen([section, , key, ...more]: ReadonlyArray<Key>): boolean {
  return (section === "answers" || section === "events") && key === "when" && more.length === 0
}

/** Deep equality of raw values; a mapping's keys may stand in any order. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => sameValue(item, b[i]))
  if (!isMap(a)) return a === b
  const [x, y] = [Object.keys(a), isMap(b) ? Object.keys(b) : []]
  return isMap(b) && x.length === y.length && x.every((key) => Object.hasOwn(b, key) && sameValue(a[key], b[key]))
}

function brief(value: unknown): string {
  if (typeof value !== "object") return show(value)
  const text = JSON.stringify(value)
  return text.length > 70 ? `${text.slice(0, 67)}...` : text
}


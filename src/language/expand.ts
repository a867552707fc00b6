/** A scenario with every default written out and marked: what a reader sees when nothing is left to be known by heart. */
import { Document, isMap as isYamlMap, isNode, isScalar, isSeq, type Node, YAMLSeq } from "yaml"
import { DEFAULTS } from "../model/defaults.ts"
import { type Act, VERBS } from "../model/acts.ts"
import type { Order } from "../model/orders.ts"
import type { Cohort } from "../model/people.ts"
import type { Scenario } from "../model/scenario.ts"
import { type Evidence, isList, isMap, type Key, type Origins, type RawMap } from "./origins.ts"
import { resolve } from "./paths.ts"

const MARK = " default"

/** The scenario as YAML; each value that the file does not state carries the comment `# default`. Reads back to the same scenario. */
export function expand(raw: RawMap, scenario: Scenario, origins: Origins): string {
  const document = new Document({}, { version: "1.2", schema: "core" })
  const writing = new Writing(document, origins)
  document.contents = writing.node(raw, scenario, []) as typeof document.contents
  for (const { keys, value } of meant(raw, scenario)) writing.add(keys, value)
  writing.was(raw)
  return document.toString({ lineWidth: 0, indent: 2 })
}

class Writing {
  /** Nodes that are the long form of what stands there. */
  private readonly long = new Set<unknown>()

  constructor(
    private readonly document: Document,
    private readonly origins: Origins
  ) {}

  /** The node of a raw value beside what it decoded to: what only the latter has is a default. */
  node(raw: unknown, decoded: unknown, keys: ReadonlyArray<Key>): Node {
    if (isList(raw)) return this.list(raw, decoded, keys)
    if (!isMap(raw)) return this.document.createNode(raw) as Node
    // One of a list may be written without its brackets: it decoded to a list of one.
    const beside = isList(decoded) ? decoded[0] : decoded
    const map = this.document.createNode({})
    for (const [key, value] of Object.entries(raw)) map.add(this.document.createPair(key, this.wrapped(raw, key, this.node(value, isMap(beside) ? beside[key] : undefined, [...keys, key]))))
    if (isMap(beside)) for (const [key, value] of Object.entries(beside)) if (!Object.hasOwn(raw, key) && value !== undefined) map.add(this.document.createPair(key, this.marked(value)))
    return map
  }

  private list(raw: ReadonlyArray<unknown>, decoded: unknown, keys: ReadonlyArray<Key>): Node {
    const list = new YAMLSeq<unknown>(this.document.schema)
    raw.forEach((item, i) => list.add(this.wrapped(raw, i, this.node(item, isList(decoded) ? decoded[i] : undefined, [...keys, i]))))
    if (raw.every((item) => typeof item !== "object")) list.flow = true
    return list
  }

  /** The long form again, where the file has one. */
  private wrapped(container: object, key: Key, node: Node): Node {
    const said = this.origins.get(container, key)?.evidence
    if (said === undefined) return node
    const map = this.document.createNode({})
    this.long.add(map)
    map.add(this.document.createPair("value", node))
    for (const [word, value] of Object.entries(longForm(said))) map.add(this.document.createPair(word, this.document.createNode(value)))
    return map
  }

  private marked(value: unknown): Node {
    const node = this.document.createNode(value) as Node
    mark(node)
    return node
  }

  /** What a variant replaces whole has its defaults now too. */
  was(raw: RawMap): void {
    for (const [id, variant] of Object.entries(isMap(raw.variants) ? raw.variants : {})) {
      const set = isMap(variant) ? variant.set : undefined
      for (const [i, change] of (isList(set) ? set : []).entries()) {
        if (!isMap(change) || typeof change.path !== "string" || typeof change.was !== "object") continue
        const to = resolve(raw, change.path)
        const now = to.ok ? this.document.getIn(to.keys) : undefined
        if (isNode(now)) this.document.setIn(["variants", id, "set", i, "was"], this.document.createNode(now.toJS(this.document)))
      }
    }
  }

  add(keys: ReadonlyArray<Key>, value: unknown): void {
    const path: Array<Key> = []
    for (const key of keys) path.push(...(this.long.has(this.document.getIn(path, true)) ? ["value", key] : [key]))
    if (!this.document.hasIn(path)) this.document.setIn(path, this.marked(value))
  }
}

function mark(node: unknown): void {
  if (isYamlMap(node) && node.items.length > 0) for (const pair of node.items) mark(pair.value)
  else if (isScalar(node) || isSeq(node) || isYamlMap(node)) {
    node.comment = MARK
    if (!isScalar(node)) node.flow = true
  }
}

function longForm(said: Evidence): Readonly<Record<string, unknown>> {
  return {
    ...(said.range === undefined ? {} : { range: said.range }),
    ...(said.or.length === 0 ? {} : { or: said.or.map((one) => ({ value: one.value, ...(one.source.length === 0 ? {} : { source: one.source }), ...(one.grade === undefined ? {} : { grade: one.grade }), ...(one.note === undefined ? {} : { note: one.note }) })) }),
    ...(said.source.length === 0 ? {} : { source: said.source }),
    ...(said.grade === undefined ? {} : { grade: said.grade }),
    ...(said.note === undefined ? {} : { note: said.note })
  }
}

interface Default {
  readonly keys: ReadonlyArray<Key>
  readonly value: unknown
}

/** Defaults that follow from other values of the file. */
function meant(raw: RawMap, scenario: Scenario): ReadonlyArray<Default> {
  const out: Default[] = []
  const issuers = [...new Set(Object.values(scenario.orders).map(issuerOf))]
  out.push({ keys: ["about"], value: issuers.length > 0 ? issuers : Object.keys(scenario.countries).slice(0, 1) })
  out.push({ keys: ["baseline"], value: Object.hasOwn(scenario.variants, "no-order") ? "no-order" : "as-happened" })
  for (const [id, service] of Object.entries(scenario.services)) {
    for (const name of Object.keys(service.classes)) out.push({ keys: ["services", id, "classes", name, "size"], value: `${name === "metadata" ? DEFAULTS.metadataBytes : DEFAULTS.contentBytes} B` })
    out.push({ keys: ["services", id, "waits", "then"], value: "bounce" })
  }
  for (const [id, cohort] of Object.entries(scenario.people)) out.push(...ofCohort(["people", id], cohort))
  for (const [id, order] of Object.entries(scenario.orders)) out.push(...ofOrder(["orders", id], order))
  for (const section of ["answers", "events"] as const) for (const [id, one] of Object.entries(scenario[section])) out.push(...ofActs([section, id, "do"], one.do, raw, undefined))
  for (const [id, order] of Object.entries(scenario.orders)) {
    for (const word of ["demands", "does"] as const) out.push(...ofActs(["orders", id, word], order[word] ?? [], raw, issuerOf(order)))
    ;(order.else ?? []).forEach((rung, i) => {
      if ("after" in rung && rung.after !== undefined) out.push(...ofActs(["orders", id, "else", i, "do"], (rung as { readonly do: ReadonlyArray<Act> }).do, raw, issuerOf(order)))
      else out.push(...ofAct(["orders", id, "else", i], rung as Act, raw, issuerOf(order)))
    })
  }
  return out
}

function issuerOf(order: Order): string {
  return typeof order.by === "string" ? order.by : order.by.state
}

/** Citizenship, account, SIM and store are those of the home's country, where it is one. */
function ofCohort(keys: ReadonlyArray<Key>, cohort: Cohort): ReadonlyArray<Default> {
  const home = typeof cohort.home === "string" ? [cohort.home.slice(0, 2)] : []
  const same = home.flatMap((country) => ["citizen", "account", "sim", "store"].map((word) => ({ keys: [...keys, word], value: country })))
  const writes = cohort.writes === undefined ? [] : [{ keys: [...keys, "writes", "tail"], value: "even" }, { keys: [...keys, "writes", "hours"], value: "always" }]
  return [...same, { keys: [...keys, "also"], value: [] }, ...writes]
}

/** Whom a `through` does not name refuses. */
function ofOrder(keys: ReadonlyArray<Key>, order: Order): ReadonlyArray<Default> {
  return order.through === undefined ? [] : [{ keys: [...keys, "through", "others"], value: "refuses" }]
}

function ofActs(keys: ReadonlyArray<Key>, acts: ReadonlyArray<Act>, raw: RawMap, issuer: string | undefined): ReadonlyArray<Default> {
  return acts.flatMap((act, i) => (act["any-of"] === undefined ? ofAct([...keys, i], act, raw, issuer) : ofActs([...keys, i, "any-of"], act["any-of"], raw, issuer)))
}

/** Verbs that have a place to act in, and someone whom they concern. */
const SOMEWHERE = new Set(["block", "slow", "close-to-new", "open", "suspend"])
const SOMEBODY = new Set([...SOMEWHERE, "place", "keep", "erase", "exit", "shut-down", "withdraw", "filter", "ask", "give-keys", "move-keys", "rotate-keys", "destroy-keys"])

function ofAct(keys: ReadonlyArray<Key>, act: Act, raw: RawMap, issuer: string | undefined): ReadonlyArray<Default> {
  let written: unknown = raw
  for (const key of keys) written = isMap(written) || isList(written) ? (written as { readonly [k: Key]: unknown })[key] : undefined
  const verb = VERBS.find((word) => isMap(written) && isMap(written[word]))
  if (verb === undefined || act[verb] === undefined) return []
  return [
    ...(SOMEBODY.has(verb) ? [{ keys: [...keys, verb, "of"], value: "all" }] : []),
    ...(SOMEWHERE.has(verb) && issuer !== undefined ? [{ keys: [...keys, verb, "in"], value: issuer }] : [])
  ]
}

/** What can be taken out of a scenario piece by piece, each by its path: the same list tells what a minimal world has none to spare of. */
import type { Scenario } from "../model/scenario.ts"
import { isInstant, type Key, listOf, mapOf, type Path, type Tree } from "./gone.ts"

/** Paths of single pieces, the coarse ones first: orders, answers, events; people; what they need; then parts of all these. */
export function removals(scenario: Scenario): ReadonlyArray<Path> {
  const tree = scenario as unknown as Tree
  return [...coarse(tree), ...fine(tree)]
}

const SECTIONS = ["events", "answers", "orders", "people", "services", "sites", "carriers", "providers", "countries", "variants", "sources"] as const

function coarse(tree: Tree): ReadonlyArray<Path> {
  return SECTIONS.flatMap((section) => Object.keys(mapOf(tree[section])).map((id): Path => [section, id]))
}

function fine(tree: Tree): ReadonlyArray<Path> {
  const each = (section: string, parts: (entry: Tree) => ReadonlyArray<Path>): ReadonlyArray<Path> => Object.entries(mapOf(tree[section])).flatMap(([id, entry]) => parts(mapOf(entry)).map((path) => [section, id, ...path]))
  return [
    ...entries(tree, "claims"),
    ...entries(tree, "marks"),
    ...keys(tree, "question", "about", "baseline", "source", "grade", "note"),
    ...each("orders", orderParts),
    ...each("answers", (answer) => [...keys(answer, ...LABELS, "notice", "until"), ...some(answer, "by"), ...some(answer, "to"), ...actParts(answer, "do")]),
    ...each("events", (event) => [...keys(event, ...LABELS, "by", "until"), ...(listOf(event.do).length > 1 ? entries(event, "do") : []), ...actParts(event, "do", false)]),
    ...each("people", cohortParts),
    ...each("services", serviceParts),
    ...each("sites", (site) => [...keys(site, ...EVIDENCE, "declared", "capacity", "starts", "stops", "place"), ...entries(site, "fails"), ...faultParts(site), ...some(site, "roles")]),
    ...each("carriers", (carrier) => keys(carrier, ...EVIDENCE, "plans", "owner")),
    ...each("providers", (provider) => [...keys(provider, ...EVIDENCE, "established"), ...some(provider, "established")]),
    ...each("countries", (country) => [...keys(country, ...EVIDENCE, "weekend", "members"), ...named(country, "territories"), ...entries(country, "holidays"), ...some(country, "members")]),
    ...keys(mapOf(tree.choices), ...EVIDENCE).map((path): Path => ["choices", ...path])
  ]
}

/** Of a fault what it need not say, and all but one of the sites towards which it is so. */
function faultParts(site: Tree): ReadonlyArray<Path> {
  return listOf(site.fails).map(mapOf).flatMap((fault, i) => [...keys(fault, ...EVIDENCE, "with", ...(fault.what === "slow" ? ["share"] : [])), ...some(fault, "with")].map((path): Path => ["fails", i, ...path]))
}

const EVIDENCE = ["source", "grade", "note"] as const
const LABELS = [...EVIDENCE, "title", "range", "or"] as const

/** Keys that are there. */
function keys(entry: Tree, ...names: ReadonlyArray<string>): ReadonlyArray<Path> {
  return names.filter((name) => entry[name] !== undefined).map((name) => [name])
}

/** Every entry of a list; a list of one goes whole. */
function entries(entry: Tree, key: string): ReadonlyArray<Path> {
  const list = listOf(entry[key])
  return list.length === 1 && !NEEDED.has(key) ? [[key]] : list.map((_, i) => [key, i])
}

/** Lists that a scenario has even when they are empty. */
const NEEDED = new Set(["claims", "marks", "do"])

/** Every entry of a list that must have one. */
function some(entry: Tree, key: string): ReadonlyArray<Path> {
  const list = listOf(entry[key])
  return list.length < 2 ? [] : list.map((_, i) => [key, i])
}

/** Every name of a record; of one name the record. */
function named(entry: Tree, key: string): ReadonlyArray<Path> {
  const names = Object.keys(mapOf(entry[key])).filter((name) => mapOf(entry[key])[name] !== undefined)
  return names.length === 1 ? [[key]] : names.map((name) => [key, name])
}

function orderParts(order: Tree): ReadonlyArray<Path> {
  const steps = listOf(order.timeline).map(mapOf).flatMap((step, i) => [...(listOf(order.timeline).length > 1 ? [[]] : []), ...keys(step, "id", "due", "until", "set", "clock", "obeyed", "range", "or", ...EVIDENCE), ...(step.lets === undefined ? [] : keys(mapOf(step.lets), "what", "of", "in", "rate", "share").map((path): Path => ["lets", ...path]))].map((path): Path => ["timeline", i, ...path]))
  const rungs = listOf(order.else).map(mapOf).flatMap((rung, i) => [[] as Path, ...(rung.after === undefined ? bodyParts(rung) : [...keys(rung, "id", ...EVIDENCE), ...some(rung, "do"), ...actParts(rung, "do", false)])].map((path): Path => (listOf(order.else).length === 1 && path.length === 0 ? ["else"] : ["else", i, ...path])))
  return [...steps, ...actParts(order, "demands"), ...some(order, "to"), ...keys(order, "through"), ...named(order, "through"), ...actParts(order, "does"), ...rungs, ...keys(order, ...LABELS, "ground", "secret", "settlement", "follows", "ends"), ...keys(mapOf(order.by), "for", "body", ...EVIDENCE).map((path): Path => ["by", ...path])]
}

/** A list of acts, one by one, and what each says that it need not. `whole`: the acts themselves too. */
function actParts(entry: Tree, key: string, whole = true): ReadonlyArray<Path> {
  return [...(whole ? entries(entry, key) : []), ...listOf(entry[key]).flatMap((act, i) => bodyParts(mapOf(act)).map((path): Path => [key, i, ...path]))]
}

/** What the body of an act need not say: keys that may be left out, and all but one of several words. */
function bodyParts(act: Tree): ReadonlyArray<Path> {
  return Object.entries(act).flatMap(([verb, body]): ReadonlyArray<Path> => {
    if (verb === "any-of") return listOf(body).flatMap((one, i) => [[verb, i], ...bodyParts(mapOf(one)).map((path): Path => [verb, i, ...path])])
    if (typeof body !== "object") return EVIDENCE.includes(verb as never) || verb === "id" ? [[verb]] : []
    return Object.entries(mapOf(body)).flatMap(([key, value]): ReadonlyArray<Path> => (value === undefined || isInstant(value) ? [] : [[key], ...deeper(value).map((path) => [key, ...path])])).map((path) => [verb, ...path])
  })
}

/** Words and clauses of a selector, and the keys of its clauses. */
function deeper(value: unknown): ReadonlyArray<Path> {
  if (Array.isArray(value)) return [...(value.length > 1 ? value.map((_, i): Path => [i]) : []), ...value.flatMap((item, i) => deeper(item).map((path): Path => [i, ...path]))]
  if (typeof value !== "object" || value === null || isInstant(value)) return []
  const inside = Object.entries(value).filter(([, one]) => one !== undefined)
  return inside.flatMap(([key, one]): ReadonlyArray<Path> => [...(inside.length > 1 ? [[key] as Path] : []), ...deeper(one).map((path): Path => [key, ...path])])
}

function cohortParts(cohort: Tree): ReadonlyArray<Path> {
  const ways = (record: unknown, at: Path): ReadonlyArray<Path> => [...(Object.keys(mapOf(record)).length > 1 ? Object.keys(mapOf(record)).map((mode): Path => [...at, mode]) : []), ...Object.entries(mapOf(record)).flatMap(([mode, way]) => keys(mapOf(way), "sim", "exit", "carriers", ...EVIDENCE).map((path): Path => [...at, mode, ...path]))]
  const trips = ["trips", "moves", "travels"].flatMap((key) => [...entries(cohort, key), ...listOf(cohort[key]).map(mapOf).flatMap((trip, i) => [...keys(trip, "share", "reach", ...EVIDENCE).map((path): Path => [key, i, ...path]), ...ways(trip.reach, [key, i, "reach"]), ...placesOf(trip.to, [key, i, "to"])])])
  const writes = mapOf(cohort.writes)
  return [
    ...trips,
    ...entries(cohort, "silent"),
    ...keys(cohort, ...EVIDENCE, "writes", "vpn", "list", "segment", "organisation", "plan", "accepts", "carriers", "also", "citizen", "account", "sim", "store", "stands-for"),
    ...(cohort.count === undefined ? [] : keys(cohort, "present")),
    ...keys(mapOf(cohort.present), "reach", "stock").map((path): Path => ["present", ...path]),
    ...ways(mapOf(cohort.present).reach, ["present", "reach"]),
    ...["options", "takes-up"].flatMap((key) => named(cohort, key)),
    ...(Object.keys(mapOf(cohort.use)).length > 1 ? named(cohort, "use") : []),
    ...placesOf(cohort.home, ["home"]),
    ...ways(cohort.reach, ["reach"]),
    ...["to", "tail", "hours"].flatMap((key): ReadonlyArray<Path> => (writes[key] === undefined ? [] : [["writes", key]])),
    ...placesOf(writes.to, ["writes", "to"]),
    ...placesOf(writes["per-day"], ["writes", "per-day"])
  ]
}

/** Names of a record of which one must stay. */
function placesOf(record: unknown, at: Path): ReadonlyArray<Path> {
  const names = Object.keys(mapOf(record))
  return names.length < 2 ? [] : names.map((name) => [...at, name])
}

function serviceParts(service: Tree): ReadonlyArray<Path> {
  const classes = Object.entries(mapOf(service.classes)).flatMap(([id, value]): ReadonlyArray<Path> => {
    const one = mapOf(value)
    const at = (path: Path): Path => ["classes", id, ...path]
    const holders = Array.isArray(one.keys) ? some(one, "keys") : [...keys(mapOf(one.keys), "one-per", "in", ...EVIDENCE), ...some(mapOf(one.keys), "by")].map((path): Path => ["keys", ...path])
    const copies = named(one, "copies").flatMap((path) => [path, ...(path.length === 2 ? placesOf(mapOf(one.copies)[path[1]], path) : Object.entries(mapOf(one.copies)).flatMap(([kind, site]) => placesOf(site, ["copies", kind])))])
    return [at([]), ...[...keys(one, "for", "size", "opened-by", ...EVIDENCE), ...copies, ...placesOf(one.kept, ["kept"]), ...holders].map(at)]
  })
  const options = Object.entries(mapOf(service.options)).flatMap(([id, option]) => placesOf(mapOf(option).changes, ["options", id, "changes"]))
  return [...classes, ...named(service, "options"), ...options, ...entries(service, "features"), ...some(service, "carriers"), ...keys(service, "waits", "stores", "uptake", ...EVIDENCE), ...placesOf(service.relay, ["relay"]), ...Object.keys(mapOf(service.waits)).map((key: Key): Path => ["waits", key])]
}

/** Whose a service is: who answers leaves with, takes away, hides, closes or sells what is his own, nobody else's. */
import { type Act, verbOf } from "../../model/acts.ts"
import { holdingOf } from "../../model/holdings.ts"
import { didYouMean, listed } from "../nearest.ts"
import { isMap, type Key } from "../origins.ts"
import type { Check } from "./check.ts"

/** What only the owner of a service can do to it, or who runs it for him. A carrier cuts or spares lines, and sells or does not; a state orders. */
const OWNERS: ReadonlySet<string> = new Set(["exit", "shut-down", "withdraw", "filter", "restore", "suspend", "evade", "close-to-new"])

export function checkOwn(check: Check): void {
  for (const section of ["answers", "events"] as const) {
    for (const [id, { by = [], do: acts }] of Object.entries(check.scenario[section])) {
      const parties = by.filter((name: string) => check.parties().has(name))
      // Whoever is not described in the file may have anything; so may a state by events.
      if (by.length > 0 && parties.length === by.length) ownActs(check, [section, id, "do"], acts, parties)
    }
  }
}

function ownActs(check: Check, keys: ReadonlyArray<Key>, acts: ReadonlyArray<Act>, by: ReadonlyArray<string>): void {
  acts.forEach((act, i) => ownAct(check, [...keys, i], act, by))
}

function ownAct(check: Check, keys: ReadonlyArray<Key>, act: Act, by: ReadonlyArray<string>): void {
  const verb = verbOf(act)
  if (act["any-of"] !== undefined) return ownActs(check, [...keys, verb], act["any-of"], by)
  const body = act[verb] as Readonly<Record<string, unknown>>
  const [key, names] = verb === "transfer" ? (["at", body.at] as const) : (["what", body.what] as const)
  if (!Array.isArray(names) || !(OWNERS.has(verb) || verb === "transfer")) return
  // A carrier's shop sells what is another's, and his network may let through what others block.
  if ((verb === "close-to-new" || verb === "evade") && by.some((name) => check.known("carriers").has(name))) return
  const his = ownedBy(check, by, verb)
  names.forEach((word: string, row) => {
    const name = word.split(".")[0]
    const owner = check.scenario.services[name]?.provider
    if (owner === undefined || his.includes(name) || (verb === "transfer" && holdingOf(check.scenario, name) !== "service")) return
    const own = his.length === 0 ? "a block, which a carrier can obey" : `one of: ${listed(his)}`
    check.error(check.entry([...keys, verb, key], row, names.length === 1), `${listed(by)} cannot ${verb} ${word}: ${name} is ${owner}'s`, { expected: own, hint: didYouMean(name, his), rests: [["services", name]] })
  })
}

/**
 * Services that are theirs: by the file or once an act has given them one, those that they run machines for; of what people newly obtain,
 * those in their stores; of the open web what its clients decide, whoever makes them.
 */
function ownedBy(check: Check, by: ReadonlyArray<string>, verb: string): ReadonlyArray<string> {
  const given = transfersTo(check, by)
  return Object.entries(check.scenario.services).flatMap(([id, service]) => {
    const { provider, carriers = [], path, stores, relay, classes } = service
    const machines = sitesNamed([relay, ...Object.values(classes).flatMap(({ kept, copies }) => [kept, ...Object.values(copies ?? {})])])
    const operators = machines.flatMap((site) => check.scenario.sites[site]?.operator ?? [])
    const shops = verb === "close-to-new" && stores !== undefined ? (Array.isArray(stores) ? stores : Object.keys(stores)) : []
    const owners = [provider, ...carriers, ...operators, ...shops]
    const inClients = path === "open-web" && (verb === "withdraw" || verb === "restore" || verb === "filter")
    const isTheirs = inClients || provider === undefined || provider === "others" || owners.some((name) => name !== undefined && by.includes(name)) || [id, provider, ...machines].some((name) => given.has(name))
    return isTheirs ? [id] : []
  })
}

/** Names of sites in a place, or in one for each region. */
function sitesNamed(places: ReadonlyArray<unknown>): ReadonlyArray<string> {
  return places.flatMap((place) => (typeof place === "string" ? [place] : isMap(place) ? Object.values(place).filter((name): name is string => typeof name === "string") : []))
}

/** What the file anywhere has handed over to them. */
function transfersTo(check: Check, by: ReadonlyArray<string>): ReadonlySet<string> {
  const names = new Set<string>()
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(walk)
    else if (isMap(node)) {
      for (const [key, value] of Object.entries(node)) {
        if (key === "transfer" && isMap(value) && typeof value.to === "string" && by.includes(value.to)) for (const name of [value.at].flat()) if (typeof name === "string") names.add(name)
        walk(value)
      }
    }
  }
  for (const tree of [check.input.raw, check.input.tree]) for (const section of ["orders", "answers", "events"]) walk(tree[section])
  return names
}

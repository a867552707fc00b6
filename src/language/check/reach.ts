/** What can be acted on at all: names that are words of the language, points that no packet crosses, places where a state has no hand. */
import { type Act, verbOf } from "../../model/acts.ts"
import { holdingOf } from "../../model/holdings.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"

/** Words for values and for parties, by the section in which a name must not be one. */
const WORDS: Readonly<Record<string, ReadonlyArray<string>>> = {
  carriers: ["all", "none", "others", "user", "customer", "provider", "carrier", "partner", "nobody"],
  providers: ["all", "none", "user", "customer", "provider", "carrier", "partner", "nobody"],
  sites: ["all", "none", "at-relay", "customer", "partner"],
  services: ["all", "none", "data", "international"],
  people: ["all", "none", "others"],
  variants: ["all", "as-happened"]
}

export function checkReach(check: Check): void {
  const { scenario } = check
  for (const [section, words] of Object.entries(WORDS))
    for (const name of Object.keys(scenario[section as keyof typeof scenario] as object)) if (words.includes(name)) check.error([section, name], `"${name}" is a word of the language`, { on: "key", expected: "a name of its own" })
  for (const [id, order] of Object.entries(scenario.orders)) {
    const issuer = typeof order.by === "string" ? order.by : order.by.state
    const own = [issuer, ...(scenario.countries[issuer]?.members ?? [])]
    ownHand(check, ["orders", id, "does"], order.does ?? [], own)
    ;(order.else ?? []).forEach((item, i) => ("after" in item ? ownHand(check, ["orders", id, "else", i, "do"], item.do, own) : handOf(check, ["orders", id, "else", i], item as Act, own)))
    ;(order.demands ?? []).forEach((act, i) => points(check, ["orders", id, "demands", i], act))
  }
  for (const section of ["answers", "events"] as const) for (const [id, one] of Object.entries(scenario[section])) (one.do as ReadonlyArray<Act>).forEach((act, i) => points(check, [section, id, "do", i], act))
}

function ownHand(check: Check, keys: ReadonlyArray<Key>, acts: ReadonlyArray<Act>, own: ReadonlyArray<string>): void {
  acts.forEach((act, i) => handOf(check, [...keys, i], act, own))
}

/** A state acts only on points and sites in its own country; elsewhere it can only demand. */
function handOf(check: Check, keys: ReadonlyArray<Key>, act: Act, own: ReadonlyArray<string>): void {
  points(check, keys, act)
  const verb = verbOf(act)
  const gate = act.block ?? act.slow
  const foreign = (code: string) => !own.includes(code.slice(0, 2))
  for (const code of gate?.in ?? []) {
    const country = check.scenario.sites[code]?.country ?? code
    if (foreign(country)) check.error([...keys, verb, "in"], `${own[0]} has no points in ${country}`, { expected: `a place in ${own.join(" or ")}, or a demand on somebody whom it can compel` })
  }
  for (const name of (act.seize ?? act.stop ?? act.start ?? act.transfer)?.at ?? []) {
    // Of what is no site a state seizes what is in its own country, wherever else there is more.
    if (act.seize !== undefined && holdingOf(check.scenario, name) !== "site") {
      if (standsIn(check, name, true).every(foreign)) check.error([...keys, verb, "at"], `${name} has nothing in ${own.join(" or ")} that could be seized`, { expected: `what has a site in ${own.join(" or ")}` })
      continue
    }
    const country = standsIn(check, name).find(foreign)
    if (country !== undefined) check.error([...keys, verb, "at"], `${name} lies in ${country}, where ${own[0]} cannot act by its own hand`, { expected: `a site in ${own.join(" or ")}, or a demand on somebody whom it can compel` })
  }
}

/** Where a site or a carrier is, what a service runs on and lies at, and where a party has sites. */
function standsIn(check: Check, name: string, lying = false): ReadonlyArray<string> {
  const { sites, carriers, services } = check.scenario
  const holding = holdingOf(check.scenario, name)
  const relay = services[name]?.relay
  const lies = holding === "service" && lying ? Object.values(services[name].classes).flatMap((cls) => [cls.kept, ...Object.values(cls.copies ?? {})].flatMap((where) => (typeof where === "string" ? [where] : Object.values(where ?? {})))) : []
  const run = holding === "provider" || lying ? Object.entries(sites).flatMap(([id, site]) => (site.operator === name ? [id] : [])) : []
  const runsOn = [name, ...(services[name]?.carriers ?? []), ...(typeof relay === "string" ? [relay] : Object.values(relay ?? {})), ...lies, ...run]
  return runsOn.flatMap((one) => sites[one]?.country ?? carriers[one]?.country ?? [])
}

function points(check: Check, keys: ReadonlyArray<Key>, act: Act): void {
  const gate = act.block ?? act.slow
  if (gate?.at.includes("stores") === true) check.error([...keys, verbOf(act), "at"], "no packet crosses the stores", { expected: "close-to-new at stores, or another point" })
  const elsewhere = act["close-to-new"]?.at?.filter((point) => point !== "stores") ?? []
  if (elsewhere.length > 0) check.error([...keys, "close-to-new", "at"], `nothing is obtained at ${elsewhere.join(", ")}`, { expected: "stores, or no point" })
  const moved = act["move-keys"]
  if (moved !== undefined && moved.to === undefined && moved.in === undefined) check.error([...keys, "move-keys"], "says neither to whom nor where", { on: "key", expected: "to: a holder, or in: a country or site" })
}

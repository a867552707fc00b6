/** Acts on sites, carriers, services and providers: names that mean one thing, words for a part that there is, and to whom. */
import type { Verb } from "../../model/acts.ts"
import { holdingOf, ROLES } from "../../model/holdings.ts"
import { listed } from "../nearest.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"

type Body = Readonly<Record<string, unknown>>

const OF_HOLDINGS: ReadonlySet<string> = new Set(["start", "stop", "seize", "transfer"] satisfies ReadonlyArray<Verb>)
const TRAFFIC: ReadonlyArray<string> = ["all", "data", "voice", "sms", "international"]

/** A role of machines says by itself what of a site an act means. */
export function isRoleWord(verb: string, word: string): boolean {
  return OF_HOLDINGS.has(verb) && ROLES.includes(word)
}

export function checkHoldings(check: Check, at: ReadonlyArray<Key>, verb: string, body: Body): void {
  const { scenario } = check
  const names = (body.at ?? []) as ReadonlyArray<string>
  const what = (body.what ?? []) as ReadonlyArray<string>
  for (const name of names) {
    const meant = (["sites", "carriers", "services"] as const).filter((section) => check.known(section).has(name)).length
    if (meant > 1) check.error([...at, "at"], `"${name}" is a site, a carrier or a service by the same name`, { expected: "a name that means one thing" })
    const holding = holdingOf(scenario, name)
    const why = holding === undefined ? undefined : partOf(check, verb, holding, what)
    if (why !== undefined) check.error([...at, "what"], `says nothing of ${verb} of the ${holding} ${name}: ${why.said}`, { expected: why.expected })
  }
  if (verb === "transfer" && body.to === undefined) check.error([...at], "says not to whom", { on: "key", expected: "to: a provider, a carrier or a state" })
  if (verb === "seize" && at[0] !== "orders" && body.to === undefined && names.some((name) => !["site", undefined].includes(holdingOf(scenario, name))) && issuersOf(check, at).length === 0) check.error([...at], "says not by which state, and so not in which country", { on: "key", expected: "to: a state, or a site in at" })
}

/** Why words cannot mean a part of what an act names. */
function partOf(check: Check, verb: string, holding: string, what: ReadonlyArray<string>): { readonly said: string; readonly expected: string } | undefined {
  if (what.length === 0) return undefined
  if (holding === "carrier" && verb === "transfer") return { said: "a network is handed over whole", expected: "no what, or a site in at" }
  if (holding === "service" && verb !== "seize") return { said: "it is meant as a whole", expected: "no what, or the site or the provider in at" }
  const onNetwork = holding === "carrier" && verb !== "seize"
  const wrong = what.find((word) => (onNetwork ? ROLES.includes(word) : word !== "all" && TRAFFIC.includes(word)) || (!onNetwork && isFeature(check, word)))
  if (wrong === undefined) return undefined
  return { said: onNetwork ? `it has no ${wrong}` : `"${wrong}" is no part of what lies or runs there`, expected: onNetwork ? `a service, or ${listed(TRAFFIC)}` : `a service, service.class, service.relay, or a role: ${listed(ROLES)}` }
}

/** A feature or an option of a service is not anywhere. */
function isFeature(check: Check, word: string): boolean {
  const [service, part] = word.split(".")
  const described = check.scenario.services[service]
  return described !== undefined && part !== undefined && part !== "relay" && described.classes[part] === undefined
}

/** States whose orders an answer answers. */
function issuersOf(check: Check, at: ReadonlyArray<Key>): ReadonlyArray<string> {
  return at[0] === "answers" ? (check.scenario.answers[String(at[1])]?.to ?? []).filter((order) => check.scenario.orders[order] !== undefined) : []
}

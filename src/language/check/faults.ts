/** Faults of sites: keys that each kind needs and those that say nothing of it, shares that mean something, sites that are there. */
import { FAULT_KEYS, type Fault, type FaultKey, type Site, type SiteFailure } from "../../model/places.ts"
import type { Scenario } from "../../model/scenario.ts"
import type { ByRegion } from "../../model/services.ts"
import { listed } from "../nearest.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"
import { checkSpan } from "./instants.ts"

const EXAMPLES: Readonly<Record<FaultKey, string>> = { until: "until: the end of a day, such as until: 2015-10-13", with: "with: [a-site]", adds: "adds: a duration, such as adds: 20 min", share: "share: a share of the messages, such as share: 30 %", off: "off: a duration ahead or behind, such as off: -2 h", age: "age: how old the backup is, such as age: 3 days" }

export function checkFaults(check: Check, id: string, site: Site): void {
  ;(site.fails ?? []).forEach((fault, i) => checkFault(check, ["sites", id, "fails", i], id, fault))
}

function checkFault(check: Check, keys: ReadonlyArray<Key>, id: string, fault: SiteFailure): void {
  checkSpan(check, keys, fault, "from", "until")
  const { must, may } = FAULT_KEYS[fault.what]
  for (const key of must) if (fault[key] === undefined) check.error(keys, `of a site that is ${fault.what} \`${key}\` is missing`, { expected: EXAMPLES[key], rests: [[...keys, "what"]] })
  for (const key of Object.keys(EXAMPLES) as ReadonlyArray<FaultKey>) {
    if (fault[key] === undefined || must.includes(key) || may.includes(key)) continue
    const of = (Object.keys(FAULT_KEYS) as ReadonlyArray<Fault>).filter((what) => [...FAULT_KEYS[what].must, ...FAULT_KEYS[what].may].includes(key))
    check.error([...keys, key], `\`${key}\` says nothing of a site that is ${fault.what}`, { on: "key", expected: `what: one of ${listed(of)}; or no \`${key}\``, rests: [[...keys, "what"]] })
  }
  if (fault.share === 0) check.error([...keys, "share"], "hits no message", { expected: "a share above 0 %" })
  if (fault.what === "lossy" && fault.share === 1) check.error([...keys, "share"], "loses every message", { expected: "a share below 100 %, or what: unreachable" })
  if (fault.age === 0) check.error([...keys, "age"], "is no age", { expected: "a duration above 0, such as age: 3 days; or no `age`, where the backup is as new as what lies there" })
  if (fault.what === "restored" && !isBackedUp(check.scenario, id)) check.error([...keys, "what"], `nothing that ${id} keeps has a backup`, { expected: `copies: { backup: a-site } of a class that is kept at ${id}; or what: wiped` })
  ;(fault.with ?? []).forEach((other, row) => {
    const at = check.entry([...keys, "with"], row, fault.with!.length === 1)
    if (other === id) check.error(at, "is the site itself", { expected: "other sites" })
    else check.name(at, other, "site", check.known("sites"))
  })
}

/** Whether some class whose first copies lie at a site has backups: there is nothing else to set it back to. */
export function isBackedUp({ services }: Pick<Scenario, "services">, site: string): boolean {
  const isAt = (where: ByRegion) => (typeof where === "string" ? where === site : Object.values(where).includes(site))
  return Object.values(services).some(({ classes }) => Object.values(classes).some(({ kept, copies }) => isAt(kept) && copies?.backup !== undefined))
}

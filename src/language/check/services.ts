/** Services: who runs them, where their relay and their copies are, who holds the keys. */
import { JURISDICTIONS } from "../../model/ids.ts"
import type { ByRegion, DataClass, Keys, Service } from "../../model/services.ts"
import { codeHint } from "../codes.ts"
import { didYouMean, listed } from "../nearest.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"
import { checkSum } from "./shares.ts"

const HOLDERS = ["user", "customer", "provider", "carrier", "partner", "nobody", "global"]
const COPY_KINDS = ["replica", "backup", "index", "log", "cache"]
/** Roles of a site that may keep a copy of that kind; a mailbox site keeps any. */
const ROLES: Readonly<Record<string, ReadonlyArray<string>>> = {
  replica: ["mailbox", "backup"],
  backup: ["backup", "mailbox"],
  index: ["index", "mailbox"],
  log: ["log", "mailbox"],
  cache: ["cache", "mailbox", "relay"]
}

export function checkServices(check: Check): void {
  for (const [id, service] of Object.entries(check.scenario.services)) {
    const keys = ["services", id]
    if (service.provider === undefined && service.carriers === undefined) check.error(keys, "says neither whose it is nor which carriers run it", { on: "key", expected: "provider: ID or carriers: [ID, ...]" })
    if (service.provider !== undefined && service.provider !== "others") check.name([...keys, "provider"], service.provider, "provider", check.known("providers"))
    ;(service.carriers ?? []).forEach((carrier, i) => check.name([...keys, "carriers", i], carrier, "carrier", check.known("carriers")))
    checkStores(check, [...keys, "stores"], service.stores)
    if (service.path === "relay" && service.relay === undefined) check.error(keys, "has no relay", { on: "key", expected: "relay: a site with role relay, or path: circuit, signalling or open-web" })
    region(check, [...keys, "relay"], service.relay, ["relay"], "relays")
    for (const [name, dataClass] of Object.entries(service.classes)) checkClass(check, service, name, dataClass, [...keys, "classes", name])
    checkOptions(check, service, keys)
  }
}

/** Providers, with shares that add up where there are any. */
function checkStores(check: Check, keys: ReadonlyArray<Key>, stores: Service["stores"]): void {
  if (stores === undefined) return
  const named = Array.isArray(stores) ? (stores as ReadonlyArray<string>) : Object.keys(stores)
  named.forEach((name, i) => check.name(Array.isArray(stores) ? check.entry(keys, i, named.length === 1) : [...keys, name], name, "provider", check.known("providers"), Array.isArray(stores) ? "value" : "key"))
  if (!Array.isArray(stores)) checkSum(check, keys, Object.values(stores as Readonly<Record<string, number>>), "the shares of the stores")
}

function checkClass(check: Check, service: Service, name: string, data: DataClass, keys: ReadonlyArray<Key>): void {
  region(check, [...keys, "kept"], data.kept, name === "metadata" ? ["mailbox", "log"] : ["mailbox"], "keeps")
  for (const [kind, where] of Object.entries(data.copies ?? {})) if (where !== undefined) region(check, [...keys, "copies", kind], where, ROLES[kind], `keeps a ${kind} of`)
  checkKeys(check, [...keys, "keys"], data.keys)
  const opener = data["opened-by"]
  if (opener === undefined) return
  const [first, second] = opener.split(".")
  if (second === undefined) check.name([...keys, "opened-by"], first, "class of this service", Object.keys(service.classes))
  else check.word([...keys, "opened-by"], opener)
}

/** A site with one of the roles, or several by account region. */
function region(check: Check, keys: ReadonlyArray<Key>, where: ByRegion | undefined, roles: ReadonlyArray<string>, does: string): void {
  if (where === undefined) return
  if (typeof where === "string") {
    site(check, keys, where, roles, does)
    return
  }
  for (const [code, name] of Object.entries(where)) {
    if (code !== "others" && !JURISDICTIONS.has(code.slice(0, 2))) check.error([...keys, code], `"${code}" is no account region`, { on: "key", expected: "a country code, or others", hint: codeHint(code, check.known("countries")) })
    site(check, [...keys, code], name, roles, does)
  }
}

function site(check: Check, keys: ReadonlyArray<Key>, name: string, roles: ReadonlyArray<string>, does: string): void {
  if (does !== "relays" && (name === "none" || name === "at-relay")) return
  if (!check.name(keys, name, "site", [...check.known("sites"), ...(does === "relays" ? [] : ["none", "at-relay"])])) return
  const has: ReadonlyArray<string> | undefined = check.scenario.sites[name]?.roles
  if (has !== undefined && !has.some((role) => roles.includes(role))) check.error(keys, `the site ${name} ${does} this without the role for it: it is ${listed(has)}`, { expected: `a site with role ${roles.join(" or ")}`, hint: `add ${roles[0]} to the roles of ${name}`, rests: [["sites", name, "roles"]] })
}

/** Holders of keys, and where they lie. */
export function checkKeys(check: Check, keys: ReadonlyArray<Key>, value: Keys): void {
  const holders = typeof value === "string" ? [value] : "by" in value ? value.by : value
  const at = typeof value === "object" && "by" in value ? [...keys, "by"] : keys
  holders.forEach((holder, i) => {
    if (HOLDERS.includes(holder) || JURISDICTIONS.has(holder)) return
    const known = [...HOLDERS, ...check.parties()]
    if (!known.includes(holder)) check.error(holders.length > 1 ? [...at, i] : at, `"${holder}" can hold no key`, { expected: `one of: ${listed(known, 20)}, or a country code`, hint: didYouMean(holder, known) ?? codeHint(holder, check.known("countries")) })
  })
  if (typeof value !== "object" || !("by" in value) || value.in === undefined) return
  keyPlace(check, [...keys, "in"], value.in)
}

/** A country, or a site with role keys. */
export function keyPlace(check: Check, keys: ReadonlyArray<Key>, where: string): void {
  if (JURISDICTIONS.has(where)) return
  if (!check.name(keys, where, "country or site", [...check.known("sites")])) return
  const roles: ReadonlyArray<string> | undefined = check.scenario.sites[where]?.roles
  if (roles !== undefined && !roles.includes("keys")) check.error(keys, `the site ${where} keeps no keys: it is ${listed(roles)}`, { expected: "a site with role keys", rests: [["sites", where, "roles"]] })
}

function checkOptions(check: Check, service: Service, keys: ReadonlyArray<Key>): void {
  const changed = [...Object.keys(service.classes), ...COPY_KINDS, ...(service.features ?? [])]
  for (const [id, option] of Object.entries(service.options ?? {})) {
    for (const path of Object.keys(option.changes)) check.name([...keys, "options", id, "changes", path], path.split(".")[0], "class of this service", changed, "key")
  }
}

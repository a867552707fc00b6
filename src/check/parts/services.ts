/** The message services of a generated world: classes, where each is kept, under whose keys, how long messages wait. */
import type { ByRegion, DataClass, Keys, Service } from "../../model/services.ts"
import { DAY_MS, HOUR_MS, idsOf, onDay, type Sketch } from "./sketch.ts"

export function drawServices(s: Sketch): void {
  const { draw } = s
  s.services.letters = mailService(s, "firm")
  if (draw.chance(35)) s.services.chat = mailService(s, draw.pick(idsOf(s.providers)))
  if (s.has("circuit") && draw.chance(35)) s.services.talk = carried(s, "circuit")
  if (s.has("signalling") && draw.chance(35)) s.services.text = carried(s, "signalling")
  if (s.has("restored")) setBack(s)
}

/** Sites that have what has a backup are set back to it some day. */
function setBack(s: Sketch): void {
  const { draw } = s
  const classes = Object.values(s.services).flatMap((service) => Object.values(service.classes)).filter(({ copies }) => copies?.backup !== undefined)
  for (const name of new Set(classes.flatMap(({ kept }) => (typeof kept === "string" ? [kept] : Object.values(kept))))) {
    const site = s.sites[name]
    if (site !== undefined && draw.chance(60)) s.sites[name] = { ...site, fails: [...(site.fails ?? []), { from: onDay(draw, draw.between(1, 4)), what: "restored" }] }
  }
}

/** Sites with one of the roles; the first site has them all. */
function sitesFor(s: Sketch, ...roles: ReadonlyArray<string>): ReadonlyArray<string> {
  return idsOf(s.sites).filter((name) => s.sites[name].roles.some((role) => roles.includes(role)) && s.sites[name].operator !== "customer")
}

/** One site, or one for each of few account regions; `all`: for every region there is one. */
function byRegion(s: Sketch, sites: ReadonlyArray<string>, all = true): string | Record<string, string> {
  const { draw } = s
  return draw.chance(55) ? draw.pick(sites) : { [draw.pick(s.codes)]: draw.pick(sites), ...(all || draw.chance(85) ? { others: draw.pick(sites) } : {}) }
}

function mailService(s: Sketch, provider: string): Service {
  const { draw } = s
  const customers = idsOf(s.sites).filter((name) => s.sites[name].operator === "customer")
  const onPremises = customers.length > 0 && draw.chance(70)
  const mailboxes = sitesFor(s, "mailbox")
  const kept: ByRegion = onPremises ? { [draw.pick(s.codes)]: customers[0], others: draw.pick(mailboxes) } : s.has("queues") && draw.chance(40) ? draw.pick(["at-relay", "at-relay", "none"]) : byRegion(s, mailboxes, false)
  const content: DataClass = { kept, keys: keysOf(s, onPremises), ...(draw.chance(15) ? { size: 2e6 } : {}), ...(s.has("limited") && draw.chance(50) ? { for: draw.pick([DAY_MS, 2 * DAY_MS]) } : {}), ...copiesOf(s) }
  const metadata: DataClass = { kept: draw.chance(30) ? "none" : byRegion(s, sitesFor(s, "mailbox", "log")), keys: "nobody", ...(s.has("limited") && draw.chance(50) ? { for: DAY_MS } : {}) }
  const third: Record<string, DataClass> = s.has("copies") && draw.chance(25) ? { backup: { kept: draw.pick(mailboxes), keys: keysOf(s, false), ...(draw.chance(40) ? { "opened-by": "content" } : {}) } } : {}
  return {
    provider,
    path: "relay",
    relay: byRegion(s, sitesFor(s, "relay")),
    classes: { content, ...(draw.chance(75) ? { metadata } : {}), ...third },
    ...(s.has("features") ? { features: ["calls"] } : {}),
    ...(s.has("options") ? { options: { vault: { changes: { "content.keys": "user" } } } } : {}),
    ...(s.has("stores") && draw.chance(60) ? { stores: draw.chance(50) ? [draw.pick(idsOf(s.providers))] : Object.fromEntries(idsOf(s.providers).map((name, _, all) => [name, 1 / all.length])), uptake: draw.pick(["store", "account", "sim"] as const) } : {}),
    waits: waitsOf(s)
  }
}

/** A call, or a short message: its carriers run it, what it leaves is a record. */
function carried(s: Sketch, path: "circuit" | "signalling"): Service {
  const { draw } = s
  const mobiles = idsOf(s.carriers).filter((name) => s.carriers[name].kind === "mobile")
  return {
    carriers: mobiles,
    path,
    classes: { content: { kept: "none", keys: "carrier" }, ...(draw.chance(60) ? { metadata: { kept: draw.pick(sitesFor(s, "mailbox", "log")), keys: "nobody" as const } } : {}) },
    ...(path === "signalling" ? { waits: waitsOf(s) } : {})
  }
}

function copiesOf(s: Sketch): Pick<DataClass, "copies"> {
  const { draw } = s
  if (!s.has("copies")) return {}
  const kinds = draw.some([["replica", ["mailbox", "backup"]], ["backup", ["backup", "mailbox"]], ["index", ["index", "mailbox"]], ["log", ["log", "mailbox"]], ["cache", ["cache", "relay", "mailbox"]]] as const, 0, 2)
  return kinds.length === 0 ? {} : { copies: Object.fromEntries(kinds.map(([kind, roles]) => [kind, byRegion(s, sitesFor(s, ...roles))])) }
}

function keysOf(s: Sketch, onPremises: boolean): Keys {
  const { draw } = s
  const by = onPremises ? draw.pick(["customer", "customer", "provider"]) : draw.pick(["provider", "provider", "provider", "user", "nobody", "global"])
  if (!s.has("key-reach") || by === "global" || draw.chance(35)) return by
  const places = [...s.codes, ...idsOf(s.sites).filter((name) => s.sites[name].roles.includes("keys"))]
  return { by: draw.chance(20) ? [by, "user"] : [by], ...(draw.chance(70) ? { "one-per": draw.pick(["session", "device", "account", "organisation", "service"] as const) } : {}), ...(by !== "user" && draw.chance(40) ? { in: draw.pick(places) } : {}) }
}

function waitsOf(s: Sketch): NonNullable<Service["waits"]> {
  const { draw } = s
  if (!s.has("waits")) return {}
  return {
    ...(draw.chance(60) ? { "at-client": draw.chance(50) ? 2 * HOUR_MS : { for: 4 * HOUR_MS, retry: HOUR_MS }, retry: HOUR_MS } : {}),
    ...(draw.chance(60) ? { "at-relay": draw.pick([HOUR_MS, 6 * HOUR_MS, DAY_MS]) } : {}),
    ...(draw.chance(35) ? { "at-network": { messages: draw.between(1, 2), for: draw.pick([HOUR_MS, DAY_MS]) } } : {}),
    ...(draw.chance(40) ? { then: "expire" as const } : {})
  }
}

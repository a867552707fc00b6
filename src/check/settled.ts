/** One round of taking away what names something that is gone, section by section; shares of what is left add up again. */
import { words } from "./meant.ts"
import { type Gone, listOf, mapOf, type Tree } from "./gone.ts"

export function settled(before: Tree, after: Tree, gone: Gone): Tree {
  const was = (section: string, id: string) => mapOf(mapOf(before[section])[id])
  const next: Tree = {
    ...after,
    countries: kept(after.countries, (country) => withList({ ...country }, "members", (code) => !gone.has(code, "countries"))),
    carriers: sharedAnew(before, kept(after.carriers, (carrier) => (gone.has(carrier.country, "countries") ? undefined : lean(carrier, "owner", (owner) => !gone.has(owner, "providers", "carriers"))))),
    providers: kept(after.providers, (provider) => withList(provider, "established", (code) => !gone.has(code, "countries"))),
    sites: kept(after.sites, (site) => siteOf(site, gone)),
    services: kept(after.services, (service, id) => serviceOf(was("services", id), service, gone)),
    people: kept(after.people, (cohort, id) => cohortOf(was("people", id), cohort, gone)),
    orders: kept(after.orders, (order) => orderOf(order, gone)),
    answers: kept(after.answers, (answer) => answerOf(answer, gone)),
    events: kept(after.events, (event) => eventOf(event, gone)),
    variants: kept(after.variants, (variant) => ["with", "without"].reduce((left, key) => withList(left, key, (id) => !gone.has(id, "orders", "answers", "events")), variant)),
    marks: listOf(after.marks).filter((mark) => !gone.instant(mark))
  }
  return after.about === undefined ? next : withList(next, "about", (code) => !gone.has(code, "countries"))
}

function kept(section: unknown, change: (entry: Tree, id: string) => Tree | undefined): Tree {
  return Object.fromEntries(Object.entries(mapOf(section)).flatMap(([id, entry]) => {
    const next = change(mapOf(entry), id)
    return next === undefined ? [] : [[id, next]]
  }))
}

/** Without a key whose value does not stay. */
function lean(entry: Tree, key: string, stays: (value: unknown) => boolean): Tree {
  if (entry[key] === undefined || stays(entry[key])) return entry
  const { [key]: _, ...rest } = entry
  return rest
}

/** With those of a list that stay; without the key where none does. */
function withList(entry: Tree, key: string, stays: (value: unknown) => boolean): Tree {
  if (!Array.isArray(entry[key])) return entry
  const left = listOf(entry[key]).filter(stays)
  if (left.length === listOf(entry[key]).length) return entry
  return left.length === 0 ? lean(entry, key, () => false) : { ...entry, [key]: left }
}

/** Shares by name without those names that do not stay. Where some went since `before`, the others make up the whole. */
export function shares(before: unknown, record: unknown, stays: (name: string, value: unknown) => boolean): Tree {
  const left = Object.entries(mapOf(record)).filter(([name, value]) => stays(name, value))
  if (left.length === Object.keys(mapOf(before)).length) return Object.fromEntries(left)
  const whole = left.reduce((sum, [, value]) => sum + shareOf(value), 0)
  let rest = 100
  return Object.fromEntries(left.map(([name, value], i) => {
    const percent = i === left.length - 1 ? rest : Math.min(rest, Math.round((100 * shareOf(value)) / (whole > 0 ? whole : 1)))
    rest -= percent
    return [name, typeof value === "number" ? percent / 100 : { ...mapOf(value), share: percent / 100 }]
  }))
}

function shareOf(value: unknown): number {
  return typeof value === "number" ? value : Number(mapOf(value).share ?? 0)
}

/** Carriers of a country and kind make up all of its lines. */
function sharedAnew(before: Tree, carriers: Tree): Tree {
  const next = { ...carriers }
  const group = (carrier: unknown) => `${String(mapOf(carrier).country)} ${String(mapOf(carrier).kind)}`
  for (const name of new Set(Object.values(carriers).map(group))) {
    const of = (section: unknown) => Object.fromEntries(Object.entries(mapOf(section)).filter(([, carrier]) => group(carrier) === name))
    for (const [id, carrier] of Object.entries(shares(of(before.carriers), of(carriers), () => true))) next[id] = typeof carrier === "number" ? carriers[id] : carrier
  }
  return next
}

function siteOf(site: Tree, gone: Gone): Tree | undefined {
  if (gone.has(site.country, "countries") || gone.has(site.operator, "providers", "carriers")) return undefined
  const dated = ["starts", "stops"].reduce((left, key) => lean(left, key, (at) => !gone.instant(at)), lean(site, "declared", (code) => !gone.has(code, "countries")))
  // A fault towards sites that are all gone is none.
  const isThere = (other: unknown) => !gone.has(other, "sites")
  const stays = (fault: Tree) => !gone.instant(fault.from) && !gone.instant(fault.until) && (fault.with === undefined || withList(fault, "with", isThere).with !== undefined)
  const fails = listOf(dated.fails).map(mapOf).filter(stays).map((fault) => withList(fault, "with", isThere))
  return dated.fails === undefined ? dated : lean({ ...dated, fails }, "fails", () => fails.length > 0)
}

/** A site, or one by account region, as far as they are there. */
function byRegion(value: unknown, gone: Gone): unknown {
  if (typeof value === "string") return gone.has(value, "sites") ? undefined : value
  const left = Object.entries(mapOf(value)).filter(([region, site]) => !gone.has(region, "countries") && !gone.has(site, "sites"))
  return left.length === 0 ? undefined : Object.fromEntries(left)
}

function serviceOf(before: Tree, service: Tree, gone: Gone): Tree | undefined {
  if (gone.has(service.provider, "providers")) return undefined
  const relay = service.relay === undefined ? undefined : byRegion(service.relay, gone)
  if (service.relay !== undefined && relay === undefined) return undefined
  if (service.carriers !== undefined && listOf(service.carriers).every((id) => gone.has(id, "carriers"))) return undefined
  const classes = kept(service.classes, (one) => classOf(one, gone, mapOf(service.classes)))
  if (Object.keys(classes).length === 0) return undefined
  const part = (path: string) => Object.hasOwn(mapOf(before.classes), path.split(".")[0]) && !Object.hasOwn(classes, path.split(".")[0])
  const options = kept(service.options, (option) => {
    const changes = Object.fromEntries(Object.entries(mapOf(option.changes)).filter(([path]) => !part(path)))
    return Object.keys(changes).length === 0 ? undefined : { ...option, changes }
  })
  const next: Tree = { ...withList(service, "carriers", (id) => !gone.has(id, "carriers")), classes }
  if (relay !== undefined) next.relay = relay
  if (service.options !== undefined) next.options = options
  const stores = Array.isArray(service.stores) ? withList(next, "stores", (id) => !gone.has(id, "providers")) : { ...next, ...(service.stores === undefined ? {} : { stores: shares(before.stores, service.stores, (id) => !gone.has(id, "providers")) }) }
  return ["options", "stores"].reduce((left, key) => lean(left, key, (value) => Array.isArray(value) || Object.keys(mapOf(value)).length > 0), stores)
}

function classOf(one: Tree, gone: Gone, classes: Tree): Tree | undefined {
  const where = byRegion(one.kept, gone)
  const keys = keysOf(one.keys, gone)
  if (where === undefined || keys === undefined) return undefined
  const copies = Object.fromEntries(Object.entries(mapOf(one.copies)).flatMap(([kind, at]) => (at === undefined || byRegion(at, gone) === undefined ? [] : [[kind, byRegion(at, gone)]])))
  const next: Tree = { ...lean(one, "opened-by", (other) => Object.hasOwn(classes, String(other))), kept: where, keys }
  if (one.copies !== undefined) next.copies = copies
  return lean(next, "copies", (left) => Object.keys(mapOf(left)).length > 0)
}

/** Holders that are there, by name or kind. */
function keysOf(keys: unknown, gone: Gone): unknown {
  const stays = (holder: unknown) => !gone.has(holder, "providers", "carriers", "countries")
  if (typeof keys === "string") return stays(keys) ? keys : undefined
  if (Array.isArray(keys)) return keys.some(stays) ? keys.filter(stays) : undefined
  const by = listOf(mapOf(keys).by).filter(stays)
  return by.length === 0 ? undefined : { ...lean(mapOf(keys), "in", (place) => !gone.has(place, "countries", "sites")), by }
}

function cohortOf(before: Tree, cohort: Tree, gone: Gone): Tree | undefined {
  const here = (place: string) => !gone.has(place, "countries")
  const home = typeof cohort.home === "string" ? (here(cohort.home) ? cohort.home : undefined) : shares(before.home, cohort.home, here)
  const use = Object.fromEntries(Object.entries(mapOf(cohort.use)).filter(([service]) => !gone.has(service, "services")))
  const reach = reachOf(before.reach, cohort.reach, gone)
  if (home === undefined || Object.keys(mapOf(home)).length === 0 && typeof home !== "string" || Object.keys(use).length === 0 || Object.keys(mapOf(reach)).length === 0) return undefined
  if (gone.has(mapOf(cohort.present).in, "countries")) return undefined
  let next: Tree = { ...cohort, home, use, reach }
  for (const key of ["citizen", "account", "sim", "store"]) next = lean(next, key, (code) => here(String(code)))
  for (const key of ["options", "takes-up", "accepts"]) if (next[key] !== undefined && typeof next[key] !== "number") next = { ...next, [key]: Object.fromEntries(Object.entries(mapOf(next[key])).filter(([name]) => !gone.has(name, "options", "services"))) }
  for (const key of ["options", "takes-up"]) next = lean(next, key, (value) => Object.keys(mapOf(value)).length > 0)
  if (next.carriers !== undefined) next = carriersOf(next, before, gone)
  next = lean(next, "vpn", (vpn) => here(String(mapOf(vpn).exit)))
  if (next.writes !== undefined) next = writesOf(next, before, gone)
  const away = (one: Tree, was: unknown): Tree | undefined => {
    const to = typeof one.to === "string" ? one.to : shares(was, one.to, here)
    if (typeof to === "string" ? !here(to) : Object.keys(to).length === 0) return undefined
    const way = one.reach === undefined ? undefined : reachOf(undefined, one.reach, gone)
    return gone.instant(one.from) || gone.instant(one.until) || (way !== undefined && Object.keys(mapOf(way)).length === 0) ? undefined : { ...one, to, ...(way === undefined ? {} : { reach: way }) }
  }
  for (const key of ["travels", "trips", "moves"]) {
    const list = listOf(next[key]).flatMap((one, i) => away(mapOf(one), mapOf(listOf(before[key])[i]).to) ?? [])
    if (next[key] !== undefined) next = list.length === 0 ? lean(next, key, () => false) : { ...next, [key]: list }
  }
  return withList(next, "silent", (span) => !gone.instant(mapOf(span).from) && !gone.instant(mapOf(span).until))
}

function reachOf(before: unknown, reach: unknown, gone: Gone): unknown {
  const way = (value: unknown) => !gone.has(mapOf(value).sim, "countries") && !gone.has(mapOf(value).exit, "countries")
  const whole = before ?? reach
  return Object.fromEntries(Object.entries(shares(whole, reach, (_, value) => value !== undefined && way(value))).map(([mode, value]) => [mode, typeof value === "number" || mapOf(value).carriers === undefined ? value : carriersOf(mapOf(value), mapOf(mapOf(before)[mode]), gone)]))
}

function carriersOf(entry: Tree, before: Tree, gone: Gone): Tree {
  if (Array.isArray(entry.carriers)) return withList(entry, "carriers", (id) => !gone.has(id, "carriers"))
  const left = shares(before.carriers, entry.carriers, (id) => !gone.has(id, "carriers"))
  return Object.keys(left).length === 0 ? lean(entry, "carriers", () => false) : { ...entry, carriers: left }
}

function writesOf(cohort: Tree, before: Tree, gone: Gone): Tree {
  let writes = mapOf(cohort.writes)
  if (writes.to !== undefined) {
    const to = shares(mapOf(before.writes).to, writes.to, (id) => !gone.has(id, "people"))
    writes = Object.keys(to).length === 0 ? lean(writes, "to", () => false) : { ...writes, to }
  }
  if (typeof writes["per-day"] === "object") {
    const rates = Object.fromEntries(Object.entries(mapOf(writes["per-day"])).filter(([word]) => !gone.has(word.split(".")[0], "services") && !gone.has(word, "parts")))
    if (Object.keys(rates).length === 0) return lean(cohort, "writes", () => false)
    writes = { ...writes, "per-day": rates }
  }
  return { ...cohort, writes }
}

function orderOf(order: Tree, gone: Gone): Tree | undefined {
  if (gone.has(typeof order.by === "string" ? order.by : mapOf(order.by).state, "countries")) return undefined
  const timeline = listOf(order.timeline).flatMap((step) => words(mapOf(step), gone) ?? [])
  if (timeline.length === 0) return undefined
  let next: Tree = { ...withList(order, "to", (party) => !gone.has(party, "providers", "carriers")), timeline }
  // Nobody is left who had to do it.
  if (order.to !== undefined && next.to === undefined) next = lean(next, "demands", () => false)
  for (const key of ["demands", "does"]) next = withActs(next, key, gone)
  if (next.through !== undefined) {
    const through = Object.entries(mapOf(next.through)).filter(([id, how]) => !gone.has(id, "carriers", "providers") && !gone.instant(mapOf(how).from) && !gone.instant(mapOf(how).until))
    next = { ...next, through: Object.fromEntries(through) }
  }
  if (next.else !== undefined) {
    const rungs = listOf(next.else).map(mapOf).flatMap((rung): ReadonlyArray<Tree> => {
      if (rung.after === undefined) return actsOf([rung], gone) as ReadonlyArray<Tree>
      const acts = actsOf(listOf(rung.do), gone)
      return acts.length === 0 ? [] : [{ ...rung, do: acts }]
    })
    next = rungs.length === 0 ? lean(next, "else", () => false) : { ...next, else: rungs }
  }
  return lean(next, "ends", (ends) => !String(mapOf(ends).when).split(/[^a-z0-9-]+/).some((id) => gone.has(id, "answers")))
}

function answerOf(answer: Tree, gone: Gone): Tree | undefined {
  const next = withList(withList(answer, "by", (party) => !gone.has(party, "providers", "carriers")), "to", (id) => !gone.has(id, "orders"))
  if (next.by === undefined || (answer.to !== undefined && next.to === undefined) || gone.instant(next.when)) return undefined
  return { ...["notice", "until"].reduce((left, key) => lean(left, key, (at) => !gone.instant(at)), next), do: actsOf(listOf(next.do), gone) }
}

function eventOf(event: Tree, gone: Gone): Tree | undefined {
  const acts = actsOf(listOf(event.do), gone)
  if (gone.instant(event.when) || acts.length === 0) return undefined
  return { ...lean(withList(event, "by", (party) => !gone.has(party, "providers", "carriers", "countries")), "until", (at) => !gone.instant(at)), do: acts }
}

function withActs(entry: Tree, key: string, gone: Gone): Tree {
  if (entry[key] === undefined) return entry
  const acts = actsOf(listOf(entry[key]), gone)
  return acts.length === 0 ? lean(entry, key, () => false) : { ...entry, [key]: acts }
}

/** The acts of which something is left that they are about. */
function actsOf(acts: ReadonlyArray<unknown>, gone: Gone): ReadonlyArray<unknown> {
  return acts.flatMap((act) => words(mapOf(act), gone) ?? [])
}

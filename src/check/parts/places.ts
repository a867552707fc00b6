/** Where things are in a generated world: states with their clocks, carriers, companies, sites. */
import type { Carrier, Country, Site, SiteFailure } from "../../model/places.ts"
import { drawFaults } from "./faults.ts"
import { DAY_MS, DAYS, HOUR_MS, idsOf, instant, onDay, someDay, type Sketch } from "./sketch.ts"

/** One clock goes forward during the run, one stands a quarter of an hour beside the others. */
const ZONES = ["UTC", "Europe/Berlin", "Asia/Kathmandu", "Etc/GMT+8"]
const SPOTS = [{ lat: 52, lon: 5 }, { lat: 27, lon: 85 }, { lat: 0, lon: 0 }, { lat: -33, lon: 151 }]

export function drawPlaces(s: Sketch): void {
  drawCountries(s)
  for (const [i, code] of s.codes.entries()) drawCarriers(s, code, i)
  drawProviders(s)
  drawSites(s)
  drawFaults(s)
}

function drawCountries(s: Sketch): void {
  const { draw } = s
  for (const [i, code] of s.codes.entries()) {
    const country: Country = {
      timezone: i === 0 ? draw.pick(ZONES.slice(0, 3)) : draw.pick(ZONES),
      place: draw.chance(80) ? SPOTS[i] : draw.pick(SPOTS),
      ...(draw.chance(10) ? { weekend: ["Fri", "Sat"] as const, holidays: [DAYS[3]] } : {}),
      ...(i === 0 && s.has("territories") ? { territories: { [`${code}-A`]: { people: draw.pick([0.3, 0.5]) }, [`${code}-B`]: { place: SPOTS[2], ...(draw.chance(30) ? { timezone: "Etc/GMT+8" } : {}) } } } : {})
    }
    s.countries[code] = country
  }
  if (s.union !== undefined) s.countries[s.union] = { members: s.codes.slice(0, 2) }
}

/** One or two mobile networks, a fixed one, seldom satellites. */
function drawCarriers(s: Sketch, country: string, i: number): void {
  const { draw } = s
  const put = (name: string, kind: Carrier["kind"], share: number) => {
    s.carriers[`${name}-${i}`] = { country, kind, share, ...(name === "mobile" && draw.chance(20) ? { plans: ["prepaid", "postpaid"] as const } : {}) }
  }
  if (draw.chance(50)) put("mobile", "mobile", 1)
  else {
    put("mobile", "mobile", 0.6)
    put("mobile-too", "mobile", 0.4)
  }
  put("fixed", "fixed", 1)
}

function drawProviders(s: Sketch): void {
  const { draw } = s
  const established = (seat: string) => [...new Set([seat, ...draw.some(s.codes, 0, 2)])]
  const seat = draw.pick(s.codes)
  s.providers.firm = { seat, established: established(seat) }
  if (draw.chance(60)) {
    const other = draw.pick(s.codes)
    s.providers.rival = draw.chance(50) ? { seat: other } : { seat: other, established: established(other) }
  }
}

const ROLES: ReadonlyArray<Site["roles"]> = [["mailbox"], ["mailbox", "keys"], ["relay", "mailbox"], ["mailbox", "backup", "index"], ["log", "mailbox", "keys"]]

/** The first site can do everything, so that whatever is drawn has somewhere to be. */
function drawSites(s: Sketch): void {
  const { draw } = s
  const providers = idsOf(s.providers)
  const count = draw.pick([2, 2, 2, 3, 3, 4])
  for (let i = 0; i < count; i++) {
    const country = i < s.codes.length && draw.chance(70) ? s.codes[i] : draw.pick(s.codes)
    const roles: Site["roles"] = i === 0 ? ["relay", "mailbox", "backup", "index", "log", "keys", "cache"] : draw.pick(ROLES)
    const operator = i === 0 ? "firm" : s.has("customer-server") && i === 1 ? "customer" : s.has("partner") && draw.chance(30) ? "partner" : draw.chance(70) ? "firm" : draw.pick(providers)
    s.sites[`site-${i}`] = {
      country,
      place: SPOTS[Math.max(0, s.codes.indexOf(country))],
      operator,
      roles: operator === "customer" ? ["mailbox", "keys"] : roles,
      ...(s.has("declared") && draw.chance(40) ? { declared: draw.pick(s.codes) } : {}),
      ...(s.has("capacity") && draw.chance(60) ? { capacity: { messagesPerSecond: draw.pick([undefined, 0.01, 1]), bitsPerSecond: draw.pick([2, 20, 1000]) } } : {}),
      ...faults([...(s.has("failures") && draw.chance(45) ? failures(s) : []), ...(s.has("wiped") && draw.chance(35) ? [lostDisks(s)] : []), ...(s.has("clock") && draw.chance(45) ? [wrongClock(s)] : [])]),
      ...(s.has("site-dates") && i > 0 && draw.chance(35) ? dates(s) : {})
    }
  }
}

function faults(fails: NonNullable<Site["fails"]>): Pick<Site, "fails"> {
  return fails.length === 0 ? {} : { fails }
}

/** Its disks are lost, and it is back with empty ones hours or days later. */
function lostDisks(s: Sketch): SiteFailure {
  const { draw } = s
  const day = draw.between(1, 3)
  return { from: onDay(draw, day), until: draw.pick([instant(`${DAYS[day]} 20:00`), instant(DAYS[day - 1]), instant(`${DAYS[day - 1]} 23:00`)]), what: "wiped" }
}

function wrongClock(s: Sketch): SiteFailure {
  const { draw } = s
  return { from: onDay(draw, draw.between(1, 2)), until: instant(draw.pick([DAYS[2], DAYS[3], DAYS[4]])), what: "clock", off: draw.pick([-2 * DAY_MS, -DAY_MS, -5 * HOUR_MS, HOUR_MS, DAY_MS, 2 * DAY_MS]) }
}

/** One failure, or two that may overlap. */
function failures(s: Sketch): NonNullable<Site["fails"]> {
  const { draw } = s
  return Array.from({ length: draw.between(1, 2) }, () => {
    // In most worlds what is held up has a day or two to come once all is well.
    const day = draw.between(1, draw.chance(80) ? 2 : 4)
    const sameDay = draw.chance(60)
    const until = sameDay ? instant(`${DAYS[day - 1]} ${draw.pick(["14:00", "18:00", "23:00"])}`) : instant(DAYS[Math.min(4, day)])
    return { from: sameDay ? instant(`${DAYS[day - 1]}${draw.pick([" 06:00", " 12:00", ""])}`) : onDay(draw, day), until, what: draw.chance(60) ? ("down" as const) : ("unreachable" as const) }
  })
}

function dates(s: Sketch): Pick<Site, "starts" | "stops"> {
  const { draw } = s
  const day = someDay(draw)
  if (draw.chance(30)) return { starts: instant("never") }
  return draw.chance(50) ? { starts: onDay(draw, Math.min(day, 2)) } : { stops: onDay(draw, Math.max(day, 2)) }
}

/** Countries, carriers, providers and sites: clocks, places on the map, shares of a country's lines. */
import type { Place } from "../../model/places.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"
import { checkFaults } from "./faults.ts"
import { checkSum, percent } from "./shares.ts"
import { checkSpan } from "./instants.ts"

/** Words for who runs a site besides providers and carriers by name. */
const OPERATORS = ["customer", "partner", "carrier", "provider"]

export function checkPlaces(check: Check): void {
  for (const [code, country] of Object.entries(check.scenario.countries)) {
    const keys = ["countries", code]
    const union = (country.members ?? []).length > 0
    if (country.timezone !== undefined) check.zone([...keys, "timezone"], country.timezone)
    else if (code !== "XX" && !union) check.error([...keys, "timezone"], "is missing: days and deadlines are told by its clock", { on: "key", expected: "an IANA time zone, such as timezone: Europe/Paris" })
    place(check, [...keys, "place"], country.place, code)
    const living = Object.values(country.territories ?? {}).reduce((sum, part) => sum + (part.people ?? 0), 0)
    if (living > 1 + 1e-9) check.error([...keys, "territories"], `hold ${percent(living)} of the people of ${code}`, { on: "key", expected: "100 % at most: who is in none of them lives elsewhere in the country" })
    for (const [territory, part] of Object.entries(country.territories ?? {})) {
      const at = [...keys, "territories", territory]
      if (!territory.startsWith(`${code}-`)) check.error(at, `is no part of ${code}`, { on: "key", expected: `a code that begins with ${code}-` })
      if (part.timezone !== undefined) check.zone([...at, "timezone"], part.timezone)
      place(check, [...at, "place"], part.place, code)
    }
  }
  checkCarriers(check)
  checkSites(check)
}

function checkCarriers(check: Check): void {
  const groups = new Map<string, { readonly keys: ReadonlyArray<Key>; readonly share: number }[]>()
  for (const [id, carrier] of Object.entries(check.scenario.carriers)) {
    check.country(["carriers", id, "country"], carrier.country, "it has a carrier")
    if (carrier.owner !== undefined) check.name(["carriers", id, "owner"], carrier.owner, "provider or carrier", check.parties())
    if (carrier.owner === id) check.error(["carriers", id, "owner"], "is the carrier itself", { expected: "another party, or no owner" })
    const group = `${carrier.kind} lines of ${carrier.country}`
    groups.set(group, [...(groups.get(group) ?? []), { keys: ["carriers", id, "share"], share: carrier.share }])
  }
  for (const [group, members] of groups) {
    const last = members[members.length - 1].keys
    checkSum(check, last, members.map((m) => m.share), `the shares of the ${group}`, [["carriers"], ...members.map((m) => m.keys)].slice(1))
  }
}

function checkSites(check: Check): void {
  for (const [id, site] of Object.entries(check.scenario.sites)) {
    const keys = ["sites", id]
    check.country([...keys, "country"], site.country, "it has a site")
    if (!OPERATORS.includes(site.operator)) check.name([...keys, "operator"], site.operator, "operator", [...check.parties(), ...OPERATORS])
    place(check, [...keys, "place"], site.place, site.country)
    if (site.declared !== undefined && site.declared !== site.country) check.note([...keys, "declared"], `is declared to lie in ${site.declared} and truly lies in ${site.country}`)
    checkSpan(check, keys, site, "starts", "stops")
    checkFaults(check, id, site)
  }
}

/** A place by name is looked up: an unknown one is an error, one that lies in another country a note. */
function place(check: Check, keys: ReadonlyArray<Key>, where: Place | undefined, country: string): void {
  if (typeof where !== "string" || check.input.gazetteer === undefined) return
  const town = check.input.gazetteer(where, country)
  if (town === undefined) check.error(keys, `no town is called "${where}"`, { expected: "a town by its name, or { lat, lon } in degrees" })
  else if (town.country !== country && country !== "XX" && (check.scenario.countries[country]?.members ?? []).length === 0) check.note(keys, `${where} lies in ${town.country}, not in ${country}`)
}

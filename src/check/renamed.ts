/** A world in which one country has another code, and nothing else is other. */
import { JURISDICTIONS } from "../model/ids.ts"
import type { Scenario } from "../model/scenario.ts"
import { mapOf } from "./gone.ts"
import type { Trial } from "./trial.ts"

export interface Renaming {
  readonly was: string
  readonly becomes: string
}

/** Codes that say more than which state is meant: a union that the engine knows, and elsewhere. */
const MEANT = new Set(["EU", "XX"])
const CODES: ReadonlyArray<string> = [...JURISDICTIONS].filter((code) => !MEANT.has(code)).sort()

/**
 * The first country that states its own clock and place, so that nothing is known of it by its code; with the code that stands farthest from it
 * in the order of codes, of those that the scenario does not name. Undefined where no country is so.
 */
export function renamingOf(scenario: Scenario): Renaming | undefined {
  const was = Object.entries(scenario.countries).find(([code, country]) => !MEANT.has(code) && country.timezone !== undefined && country.place !== undefined && typeof country.place !== "string" && country.members === undefined)?.[0]
  if (was === undefined) return undefined
  const unnamed = unnamedCodes(scenario)
  const becomes = was < unnamed[Math.floor(unnamed.length / 2)] ? unnamed[unnamed.length - 1] : unnamed[0]
  return becomes === undefined ? undefined : { was, becomes }
}

/** Codes, in their order, that a scenario names neither as a country's nor as the beginning of a territory's. */
export function unnamedCodes(scenario: Scenario): ReadonlyArray<string> {
  const text = JSON.stringify(scenario)
  return CODES.filter((code) => !text.includes(`"${code}"`) && !text.includes(`"${code}-`))
}

export function renamedTrial(trial: Trial, { becomes, was }: Renaming): Trial {
  return { ...trial, scenario: renamed(trial.scenario, was, becomes) }
}

/** Every word that is the code, or begins a territory's, wherever it stands. */
export function renamed<T>(value: T, was: string, becomes: string): T {
  const word = (text: string): string => (text === was ? becomes : text.startsWith(`${was}-`) ? `${becomes}${text.slice(was.length)}` : text)
  const within = (one: unknown): unknown => {
    if (typeof one === "string") return word(one)
    if (Array.isArray(one)) return one.map(within)
    if (typeof one !== "object" || one === null) return one
    return Object.fromEntries(Object.entries(mapOf(one)).map(([key, inside]) => [word(key), within(inside)]))
  }
  return within(value) as T
}

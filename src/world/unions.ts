/** Unions: a word for several states. Wherever an act selects by state, its members stand for it. */
import type { Scenario } from "../model/scenario.ts"

const BY_STATE = new Set(["in", "not-in", "home", "citizen", "account", "sim", "store", "present", "exit"])

/** The same words, with members in the place of each union. */
export function withMembers<T>(words: T, countries: Scenario["countries"]): T {
  const isUnion = (word: unknown): word is string => typeof word === "string" && countries[word]?.members !== undefined
  const within = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(within)
    if (typeof value !== "object" || value === null) return value
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, BY_STATE.has(key) && Array.isArray(entry) ? [...new Set(entry.flatMap((word) => (isUnion(word) ? countries[word].members! : [word])))] : within(entry)]))
  }
  return Object.values(countries).some((country) => country.members !== undefined) ? (within(words) as T) : words
}

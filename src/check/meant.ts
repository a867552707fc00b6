/** What an act or a step says, without names that are gone; an act of which nothing is left that it is about is gone too. */
import { type Gone, isInstant, type Kind, mapOf, type Tree } from "./gone.ts"

/** What the names behind a word may be. */
const NAMES: Readonly<Record<string, ReadonlyArray<Kind>>> = {
  people: ["people"],
  home: ["countries"],
  citizen: ["countries"],
  account: ["countries"],
  sim: ["countries"],
  store: ["countries"],
  present: ["countries"],
  exit: ["countries"],
  list: ["lists"],
  option: ["options"],
  carrier: ["carriers"],
  uses: ["services"],
  what: ["services", "parts"],
  only: ["services", "parts"],
  in: ["countries", "sites"],
  "not-in": ["countries"],
  at: ["sites", "carriers", "services"],
  via: ["providers", "carriers"],
  to: ["providers", "carriers", "countries", "services", "options"],
  from: ["services", "options", "countries"],
  for: ["options"],
  of: ["providers", "carriers"],
  after: []
}

/** The act or step without what is gone; undefined where a word of it has nothing left to mean. */
export function words(entry: Tree, gone: Gone): Tree | undefined {
  const next: Tree = {}
  for (const [key, value] of Object.entries(entry)) {
    const left = said(key, value, gone)
    if (left === undefined && value !== undefined) return undefined
    next[key] = left
  }
  return next
}

function said(key: string, value: unknown, gone: Gone): unknown {
  const kinds = NAMES[key] ?? []
  if (typeof value === "string") return names(value, kinds, gone) ? undefined : value
  if (isInstant(value)) return gone.instant(value) ? undefined : value
  if (Array.isArray(value)) {
    const left = value.flatMap((item) => {
      const one = typeof item === "object" && item !== null ? words(mapOf(item), gone) : said(key, item, gone)
      return one === undefined ? [] : [one]
    })
    return left.length === 0 ? undefined : left
  }
  return typeof value === "object" && value !== null ? words(mapOf(value), gone) : value
}

function names(word: string, kinds: ReadonlyArray<Kind>, gone: Gone): boolean {
  return gone.has(word, ...kinds) || (kinds.includes("parts") && gone.has(word.split(".")[0], "services"))
}

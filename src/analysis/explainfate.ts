/** Where copies lie, who holds the keys, who got what: the parts that stories of messages and of people share. */
import type { CopyStory, KeyStory, ReadingStory } from "../model/story.ts"
import type { Citations } from "./explainact.ts"
import type { Page } from "./explainpage.ts"
import { countWords, listWords, momentWords, placeName, siteWords, upper } from "./explainwords.ts"

const KINDS: Readonly<Record<string, string>> = { primary: "", replica: "replica of the ", backup: "backup of the ", index: "index of the ", log: "log of the ", cache: "cache of the ", queue: "queue of the ", capture: "capture of the " }

/** Copies by site, earliest first. `many`: they are of many messages, and counted. */
export function tellCopies(page: Page, copies: ReadonlyArray<CopyStory>, citations: Citations, many: boolean): void {
  for (const c of [...copies].sort((a, b) => a.from.ms - b.from.ms)) {
    const number = many ? `${countWords(c.messages, "message")}: ` : ""
    const name = `${KINDS[c.kind] ?? `${c.kind} of the `}${c.service}.${c.class}`
    const put = because(citations, c)
    const gone = c.end === undefined ? kept(c) : `, until ${momentWords(c.end.at)}: ${endWords(c, citations)}`
    page.hanging("- ", `${number}${name}, at ${siteWords(c.at)}, from ${momentWords(c.from)}${put}${gone}.`)
  }
}

function because(citations: Citations, { act }: CopyStory): string {
  return act === undefined ? "" : ` because of ${citations.cite(act)}`
}

function kept(c: CopyStory): string {
  return c.keptDays === undefined ? ", kept without a stated end" : `, kept for ${countWords(c.keptDays, "day")}`
}

function endWords({ end, keptDays }: CopyStory, citations: Citations): string {
  if (end === undefined) return ""
  if (end.how === "time-over") return keptDays === undefined ? "gone" : `the ${keptDays} days for which the service keeps it had passed`
  const to = end.how === "moved" && end.to !== undefined ? `moved to ${siteWords(end.to)}` : "erased"
  return end.act === undefined ? to : `${to} because of ${citations.cite(end.act)}`
}

/** Holders of the keys by class. */
export function tellKeys(page: Page, keys: ReadonlyArray<KeyStory>, citations: Citations): void {
  for (const name of new Set(keys.map((k) => k.class))) {
    const holders = keys.filter((k) => k.class === name).map((k) => (k.kind === "nobody" ? "no key: it is kept in clear text" : `${k.kind === "user" ? "the users themselves" : k.kind === k.holder ? `the ${k.kind}` : k.holder}${k.country === undefined ? "" : ` (${placeName(k.country)})`}${k.act === undefined ? "" : ` because of ${citations.cite(k.act)}`}`))
    page.hanging("- ", `${name}: ${listWords(holders)}.`)
  }
}

const FORMS: Readonly<Record<ReadingStory["form"], string>> = { content: "readable", metadata: "metadata (who, when, how much), readable", ciphertext: "as cipher text, which no key of theirs opens at that time" }

/** What authorities got, and what they came to be able to read later. */
export function tellReadings(page: Page, readings: ReadonlyArray<ReadingStory>, citations: Citations, many: boolean): void {
  for (const r of [...readings].sort((a, b) => a.first.ms - b.first.ms)) {
    const span = !many || r.first.ms === r.last.ms ? momentWords(r.first) : `from ${momentWords(r.first)} to ${momentWords(r.last)}`
    const number = many ? `${countWords(r.messages, "message")}, ` : ""
    const verb = r.how === "taken" ? "got" : "came to be able to read what it had as cipher text:"
    page.hanging("- ", `${upper(placeName(r.authority))} ${verb} ${number}${r.service}.${r.class}, ${r.how === "opened" ? "readable from" : FORMS[r.form]}${r.how === "opened" ? "" : ","} ${span}${r.act === undefined ? "" : `; basis: ${citations.cite(r.act)}`}.`)
  }
}

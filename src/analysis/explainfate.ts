/** Where copies lie, who holds the keys, who got what: the parts that stories of messages and of people share. */
import type { CopyStory, KeyStory, ReadingStory } from "../model/story.ts"
import type { Citations } from "./explainact.ts"
import type { Page } from "./explainpage.ts"
import { countWords, listWords, momentWords, placeName, siteWords } from "./explainwords.ts"

const KINDS: Readonly<Record<string, string>> = { primary: "", replica: "replica of the ", backup: "backup of the ", index: "index of the ", log: "log of the ", cache: "cache of the ", queue: "queue of the ", capture: "capture of the ", revived: "out of an old backup, copy of the " }

/** Copies by class, kind and site, earliest first. `many`: they are of many messages, and counted. */
export function tellCopies(page: Page, copies: ReadonlyArray<CopyStory>, citations: Citations, many: boolean): void {
  const sorted = [...copies].sort((a, b) => a.from.ms - b.from.ms)
  for (const own of grouped(sorted, (c) => JSON.stringify([c.service, c.class, c.kind, c.at, c.act?.path]))) {
    const [first] = own
    const count = many ? `${countWords(messagesOf(own), "message")}: ` : ""
    const put = first.act === undefined ? "" : ` because of ${citations.cite(first.act)}`
    const ends = grouped(own, (c) => JSON.stringify([c.end?.how ?? "time-over", c.end?.to, c.end?.act?.path]))
    const fates = ends.map((ended) => `${many && ends.length > 1 ? `${countWords(messagesOf(ended), "message")} ` : ""}${fateWords(ended, citations)}`)
    page.hanging("- ", `${count}${first.again === true ? "made again of another copy, " : ""}${KINDS[first.kind] ?? `${first.kind} of the `}${first.service}.${first.class}, at ${siteWords(first.at)}, from ${momentWords(first.from)} on${put}: ${fates.join("; ")}.`)
  }
}

function messagesOf(copies: ReadonlyArray<CopyStory>): number {
  return copies.reduce((sum, c) => sum + c.messages, 0)
}

/** What became of copies that fared alike. */
function fateWords(copies: ReadonlyArray<CopyStory>, citations: Citations): string {
  const [{ end, keptDays }] = copies
  if (end === undefined || end.how === "time-over") return keptDays === undefined ? "kept without a stated end" : `kept for ${countWords(keptDays, "day")}`
  const ends = copies.flatMap((c) => (c.end === undefined ? [] : [c.end.at])).sort((a, b) => a.ms - b.ms)
  const last = ends[ends.length - 1]
  const when = last.ms === ends[0].ms ? `on ${momentWords(last)}` : `between ${momentWords(ends[0])} and ${momentWords(last)}`
  const how = end.how === "moved" && end.to !== undefined ? `moved to ${siteWords(end.to)}` : end.how === "lost" ? "lost with the disks there" : "erased"
  return `${how} ${when}${end.act === undefined ? "" : ` because of ${citations.cite(end.act)}`}`
}

function grouped<T>(items: ReadonlyArray<T>, key: (item: T) => string): ReadonlyArray<ReadonlyArray<T>> {
  const groups = new Map<string, Array<T>>()
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item])
  return [...groups.values()]
}

/** Holders of the keys by class. */
export function tellKeys(page: Page, keys: ReadonlyArray<KeyStory>, citations: Citations): void {
  for (const name of new Set(keys.map((k) => k.class))) {
    const holders = keys.filter((k) => k.class === name).map((k) => (k.kind === "nobody" ? "no key: it is kept in clear text" : `${k.kind === "user" ? "the users themselves" : k.kind === k.holder ? `the ${k.kind}` : k.holder}${k.country === undefined ? "" : ` (${placeName(k.country)})`}${k.act === undefined ? "" : ` because of ${citations.cite(k.act)}`}`))
    page.hanging("- ", `${name}: ${listWords(holders)}.`)
  }
}

/** What authorities got, and what they came to be able to read later. */
export function tellReadings(page: Page, readings: ReadonlyArray<ReadingStory>, citations: Citations, many: boolean): void {
  for (const r of [...readings].sort((a, b) => a.first.ms - b.first.ms)) {
    const span = !many || r.first.ms === r.last.ms ? `on ${momentWords(r.first)}` : `from ${momentWords(r.first)} to ${momentWords(r.last)}`
    const what = `${many ? `${countWords(r.messages, "message")}: ` : ""}${r.service}.${r.class}`
    page.hanging("- ", `${placeName(r.authority)}, ${what}: ${formWords(r, span)}${r.act === undefined ? "" : `; basis: ${citations.cite(r.act)}, ${r.act.path}`}.`)
  }
}

function formWords(r: ReadingStory, span: string): string {
  if (r.how === "opened") return `what it had as cipher text became readable ${span}`
  if (r.form === "ciphertext") return `got as cipher text, which no key that it had then opens, ${span}`
  return `got ${span}, and could read it at once${r.form === "metadata" ? " (who wrote to whom, when, how much)" : ""}`
}

/** The story of one person in sentences: where he was, what he could use when and why not, what became of his mail, who got it. */
import type { CountStory, PersonStory, SpanStory } from "../model/story.ts"
import { traitsWords, tellSetting } from "./explain.ts"
import { Citations, tellActs } from "./explainact.ts"
import { tellCopies, tellReadings } from "./explainfate.ts"
import { Page } from "./explainpage.ts"
import { countWords, lineWords, listWords, momentWords, placeName, reasonWords, whereStopped } from "./explainwords.ts"

/** @param width columns to write for [characters] */
export function explainPerson(story: PersonStory, width: number): string {
  const page = new Page(width)
  const citations = new Citations()
  page.line(`PERSON ${story.id}`)
  tellSetting(page, story)
  page.heading(`${story.id}: ${traitsWords(story.traits)}; uses ${story.traits.uses.length === 0 ? "none of the services" : listWords(story.traits.uses)}. Stands for ${story.traits.weight === 1 ? "1 real person" : `${Number(story.traits.weight.toFixed(1))} real people`}.`)
  page.heading(`Where (times on the clock of ${placeName(story.clock)}; UTC in brackets)`)
  if (story.stays.length === 0) page.line("He does not come within the run: others of his place are there before him.", 2)
  for (const stay of story.stays) page.hanging("- ", `From ${momentWords(stay.from)} ${untilWords(stay.until.ms, story)}${stay.until.ms >= story.until.ms ? "" : momentWords(stay.until)}: in ${placeName(stay.place)}, on ${lineWords(stay.line)}.`)
  if (story.standing && story.stays.length > 0) page.line("He is simulated for this stay only.", 2)
  page.heading("What he could use")
  for (const span of story.spans) page.hanging("- ", spanText(span, story, citations))
  page.heading("His mail")
  if (story.counts.length === 0) page.line("He neither wrote nor was written to.", 2)
  for (const count of story.counts) page.hanging("- ", countText(count))
  page.heading("Where copies of mail to and from him lie")
  if (story.copies.length === 0) page.line("No copy came to rest at a site.", 2)
  else tellCopies(page, gathered(story.copies), citations, true)
  page.heading("Who got his mail")
  if (story.readings.length === 0) page.line("No authority got any of it by any act.", 2)
  else tellReadings(page, story.readings, citations, true)
  if (citations.acts.length > 0) {
    page.heading("Why: the acts, their orders and their sources")
    tellActs(page, citations)
  }
  return page.text
}

function untilWords(ms: number, story: PersonStory): string {
  return ms >= story.until.ms ? "to the end of the run" : "until "
}

function spanText(span: SpanStory, story: PersonStory, citations: Citations): string {
  const when = `${span.service}, from ${momentWords(span.from)} ${untilWords(span.until.ms, story)}${span.until.ms >= story.until.ms ? "" : momentWords(span.until)}`
  const why = (o: NonNullable<SpanStory["obstacle"]>) => `${reasonWords(o.reason)} (${o.reason}), ${whereStopped(o)}${o.act === undefined ? "" : `, because of ${citations.cite(o.act)}`}`
  const others = span.others.length === 0 ? "" : `; also in the way: ${span.others.map(why).join("; ")}`
  const mailbox = span.mailbox === undefined ? "" : ` Mail to him waited before his mailbox: ${why(span.mailbox)}.`
  if (span.state === "works") return `${when}: it works${span.obstacle === undefined ? "" : ` on another line than his usual one, where ${why(span.obstacle)}`}.${mailbox}`
  const part = span.state === "in-part" ? `${Math.round(span.share * 100)} % of tries are refused` : "every try is refused"
  return `${when}: ${part}${span.obstacle === undefined ? "" : `: ${why(span.obstacle)}`}${others}.${mailbox}`
}

function countText(c: CountStory): string {
  const reasons = (list: CountStory["refused"]) => list.map((r) => `${r.messages} ${r.reason}`).join(", ")
  const total = (list: CountStory["refused"]) => list.reduce((sum, r) => sum + r.messages, 0)
  const parts = [
    ...(c.refused.length === 0 ? [] : [`${total(c.refused)} refused for good (${reasons(c.refused)})`]),
    `${c.accepted} accepted by the relay`,
    `${c.delivered} delivered`,
    ...(c.bounced.length === 0 ? [] : [`${total(c.bounced)} came back (${reasons(c.bounced)})`]),
    ...(c.expired === 0 ? [] : [`${c.expired} expired`]),
    ...(c.open === 0 ? [] : [`${c.open} still waiting at the end of the run`])
  ]
  return `${c.service}: wrote ${countWords(c.wrote, "message")}${c.wrote === 0 ? "" : ` (${parts.join(", ")})`}, got ${countWords(c.got, "message")}.`
}

/** Copies of many messages at one site, of one class and with one end, are one line. */
function gathered(copies: PersonStory["copies"]): PersonStory["copies"] {
  const lines = new Map<string, PersonStory["copies"][number]>()
  for (const copy of copies) {
    const over = copy.end?.how === "time-over"
    const key = JSON.stringify([copy.service, copy.class, copy.kind, copy.at, copy.act?.path, copy.end?.how, over ? undefined : copy.end?.at.ms, copy.end?.to, copy.end?.act?.path])
    const line = lines.get(key)
    if (line === undefined) lines.set(key, copy)
    else lines.set(key, { ...line, messages: line.messages + copy.messages, from: copy.from.ms < line.from.ms ? copy.from : line.from, end: line.end !== undefined && copy.end !== undefined && copy.end.at.ms > line.end.at.ms ? copy.end : line.end })
  }
  return [...lines.values()]
}

/** The story of one person in sentences: where, what could be used when and why not, what became of the mail, who got it. */
import type { CountStory, PersonStory, SpanStory } from "../model/story.ts"
import { traitsWords, tellSetting } from "./explain.ts"
import { Citations, tellActs } from "./explainact.ts"
import { tellCopies, tellReadings } from "./explainfate.ts"
import { Page } from "./explainpage.ts"
import { countWords, lineWords, listWords, momentWords, number, placeName, reasonWords, whereStopped } from "./explainwords.ts"

/** @param width columns to write for [characters] */
export function explainPerson(story: PersonStory, width: number): string {
  const page = new Page(width)
  const citations = new Citations()
  page.line(`PERSON ${story.id}`)
  tellSetting(page, story)
  page.heading(`${story.id}: ${traitsWords(story.traits)}; uses ${story.traits.uses.length === 0 ? "none of the services" : listWords(story.traits.uses)}. Stands for ${story.traits.weight === 1 ? "1 real person" : `${Number(story.traits.weight.toFixed(1))} real people`}.`)
  page.heading(`Where (times on the clock of ${placeName(story.clock)}; UTC in brackets)`)
  if (story.stays.length === 0) page.line("This person does not come within the run: others have the place before.", 2)
  for (const stay of story.stays) page.hanging("- ", `From ${momentWords(stay.from)} ${untilWords(stay.until.ms, story)}${stay.until.ms >= story.until.ms ? "" : momentWords(stay.until)}: in ${placeName(stay.place)}, on ${lineWords(stay.line)}.`)
  if (story.standing && story.stays.length > 0) page.line("This person is simulated for the stay only.", 2)
  page.heading("What could be used")
  for (const span of story.spans) page.hanging("- ", spanText(span, story, citations))
  page.heading("Mail")
  if (story.counts.length === 0) page.line("This person neither wrote nor was written to.", 2)
  for (const count of story.counts) page.hanging("- ", countText(count))
  page.heading("Where copies of this mail lie, to and from this person")
  if (story.copies.length === 0) page.line("No copy came to rest at a site.", 2)
  else tellCopies(page, story.copies, citations, true)
  page.heading("Who got this mail")
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
  const why = (o: NonNullable<SpanStory["obstacle"]>) => `${reasonWords(o.reason)} (${o.reason}), ${whereStopped(o, "person")}${o.act === undefined ? "" : `, because of ${citations.cite(o.act)}`}`
  const others = span.others.length === 0 ? "" : `; also in the way: ${span.others.map(why).join("; ")}`
  const mailbox = span.mailbox === undefined ? "" : ` Mail to this person waited before the mailbox: ${why(span.mailbox)}.`
  if (span.state === "works") return `${when}: it works${span.obstacle === undefined ? "" : ` on another line than the usual one, where ${why(span.obstacle)}`}.${mailbox}`
  const part = span.state === "in-part" ? `${Math.round(span.share * 100)} % of tries are refused` : "every try is refused"
  return `${when}: ${part}${span.obstacle === undefined ? "" : `: ${why(span.obstacle)}`}${others}.${mailbox}`
}

function countText(c: CountStory): string {
  const reasons = (list: CountStory["refused"]) => list.map((r) => `${number(r.messages)} ${r.reason}`).join(", ")
  const total = (list: CountStory["refused"]) => list.reduce((sum, r) => sum + r.messages, 0)
  const parts = [
    ...(c.refused.length === 0 ? [] : [`${number(total(c.refused))} refused for good (${reasons(c.refused)})`]),
    `${number(c.accepted)} accepted by the relay`,
    `${number(c.delivered)} delivered`,
    ...(c.bounced.length === 0 ? [] : [`${number(total(c.bounced))} came back (${reasons(c.bounced)})`]),
    ...(c.expired === 0 ? [] : [`${number(c.expired)} expired`]),
    ...(c.erased === 0 ? [] : [`${number(c.erased)} erased`]),
    ...(c.open === 0 ? [] : [`${number(c.open)} still waiting at the end of the run`])
  ]
  return `${c.service}: wrote ${countWords(c.wrote, "message")}${c.wrote === 0 ? "" : ` (${parts.join(", ")})`}, got ${countWords(c.got, "message")}.`
}

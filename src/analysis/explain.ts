/** The story of one message in sentences: who wrote to whom, each gate, its end, and the chain from there to act, order and source. */
import type { EndStory, MessageStory, Setting, StepStory } from "../model/story.ts"
import { Citations, tellActs } from "./explainact.ts"
import { tellCopies, tellKeys, tellReadings } from "./explainfate.ts"
import { Page } from "./explainpage.ts"
import { countWords, lineWords, listWords, momentWords, placeName, reasonWords, siteWords, spanWords, stamp, wayWords, whereStopped } from "./explainwords.ts"

/** @param width columns to write for [characters] */
export function explainMessage(story: MessageStory, width: number): string {
  const page = new Page(width)
  const citations = new Citations()
  page.line(`MESSAGE ${story.id}`)
  tellSetting(page, story)
  page.heading(`On ${momentWords(story.first)}, ${story.sender.id} wrote to ${story.recipient.id} by ${story.service}. ${fateOf(story, citations)}`)
  page.heading("Who")
  tellEnd(page, "Sender    ", story.sender)
  tellEnd(page, "Recipient ", story.recipient)
  page.heading(`What happened (times on the clock of ${placeName(story.clock)}; UTC in brackets)`)
  for (const told of merged(story.steps)) page.hanging(`${stamp(told.step.at)}  `, `(${told.step.at.utc.slice(11)}) ${stepWords(told, story, citations)}`)
  page.heading("Where its copies lie")
  if (story.copies.length === 0) page.line(story.steps.some((s) => s.kind === "accepted") ? "No copy of it came to rest at a site." : "It never left the sender's device: there is no copy of it at any site.", 2)
  else tellCopies(page, story.copies, citations, false)
  tellQueue(page, story)
  if (story.keys.length > 0) {
    page.heading("Who held the keys when the relay took it")
    tellKeys(page, story.keys, citations)
  }
  page.heading("Who got it")
  if (story.readings.length === 0) page.line("No authority got it by any act.", 2)
  else tellReadings(page, story.readings, citations, false)
  if (citations.acts.length > 0) {
    page.heading("Why: the acts, their orders and their sources")
    tellActs(page, citations)
  }
  return page.text
}

/** Scenario, variant and seed, so that a quotation can be checked. */
export function tellSetting(page: Page, s: Setting): void {
  page.line(`Scenario ${s.scenario}, variant ${s.variant}${s.variantTitle === s.variant ? "" : ` (${s.variantTitle})`}, seed ${s.seed}. It is simulated; nobody's real mail is told of.`)
}

/** The end in one sentence. */
function fateOf(story: MessageStory, citations: Citations): string {
  const last = story.steps.at(-1)
  const tried = story.steps.filter((s) => s.kind === "refused").length
  switch (last?.kind) {
    case "refused":
      if (!last.final) break
      return `It was refused ${tried === 1 ? "at the first try, and was not tried again" : `at each of ${tried} tries`}: ${reasonWords(last.obstacle.reason)} (${last.obstacle.reason})${by(citations.cite(last.obstacle.act))}.`
    case "delivered":
      return `It was delivered after ${spanWords(last.at.ms - story.first.ms)}${tried === 0 ? "" : `, ${countWords(tried, "try", "tries")} having been refused before`}.`
    case "bounced":
      return `It came back to its sender after ${spanWords(last.at.ms - story.first.ms)}: ${reasonWords(last.reason)} (${last.reason})${by(citations.cite(last.act))}.`
    case "erased":
      if (last.act === undefined) return `It was lost after ${spanWords(last.at.ms - story.first.ms)}, while it waited: the disks that it lay on were lost, and no other copy was left.`
      return `It was erased after ${spanWords(last.at.ms - story.first.ms)}, while it waited${by(citations.cite(last.act))}.`
    case "expired":
      return `It expired after ${spanWords(last.at.ms - story.first.ms)} without having been delivered${by(citations.cite(last.act))}.`
    default:
  }
  const where = { client: "on the sender's device, to be tried again", relay: "in the relay's queue", device: "for the recipient's device", "on-the-way": "on its way" } as const
  return `When the run ended (${momentWords(story.until)}) it was waiting ${where[story.open ?? "on-the-way"]}.`
}

const by = (cited: string): string => (cited === "" ? "" : `, because of ${cited}`)

function tellEnd(page: Page, margin: string, end: EndStory): void {
  page.hanging(margin, `${end.id}: ${traitsWords(end.traits)}; at that time ${whereWords(end.place)}, on ${lineWords(end.line)}.`)
}

export function whereWords(place: string): string {
  return `in ${placeName(place)}`
}

/** `at home in X, account of X, enterprise`: what differs from the home, or can be selected. */
export function traitsWords(t: EndStory["traits"]): string {
  const country = t.home.slice(0, 2)
  const other = (name: string, code: string) => (code === country ? [] : [`${name} ${placeName(code)}`])
  const named = (name: string, words: ReadonlyArray<string>) => (words.length === 0 ? [] : [`${name} ${listWords(words)}`])
  return [
    `at home in ${placeName(t.home)}`,
    `account of ${placeName(t.account)}`,
    ...other("citizen of", t.citizen),
    ...other("SIM of", t.sim),
    ...other("app store of", t.store),
    ...(t.segment === undefined ? [] : [`segment ${t.segment}`]),
    ...(t.plan === undefined ? [] : [`${t.plan} plan`]),
    ...named("on the list", t.lists),
    ...named("with the option", t.options)
  ].join(", ")
}

/** A step, and the refused tries that it stands for. */
interface Told {
  readonly step: StepStory
  readonly last: StepStory
  readonly count: number
}

/** Tries refused one after another for the same reason are told once. */
function merged(steps: ReadonlyArray<StepStory>): ReadonlyArray<Told> {
  const told: Array<Told> = []
  for (const step of steps) {
    const before = told.at(-1)
    if (before !== undefined && keyOf(before.step) !== undefined && keyOf(before.step) === keyOf(step)) told[told.length - 1] = { ...before, last: step, count: before.count + 1 }
    else told.push({ step, last: step, count: 1 })
  }
  return told
}

function keyOf(step: StepStory): string | undefined {
  return step.kind === "refused" ? JSON.stringify([step.obstacle.reason, step.obstacle.act?.path, step.obstacle.point, step.obstacle.country, step.place, step.line, step.others.map((o) => [o.reason, o.point, o.country])]) : undefined
}

function stepWords({ step, last, count }: Told, story: MessageStory, citations: Citations): string {
  switch (step.kind) {
    case "refused":
      return refusedWords(step, last, count, story, citations)
    case "sent":
      return `Try ${step.tries}${step.otherLine ? `, on another line than the usual one, which refused it: ${lineWords(step.line)},` : ""} passed ${wayWords(step.passed)}.`
    case "accepted":
      return "The relay accepted it: the sender's side was done."
    case "stored":
      return step.site === undefined ? "It went on towards the recipient without a mailbox: the service keeps mail only while it waits." : `It was put into the recipient's mailbox, ${siteWords(step.site)}.`
    case "waits": {
      const where = step.where === "relay" ? "before the recipient's mailbox" : "for the recipient's device"
      if (step.obstacle === undefined) return `It waited ${where}, behind earlier mail to the same person, so that order is kept.`
      return `It had to wait ${where} (the recipient was ${whereWords(step.place)}, on ${lineWords(step.line)}): ${reasonWords(step.obstacle.reason)} (${step.obstacle.reason}), ${whereStopped(step.obstacle)}${by(citations.cite(step.obstacle.act))}.`
    }
    case "delivered":
      return `It was delivered to ${story.recipient.id}, who was ${whereWords(step.place)}, on ${lineWords(step.line)}.`
    case "bounced":
      return `It bounced, back to ${story.sender.id}: ${reasonWords(step.reason)} (${step.reason})${by(citations.cite(step.act))}.`
    case "erased":
      if (step.act === undefined) return "It was lost with the disks that it lay on: no other copy was left."
      return `It was erased in its queue${by(citations.cite(step.act))}.`
    case "expired":
      return `It expired in the queue: ${reasonWords(step.reason)} (${step.reason})${by(citations.cite(step.act))}.`
  }
}

function refusedWords(step: StepStory & { readonly kind: "refused" }, last: StepStory, count: number, story: MessageStory, citations: Citations): string {
  const tries = count === 1 ? `Try ${step.tries} was` : `Tries ${step.tries} to ${step.tries + count - 1}, the last ${spanWords(last.at.ms - step.at.ms)} later, were`
  const moved = step.place === story.sender.place && JSON.stringify(step.line) === JSON.stringify(story.sender.line) ? "" : ` (the sender was now ${whereWords(step.place)}, on ${lineWords(step.line)})`
  const passed = step.passed.length === 0 ? "" : ` Passed before that: ${wayWords(step.passed)}.`
  const others = step.others.length === 0 ? "" : ` What else would have refused it: ${step.others.map((o) => `${reasonWords(o.reason)} (${o.reason}), ${whereStopped(o)}${by(citations.cite(o.act))}`).join("; ")}.`
  const own = step.obstacle.reason === "mailbox-unreachable" ? " It is the sender's own server, through which this service sends." : ""
  const gaveUp = last.kind === "refused" && last.final ? ` ${story.service} gave up then.` : ""
  return `${tries} refused${moved} ${whereStopped(step.obstacle)}: ${reasonWords(step.obstacle.reason)} (${step.obstacle.reason})${by(citations.cite(step.obstacle.act))}.${own}${passed}${others}${gaveUp}`
}

/** A relay's queue holds a copy while mail waits in it. */
function tellQueue(page: Page, story: MessageStory): void {
  story.steps.forEach((step, i) => {
    if (step.kind !== "waits" || step.relay === undefined) return
    if (story.copies.some((c) => c.kind === "primary" && step.where === "device" && c.from.ms <= step.at.ms)) return
    const next = story.steps.slice(i + 1).find((s) => s.kind !== "waits")
    const before = story.steps[i - 1]
    if (before?.kind === "waits") return
    page.hanging("- ", `content of the message, in the queue of the relay, ${siteWords(step.relay)}, from ${momentWords(step.at)}, ${next === undefined ? "to the end of the run" : `until ${momentWords(next.at)}`}.`)
  })
}

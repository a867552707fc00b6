/** A number of the tables in sentences: how often it was counted, in which parts, through which acts, and the messages and people behind it. */
import type { NumberPart, NumberStory } from "../model/story.ts"
import { tellSetting } from "./explain.ts"
import { Citations, tellActs } from "./explainact.ts"
import { Page } from "./explainpage.ts"
import { countWords, momentWords, number, reasonWords, stamp } from "./explainwords.ts"
import { tidy } from "./question.ts"

/** A number as it was asked for, with an option and in the baseline. */
export interface Told {
  readonly asked: string
  readonly option: NumberStory
  readonly baseline: NumberStory | undefined
  readonly note: string | undefined
}

/**
 * @param command what to type before `--variant`, such as `situs explain file.yaml`
 * @param width columns to write for [characters]
 */
export function explainNumber({ asked, baseline, note, option }: Told, command: string, width: number): string {
  const page = new Page(width)
  const citations = new Citations()
  page.line(`NUMBER ${asked}`)
  tellSetting(page, option)
  page.heading(`${amount(option, option.simulated)} (${option.measure}), counted one by one as the run went on, without a look at its tables. Each stands for as many real people as its weight says: ${amount(option, option.real)} of real people.`)
  if (baseline !== undefined) page.line(`In the baseline ${baseline.variant}: ${amount(baseline, baseline.simulated)}, ${amount(baseline, baseline.real)} of real people. Option minus baseline: ${signed(option, option.simulated - baseline.simulated)}, ${signed(option, option.real - baseline.real)} of real people.`)
  if (note !== undefined) page.line(`It is not compared with the baseline: ${note}.`)
  tellOne(page, option, command, citations)
  if (baseline !== undefined) tellOne(page, baseline, command, citations)
  if (citations.acts.length > 0) {
    page.heading("Why: the acts, their orders and their sources")
    tellActs(page, citations)
  }
  return page.text
}

/** What is behind the number in one variant. */
function tellOne(page: Page, story: NumberStory, command: string, citations: Citations): void {
  const { first, last, messages, parts, people, peopleInAll, variant } = story
  if (first === undefined || last === undefined) {
    page.heading(`In ${variant}: none.`)
    return
  }
  page.heading(`In ${variant}: the first on ${momentWords(first)}, the last on ${momentWords(last)}`)
  for (const part of parts) page.hanging("- ", partWords(story, part, citations))
  const typed = `${command} --variant ${variant}`
  if (messages.length > 0) {
    page.heading(messages.length === story.simulated ? `All of these messages in ${variant}; each command tells the whole story` : `The first ${countWords(messages.length, "message")} of ${number(story.simulated)} in ${variant}; each command tells the whole story`)
    // A command is never wrapped: it is there to be copied.
    for (const { at, id } of messages) page.verbatim(`  ${stamp(at)}  ${typed} --message ${id}`)
  }
  if (people.length === 0) return
  page.heading(`${people.length === peopleInAll ? `All ${countWords(peopleInAll, "simulated person", "simulated people")}` : `${number(people.length)} of ${countWords(peopleInAll, "simulated person", "simulated people")}`} in ${variant}, those with the most ${story.measure === "people" ? "first" : "hours first"}; each command tells the whole story`)
  for (const { amount: hours, from, id } of people) page.verbatim(`  ${stamp(from)}  ${grouped(Math.round(hours * 1000) / 1000).padStart(10)}  ${typed} --person '${id}'`)
}

function partWords(story: NumberStory, { act, name, real, simulated }: NumberPart, citations: Citations): string {
  const unit = story.unit === "person-hours" ? "people" : story.unit
  const cited = citations.cite(act)
  const words = reasonWords(name)
  return `${number(simulated)} ${unit}, ${grouped(real)} real: ${words === name ? name : `${name} (${words})`}${cited === "" ? "" : `, ${cited}${act?.order === undefined ? "" : ` of order "${act.order.id}"`}`}`
}

function amount(story: NumberStory, value: number): string {
  const noun = story.unit === "person-hours" ? story.unit : story.unit === "people" ? (value === 1 ? "person" : "people") : value === 1 ? "message" : "messages"
  return `${grouped(value)} ${noun}`
}

function signed(story: NumberStory, difference: number): string {
  const sign = difference > 0 ? "+" : difference < 0 ? "−" : "±"
  return `${sign}${amount(story, tidy(Math.abs(difference)))}`
}

/** With all digits, as the tables have them; the whole part in groups of three. */
function grouped(value: number): string {
  const [whole, part] = String(value).split(".")
  return part === undefined ? number(Number(whole)) : `${number(Number(whole))}.${part}`
}

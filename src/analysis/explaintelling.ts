/** Telling messages and people, a line each, with the command that tells the whole story. */
import type { ActStory, TellingStory, TellingWord } from "../model/story.ts"
import { timeWords } from "./explainact.ts"
import { Page } from "./explainpage.ts"
import { countWords, momentWords, modeWords, placeName, pointWords, reasonWords } from "./explainwords.ts"

/**
 * @param width columns to write for [characters]
 * @param command what to type before `--variant`, such as `situs explain file.yaml`
 */
export function explainTelling(told: ReadonlyArray<TellingStory>, command: string, width: number): string {
  const page = new Page(width)
  if (told.length === 0) return page.line("No act stands in anybody's way in these variants, and nobody waits, is refused or read: there is no telling example. Any message or person can be asked for by its id.").text
  page.line(`${countWords(told.length, "telling example")}; each command tells the whole story.`)
  told.forEach((one, i) => {
    page.heading(`${i + 1}. ${one.subject === "message" ? "Message" : "Person"} ${one.id}, variant ${one.variant}, ${momentWords(one.at)}: ${saying(one.says)}.`)
    // A command is never wrapped: it is there to be copied.
    page.verbatim(`   ${command} --variant ${one.variant} --${one.subject} ${/#/.test(one.id) ? `'${one.id}'` : one.id}`)
  })
  return page.text
}

function saying(says: TellingWord): string {
  switch (says.word) {
    case "refused":
      return `the first that was refused because ${reasonWords(says.reason)} (${says.reason}), at ${pointWords(says.point, says.country)}${ofAct(says.act)}`
    case "bounced":
      return `the first that came back to its sender because, on the recipient's side, ${reasonWords(says.reason)} (${says.reason})${ofAct(says.act)}`
    case "expired":
      return "the first that expired in a queue"
    case "waited":
      return `of all that were delivered it was under way the longest, ${says.hours >= 48 ? `${Math.round(says.hours / 24)} days` : `${says.hours.toFixed(1)} h`}`
    case "disclosed":
      return `the first of which ${placeName(says.authority)} got ${says.class} ${says.form === "ciphertext" ? "as cipher text that it could not open" : says.form === "metadata" ? "(metadata)" : "readable"}`
    case "untouched":
      return `two people${says.from === says.to ? `, both of ${placeName(says.from)},` : ` of ${placeName(says.from)} and ${placeName(says.to)}`} whom no act has reached write to each other while an order is carried out${ofAct(says.act)}`
    case "passes":
      return `while an order is carried out, a visitor in ${placeName(says.present)} on ${modeWords(says.mode)}, writes and gets through${ofAct(says.act)}`
    case "across":
      return `in ${placeName(says.from)} since before the act ${says.act.path} began, on to ${placeName(says.to)} after it`
    case "refused-most":
      return `nobody was refused more often in this variant: ${countWords(says.messages, "message")}`
  }
}

function ofAct(act: ActStory | undefined): string {
  return act === undefined ? "" : `. The act: ${act.path}, in force ${timeWords(act)}`
}

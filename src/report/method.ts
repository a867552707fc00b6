/** How it was simulated: what was run, the model in ODD's order, and STRESS-DES's checklist, answered from this result. */
import type { Result } from "../model/result.ts"
import { type Block, type Cell, heading, table, text } from "./document.ts"
import type { Work } from "./folder.ts"
import { type Line, merged } from "./merged.ts"
import { oddItems } from "./odd.ts"
import { runs } from "./replicated.ts"
import { stressItems } from "./stressDes.ts"
import { count, counted, instant } from "./words.ts"

export function method(result: Result, work: Work | undefined): ReadonlyArray<Block> {
  const rows = merged(result, (variant) => variant.people.map((row): Line => [row.cohort, count(row.people), count(row.weight), count(row.standsFor), count(row.attempted), count(row.attemptedAfter)]))
  const items = stressItems(result)
  const open = items.filter((item) => item.answer === undefined)
  return [
    heading("What was simulated"),
    text(`From ${result.scenario.from} to ${result.scenario.until} (${instant(result.scenario.startsAt)} to ${instant(result.scenario.endsAt)} UTC); ${runs(result)}.`),
    ...(work === undefined ? [] : [text(`${counted(work.messages, "message")} and ${counted(work.events, "event")} in all variants${result.run.replications === 1 ? "" : " and runs"} together.`)]),
    { kind: "folded", table: asTable("Simulated people and messages", ["Variants", "Cohort", "Simulated people#", "Real people for each#", "Stand for, at a time#", "Simulated messages#", "Of them after the turning point#"], rows) },
    heading("ODD summary"),
    table("The model by the ODD protocol (Grimm et al. 2020), with the numbers of this run", ["Part", "Item", "In this run~"], oddItems(result).map((item) => [item.part, item.item, item.says])),
    heading("STRESS-DES checklist"),
    text(`The checklist of Monks et al. (2019) for discrete-event simulations: ${counted(items.length, "item")}, ${count(items.length - open.length)} answered, ${count(open.length)} open.`),
    table("STRESS-DES", ["Section", "Item", "Answer~"], items.map((item) => [item.section, item.item, item.answer ?? { text: `open: ${item.open}`, tone: "quiet" as const }]))
  ]
}

function asTable(caption: string, names: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<Cell>>) {
  return { caption, columns: names.map((name) => (name.endsWith("#") ? { name: name.slice(0, -1), numeric: true } : { name })), rows }
}

/** The question, and the options that are compared: what each does, as a difference of files in plain words. */
import type { Change } from "../model/comparison.ts"
import type { Result, VariantResult } from "../model/result.ts"
import { type Block, type Cell, heading, table, text } from "./document.ts"
import { baselineOf } from "./effect.ts"
import { statedWords } from "./stated.ts"
import { count, counted, distinct, firstFew, instant, listed } from "./words.ts"

export function question(result: Result): ReadonlyArray<Block> {
  const { scenario } = result
  const rows = result.variants.map((variant): ReadonlyArray<Cell> => [
    variant.id === baselineOf(result) ? `${variant.id} (baseline)` : variant.id,
    variant.title === variant.id ? "no title" : variant.title,
    { text: given(variant) },
    { text: inEffect(variant) },
    { text: `${instant(variant.turningPoint.at)}, ${variant.turningPoint.what}` }
  ])
  return [
    text(`${scenario.question ?? "The file asks no question."} ${scenario.title}. From ${scenario.from} to ${scenario.until}; people are resident, visitor or abroad relative to ${scenario.about.length === 0 ? "no state" : listed(scenario.about)}.`),
    text(`${counted(result.variants.length, "variant")}: the baseline ${baselineOf(result)} and ${counted(Math.max(0, result.variants.length - 1), "option")}. An option is the file with what it changes; ${turningPoints(result)}`),
    table("Options", ["Variant", "What it says~", "Answers and events", "Orders in effect (UTC)", "Turning point (UTC)"], rows, "no variant was run.")
  ]
}

/** Percentages after the turning point have denominators of their own where these differ; whole-run numbers do not depend on it. */
function turningPoints(result: Result): string {
  const points = distinct(result.variants.map((variant) => variant.turningPoint.at))
  const same = points.length < 2
  return same
    ? "tables that speak of the turning point mean the same instant in every variant."
    : `tables that speak of the turning point mean ${count(points.length)} different instants, since acts begin at different times: what they count is from the variant's own turning point on, so that denominators differ between variants. Outcomes, differences and effects by group are of the whole run, the same for every variant.`
}

function given(variant: VariantResult): ReadonlyArray<string> {
  const all = variant.answers.filter((row) => row.at !== null).map((row) => `${row.id}${row.at === null ? "" : ` ${instant(row.at)}`}`)
  return all.length === 0 ? ["none"] : all
}

function inEffect(variant: VariantResult): ReadonlyArray<string> {
  const all = variant.orders.filter((order) => order.effect.length > 0).map((order) => `${order.id} from ${instant(order.effect[0].from)}`)
  return all.length === 0 ? ["none"] : all
}

/** What each variant changes in the file, with the sources of the orders that it changes. */
export function differencesOfFiles(result: Result): ReadonlyArray<Block> {
  return result.variants.flatMap((variant): ReadonlyArray<Block> => [
    heading(variant.title === variant.id ? variant.id : `${variant.id}: ${variant.title}`),
    variant.changes.length === 0 ? text("The file as it stands.") : { kind: "list", items: variant.changes.map((change) => changed(change, variant, result)) }
  ])
}

/** Sections of a file, as one calls one thing in them. */
const THINGS: Readonly<Record<string, string>> = { countries: "country", carriers: "carrier", providers: "provider", sites: "site", services: "service", people: "cohort", orders: "order", answers: "answer", events: "event", choices: "choice" }

/** `Order open-bes: timeline.rescinded is never; in the file as it stands 2015-12-30. Rests on: …`. */
function changed(change: Change, variant: VariantResult, result: Result): string {
  const { becomes, kind, path, was } = change
  const rests = restsOn(path, variant, result)
  switch (kind) {
    case "without":
      return `Without ${path}: it does not happen.${rests}`
    case "with":
      return `With ${path}: it happens.${rests}`
    case "source":
      return `Values as ${titleOf(path, result)} has them, where it says another than the file as it stands.`
    case "set": {
      const [section, name = "", ...rest] = path.split(".")
      const thing = THINGS[section]
      const what = thing === undefined ? path : `${thing.charAt(0).toUpperCase()}${thing.slice(1)} ${name}${rest.length === 0 ? "" : `: ${rest.join(".")}`}`
      return `${what} is ${becomes === null ? "left out" : statedWords(becomes)}; in the file as it stands ${was === null ? "nothing is said of it" : statedWords(was)}.${rests}`
    }
  }
}

/** Sections whose things a variant switches on or off. */
const SWITCHED = ["orders", "answers", "events"] as const

/** Law and court texts first: a reader asks for the reference of an order. */
function restsOn(path: string, variant: VariantResult, result: Result): string {
  const name = path.split(".")[1] ?? path
  // A switch names the thing alone; where no variant has it, only the register knows its sources.
  const paths = path.includes(".") ? [path] : SWITCHED.map((section) => `${section}.${path}`)
  const ofValue = result.evidence.filter((row) => paths.some((one) => row.path === one || row.path.startsWith(`${one}.`))).flatMap((row) => row.sources)
  const ofOrder = [...variant.orders, ...result.variants.flatMap((other) => other.orders)].filter((order) => order.id === name || order.id === path).flatMap((order) => order.states.flatMap((state) => state.source))
  const ofActs = result.variants.flatMap((other) => other.acts).filter((act) => act.order === name || act.answer === name || act.event === name || act.answer === path || act.event === path).flatMap((act) => act.source)
  const ids = distinct([...ofValue, ...ofOrder, ...ofActs])
  const kindOf = (id: string) => result.sources.find((source) => source.id === id)?.kind
  const legal = ids.filter((id) => kindOf(id) === "law" || kindOf(id) === "court")
  const others = ids.filter((id) => !legal.includes(id))
  if (ids.length === 0) return " No source is named."
  const references = legal.length === 0 ? "no law or court text" : firstFew(legal.map((id) => titleOf(id, result)), 3)
  return ` Legal reference: ${references}.${others.length === 0 ? "" : ` Other sources: ${firstFew(others, 5)}.`}`
}

function titleOf(id: string, result: Result): string {
  const source = result.sources.find((one) => one.id === id)
  return source === undefined ? id : `${source.title} [${id}]`
}

/** Countries by outcomes: for each variant how much people there get through, what the state there reads, how many copies lie there. */
import type { Result, VariantResult } from "../../model/result.ts"
import { copiesAtEnd, type Finding, ordered } from "../finding.ts"
import { count, counted, distinct, firstFew, grouped, listed, percent, percentOf, sum } from "../words.ts"
import { brief } from "./brief.ts"
import { type Figure, figureOf, marksTable, sourceOf } from "./figure.ts"
import { label, paragraph, stroke, WIDTH } from "./pen.ts"
import { type Sign, sign } from "./sign.ts"

const OUTCOMES = ["service", "reads", "copies"] as const
type Outcome = (typeof OUTCOMES)[number]

/** What one country comes to in one respect: a sign, two short lines, and the same in a sentence. */
interface Cell {
  readonly country: string
  readonly outcome: Outcome
  readonly sign: Sign
  readonly lines: readonly [string, string]
  readonly says: string
}

/** Variants of which the same is to be said in every country. */
interface Column {
  readonly variants: ReadonlyArray<string>
  readonly cells: ReadonlyArray<Cell>
}

const VARIANTS_MAX = 3
const COUNTRIES_MAX = 14

/** A figure for every three variants that differ; none where no country has people or copies. */
export function countryFigures(result: Result, found: ReadonlyArray<Finding>): ReadonlyArray<Figure> {
  const { left, shown } = countriesOf(found)
  if (shown.length === 0) return []
  const columns = [...grouped(found.map((finding) => ({ finding, cells: shown.flatMap((country) => cellsOf(finding, country)) })), ({ cells }) => JSON.stringify(cells)).values()]
    .map((own): Column => ({ variants: own.map(({ finding }) => finding.variant.id), cells: own[0].cells }))
  return Array.from({ length: Math.ceil(columns.length / VARIANTS_MAX) }, (_, i) => countryFigure(result, columns.slice(i * VARIANTS_MAX, (i + 1) * VARIANTS_MAX), shown, left, i + 1))
}

function countryFigure(result: Result, columns: ReadonlyArray<Column>, countries: ReadonlyArray<string>, left: number, place: number): Figure {
  const note = left === 0 ? "" : ` ${counted(left, "more country", "more countries")} with fewer messages and copies, not drawn.`
  return figureOf({
    id: `countries-${place}`,
    title: "By country: messages of people there accepted in the whole run, what the state there reads or has, copies there at the end",
    description: `${columns.map(said).join(" ")}${note}`,
    source: sourceOf(result),
    table: marksTable("Values of the figure: messages are real ones, copies are simulated ones", ["Variants~", "Country", "Outcome", "Value~"], columns.flatMap(({ cells, variants }) => cells.map((cell) => [variants.join(", "), cell.country, cell.outcome, cell.says]))),
    draw: () => drawing(columns, countries, `${LEGEND}${note}`)
  })
}

/** Countries where people are or copies lie, or whose state reads something: those with most messages and copies, in the order of their codes. */
function countriesOf(found: ReadonlyArray<Finding>): { readonly shown: ReadonlyArray<string>; readonly left: number } {
  const weight = new Map<string, number>()
  const add = (country: string, much: number) => weight.set(country, (weight.get(country) ?? 0) + much)
  for (const finding of found) {
    for (const row of tried(finding)) add(row.present, row.attempted * row.weight)
    for (const row of copiesAtEnd(finding.variant)) add(row.country, row.copies)
    for (const row of finding.readings) add(row.authority, row.messages)
  }
  const most = [...weight].sort(([a, x], [b, y]) => y - x || ordered(a, b)).slice(0, COUNTRIES_MAX)
  return { shown: most.map(([country]) => country).sort(ordered), left: weight.size - most.length }
}

/** Outcomes of the whole run, which every variant has, each message once. */
function tried({ about, variant }: Finding): VariantResult["outcomes"] {
  return variant.outcomes.filter((row) => row.about === about[0] && row.attempted > 0)
}

function cellsOf(finding: Finding, country: string): ReadonlyArray<Cell> {
  return [serviceOf(finding, country), readsOf(finding, country), copiesOf(finding, country)]
}

function serviceOf(finding: Finding, country: string): Cell {
  const rows = tried(finding).filter((row) => row.present === country)
  const attempted = sum(rows, (row) => row.attempted * row.weight)
  const accepted = sum(rows, (row) => row.accepted * row.weight)
  const share = accepted / attempted
  return attempted === 0
    ? { country, outcome: "service", sign: "none", lines: ["nobody", "tried"], says: "nobody tried" }
    : { country, outcome: "service", sign: share >= 0.99 ? "full-circle" : share <= 0.01 ? "empty-circle" : "half-circle", lines: [percent(accepted, attempted), `of ${brief(attempted)}`], says: `${percentOf(accepted, attempted)} messages accepted` }
}

/** Of the weightiest form the class of which most is read: classes may be of the same messages. */
function readsOf({ readings }: Finding, country: string): Cell {
  const own = readings.filter((one) => one.authority === country)
  if (own.length === 0) return { country, outcome: "reads", sign: "none", lines: ["nothing", ""], says: "nothing" }
  const { form } = own[0]
  const most = own.filter((one) => one.form === form).reduce((a, b) => (b.messages > a.messages ? b : a))
  const signs = { content: "full-triangle", metadata: "empty-triangle", ciphertext: "dots" } as const
  const all = [...grouped(own, (one) => JSON.stringify([one.form, one.what])).values()].map((of) => `${of[0].form} of ${of[0].what}, ${counted(Math.max(...of.map((one) => Math.round(one.messages))), "message")}`)
  return { country, outcome: "reads", sign: signs[form], lines: [brief(most.messages), form], says: all.join("; ") }
}

function copiesOf({ variant }: Finding, country: string): Cell {
  const rows = copiesAtEnd(variant).filter((row) => row.country === country)
  const copies = sum(rows, (row) => row.copies)
  const sites = distinct(rows.map((row) => row.site)).length
  const by = distinct(rows.map((row) => row.operator)).sort(ordered)
  return copies === 0 ? { country, outcome: "copies", sign: "none", lines: ["none", ""], says: "none" } : { country, outcome: "copies", sign: "square", lines: [brief(copies), counted(sites, "site")], says: `${count(copies)} copies at ${counted(sites, "site")} of ${listed(by)}` }
}

function said({ cells, variants }: Column): string {
  const of = (outcome: Outcome, told: (cell: Cell) => boolean) => cells.filter((cell) => cell.outcome === outcome && told(cell))
  const lost = of("service", (cell) => cell.sign === "empty-circle" || cell.sign === "half-circle")
  const reads = of("reads", (cell) => cell.sign !== "none")
  const copies = of("copies", (cell) => cell.sign !== "none")
  return [
    `${firstFew(variants, 4)}: `,
    lost.length === 0 ? "in every country with messages at least 99 in 100 of them are accepted" : lost.map((cell) => `${cell.country} ${cell.says}`).join(", "),
    "; ",
    reads.length === 0 ? "no state there reads or has any" : reads.map((cell) => `${cell.country} reads or has ${cell.says}`).join(", "),
    "; ",
    copies.length === 0 ? "no copies" : `copies in ${listed(copies.map((cell) => `${cell.country} ${cell.lines[0]}`))}`,
    "."
  ].join("")
}

const LEGEND = "Circle: messages accepted, full at 99 in 100 or more, empty at 1 in 100 or less. Triangle: full where content is read, hollow where metadata; dots: cipher text; the number is of the class with most messages. Square: copies."

const LEFT = 44
/** Room of each outcome. */
const ROOM: Readonly<Record<Outcome, number>> = { service: 75, reads: 75, copies: 62 }
const COLUMN = ROOM.service + ROOM.reads + ROOM.copies
const ROW = 34
const HEAD = 50

function drawing(columns: ReadonlyArray<Column>, countries: ReadonlyArray<string>, note: string) {
  const x = (column: number, outcome: Outcome) => LEFT + COLUMN * column + (outcome === "service" ? 0 : outcome === "reads" ? ROOM.service : ROOM.service + ROOM.reads)
  const y = (country: string) => HEAD + ROW * countries.indexOf(country)
  const bottom = HEAD + ROW * countries.length
  const legend = paragraph(note, { x: 0, y: bottom + 18, kind: "note", width: WIDTH, most: 4 })
  return {
    height: legend.bottom,
    body: [
      ...columns.map(({ variants }, i) => paragraph(firstFew(variants, 3), { x: LEFT + COLUMN * i, y: 12, kind: "head", width: COLUMN - 12, most: 2 }).svg),
      ...columns.flatMap((_, i) => OUTCOMES.map((outcome) => label(outcome, { x: x(i, outcome), y: HEAD - 6, kind: "note" }))),
      ...countries.flatMap((country) => [stroke("grid", 0, y(country), LEFT + COLUMN * columns.length, y(country)), label(country, { x: 0, y: y(country) + 14, kind: "name", width: LEFT - 4 })]),
      ...columns.slice(1).map((_, i) => stroke("grid", LEFT + COLUMN * (i + 1) - 5, 0, LEFT + COLUMN * (i + 1) - 5, bottom)),
      ...columns.flatMap(({ cells, variants }, i) =>
        cells.map((cell) => {
          const at = { x: x(i, cell.outcome), y: y(cell.country) }
          const room = ROOM[cell.outcome] - 6
          return [
            sign(cell.sign, at.x, at.y + 4, `${variants.join(", ")}, ${cell.country}, ${cell.outcome}: ${cell.says}`),
            label(cell.lines[0], { x: at.x + 13, y: at.y + 14, kind: "value", width: room - 13 }),
            label(cell.lines[1], { x: at.x, y: at.y + 28, kind: "value", width: room })
          ].join("")
        })
      ),
      legend.svg
    ].join("\n")
  }
}

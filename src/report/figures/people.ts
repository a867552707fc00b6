/** For each variant two bars: of everybody, the people without service at some time, and those whose content a state reads or has. */
import { scaleLinear } from "d3-scale"
import type { EffectMeasure } from "../../model/comparison.ts"
import type { Estimate } from "../../model/replicated.ts"
import type { Result } from "../../model/result.ts"
import { type Alike, alike, nameOf, ROWS_MAX } from "../alike.ts"
import { effectOf, MEASURES, options } from "../effect.ts"
import { amount, percentOf } from "../words.ts"
import { type Figure, figureOf, marksTable, sourceOf } from "./figure.ts"
import { box, label, stroke, WIDTH } from "./pen.ts"

/** One bar. */
export interface PeopleBar {
  readonly row: string
  readonly measure: EffectMeasure
  readonly people: Estimate
}

const TOLD = ["peopleWithoutService", "peopleRead"] as const satisfies ReadonlyArray<EffectMeasure>

/** `people without service at some time, 76.9 % of 79,042 in leave`; where every bar is empty that is said of all of them. */
function longest(measure: EffectMeasure, { people, row }: PeopleBar, whole: number): string {
  const most = people.mean ?? 0
  return `${MEASURES[measure].toLowerCase()}, ${percentOf(most, whole)} in ${most === 0 ? "every bar" : row}`
}

/** The figure of a result; undefined where there is nothing to compare, or nobody to count. */
export function peopleFigure(result: Result): Figure | undefined {
  const [first = ""] = options(result)
  const whole = effectOf(result, first, "peopleWithoutService")?.people ?? 0
  const bars = alike(result).slice(0, ROWS_MAX).flatMap((row) => TOLD.flatMap((measure) => barOf(result, row, measure)))
  if (whole <= 0 || bars.length === 0) return undefined
  const largest = (measure: EffectMeasure) => bars.filter((bar) => bar.measure === measure).reduce((most, bar) => ((bar.people.mean ?? 0) > (most.people.mean ?? 0) ? bar : most))
  return figureOf({
    id: "people",
    title: `Of ${amount(whole)} people: without service, and read by a state`,
    description: `The longest bars: ${TOLD.filter((measure) => bars.some((bar) => bar.measure === measure)).map((measure) => longest(measure, largest(measure), whole)).join("; ")}.`,
    source: sourceOf(result),
    table: marksTable(
      "Values of the figure: real people",
      ["Variant", "Who", "People#", "Of everybody#"],
      bars.map((bar) => [bar.row, MEASURES[bar.measure], amount(bar.people.mean ?? 0), percentOf(bar.people.mean ?? 0, whole)])
    ),
    draw: () => drawing(bars, whole)
  })
}

function barOf(result: Result, row: Alike, measure: EffectMeasure): ReadonlyArray<PeopleBar> {
  const effect = effectOf(result, row.option ?? options(result)[0] ?? "", measure)
  const people = row.option === undefined ? effect?.baselineValue : effect?.value
  return people === undefined || people.mean === null ? [] : [{ row: nameOf(row, 2), measure, people }]
}

const LEFT = 210
const HEAD = 18
const ROW = 15
const BAR = 9
/** A number beside a bar: `12.3 million`. */
const NUMBER = 88

function drawing(bars: ReadonlyArray<PeopleBar>, whole: number) {
  const rows = [...new Set(bars.map((bar) => bar.row))]
  const cell = (WIDTH - LEFT) / TOLD.length
  const along = scaleLinear([0, whole], [0, cell - NUMBER])
  const left = (measure: EffectMeasure) => LEFT + cell * (TOLD as ReadonlyArray<EffectMeasure>).indexOf(measure)
  const top = (row: string) => HEAD + ROW * rows.indexOf(row)
  return {
    height: HEAD + ROW * rows.length,
    body: [
      ...TOLD.map((measure) => label(HEADS[measure], { x: left(measure), y: 10, kind: "head", width: cell - 8 })),
      ...rows.map((row) => label(row, { x: 0, y: top(row) + 11, kind: "name", width: LEFT - 10 })),
      ...bars.flatMap(({ measure, people, row }) => {
        const [x, y, end] = [left(measure), top(row) + 3, along(people.mean ?? 0)]
        const says = `${row}, ${MEASURES[measure].toLowerCase()}: ${percentOf(people.mean ?? 0, whole)}`
        return [box("track", x, y, cell - NUMBER, BAR), box("mark", x, y, end, BAR, says), interval(people, x, y, along), label(amount(people.mean ?? 0), { x: x + cell - NUMBER + 5, y: y + 8, kind: "value" })]
      })
    ].join("\n")
  }
}

const HEADS: Readonly<Record<(typeof TOLD)[number], string>> = { peopleWithoutService: "Without service", peopleRead: "Content read" }

/** A line from the lower to the upper end of the 95 % interval, where there is one. */
function interval({ high, low }: Estimate, x: number, y: number, along: (value: number) => number): string {
  return low === null || high === null || low === high ? "" : stroke("axis", x + along(low), y + BAR + 1, x + along(high), y + BAR + 1)
}

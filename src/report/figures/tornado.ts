/** What open values of the file do to one outcome: for each value a bar from the outcome at one end of its range to that at the other. */
import type { Result } from "../../model/result.ts"
import type { Factor, Swing } from "../../model/sensitivity.ts"
import { MEASURES, OUTCOMES } from "../effect.ts"
import { ordered } from "../finding.ts"
import { runsOfSwings } from "../sensitivity.ts"
import { count, counted, grouped, signed } from "../words.ts"
import { gridOf, scaleOver } from "./axis.ts"
import { tellingApart } from "./brief.ts"
import { type Figure, figureOf, marksTable, sourceOf } from "./figure.ts"
import { box, label, LINE, paragraph, stroke, WIDTH } from "./pen.ts"

/** One end of a value's range, and the outcome there. */
interface End {
  readonly factor: string
  readonly end: "low" | "high"
  /** The end as the file writes it. */
  readonly at: string
  readonly outcome: number
  readonly base: number
  readonly interval: string
}

/** The two ends of a value, in the order of low and high. */
type Bar = readonly [End, End]

const FACTORS_MAX = 10

/** What is varied of one outcome in one variant: the values that move it, the one that moves it most first. */
interface Moved {
  readonly of: Swing
  readonly bars: ReadonlyArray<Bar>
  /** Values that do not move it. */
  readonly still: number
}

/** A tornado for each outcome that some value moves, of the variant where one moves it farthest; in the order in which a page tells outcomes. */
export function tornadoFigures(result: Result): ReadonlyArray<Figure> {
  const { sensitivity } = result
  if (sensitivity === null) return []
  const all = [...grouped(sensitivity.swings, (swing) => JSON.stringify([swing.variant, swing.measure])).values()].map((swings) => movedOf(swings, sensitivity.factors)).filter(({ bars }) => bars.length > 0)
  const farthest = [...grouped(all, ({ of }) => of.measure).values()].map((own) => own.reduce((most, one) => (spread(one.bars[0]) > spread(most.bars[0]) ? one : most)))
  return farthest.sort((a, b) => placeOf(a.of) - placeOf(b.of)).map((moved, i) => tornado(result, moved, runsOfSwings(sensitivity), i + 1))
}

function placeOf({ measure }: Swing): number {
  const place = (OUTCOMES as ReadonlyArray<string>).indexOf(measure)
  return place < 0 ? OUTCOMES.length : place
}

function movedOf(swings: ReadonlyArray<Swing>, factors: ReadonlyArray<Factor>): Moved {
  const all = swings.flatMap((swing) => barOf(swing, factors))
  const bars = all.filter((bar) => spread(bar) > 0).sort((a, b) => spread(b) - spread(a) || ordered(a[0].factor, b[0].factor))
  return { of: swings[0], bars, still: all.length - bars.length }
}

function tornado(result: Result, { bars: all, of: { measure, unit, variant }, still }: Moved, runs: string, place: number): Figure {
  const { baseline } = result.scenario
  const bars = all.slice(0, FACTORS_MAX)
  const outcome = `${MEASURES[measure]}${unit === MEASURES[measure] ? "" : ` (${unit})`}, ${variant === baseline ? variant : `${variant} minus ${baseline}`}`
  const note = [
    `Outcome with the values of the file, over ${runs}: ${signedOnly(bars[0][0].base)} ${unit}.`,
    `Of ${counted(all.length + still, "open value")}, each varied by itself, ${counted(all.length, "value")} ${all.length === 1 ? "moves" : "move"} it${all.length > bars.length ? ` (drawn: the ${bars.length} that move it farthest)` : ""}.`,
    "Hollow bars: at the lower end of its range; full ones: at the upper end.",
    "Of all variants this is the one where a value moves it farthest."
  ].join(" ")
  return figureOf({
    id: `tornado-${place}`,
    title: `What open values of the file do to an outcome. ${outcome}`,
    description: `${bars.slice(0, TOLD_MAX).map(said).join(" ")} ${note}`,
    source: sourceOf(result),
    table: marksTable(
      `Values of the figure: ${outcome}`,
      ["Value of the file", "End of its range", "Is there", "Outcome there#", "95 % interval#", "Less the outcome with the value of the file#"],
      bars.flatMap((bar) => bar.map((end) => [end.factor, end.end, end.at, signedOnly(end.outcome), end.interval, signed(end.outcome - end.base)]))
    ),
    draw: () => drawing(bars, note)
  })
}

/** The number with a true minus sign where it is below 0. */
function signedOnly(value: number): string {
  return value < 0 ? signed(value) : count(value)
}

function barOf({ atHigh, atLow, atValue, factor }: Swing, factors: ReadonlyArray<Factor>): ReadonlyArray<Bar> {
  const { mean: base } = atValue
  const range = factors.find((one) => one.path === factor)
  if (base === null || atLow.mean === null || atHigh.mean === null) return []
  const end = (which: End["end"], { high, low, mean }: Swing["atLow"]): End => ({
    factor,
    end: which,
    at: range?.[which] ?? "",
    outcome: mean ?? base,
    base,
    interval: low === null || high === null ? "–" : `${signedOnly(low)} to ${signedOnly(high)}`
  })
  return [[end("low", atLow), end("high", atHigh)]]
}

/** How far the outcome goes, from the lowest to the highest of the three. */
function spread([low, high]: Bar): number {
  return Math.max(low.outcome, high.outcome, low.base) - Math.min(low.outcome, high.outcome, low.base)
}

const TOLD_MAX = 3

function said([low, high]: Bar): string {
  return `${low.factor}: ${signedOnly(low.outcome)} at ${low.at}, ${signedOnly(high.outcome)} at ${high.at}.`
}

const LEFT = 176
const RIGHT = 540
const ROW = 40
const BAR = 9
const HEAD = 18
const GAP = 10

function drawing(bars: ReadonlyArray<Bar>, note: string) {
  const [[{ base }]] = bars
  const scale = scaleOver([base, ...bars.flatMap((bar) => bar.map(({ outcome }) => outcome))], [LEFT + VALUE, RIGHT])
  const tell = tellingApart([base, ...bars.flatMap((bar) => bar.map(({ outcome }) => outcome))])
  const bottom = HEAD + ROW * bars.length
  const foot = paragraph(note, { x: 0, y: bottom + 20 + LINE, kind: "note", width: WIDTH, most: 3 })
  return {
    height: foot.bottom,
    body: [
      gridOf(scale, HEAD, bottom, false),
      stroke("zero", scale(base), HEAD - 4, scale(base), bottom + 2),
      label("with the file's value", { x: scale(base), y: 9, kind: "note", anchor: "middle" }),
      ...bars.map((bar, i) => barAt(bar, HEAD + ROW * i, scale, tell)),
      foot.svg
    ].join("\n")
  }
}

/** Room for a number at either end of a bar. */
const VALUE = 130

/** A full bar to the outcome at the upper end of the range, a hollow one to that at the lower. */
function barAt(bar: Bar, y: number, scale: (value: number) => number, tell: (value: number) => string): string {
  const [{ factor }] = bar
  return [
    paragraph(factor, { x: 0, y: y + 16, kind: "name", width: LEFT - GAP, most: 2 }).svg,
    ...bar.map(({ at, base, end, outcome }, i) => {
      const [from, to] = [Math.min(scale(base), scale(outcome)), Math.max(scale(base), scale(outcome))]
      const top = y + 6 + i * (BAR + 6)
      const words = `${tell(outcome)} at ${at}`
      return [
        box(end === "high" ? "mark" : "mark open", from, top, Math.max(1, to - from), BAR, `${factor}, ${end} end ${at}: ${signedOnly(outcome)}`),
        outcome < base ? label(words, { x: from - 5, y: top + 9, kind: "value", anchor: "end", width: from - LEFT }) : label(words, { x: to + 5, y: top + 9, kind: "value", width: WIDTH - to - 5 })
      ].join("")
    })
  ].join("")
}

/** Each option minus the baseline, with its 95 % interval, over the line of no difference: a panel for each measure. */
import type { EffectMeasure, GroupEffect } from "../../model/comparison.ts"
import type { Estimate } from "../../model/replicated.ts"
import type { Result } from "../../model/result.ts"
import { MEASURES, OUTCOMES } from "../effect.ts"
import { escapeHtml } from "../visible.ts"
import { count, counted, firstFew, signed, sum } from "../words.ts"
import { gridOf, scaleOver } from "./axis.ts"
import { brief, signedBrief } from "./brief.ts"
import { type Figure, figureOf, marksTable, sourceOf } from "./figure.ts"
import { label, LINE, number, paragraph, stroke, WIDTH } from "./pen.ts"

interface Panel {
  readonly head: string
  readonly rows: ReadonlyArray<GroupEffect>
  /** Options without any difference in any run. */
  readonly none: ReadonlyArray<string>
  readonly left: ReadonlyArray<string>
}

/** What a sheet of A4 takes: rows in all, without what each panel takes of them, and in one panel. */
const ROWS_MAX = 44
const ROWS_OF_PANEL = 4
const ROWS_IN_PANEL = 12

/** The figure; undefined where nothing was compared, or no measure differs. */
export function differencesFigure(result: Result): Figure | undefined {
  const all = result.effects.filter((row) => row.by === "everybody" && row.difference.mean !== null)
  const panels = panelsOf(all)
  const drawn = panels.flatMap(({ rows }) => rows)
  if (drawn.length === 0) return undefined
  const runs = `${counted(result.run.replications, "run")} of each variant: ${result.run.replications === 1 ? "points, without an interval" : "points are means, bars 95 % intervals over pairs of runs with the same chance"}.`
  return figureOf({
    id: "differences",
    title: `Options minus the baseline ${drawn[0].baseline}: what changes for everybody, over the whole run`,
    description: `${panels.map(said).join(" ")} ${runs}`,
    source: sourceOf(result),
    table: marksTable(
      `Values of the figure: option minus baseline, of real people and messages; ${runs}`,
      ["Measure", "Option", "Difference#", "Low, 95 %#", "High, 95 %#", "Runs#", "In the baseline#", "With the option#"],
      panels.flatMap(({ head, rows }) => rows.map(({ baselineValue, difference, value, variant }) => [head, variant, signedOr(difference.mean), signedOr(difference.low), signedOr(difference.high), count(difference.runs), countOr(baselineValue.mean), countOr(value.mean)]))
    ),
    draw: () => drawing(panels, runs)
  })
}

/** A panel for each measure that differs, with as many rows each as have room. */
function panelsOf(all: ReadonlyArray<GroupEffect>): ReadonlyArray<Panel> {
  const drawn = (most: number) => OUTCOMES.map((measure) => panelOf(measure, all, most)).filter(({ rows }) => rows.length > 0)
  const sizeOf = (panels: ReadonlyArray<Panel>) => sum(panels, ({ rows }) => rows.length + ROWS_OF_PANEL)
  let most = ROWS_IN_PANEL
  while (most > 1 && sizeOf(drawn(most)) > ROWS_MAX) most--
  return drawn(most)
}

function panelOf(measure: EffectMeasure, all: ReadonlyArray<GroupEffect>, rowsMax: number): Panel {
  const own = all.filter((row) => row.measure === measure)
  const differs = own.filter(({ difference }) => [difference.mean, difference.low, difference.high].some((value) => (value ?? 0) !== 0))
  // Those of which most is to be told, in the order of the file.
  const most = [...differs].sort((a, b) => Math.abs(b.difference.mean ?? 0) - Math.abs(a.difference.mean ?? 0)).slice(0, rowsMax)
  const [first] = own
  return {
    head: first === undefined ? "" : `${MEASURES[measure]}${first.unit === "people" ? `, of ${brief(first.people)} people` : `, ${countOr(first.baselineValue.mean)} in the baseline`}`,
    rows: differs.filter((row) => most.includes(row)),
    none: own.filter((row) => !differs.includes(row)).map((row) => row.variant),
    left: differs.filter((row) => !most.includes(row)).map((row) => row.variant)
  }
}

function signedOr(value: number | null): string {
  return value === null ? "–" : signed(value)
}

function countOr(value: number | null): string {
  return value === null ? "–" : count(value)
}

/** `+1,234 (95 %: +1,200 to +1,260)`. */
function words({ high, low, mean }: Estimate, say: (value: number) => string): string {
  const value = say(mean ?? 0)
  return low === null || high === null ? value : `${value} (${say(low)} to ${say(high)})`
}

function said({ head, left, none, rows }: Panel): string {
  const zero = none.length === 0 ? "" : `; 0 in every run: ${firstFew(none, 12)}`
  const rest = left.length === 0 ? "" : `; not drawn, smaller: ${firstFew(left, 12)}`
  return `${head}: ${rows.map((row) => `${row.variant} ${words(row.difference, signed)}`).join(", ")}${zero}${rest}.`
}

const LEFT = 160
const RIGHT = 474
const GAP = 12
const ROW = 20
const DOT = 4.5

function drawing(panels: ReadonlyArray<Panel>, runs: string) {
  let y = 0
  const parts = panels.map((panel) => {
    const own = panelAt(panel, y)
    y = own.bottom
    return own.svg
  })
  const note = paragraph(runs, { x: 0, y: y + 14, kind: "note", width: WIDTH, most: 2 })
  return { height: note.bottom, body: [...parts, note.svg].join("\n") }
}

function panelAt({ head, left, none, rows }: Panel, y: number) {
  const scale = scaleOver([0, ...rows.flatMap(({ difference: { high, low, mean } }) => [mean ?? 0, low ?? 0, high ?? 0])], [LEFT, RIGHT])
  const top = y + 20
  const bottom = top + ROW * rows.length
  const notes = [...(none.length === 0 ? [] : [`0 in every run: ${firstFew(none, 12)}.`]), ...(left.length === 0 ? [] : [`Not drawn, smaller: ${firstFew(left, 12)}.`])].join(" ")
  const foot = notes === "" ? undefined : paragraph(notes, { x: 0, y: bottom + 14 + LINE, kind: "note", width: WIDTH, most: 2 })
  const svg = [
    label(head, { x: 0, y: y + 12, kind: "head", width: WIDTH }),
    gridOf(scale, top, bottom, true),
    stroke("zero", scale(0), top - 2, scale(0), bottom + 2),
    ...rows.map((row, i) => rowAt(row, top + ROW * i + ROW / 2, scale)),
    foot?.svg ?? ""
  ]
  return { svg: svg.join(""), bottom: (foot?.bottom ?? bottom + 16) + 10 }
}

function rowAt({ difference, measure, variant }: GroupEffect, y: number, scale: (value: number) => number): string {
  const { high, low, mean } = difference
  const interval = low === null || high === null ? "" : `${stroke("ink", scale(low), y, scale(high), y)}${stroke("ink", scale(low), y - 5, scale(low), y + 5)}${stroke("ink", scale(high), y - 5, scale(high), y + 5)}`
  return [
    label(variant, { x: 0, y: y + 4, kind: "name", width: LEFT - GAP }),
    interval,
    `<circle class="mark" cx="${number(scale(mean ?? 0))}" cy="${number(y)}" r="${DOT}"><title>${escapeHtml(`${MEASURES[measure]}, ${variant}: ${words(difference, signed)}`)}</title></circle>`,
    label(words(difference, signedBrief), { x: RIGHT + GAP, y: y + 4, kind: "value", width: WIDTH - RIGHT - GAP })
  ].join("")
}

/** For each variant and status, a bar as long as the share of attempted messages that were accepted. */
import { scaleLinear } from "d3-scale"
import type { Result, Status } from "../../model/result.ts"
import type { Finding } from "../finding.ts"
import { STATUSES, statusNoun } from "../who.ts"
import { count, distinct, percent, percentOf, sum } from "../words.ts"
import { brief } from "./brief.ts"
import { type Figure, figureOf, marksTable, sourceOf } from "./figure.ts"
import { box, label, LINE, paragraph, WIDTH } from "./pen.ts"

/** One bar: messages stand for real ones. */
export interface Bar {
  readonly variant: string
  readonly status: Status
  readonly accepted: number
  readonly attempted: number
}

/** All that the figure shows, as plain data. */
export interface AcceptedBars {
  readonly source: string
  readonly bars: ReadonlyArray<Bar>
}

/** The figure of a result; undefined where nobody tried anything. */
export function acceptedFigure(result: Result, found: ReadonlyArray<Finding>): Figure | undefined {
  const bars = acceptedBars(result, found)
  return bars === undefined ? undefined : figureOfBars(bars)
}

/** The bars of a result; undefined where nobody tried anything. */
export function acceptedBars(result: Result, found: ReadonlyArray<Finding>): AcceptedBars | undefined {
  const bars = found.flatMap((finding) => STATUSES.flatMap((status) => barOf(finding, status)))
  return bars.length === 0 ? undefined : { source: sourceOf(result), bars }
}

function barOf(finding: Finding, status: Status): ReadonlyArray<Bar> {
  const rows = [...finding.loses, ...finding.partly, finding.keeps].flatMap((fate) => fate.rows).filter((row) => row.status === status)
  const attempted = sum(rows, (row) => row.attempted * row.weight)
  return attempted === 0 ? [] : [{ variant: finding.variant.id, status, accepted: sum(rows, (row) => row.accepted * row.weight), attempted }]
}

export function figureOfBars({ bars, source }: AcceptedBars): Figure {
  const none = bars.filter((bar) => bar.accepted === 0)
  const all = bars.filter((bar) => bar.accepted === bar.attempted)
  return figureOf({
    id: "accepted",
    title: "Share of attempted messages accepted after the turning point, by variant and status",
    description: `Of ${bars.length} bars, ${none.length} ${none.length === 1 ? "says" : "say"} that nothing was accepted and ${all.length} that everything was.${none.length === 0 ? "" : ` Nothing: ${none.map((bar) => `${statusNoun(bar.status)} in ${bar.variant}`).join(", ")}.`}${isUneven(bars) ? ` ${UNEVEN}` : ""}`,
    source,
    table: marksTable(
      "Values of the figure: real messages that the simulated ones stand for",
      ["Variant", "Who", "Attempted#", "Accepted#", "Share accepted#"],
      bars.map((bar) => [bar.variant, statusNoun(bar.status), count(bar.attempted), count(bar.accepted), percentOf(bar.accepted, bar.attempted)])
    ),
    draw: () => drawing(bars)
  })
}

/** Else bars that are counted over different times would be held against each other. */
const UNEVEN = "Variants differ in how many messages they are of: each counts from its turning point to the end of the effect that follows it."

function isUneven(bars: ReadonlyArray<Bar>): boolean {
  return STATUSES.some((status) => distinct(bars.filter((bar) => bar.status === status).map((bar) => bar.attempted)).length > 1)
}

const LEFT = 160
const HEAD = 30
const ROW = 34
const GAP = 12

function drawing(bars: ReadonlyArray<Bar>) {
  const variants = distinct(bars.map((bar) => bar.variant))
  const statuses = STATUSES.filter((status) => bars.some((bar) => bar.status === status))
  const cell = Math.min(200, (WIDTH - LEFT) / statuses.length)
  const along = scaleLinear([0, 1], [0, cell - GAP])
  const left = (status: Status) => LEFT + cell * statuses.indexOf(status)
  const top = (variant: string) => HEAD + ROW * variants.indexOf(variant)
  const bottom = HEAD + ROW * variants.length
  const note = isUneven(bars) ? paragraph(UNEVEN, { x: 0, y: bottom + LINE, kind: "note", width: WIDTH, most: 2 }) : undefined
  return {
    height: note?.bottom ?? bottom,
    body: [
      ...statuses.map((status) => paragraph(statusNoun(status), { x: left(status), y: 10, kind: "head", width: cell - GAP, most: 2 }).svg),
      ...variants.map((variant) => paragraph(variant, { x: 0, y: top(variant) + 13, kind: "name", width: LEFT - GAP, most: 2 }).svg),
      ...bars.flatMap((bar) => [
        box("track", left(bar.status), top(bar.variant) + 3, cell - GAP, 11),
        box("mark", left(bar.status), top(bar.variant) + 3, along(bar.accepted / bar.attempted), 11, `${bar.variant}, ${statusNoun(bar.status)}: ${percentOf(bar.accepted, bar.attempted)}`),
        label(`${percent(bar.accepted, bar.attempted)} of ${brief(bar.attempted)}`, { x: left(bar.status), y: top(bar.variant) + 28, kind: "value" })
      ]),
      note?.svg ?? ""
    ].join("\n")
  }
}

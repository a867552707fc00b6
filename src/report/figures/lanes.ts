/** Stepped lanes over one time axis: panel by panel, lane by lane, with upright lines where something happened. */
import { scaleLinear } from "d3-scale"
import { curveStepAfter, line } from "d3-shape"
import { ticksOf } from "./clock.ts"
import type { Dated } from "./dates.ts"
import { distinct } from "../words.ts"
import type { Drawing } from "./figure.ts"
import { box, label, LINE, paragraph, stroke, WIDTH, widthOf } from "./pen.ts"

/** A stretch of time with one height, or, of counts, the height at its end. */
export interface Step {
  readonly from: number
  readonly to: number
  /** Of the lane's height; undefined: nothing to be drawn, as nobody tried. */
  readonly share: number | undefined
  readonly says: string
}

export interface Lane {
  readonly name: string
  readonly steps: ReadonlyArray<Step>
  /** One or two lines beside its end. */
  readonly values: ReadonlyArray<string>
}

export interface Panel {
  readonly head: string
  readonly lanes: ReadonlyArray<Lane>
  readonly dates: ReadonlyArray<Dated>
}

interface Lanes {
  /** shares: a height holds for its stretch. counts: it was found at the end of it; straight lines lead from one to the next. */
  readonly heights: "shares" | "counts"
  readonly panels: ReadonlyArray<Panel>
  readonly from: number
  readonly to: number
  /** What a full lane stands for. */
  readonly full: string
  /** What the values beside the lanes are of. */
  readonly beside: string
  readonly key: ReadonlyArray<string>
  readonly note: string
}

const LEFT = 206
const RIGHT = 526
const GAP = 10
const LANE = 34
const BAR = 24
const NUMBERS = 15

type Along = (at: number) => number

export function lanesDrawing({ beside, from, full, heights, key, note, panels, to }: Lanes): Drawing {
  const along = scaleLinear([from, to], [LEFT, RIGHT])
  const parts: Array<string> = [label(full, { x: LEFT, y: 10, kind: "note", width: RIGHT - LEFT }), label(beside, { x: RIGHT + GAP, y: 10, kind: "note", width: WIDTH - RIGHT - GAP })]
  let y = LINE + 8
  for (const panel of panels) {
    const head = paragraph(panel.head, { x: 0, y: y + 10, width: WIDTH, most: 2, kind: "head" })
    const top = head.bottom + 2 + (panel.dates.length === 0 ? 0 : NUMBERS)
    const bottom = top + LANE * panel.lanes.length
    parts.push(head.svg, ...panel.lanes.map((lane, i) => laneAt(lane, top + LANE * i, along, heights)), upright(panel.dates, along, top, bottom))
    y = bottom + GAP
  }
  parts.push(axis(from, to, along, y))
  key.forEach((words, i) => parts.push(label(words, { x: (WIDTH / 2) * (i % 2), y: y + 40 + LINE * Math.floor(i / 2), kind: "note", width: WIDTH / 2 - GAP })))
  y += 36 + LINE * Math.ceil(key.length / 2)
  if (note !== "") {
    const { bottom, svg } = paragraph(note, { x: 0, y: y + LINE, width: WIDTH, most: 4, kind: "note" })
    parts.push(svg)
    y = bottom
  }
  return { height: y, body: parts.join("\n") }
}

function laneAt({ name, steps, values }: Lane, y: number, along: Along, heights: Lanes["heights"]): string {
  const base = y + BAR + 3
  const height = (share: number) => base - BAR * share
  const drawn = steps.filter((step) => step.share !== undefined)
  const path = line<Step>(({ from, to }) => along(heights === "counts" ? to : from), ({ share }) => height(share ?? 0)).defined(({ share }) => share !== undefined).digits(2)
  const ink = heights === "counts" ? path(drawn) : path.curve(curveStepAfter)(ends(steps))
  return [
    box("track", LEFT, y + 3, RIGHT - LEFT, BAR),
    ...drawn.map(({ from, says, share = 0, to }) => {
      const left = heights === "counts" ? along(to) - COUNT : along(from)
      return box("mark", left, height(share), along(to) - left, BAR * share, says)
    }),
    `<path class="ink" d="${ink ?? ""}"/>`,
    paragraph(name, { x: 0, y: y + 13, kind: "name", width: LEFT - GAP, most: 2 }).svg,
    ...values.map((words, i) => label(words, { x: RIGHT + GAP, y: y + 13 + LINE * i, kind: "value", width: WIDTH - RIGHT - GAP }))
  ].join("")
}

/** Width of the bar of a count. */
const COUNT = 6

/** The steps, each stretch of them closed by its own end. */
function ends(steps: ReadonlyArray<Step>): Array<Step> {
  return steps.flatMap((step, i) => (step.share === undefined || (steps[i + 1]?.share !== undefined && steps[i + 1].from === step.to) ? [step] : [step, { ...step, from: step.to }, { ...step, share: undefined }]))
}

interface Cluster {
  readonly first: number
  readonly last: number
  readonly numbers: ReadonlyArray<number>
}

/** A line for each instant; numbers that would meet stand together. */
function upright(dates: ReadonlyArray<Dated>, along: Along, top: number, bottom: number): string {
  const clusters: Array<Cluster> = []
  for (const { at, number: own } of [...dates].sort((a, b) => a.at - b.at || a.number - b.number)) {
    let cluster: Cluster = { first: along(at), last: along(at), numbers: [own] }
    for (let before = clusters.at(-1); before !== undefined && meet(before, cluster); before = clusters.at(-1)) {
      clusters.pop()
      cluster = { first: before.first, last: cluster.last, numbers: distinct([...before.numbers, ...cluster.numbers]).sort((a, b) => a - b) }
    }
    clusters.push(cluster)
  }
  return [
    ...distinct(dates.map(({ at }) => at)).flatMap((at) => [stroke("halo", along(at), top, along(at), bottom), stroke("date", along(at), top - 2, along(at), bottom)]),
    ...clusters.map((cluster) => label(numbersOf(cluster), { x: middle(cluster), y: top - 4, kind: "tick", anchor: "middle" }))
  ].join("")
}

function meet(a: Cluster, b: Cluster): boolean {
  return middle(b) - middle(a) < (widthOf(numbersOf(a)) + widthOf(numbersOf(b))) / 2 + 4
}

function middle({ first, last }: Cluster): number {
  return (first + last) / 2
}

/** `3`, `3–5, 8`. */
function numbersOf({ numbers }: Cluster): string {
  const runs: Array<[first: number, last: number]> = []
  for (const one of numbers) {
    const run = runs.at(-1)
    if (run !== undefined && one === run[1] + 1) run[1] = one
    else runs.push([one, one])
  }
  return runs.map(([first, last]) => (first === last ? `${first}` : `${first}–${last}`)).join(", ")
}

function axis(from: number, to: number, along: Along, y: number): string {
  return [
    stroke("axis", LEFT, y, RIGHT, y),
    ...ticksOf(from, to, 4).map(({ at, label: words }) => `${stroke("axis", along(at), y, along(at), y + 5)}${label(words, { x: along(at), y: y + 18, kind: "tick", anchor: "middle" })}`),
    label("UTC", { x: RIGHT + GAP + 34, y: y + 18, kind: "note" })
  ].join("")
}

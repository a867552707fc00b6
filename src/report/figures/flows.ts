/** Which class of messages goes to which authority in a variant: links as wide as the messages are many. */
import { scaleLinear } from "d3-scale"
import { linkHorizontal } from "d3-shape"
import type { Result } from "../../model/result.ts"
import type { Finding, Reading } from "../finding.ts"
import { escapeHtml } from "../visible.ts"
import { count, counted, distinct, grouped, listed, sum } from "../words.ts"
import { brief } from "./brief.ts"
import { type Figure, figureOf, marksTable, sourceOf } from "./figure.ts"
import { label, LINE, number, paragraph, stroke, WIDTH } from "./pen.ts"

/** A figure for each variant in which a state gets something; variants of which the same is to be said share one. */
export function flowFigures(result: Result, found: ReadonlyArray<Finding>): ReadonlyArray<Figure> {
  const reading = found.filter((finding) => finding.readings.length > 0)
  return [...grouped(reading, ({ readings }) => JSON.stringify(readings)).values()].map((own, i) => flowFigure(result, own.map(({ variant }) => variant.id), own[0].readings, i + 1))
}

/** Links that have room on a sheet of A4. */
const LINKS_MAX = 14

function flowFigure(result: Result, variants: ReadonlyArray<string>, all: ReadonlyArray<Reading>, place: number): Figure {
  const most = [...all].sort((a, b) => b.messages - a.messages).slice(0, LINKS_MAX)
  const readings = all.filter((one) => most.includes(one))
  const note = `A message counts at each of its ends; readable and disclosed may be the same messages.${all.length === most.length ? "" : ` ${counted(all.length - most.length, "more link")} of fewer messages, not drawn.`}`
  return figureOf({
    id: `flow-${place}`,
    title: `What a state reads or has in ${listed(variants)}: real messages, by class of the service and by authority`,
    description: `${[...grouped(readings, (one) => `${one.authority}: ${one.level}`)].map(([who, own]) => `${who} ${listed(own.map((one) => `${count(one.messages)} messages of ${one.what} (${one.form})`))}.`).join(" ")} ${note}`,
    source: sourceOf(result),
    table: marksTable("Values of the figure: real messages that the simulated ones stand for", ["Class", "Authority", "Level", "Form", "Messages#"], readings.map((one) => [one.what, one.authority, one.level, one.form, count(one.messages)])),
    draw: () => drawing(readings, note)
  })
}

/** The links of one class, or of one authority's level, below one another. */
interface End {
  readonly name: string
  readonly top: number
  /** Middle of each link. */
  readonly slots: ReadonlyMap<Reading, number>
}

const LEFT = 200
const RIGHT = 430
const GAP = 10
const HEAD = 8
const LINK_LEAST = 1.5
/** Height of the widest link. */
const WIDEST = 44

function drawing(readings: ReadonlyArray<Reading>, note: string) {
  const wide = scaleLinear([0, Math.max(...readings.map((one) => one.messages))], [0, WIDEST])
  const width = (one: Reading) => Math.max(LINK_LEAST, wide(one.messages))
  // On the right every link has its line of text, below the name of its authority.
  const right = endsOf(readings, (one) => `${one.authority}: ${one.level}`, (one) => Math.max(LINE, width(one) + 3), LINE + 4)
  const left = endsOf(readings, (one) => one.what, (one) => width(one) + 3, 0)
  const middle = (ends: ReadonlyArray<End>, one: Reading) => ends.find((end) => end.slots.has(one))!.slots.get(one)!
  const link = linkHorizontal<{ readonly source: [number, number]; readonly target: [number, number] }, [number, number]>().digits(2)
  const bottom = Math.max(...[...left, ...right].flatMap((end) => [...end.slots].map(([one, y]) => y + Math.max(LINE, width(one)) / 2)), ...left.map((end) => end.top + 2 * LINE))
  const foot = paragraph(note, { x: 0, y: bottom + 2 * LINE + 4, kind: "note", width: WIDTH, most: 3 })
  return {
    height: foot.bottom,
    body: [
      ...readings.flatMap((one) => {
        const path = link({ source: [LEFT, middle(left, one)], target: [RIGHT, middle(right, one)] }) ?? ""
        return [
          `<path class="around" d="${path}" stroke-width="${number(width(one) + 2)}"/>`,
          `<path class="mark link ${one.form}" d="${path}" stroke-width="${number(width(one))}"><title>${escapeHtml(`${one.what} to ${one.authority}, ${one.level}, ${one.form}: ${count(one.messages)} messages`)}</title></path>`,
          label(`${one.form} of ${one.what}, ${brief(one.messages)}`, { x: RIGHT + GAP, y: middle(right, one) + 4, kind: "value", width: WIDTH - RIGHT - GAP })
        ]
      }),
      ...left.map((end) => label(end.name, { x: LEFT - GAP, y: sum(end.slots.values(), (y) => y) / end.slots.size + 4, kind: "name", anchor: "end", width: LEFT - GAP })),
      ...right.map((end) => label(end.name, { x: RIGHT + GAP, y: end.top + 12, kind: "head", width: WIDTH - RIGHT - GAP })),
      legend(distinct(readings.map((one) => one.form)), bottom + LINE),
      foot.svg
    ].join("\n")
  }
}

/** Ends below one another, each with a name of so much height above its links. */
function endsOf(readings: ReadonlyArray<Reading>, nameOf: (one: Reading) => string, high: (one: Reading) => number, head: number): ReadonlyArray<End> {
  let y = HEAD
  return [...grouped(readings, nameOf)].map(([name, own]) => {
    const top = y
    y += head
    const slots = new Map(own.map((one) => {
      y += high(one)
      return [one, y - high(one) / 2]
    }))
    y = Math.max(y + GAP, top + head + LINE + 2)
    return { name, top, slots }
  })
}

/** How a link of each form is drawn. */
function legend(forms: ReadonlyArray<Reading["form"]>, y: number): string {
  return forms.map((form, i) => `${stroke(`link ${form}`, 150 * i, y - 4, 150 * i + 40, y - 4, " stroke-width=\"10\"")}${label(form, { x: 150 * i + 48, y, kind: "note" })}`).join("")
}

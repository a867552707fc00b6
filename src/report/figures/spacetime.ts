/** One message's way through space and time: step by step to the right, places and sites by their distance from the sender downwards. */
import { geoDistance } from "d3-geo"
import { line } from "d3-shape"
import type { Moment, MessageStory, SpotStory, StepStory } from "../../model/story.ts"
import { count, counted, distinct, listed } from "../words.ts"
import { citation, type Figure, figureOf, marksTable } from "./figure.ts"
import { label, LINE, paragraph, stroke, WIDTH } from "./pen.ts"
import { type Sign, sign } from "./sign.ts"

/** What was run by which program. */
export interface Run {
  readonly engineVersion: string
  readonly runId: string
}

/** Where something happened to the message, or where a copy of it lay, at an instant. */
interface Node {
  readonly at: Moment
  readonly spot: string
  readonly what: string
  readonly sign: Sign
}

/** A row of the picture. */
interface Row {
  readonly key: string
  readonly name: string
  /** From the sender's place [km]; undefined where the file does not say where it lies. */
  readonly km: number | undefined
}

/** The figure of a message's story. */
export function spacetimeFigure(story: MessageStory, run: Run): Figure {
  const { left, nodes } = nodesOf(story)
  const copies = copiesOf(story)
  const rows = rowsOf(story, [...nodes, ...copies])
  const nameOf = (spot: string) => rows.find((row) => row.key === spot)?.name ?? spot
  const note = [
    "Each step is as wide as the next, and rows stand in the order of their great-circle distance from where the sender was: neither is to scale.",
    ...(left === 0 ? [] : [`${counted(left, "step")} between ${NODES_MAX - 1} and ${NODES_MAX} not drawn.`]),
    ...(rows.every((row) => row.km !== undefined) ? [] : ["A row without a distance: the file does not say where it lies."])
  ].join(" ")
  const all = [...nodes, ...copies]
  const after = (node: Node) => elapsed(node.at.ms - story.first.ms)
  return figureOf({
    id: "spacetime",
    title: `Message ${story.id} in ${story.variant}: its way from ${story.sender.id} to ${story.recipient.id} by ${story.service}`,
    description: `${nodes.map((node) => `${after(node)}: ${node.what}, ${nameOf(node.spot)}.`).join(" ")} ${copies.length === 0 ? "No copy came to rest at a site." : `Copies: ${listed(copies.map((copy) => `${copy.what}, ${nameOf(copy.spot)}`))}.`} ${note}`,
    source: citation(run.engineVersion, story.scenario, run.runId),
    table: marksTable(
      "Steps of the message, then its copies",
      ["Number#", "When (UTC)", "After the first try#", "Where", "From the sender (km)#", "What~"],
      all.map((node, i) => [i < nodes.length ? count(i + 1) : "copy", node.at.utc, after(node), nameOf(node.spot), kmWords(rows.find((row) => row.key === node.spot)), node.what])
    ),
    draw: () => drawing(nodes, copies, rows, after, note)
  })
}

const NODES_MAX = 14

/** The steps, tries refused for one reason in one; of many the first and the last. */
function nodesOf(story: MessageStory): { readonly nodes: ReadonlyArray<Node>; readonly left: number } {
  const told: Array<Node> = [{ at: story.first, spot: placeKey(story.sender.place), what: `${story.sender.id} writes`, sign: "full-circle" }]
  let spot = placeKey(story.sender.place)
  let tries = 1
  story.steps.forEach((step, i) => {
    const next = story.steps[i + 1]
    if (isSame(step, next)) {
      tries++
      return
    }
    for (const node of nodesAt(step, spot, tries, story)) {
      told.push(node)
      spot = node.spot
    }
    // What comes of it next is told at the relay.
    if (step.kind === "sent" && step.relay !== undefined) spot = siteKey(step.relay.site)
    tries = 1
  })
  if (story.open !== undefined) told.push({ at: story.until, spot, what: "still waits as the run ends", sign: "empty-square" })
  const nodes = told.length <= NODES_MAX ? told : [...told.slice(0, NODES_MAX - 1), told[told.length - 1]]
  return { nodes, left: told.length - nodes.length }
}

/** A try that is refused as the next one is, at the same place. */
function isSame(step: StepStory, next: StepStory | undefined): boolean {
  return step.kind === "refused" && next?.kind === "refused" && step.place === next.place && step.obstacle.reason === next.obstacle.reason && step.obstacle.act?.path === next.obstacle.act?.path
}

/** What a step is told as, and where. */
function nodesAt(step: StepStory, spot: string, tries: number, story: MessageStory): ReadonlyArray<Node> {
  switch (step.kind) {
    case "refused":
      return [{ at: step.at, spot: placeKey(step.place), what: `${tries === 1 ? `try ${step.tries}` : `tries ${step.tries - tries + 1} to ${step.tries}`} refused: ${step.obstacle.reason} at ${step.obstacle.point}${step.obstacle.country === "" ? "" : ` (${step.obstacle.country})`}${because(step.obstacle.act)}`, sign: "cross" }]
    case "sent":
      return [{ at: step.at, spot: placeKey(step.place), what: `try ${step.tries} passes ${counted(step.passed.length, "gate")}`, sign: "full-circle" }]
    case "accepted":
      return [{ at: step.at, spot, what: spot.startsWith("site ") ? "the relay accepts it" : "accepted", sign: "full-circle" }]
    case "stored":
      return step.site === undefined ? [] : [{ at: step.at, spot: siteKey(step.site.site), what: "put into the mailbox", sign: "full-circle" }]
    case "waits":
      return [{ at: step.at, spot, what: `waits ${step.where === "relay" ? "before the mailbox" : "for the device"}${step.obstacle === undefined ? ", behind earlier mail" : `: ${step.obstacle.reason}${because(step.obstacle.act)}`}`, sign: "empty-square" }]
    case "delivered":
      return [{ at: step.at, spot: placeKey(step.place), what: `delivered to ${story.recipient.id}`, sign: "full-circle" }]
    case "bounced":
      return [{ at: step.at, spot: placeKey(story.sender.place), what: `comes back: ${step.reason}${because(step.act)}`, sign: "cross" }]
    case "expired":
    case "erased":
      return [{ at: step.at, spot, what: `${step.kind}: ${step.reason}${because(step.act)}`, sign: "cross" }]
  }
}

function because(act: { readonly path: string } | undefined): string {
  return act === undefined ? "" : ` by ${act.path}`
}

/** Copies that came to rest, one for each class, kind and site. */
function copiesOf(story: MessageStory): ReadonlyArray<Node> {
  return story.copies.map((copy) => ({ at: copy.from, spot: siteKey(copy.at.site), what: `copy of ${copy.class} (${copy.kind})${copy.end === undefined ? "" : `, ${copy.end.how} ${copy.end.at.utc}${because(copy.end.act)}`}`, sign: "square" }))
}

const placeKey = (place: string) => `place ${place}`
const siteKey = (site: string) => `site ${site}`

/** The places and sites of the nodes, by distance from where the sender first was; those of which it is not known go last. */
function rowsOf({ sender, spots }: MessageStory, nodes: ReadonlyArray<Node>): ReadonlyArray<Row> {
  const found = new Map(spots.map((spot) => [`${spot.kind} ${spot.name}`, spot]))
  const home = found.get(placeKey(sender.place))
  const rows = distinct(nodes.map((node) => node.spot)).map((key): Row => {
    const spot = found.get(key)
    return { key, name: spot === undefined ? key : spot.kind === "site" ? `${spot.name} (${spot.country})` : `people in ${spot.name}`, km: kmBetween(home, spot) }
  })
  return rows.sort((a, b) => (a.km ?? Number.POSITIVE_INFINITY) - (b.km ?? Number.POSITIVE_INFINITY) || (a.key < b.key ? -1 : 1))
}

const EARTH_KM = 6371

/** Whole kilometres, so that the last bits of a machine's sine do not show. */
function kmBetween(a: SpotStory | undefined, b: SpotStory | undefined): number | undefined {
  return a?.at === undefined || b?.at === undefined ? undefined : Math.round(EARTH_KM * geoDistance([a.at.lon, a.at.lat], [b.at.lon, b.at.lat]))
}

function kmWords(row: Row | undefined): string {
  return row?.km === undefined ? "not known" : count(row.km)
}

/** `0`, `+240 ms`, `+3 d 4 h`: the two largest units. */
function elapsed(ms: number): string {
  if (ms < 1000) return ms === 0 ? "0" : `+${Math.round(ms)} ms`
  const at = UNITS.findIndex(([size]) => ms >= size)
  const [size, name] = UNITS[at]
  const below = UNITS[at + 1]
  const rest = below === undefined ? 0 : Math.floor((ms % size) / below[0])
  return `+${Math.floor(ms / size)} ${name}${rest === 0 || below === undefined ? "" : ` ${rest} ${below[1]}`}`
}

const UNITS = [[86_400_000, "d"], [3_600_000, "h"], [60_000, "min"], [1000, "s"]] as const

const LEFT = 190
const RIGHT = 600
const HEAD = 20
const ROW = 46
/** Columns of the list: after how long, what. */
const WHEN = 40
const WHAT = 130
const HALF = 5

function drawing(nodes: ReadonlyArray<Node>, copies: ReadonlyArray<Node>, rows: ReadonlyArray<Row>, after: (node: Node) => string, note: string) {
  const across = (RIGHT - LEFT) / Math.max(1, nodes.length - 1)
  const x = (i: number) => LEFT + across * i
  const y = (spot: string) => HEAD + ROW * rows.findIndex((row) => row.key === spot) + ROW / 2
  const bottom = HEAD + ROW * rows.length
  const way = line<Node>((_, i) => x(i), (node) => y(node.spot)).digits(2)
  const beside = rows.flatMap((row) => copies.filter((copy) => copy.spot === row.key).map((copy, i) => sign(copy.sign, RIGHT + 28 + 13 * i, y(row.key) - HALF, `${row.name}: ${copy.what}`)))
  const told = [...nodes.map((node, i) => [`${i + 1}`, node] as const), ...copies.map((copy) => ["copy", copy] as const)]
  const foot: Array<string> = []
  let next = bottom + 8
  for (const [name, node] of told) {
    const what = paragraph(name === "copy" ? `${rows.find((row) => row.key === node.spot)?.name}: ${node.what}` : node.what, { x: WHAT, y: next + LINE, width: WIDTH - WHAT, most: 3, kind: "value" })
    foot.push(label(name, { x: 0, y: next + LINE, kind: "value" }), label(after(node), { x: WHEN, y: next + LINE, kind: "value" }), what.svg)
    next = what.bottom - 2
  }
  const last = paragraph(note, { x: 0, y: next + LINE + 2, width: WIDTH, most: 3, kind: "note" })
  return {
    height: last.bottom,
    body: [
      ...rows.flatMap((row) => [
        stroke("grid", LEFT - 8, y(row.key), RIGHT + 8, y(row.key)),
        label(row.name, { x: 0, y: y(row.key) - 2, kind: "name", width: LEFT - 22 }),
        label(row.km === undefined ? "distance not known" : `${count(row.km)} km`, { x: 0, y: y(row.key) + 13, kind: "note", width: LEFT - 22 })
      ]),
      label(`first try ${nodes[0].at.utc} UTC, then step by step`, { x: LEFT - 8, y: 10, kind: "note" }),
      ...(copies.length === 0 ? [] : [label("copies", { x: RIGHT + 28, y: 10, kind: "note" })]),
      `<path class="ink" d="${way([...nodes]) ?? ""}"/>`,
      ...nodes.flatMap((node, i) => [sign(node.sign, x(i) - HALF, y(node.spot) - HALF, `${i + 1}, ${after(node)}: ${node.what}`), label(`${i + 1}`, { x: x(i), y: y(node.spot) - 10, kind: "tick", anchor: "middle" })]),
      ...beside,
      ...foot,
      last.svg
    ].join("\n")
  }
}

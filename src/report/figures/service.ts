/** How much of what people tried was accepted, stretch by stretch: a lane for each group of people with one fate. */
import type { Outcome, Result } from "../../model/result.ts"
import type { Finding } from "../finding.ts"
import { count, counted, firstFew, grouped, instant, percent, percentOf, sum } from "../words.ts"
import { brief } from "./brief.ts"
import { datesOf } from "./dates.ts"
import { type Figure, figureOf, marksTable, sourceOf } from "./figure.ts"
import { lanesDrawing } from "./lanes.ts"

/** What a group tried in one window, and what of it was accepted: real messages. */
interface Stretch {
  readonly from: string
  readonly to: string
  readonly attempted: number
  readonly accepted: number
}

interface Group {
  readonly who: string
  readonly attempted: number
  readonly stretches: ReadonlyArray<Stretch>
}

/** A variant as it is drawn, and the variants that take the same steps. */
interface Drawn {
  readonly finding: Finding
  readonly alike: ReadonlyArray<string>
  readonly groups: ReadonlyArray<Group>
  /** Groups of fewer messages that are left out. */
  readonly left: number
}

/** Groups of one variant, and lines of lanes and of names of variants: what a sheet of A4 takes. */
const GROUPS_MAX = 5
const LANES_MAX = 16

/** The figure; undefined where nobody tried anything. */
export function serviceFigure(result: Result, found: ReadonlyArray<Finding>): Figure | undefined {
  const all = alike(found.map(drawnOf).filter((one) => one.groups.length > 0))
  if (all.length === 0) return undefined
  const drawn = fitting(all)
  const notDrawn = all.slice(drawn.length).flatMap((one) => [one.finding.variant.id, ...one.alike])
  const dates = datesOf(drawn.map((one) => one.finding.variant))
  const notes = [
    ...drawn.filter((one) => one.left > 0).map((one) => `${one.finding.variant.id}: ${counted(one.left, "more group")} with fewer messages, not drawn.`),
    ...(notDrawn.length === 0 ? [] : [`Not drawn: ${firstFew(notDrawn, 12)}.`])
  ]
  const rows = drawn.flatMap((one) => one.groups.flatMap((group) => tried(group).map((stretch) => ({ variant: one.finding.variant.id, who: group.who, ...stretch }))))
  return figureOf({
    id: "service",
    title: "Share of attempted messages accepted over time, by people with the same fate",
    description: `${drawn.map(said).join(" ")}${notes.length === 0 ? "" : ` ${notes.join(" ")}`}`,
    source: sourceOf(result),
    table: marksTable(
      "Values of the figure: real messages that the simulated ones stand for, in each stretch between two changes",
      ["Variant", "Who~", "From (UTC)", "To (UTC)", "Attempted#", "Accepted#", "Share accepted#"],
      rows.map((row) => [row.variant, row.who, instant(row.from), instant(row.to), count(row.attempted), count(row.accepted), percentOf(row.accepted, row.attempted)])
    ),
    draw: () =>
      lanesDrawing({
        heights: "shares",
        from: Date.parse(result.scenario.startsAt),
        to: Date.parse(result.scenario.endsAt),
        full: "full height: all attempted messages accepted",
        beside: "in the last stretch",
        panels: drawn.map((one) => ({
          head: one.alike.length === 0 ? one.finding.variant.id : `${one.finding.variant.id}; the same steps: ${firstFew(one.alike, 12)}`,
          dates: dates.lines(one.finding.variant),
          lanes: one.groups.map((group) => ({ name: group.who, values: values(group), steps: group.stretches.map((stretch) => step(one, group, stretch)) }))
        })),
        key: dates.key,
        note: notes.join(" ")
      })
  })
}

function step({ finding }: Drawn, { who }: Group, { accepted, attempted, from, to }: Stretch) {
  const share = attempted === 0 ? undefined : accepted / attempted
  return { from: Date.parse(from), to: Date.parse(to), share, says: `${finding.variant.id}, ${who}, ${minute(from)} to ${minute(to)}: ${percentOf(accepted, attempted)}` }
}

function drawnOf(finding: Finding): Drawn {
  const outcomes = grouped(finding.variant.outcomes, keyOf)
  const groups = [...finding.loses, ...finding.partly, finding.keeps].flatMap((fate): ReadonlyArray<Group> => {
    const rows = fate.rows.flatMap((row) => outcomes.get(keyOf(row)) ?? [])
    const stretches = finding.variant.windows.map((window): Stretch => {
      const own = rows.filter((row) => row.window.id === window.id)
      return { from: window.from, to: window.to, attempted: sum(own, (row) => row.attempted * row.weight), accepted: sum(own, (row) => row.accepted * row.weight) }
    })
    const attempted = sum(stretches, (one) => one.attempted)
    return attempted === 0 ? [] : [{ who: fate.who.join("; "), attempted, stretches }]
  })
  const most = [...groups].sort((a, b) => b.attempted - a.attempted).slice(0, GROUPS_MAX)
  return { finding, alike: [], groups: groups.filter((group) => most.includes(group)), left: groups.length - most.length }
}

function keyOf(row: Pick<Outcome, "about" | "cohort" | "status" | "access" | "vpn" | "service">): string {
  return JSON.stringify([row.about, row.cohort, row.status, row.access, row.vpn, row.service])
}

/** Variants whose groups go through the same whole percents, in one. */
function alike(all: ReadonlyArray<Drawn>): ReadonlyArray<Drawn> {
  return [...grouped(all, (one) => JSON.stringify([one.left, one.groups.map((group) => [group.who, percents(group)])])).values()].map((own) => {
    const drawn = own.find((one) => one.finding.variant.windows.length > 1) ?? own[0]
    return { ...drawn, alike: own.filter((one) => one !== drawn).map((one) => one.finding.variant.id) }
  })
}

/** The whole percents that a group goes through. */
function percents(group: Group): ReadonlyArray<number> {
  const all = tried(group).map(({ accepted, attempted }) => Math.round((100 * accepted) / attempted))
  return all.filter((one, i) => one !== all[i - 1])
}

function tried({ stretches }: Group): ReadonlyArray<Stretch> {
  return stretches.filter(({ attempted }) => attempted > 0)
}

/** The first variants that have room on a sheet; one always has. */
function fitting(all: ReadonlyArray<Drawn>): ReadonlyArray<Drawn> {
  let lanes = 0
  const over = all.findIndex((one, i) => (lanes += one.groups.length + 1) > LANES_MAX && i > 0)
  return over < 0 ? all : all.slice(0, over)
}

/** The share of the last stretch; below it the lowest, where that is lower. */
function values(group: Group): ReadonlyArray<string> {
  const last = tried(group).at(-1)!
  const least = lowest(group)
  const words = ({ accepted, attempted }: Stretch) => `${percent(accepted, attempted)} of ${brief(attempted)}`
  return least === last || least.accepted / least.attempted >= last.accepted / last.attempted ? [words(last)] : [words(last), `min ${words(least)}`]
}

function lowest(group: Group): Stretch {
  return tried(group).reduce((least, one) => (one.accepted / one.attempted < least.accepted / least.attempted ? one : least))
}

/** The lowest share of each group that once had less than all; else that nobody had. */
function said({ alike: others, finding, groups }: Drawn): string {
  const lower = groups.map((group) => ({ group, least: lowest(group) })).filter(({ least }) => least.accepted < LEAST_TOLD * least.attempted)
  const named = `${finding.variant.id}${others.length === 0 ? "" : ` (and ${counted(others.length, "variant")} with the same steps)`}`
  if (lower.length === 0) return `${named}: in no stretch below ${100 * LEAST_TOLD} in 100 for any group drawn, of ${count(sum(groups, (group) => group.attempted))} messages.`
  return `${named}, lowest share in a stretch: ${lower.map(({ group, least }) => `${firstFew(group.who.split("; "), 2)} ${percentOf(least.accepted, least.attempted)} messages from ${minute(least.from)}`).join("; ")}.`
}

/** Below this share a group's lowest stretch is told. */
const LEAST_TOLD = 0.99

function minute(iso: string): string {
  return instant(iso).slice(0, 16)
}

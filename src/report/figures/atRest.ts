/** Copies at rest at the end of each stretch, country by country: a lane for each country. */
import type { Result, VariantResult } from "../../model/result.ts"
import { ordered } from "../finding.ts"
import { count, counted, distinct, firstFew, grouped, instant, signed, sum } from "../words.ts"
import { brief } from "./brief.ts"
import { datesOf } from "./dates.ts"
import { type Figure, figureOf, marksTable, sourceOf } from "./figure.ts"
import { lanesDrawing } from "./lanes.ts"

/** Copies in a country when a window ended. */
interface Count {
  readonly from: string
  readonly to: string
  readonly copies: number
}

interface Held {
  readonly country: string
  readonly counts: ReadonlyArray<Count>
}

interface Drawn {
  readonly variant: VariantResult
  readonly held: ReadonlyArray<Held>
  /** Countries that are left out, as most copies lie elsewhere. */
  readonly left: number
}

const COUNTRIES_MAX = 6
/** Lines of lanes and of names of variants: what a sheet of A4 takes. */
const LANES_MAX = 16

/** The baseline, and the options that leave the most copies elsewhere; undefined where no copy lies anywhere. */
export function atRestFigure(result: Result): Figure | undefined {
  const drawn = chosen(result).map(drawnOf).filter((one) => one.held.length > 0)
  if (drawn.length === 0) return undefined
  const most = Math.max(...drawn.flatMap((one) => one.held.flatMap(({ counts }) => counts.map(({ copies }) => copies))))
  const dates = datesOf(drawn.map((one) => one.variant))
  const left = result.variants.filter((variant) => !drawn.some((one) => one.variant === variant)).map((variant) => variant.id)
  const notes = [
    ...drawn.filter((one) => one.left > 0).map((one) => `${one.variant.id}: ${counted(one.left, "more country", "more countries")} with fewer copies, not drawn.`),
    ...(left.length === 0 ? [] : [`Drawn: ${drawn.length} of ${counted(result.variants.length, "variant")}, the baseline and those whose copies at the end lie elsewhere most, of several that end alike one. Not drawn: ${firstFew(left, 12)}.`])
  ]
  const rows = drawn.flatMap(({ held, variant }) => held.flatMap(({ country, counts }) => counts.map((one) => ({ variant: variant.id, country, ...one }))))
  return figureOf({
    id: "at-rest",
    title: "Copies at rest by country over time: simulated copies, counted at the end of each stretch between two changes",
    description: `${drawn.map((one) => said(one, drawn[0])).join(" ")}${notes.length === 0 ? "" : ` ${notes.join(" ")}`}`,
    source: sourceOf(result),
    table: marksTable("Values of the figure: simulated copies at the end of each stretch", ["Variant", "Country", "From (UTC)", "Counted at (UTC)", "Copies#"], rows.map((row) => [row.variant, row.country, instant(row.from), instant(row.to), count(row.copies)])),
    draw: () =>
      lanesDrawing({
        heights: "counts",
        from: Date.parse(result.scenario.startsAt),
        to: Date.parse(result.scenario.endsAt),
        full: `bars: counts; full height: ${brief(most)} copies`,
        beside: "copies at the end",
        panels: drawn.map(({ held, variant }) => ({
          head: variant.id,
          dates: dates.lines(variant),
          lanes: held.map(({ country, counts }) => ({
            name: country,
            values: [brief(counts.at(-1)?.copies ?? 0)],
            steps: counts.map(({ copies, from, to }) => ({ from: Date.parse(from), to: Date.parse(to), share: most === 0 ? 0 : copies / most, says: `${variant.id}, ${country}, counted ${instant(to)}: ${count(copies)} copies` }))
          }))
        })),
        key: dates.key,
        note: notes.join(" ")
      })
  })
}

function drawnOf(variant: VariantResult): Drawn {
  const countries = grouped(variant.atRest.filter((row) => row.copies > 0), (row) => row.country)
  const all = [...countries].map(([country, rows]): Held => ({ country, counts: variant.windows.map(({ from, to }) => ({ from, to, copies: sum(rows.filter((row) => row.at === to), (row) => row.copies) })) }))
  const most = [...all].sort((a, b) => highest(b) - highest(a) || ordered(a.country, b.country)).slice(0, COUNTRIES_MAX)
  return { variant, held: most.sort((a, b) => ordered(a.country, b.country)), left: all.length - most.length }
}

function highest({ counts }: Held): number {
  return Math.max(...counts.map(({ copies }) => copies))
}

/** The baseline, or the first variant, and those options that differ most from it, of several that end alike the first, as many as have room; in the order of the file. */
function chosen({ scenario, variants }: Result): ReadonlyArray<VariantResult> {
  const base = variants.find((variant) => variant.id === scenario.baseline) ?? variants[0]
  if (base === undefined) return []
  const distance = new Map(variants.map((variant) => [variant, elsewhere(variant, base)]))
  const options = variants.filter((variant) => variant !== base).sort((a, b) => distance.get(b)! - distance.get(a)!)
  const drawn = new Set<VariantResult>()
  const ends = new Set<string>()
  let lanes = 0
  for (const variant of [base, ...options]) {
    const { held } = drawnOf(variant)
    const end = JSON.stringify(held.map(({ country, counts }) => [country, counts.at(-1)?.copies]))
    if (ends.has(end)) continue
    lanes += 1 + held.length
    if (drawn.size > 0 && lanes > LANES_MAX) break
    drawn.add(variant)
    ends.add(end)
  }
  return [base, ...variants.filter((variant) => variant !== base && drawn.has(variant))]
}

/** Copies of which the one variant has more or fewer than the other at the end, country by country. */
function elsewhere(one: VariantResult, other: VariantResult): number {
  const at = (variant: VariantResult, country: string) => sum(variant.atRest.filter((row) => row.at === variant.windows.at(-1)?.to && row.country === country), (row) => row.copies)
  const countries = distinct([...one.atRest, ...other.atRest].map((row) => row.country))
  return sum(countries, (country) => Math.abs(at(one, country) - at(other, country)))
}

function said({ held, variant }: Drawn, base: Drawn): string {
  const end = (one: Drawn, country: string) => one.held.find((h) => h.country === country)?.counts.at(-1)?.copies ?? 0
  const each = held.map(({ country }) => `${country} ${count(end({ held, variant, left: 0 }, country))}${base.variant === variant ? "" : ` (${signed(end({ held, variant, left: 0 }, country) - end(base, country))})`}`)
  return `${variant.id}, copies at the end${base.variant === variant ? "" : ` (difference: ${variant.id} minus ${base.variant.id})`}: ${each.join(", ")}.`
}

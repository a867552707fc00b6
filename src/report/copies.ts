/** Where copies lie at the end, country by country, and which copies moved. */
import type { Result, VariantResult } from "../model/result.ts"
import { type Block, table, text } from "./document.ts"
import { copiesAtEnd, ordered } from "./finding.ts"
import { type Line, merged } from "./merged.ts"
import { bytes, count, distinct, grouped, instant, sum } from "./words.ts"

export function copies(result: Result): ReadonlyArray<Block> {
  return [
    text("Counts of copies are of simulated ones, at the end of the run. A country is where the machines truly stand. The table at-rest of the data has every count."),
    table(
      "Copies at rest at the end of the run",
      ["Variants", "Country", "Operator", "Classes", "Kinds", "Sites", "Copies#", "Size#"],
      merged(result, rows),
      "no copies lie anywhere."
    )
  ]
}

function rows(variant: VariantResult): ReadonlyArray<Line> {
  return [...grouped(copiesAtEnd(variant), (row) => JSON.stringify([row.country, row.operator])).values()]
    .sort((a, b) => ordered(a[0].country, b[0].country) || ordered(a[0].operator, b[0].operator))
    .map((own) => [
      own[0].country,
      own[0].operator,
      distinct(own.map((row) => `${row.service}.${row.class}`)).join(", "),
      distinct(own.map((row) => row.kind)).join(", "),
      distinct(own.map((row) => row.site)).join(", "),
      count(sum(own, (row) => row.copies)),
      bytes(sum(own, (row) => row.bytes))
    ])
}

export function moves(result: Result): ReadonlyArray<Block> {
  const lines = merged(result, (variant) =>
    variant.moves.map((row): Line => [
      `${row.fromSite} (${row.fromCountry})`,
      `${row.toSite} (${row.toCountry})`,
      `${row.service}.${row.class}`,
      count(row.copies),
      bytes(row.bytes),
      instant(row.startAt),
      row.endAt === null ? "not done at the end" : instant(row.endAt),
      row.act ?? ""
    ])
  )
  return [...losses(result), table("Moves of copies", ["Variants", "From", "To", "Class", "Copies#", "Size#", "Start (UTC)", "End (UTC)", "Act"], lines, "no copies were moved.")]
}

/** Told where disks were lost at all: of most runs there is nothing to tell. */
function losses(result: Result): ReadonlyArray<Block> {
  if (result.variants.every((variant) => variant.losses.length === 0)) return []
  const lines = merged(result, (variant) => variant.losses.map((row): Line => [`${row.site} (${row.country})`, `${row.service}.${row.class}`, row.kind, count(row.copies), instant(row.at)]))
  return [table("Copies lost with the disks under them", ["Variants", "Site", "Class", "Kind", "Copies#", "First (UTC)"], lines, "no copies were lost.")]
}

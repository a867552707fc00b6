/** Who can read what: what each authority reads or has, then what it could compel, and who holds the keys. */
import type { Result, VariantResult } from "../model/result.ts"
import { type Block, table, text } from "./document.ts"
import { type Line, merged } from "./merged.ts"
import { count, distinct, grouped, instant, sum } from "./words.ts"

type Level = VariantResult["readers"][number]["level"]

export function readers(result: Result): ReadonlyArray<Block> {
  return [
    text(
      "Disclosed: a holder handed it over, or the state took it. Readable: the state gets a copy and a key that opens it. Openable: it has the key. Exposed: it could compel or seize, if it chose to. A message counts at each of its ends; a row's people are distinct, and at most those who wrote or got one of its messages. The table readers of the data has each cohort and basis."
    ),
    part(result, ["disclosed", "readable"], "Disclosed to or readable by a state", "nothing was disclosed to or readable by a state."),
    part(result, ["openable"], "Openable by a state", "no state holds a key that opens messages."),
    part(result, ["exposed"], "Exposed to a state that could compel or seize", "nothing is exposed.")
  ]
}

function part(result: Result, levels: ReadonlyArray<Level>, caption: string, none: string): Block {
  return table(
    caption,
    ["Variants", "Authority, level", "Class, form", "Cohorts", "Basis", "Messages#", "People#", "First and last (UTC)"],
    merged(result, (variant) => levels.flatMap((level) => rows(variant, level))),
    none
  )
}

/** A row for each authority, class and form; cohorts and bases together, each named. A cohort's people are distinct over its bases, and nobody is in two cohorts. */
function rows(variant: VariantResult, level: Level): ReadonlyArray<Line> {
  const own = variant.readers.filter((row) => row.level === level)
  return [...grouped(own, (row) => JSON.stringify([row.authority, row.service, row.class, row.form])).values()].map((of) => {
    const [first] = of
    const people = sum(grouped(of, (row) => row.cohort).values(), (rows) => Math.max(...rows.map((row) => row.people)) * rows[0].weight)
    return [
      `${first.authority}: ${level}`,
      `${first.service}.${first.class}: ${first.form}`,
      distinct(of.map((row) => row.cohort)).join(", "),
      distinct(of.map((row) => row.basis)).join(", "),
      count(sum(of, (row) => (row.messages - row.again) * row.weight)),
      count(Math.round(people)),
      {
        text: [
          instant(of.reduce((least, row) => (row.firstAt < least ? row.firstAt : least), first.firstAt)),
          instant(of.reduce((most, row) => (row.lastAt > most ? row.lastAt : most), first.lastAt))
        ]
      }
    ]
  })
}

/** Who holds keys of which class, where and from when to when. */
export function keys(result: Result): ReadonlyArray<Block> {
  const lines = merged(result, (variant) =>
    variant.keys.map((row): Line => [
      `${row.service}.${row.class}`,
      row.cohorts.join(", "),
      row.holder === row.holderKind ? row.holder : `${row.holder} (${row.holderKind})`,
      row.country ?? "",
      instant(row.startAt),
      row.endAt === null ? "end of the run" : instant(row.endAt),
      row.act ?? ""
    ])
  )
  return [table("Who holds the keys", ["Variants", "Class", "Cohorts", "Holder", "Country", "Since (UTC)", "Until (UTC)", "Act"], lines, "no keys are described.")]
}

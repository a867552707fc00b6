/** What a search came to, as a screen of text: a table of promises, probes, and the story of each failure with the way to see it again. */
import { failureTitle, promiseSays } from "../check/found.ts"
import { type Found, type SearchReport, verdictOf } from "../check/search.ts"
import { wrapped } from "./help.ts"

/** A failure with what is said of it. */
export interface Line {
  readonly found: Found
  readonly story: ReadonlyArray<string>
  readonly file: string
  /** The command that breaks it again; undefined where one run cannot show it. */
  readonly run: string | undefined
  /** The command that finds it again. */
  readonly check: string
}

export function summary(report: SearchReport, lines: ReadonlyArray<Line>, options: { readonly name: string; readonly asked: ReadonlyArray<string> | undefined; readonly width: number }): string {
  return [
    headOf(report, options.name),
    "",
    ...tableOf(report, options.width),
    "",
    ...probesOf(report, options.width),
    ...lines.flatMap((line) => failureOf(line, options.width)),
    VERDICTS[verdictOf(report, options.asked)](report, options.asked)
  ].join("\n")
}

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",")

function headOf({ discarded, messages, played, repeated, runs, seed, status }: SearchReport, name: string): string {
  const of = played === runs ? "" : ` of ${grouped(runs)}`
  const why = status === "enough" ? "; it ended at so many failures" : status === "unfinished" ? "; it was stopped" : ""
  const lost = discarded === 0 ? "" : `; ${grouped(discarded)} could not be made`
  return `${name.slice(0, 1).toUpperCase()}${name.slice(1)} from seed ${seed}: ${grouped(played)}${of} played${lost}, ${grouped(messages)} messages${why}. Played otherwise too, and compared: ${grouped(repeated)}.`
}

const COLUMNS = ["exercised", "held", "infeasible", "not ex.", "broken"] as const

/** In how many worlds each promise came out how. */
function tableOf({ promises }: SearchReport, width: number): ReadonlyArray<string> {
  const rows = promises.map(({ exercised, id, worlds }) => ({ id, cells: [exercised, worlds.held, worlds.infeasible, worlds["not-exercised"], worlds.broken].map(grouped) }))
  const wide = COLUMNS.map((name, i) => Math.max(name.length, ...rows.map((row) => row.cells[i].length)))
  const numbers = (cells: ReadonlyArray<string>) => cells.map((cell, i) => cell.padStart(wide[i])).join("  ")
  const left = 5 + wide.reduce((sum, one) => sum + one + 2, 0)
  return [`     ${numbers(COLUMNS)}`, ...rows.flatMap(({ cells, id }) => wrapped(promiseSays(id), Math.max(24, width - left)).map((line, i) => (i === 0 ? `${id.padEnd(5)}${numbers(cells)}  ${line}` : `${" ".repeat(left)}${line}`)))]
}

function probesOf({ probes }: SearchReport, width: number): ReadonlyArray<string> {
  const reached = probes.filter(([, worlds]) => worlds > 0)
  const never = probes.filter(([, worlds]) => worlds === 0)
  return [
    ...(reached.length === 0 ? [] : [...wrapped(`Came about in so many worlds: ${reached.map(([name, worlds]) => `${name} ${grouped(worlds)}`).join(", ")}.`, width), ""]),
    ...(never.length === 0 ? [] : [...wrapped(`Never came about: ${never.map(([name]) => name).join(", ")}.`, width), ""])
  ]
}

function failureOf({ check, file, found, run, story }: Line, width: number): ReadonlyArray<string> {
  const { failure, number, reduced } = found
  const small = reduced.minimal ? "nothing of it can be spared" : "it may be larger than it must be"
  return [
    ...wrapped(`${failureTitle(failure).replace(/\.?$/, ".")} In world ${number}; made smaller in ${grouped(reduced.plays)} plays, and ${small}:`, width),
    ...story.flatMap((says) => wrapped(says, width - 4).map((line, i) => (i === 0 ? `  - ${line}` : `    ${line}`))),
    `  file              ${file}`,
    ...(run === undefined ? [] : [`  again             ${run}`]),
    `  as it was found   ${check}`,
    ""
  ]
}

const VERDICTS: Readonly<Record<ReturnType<typeof verdictOf>, (report: SearchReport, asked: ReadonlyArray<string> | undefined) => string>> = {
  held: () => "Nothing was found that breaks a promise. What was not exercised was not tried.",
  broken: ({ found }) => `Broken: ${found.map(({ failure }) => (failure.kind === "crashed" ? "the engine" : failure.promise)).join(", ")}.`,
  undetermined: ({ discarded, promises, status }, asked) => {
    if (status !== "ended") return "Undetermined: the search did not come to its end."
    if (discarded > 0) return "Undetermined: not every world could be made."
    const never = promises.filter(({ exercised, id }) => exercised === 0 && (asked?.includes(id) ?? true)).map(({ id }) => id)
    return `Undetermined: never exercised: ${never.join(", ")}. More --runs may reach it.`
  }
}

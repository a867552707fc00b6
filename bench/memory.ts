/**
 * `npm run bench:memory`: what a person takes, and a message in flight; whether simulated time takes anything; whether ten million people
 * fit. Prints a table and what is beyond its bar, array by array, and writes out/bench/memory.json. `npm run bench:memory 1e6` leaves larger worlds out.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bundle } from "./bundle.ts"
import type { HeldArray } from "./heldArrays.ts"

const root = join(import.meta.dirname, "..")
/** The bars: bytes a person, bytes a message in flight, growth from a month to a year, bytes at the most that a world of ten million takes. */
const BARS = { person: 200, message: 100, growth: 1.05, peak: 4 * 2 ** 30 }
/** The larger, the fewer messages each: most people have written in all of them, but for the largest. */
const WORLDS = [
  { people: 1e5, perDay: 10 },
  { people: 1e6, perDay: 3 },
  { people: 1e7, perDay: 0.3 }
]
const IN_FLIGHT = 1e6
/** People of the worlds that run for a month and for a year. */
const LONG = 10_000
const TRIPS = 4

/** A line of memoryRun. */
interface Held {
  readonly people: number
  readonly messages: number
  readonly live: number
  readonly heap: number
  readonly arrays: number
  readonly table: ReadonlyArray<HeldArray>
  readonly compileSeconds: number
  readonly scopesSeconds: number
  readonly runSeconds: number
  readonly peakBytes: number
  /** The same of a world of few, that went before in the same process. */
  readonly few: { readonly people: number; readonly heap: number; readonly arrays: number }
}

const folder = mkdtempSync(join(tmpdir(), "situs-memory-"))

function main(): void {
  const most = Number(process.argv[2] ?? Infinity)
  bundle("memoryRun.ts", join(folder, "run.mjs"))
  const people = peopleRows(most)
  const flight = flightRows()
  const growth = growthRow()
  mkdirSync(join(root, "out/bench"), { recursive: true })
  writeFileSync(join(root, "out/bench/memory.json"), `${JSON.stringify({ bars: BARS, people, flight, growth }, undefined, 2)}\n`)
}

function run(...words: ReadonlyArray<string | number>): Held {
  return JSON.parse(execFileSync(process.execPath, ["--expose-gc", join(folder, "run.mjs"), ...words.map(String)], { encoding: "utf8" })) as Held
}

function peopleRows(most: number) {
  return WORLDS.filter(({ people }) => people <= most).map(({ people, perDay }) => {
    const one = run("people", people, 1, perDay, TRIPS)
    const bytesAPerson = round1((held(one) - held(one.few)) / (people - one.few.people))
    const { messages, compileSeconds, scopesSeconds, runSeconds, peakBytes } = one
    console.log(`${people} people, ${messages} messages: ${verdict(bytesAPerson, BARS.person, "bytes a person")}; at most ${mib(peakBytes)}${people >= 1e7 ? ` (${peakBytes <= BARS.peak ? "fits in" : "MORE THAN"} 4 GiB)` : ""}; compiled in ${round1(compileSeconds)} s, scopes in ${round1(scopesSeconds)} s, run in ${round1(runSeconds)} s`)
    const arrays = [...one.table, { name: "the heap", bytes: one.heap - one.few.heap }].map(({ name, bytes }) => ({ name, bytesAPerson: bytes / people }))
    if (bytesAPerson > BARS.person) for (const row of arrays.filter((array) => array.bytesAPerson >= 1)) console.log(`${row.bytesAPerson.toFixed(2).padStart(10)}  ${row.name}`)
    return { people, messages, bytesAPerson, peakBytes, compileSeconds, scopesSeconds, runSeconds, arrays }
  })
}

/** What messages take that wait, more than as many that have been delivered: for an account, with an event that ends their waiting; behind a leak, with one more at which they try again. */
function flightRows() {
  const delivered = run("flight", IN_FLIGHT, "delivered")
  const before = new Map(delivered.table.map(({ name, bytes }) => [name, bytes]))
  return ["suspended", "leaky"].map((how) => {
    const waiting = run("flight", IN_FLIGHT, how)
    if (waiting.live < 0.99 * IN_FLIGHT) throw new Error(`${how}: messages do not wait`)
    const bytesAMessage = round1((held(waiting) - held(waiting.few) - (held(delivered) - held(delivered.few))) / waiting.live)
    console.log(`${waiting.live} messages in flight, ${how}: ${verdict(bytesAMessage, BARS.message, "bytes a message")}`)
    const arrays = waiting.table.map(({ name, bytes }) => ({ name, bytesAMessage: (bytes - (before.get(name) ?? 0)) / waiting.live })).filter((row) => row.bytesAMessage >= 0.1)
    for (const row of arrays) console.log(`${row.bytesAMessage.toFixed(2).padStart(10)}  ${row.name}`)
    return { how, messages: waiting.live, bytesAMessage, arrays }
  })
}

/**
 * A month and a year, at the same rates: what grows is what is met for the first time, rows for a situation in which nobody was before.
 * So beside it a month with as many trips and messages as the year.
 */
function growthRow() {
  const [month, year, crowded] = [run("people", LONG, 30, 1, TRIPS), run("people", LONG, 365, 1, TRIPS), run("people", LONG, 30, 365 / 30, (TRIPS * 365) / 30)]
  const [ratio, ratioToCrowded] = [round2(held(year) / held(month)), round2(held(year) / held(crowded))]
  console.log(`${LONG} people over a year: ${verdict(ratio, BARS.growth, "times a month's")}; ${verdict(ratioToCrowded, BARS.growth, "times a month's with as many trips and messages as the year")}`)
  const before = new Map(month.table.map(({ name, bytes }) => [name, bytes]))
  const grown = year.table.map(({ name, bytes }) => ({ name, month: before.get(name) ?? 0, year: bytes })).filter((row) => row.year - row.month > 0.005 * held(month))
  for (const row of grown) console.log(`${mib(row.month).padStart(10)} -> ${mib(row.year).padStart(10)}  ${row.name}`)
  return { people: LONG, ratio, ratioToCrowded, month: held(month), year: held(year), crowded: held(crowded), grown }
}

function held({ heap, arrays }: Pick<Held, "heap" | "arrays">): number {
  return heap + arrays
}

function verdict(value: number, bar: number, unit: string): string {
  return `${value} ${unit} (${value <= bar ? "holds" : "MISSES"} ${bar})`
}

function mib(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`
}

function round1(x: number): number {
  return Math.round(10 * x) / 10
}

function round2(x: number): number {
  return Math.round(100 * x) / 100
}

try {
  main()
} finally {
  rmSync(folder, { recursive: true })
}

/**
 * `npm run bench:messages`: whole lives of messages, beside the yardsticks in C++ and SimPy, interleaved, as a table of medians
 * and ratios, and in out/bench/messages.json. The yardsticks simulate a simplified life: they tell the size, not the model.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bundle } from "./bundle.ts"

const root = join(import.meta.dirname, "..")
/** Simulated span [days]: the same for every size, so that the growth of the time per message can be read off. */
const DAYS = 2
const SIZES = [
  { people: 1e4, rounds: 7 },
  { people: 1e5, rounds: 5 },
  { people: 1e6, rounds: 1 }
]

/** A row of messages.json. Speeds are [messages/s]; null where a yardstick is not there. */
interface Row {
  readonly people: number
  readonly messagesPerSecond: number
  readonly eventsPerMessage: number
  /** The yardstick in C++. */
  readonly reference: number | null
  readonly ratio: number | null
  readonly simpy: number | null
  readonly ratioToSimpy: number | null
  readonly setupSeconds: number
  readonly megabytes: number
  readonly digest: string
}

interface Ours {
  readonly perSecond: number
  readonly messages: number
  readonly events: number
  readonly setupSeconds: number
  readonly megabytes: number
  readonly digest: string
}

const folder = mkdtempSync(join(tmpdir(), "situs-bench-"))

function main(): void {
  const most = Number(process.argv[2] ?? Infinity)
  const yardstick = compile()
  const simpy = findSimpy()
  bundle("messagesRun.ts", join(folder, "run.mjs"))
  const rows = SIZES.filter(({ people }) => people <= most).map(({ people, rounds }) => {
    const row = measure(people, rounds, yardstick === undefined, simpy === undefined && people === 1e4)
    console.log(line(row))
    return row
  })
  mkdirSync(join(root, "out/bench"), { recursive: true })
  writeFileSync(join(root, "out/bench/messages.json"), `${JSON.stringify(rows, undefined, 2)}\n`)
  const [first, last] = [rows[0], rows[rows.length - 1]]
  const growth = (a: number, b: number) => (a / b).toFixed(2)
  console.log(`time per message from ${first.people} to ${last.people} people: ${growth(first.messagesPerSecond, last.messagesPerSecond)} times${first.reference === null || last.reference === null ? "" : `; of the C++ yardstick ${growth(first.reference, last.reference)} times`}`)
  for (const missing of [yardstick, simpy]) if (missing !== undefined) console.log(`no reference: ${missing}`)
}

/** Compiles the yardstick; gives the reason where that is not possible. */
function compile(): string | undefined {
  try {
    execFileSync("g++", ["-O3", "-march=native", join(root, "bench/reference/messages.cpp"), "-o", join(folder, "messages")], { stdio: "pipe" })
    return undefined
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return text.includes("ENOENT") ? "there is no g++ on this machine" : text
  }
}

/** SimPy is looked for with the Python that Debian installs it for. */
function findSimpy(): string | undefined {
  try {
    execFileSync("/usr/bin/python3", ["-c", "import simpy"], { stdio: "pipe" })
    return undefined
  } catch {
    return "there is no SimPy on this machine (Debian: python3-simpy3)"
  }
}

function measure(people: number, rounds: number, withYardstick: boolean, withSimpy: boolean): Row {
  const ours: Array<Ours> = []
  const yardstick: Array<number> = []
  const simpy: Array<number> = []
  for (let round = 0; round < rounds; round++) {
    ours.push(JSON.parse(execFileSync(process.execPath, [join(folder, "run.mjs"), String(people), String(DAYS)], { encoding: "utf8" })) as Ours)
    if (withYardstick) yardstick.push((JSON.parse(execFileSync(join(folder, "messages"), [String(people), String(DAYS)], { encoding: "utf8" })) as { mps: number }).mps)
    if (withSimpy && round % 3 === 0) simpy.push(Number(/ mps (\d+)/.exec(execFileSync("/usr/bin/python3", [join(root, "bench/reference/messages_simpy.py"), String(people), String(DAYS)], { encoding: "utf8" }))?.[1]))
  }
  if (ours.some((one) => one.digest !== ours[0].digest)) throw new Error("two runs of the same scenario differ")
  const speed = median(ours.map((one) => one.perSecond))
  const reference = yardstick.length === 0 ? null : median(yardstick)
  const python = simpy.length === 0 ? null : median(simpy)
  return {
    people,
    messagesPerSecond: Math.round(speed),
    eventsPerMessage: round2(ours[0].events / ours[0].messages),
    reference,
    ratio: reference === null ? null : round2(speed / reference),
    simpy: python,
    ratioToSimpy: python === null ? null : round2(speed / python),
    setupSeconds: round2(median(ours.map((one) => one.setupSeconds))),
    megabytes: Math.round(median(ours.map((one) => one.megabytes))),
    digest: ours[0].digest
  }
}

function median(numbers: ReadonlyArray<number>): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function round2(x: number): number {
  return Math.round(100 * x) / 100
}

function line(row: Row): string {
  const thousand = (x: number | null) => (x === null ? "-" : (x / 1e3).toFixed(0)).padStart(5)
  const ratio = (x: number | null) => (x === null ? "-" : x.toFixed(2)).padStart(5)
  return `people ${String(row.people).padStart(7)}  ours ${thousand(row.messagesPerSecond)} k/s  ${row.eventsPerMessage} events/message  C++ ${thousand(row.reference)} k/s  ratio ${ratio(row.ratio)}  SimPy ${thousand(row.simpy)} k/s  ratio ${ratio(row.ratioToSimpy)}  ${row.megabytes} MB  set up in ${row.setupSeconds} s`
}

try {
  main()
} finally {
  rmSync(folder, { recursive: true })
}

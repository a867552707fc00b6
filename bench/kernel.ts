/**
 * `npm run bench`: the calendar beside std::priority_queue and a 4-ary heap in C++, interleaved, as a table of medians and
 * ratios, and in out/bench/kernel.json. Only the ratios hold: both run on the same machine under the same load.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bundle } from "./bundle.ts"

const root = join(import.meta.dirname, "..")

interface Model {
  readonly bench: "HOLD" | "PHOLD" | "M/M/1"
  readonly distribution: string
  readonly n: number
  readonly events: number
  readonly rounds: number
}

/** A row of kernel.json. Speeds are [events/s]; null where there is no compiler, or the bench has no such reference. */
interface Row {
  readonly bench: string
  readonly distribution: string
  readonly n: number
  readonly ours: number
  /** std::priority_queue. */
  readonly reference: number | null
  readonly ratio: number | null
  /** The faster of the two heaps. */
  readonly bestHeap: number | null
  readonly ratioToBestHeap: number | null
  readonly bytesPerEvent: number
}

const DISTRIBUTIONS = ["exponential", "bimodal", "wide", "tied", "uniform"]
const SIZES = [
  { n: 1e3, events: 3e6, rounds: 5 },
  { n: 1e5, events: 2e6, rounds: 5 },
  { n: 1e6, events: 2e6, rounds: 3 }
]
const MODELS: ReadonlyArray<Model> = [
  ...SIZES.flatMap((size) => DISTRIBUTIONS.map((distribution) => ({ bench: "HOLD" as const, distribution, ...size }))),
  { bench: "M/M/1", distribution: "exponential", n: 1e6, events: 0, rounds: 7 },
  { bench: "PHOLD", distribution: "exponential", n: 16384, events: 2e6, rounds: 5 }
]

interface Measured {
  readonly perSecond: number
  readonly check: number
  readonly bytesPerEvent: number
}

const folder = mkdtempSync(join(tmpdir(), "situs-bench-"))
function main(): void {
  const began = Date.now()
  const missing = compile()
  bundle("kernelRun.ts", join(folder, "run.mjs"))
  const rows = MODELS.map((model) => {
    const row = measure(model, missing === undefined)
    console.log(line(row))
    return row
  })
  mkdirSync(join(root, "out/bench"), { recursive: true })
  writeFileSync(join(root, "out/bench/kernel.json"), `${JSON.stringify(rows, undefined, 2)}\n`)
  if (missing !== undefined) console.log(`no reference: ${missing}`)
  console.log(`ratio: to std::priority_queue; best: to the faster of it and a 4-ary heap. ${Math.round((Date.now() - began) / 1000)} s, out/bench/kernel.json`)
}

/** Compiles the references; gives the reason where that is not possible. */
function compile(): string | undefined {
  try {
    for (const name of ["hold", "mm1"]) execFileSync("g++", ["-O3", join(root, `bench/reference/${name}.cpp`), "-o", join(folder, name)], { stdio: "pipe" })
    return undefined
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    return text.includes("ENOENT") ? "there is no g++ on this machine" : text
  }
}

function measure(model: Model, withReferences: boolean): Row {
  const name = model.bench === "HOLD" ? model.distribution : model.bench === "PHOLD" ? "phold" : "mm1"
  const sizes = [String(model.n), String(model.events)]
  const ours: Array<Measured> = []
  const queue: Array<Measured> = []
  const heap: Array<Measured> = []
  for (let round = 0; round < model.rounds; round++) {
    ours.push(tell(process.execPath, ["--expose-gc", join(folder, "run.mjs"), name, ...sizes]))
    if (!withReferences) continue
    if (name === "mm1") queue.push(tell(join(folder, "mm1"), [String(model.n)]))
    else {
      queue.push(tell(join(folder, "hold"), ["stdpq", ...sizes, name]))
      heap.push(tell(join(folder, "hold"), ["d4", ...sizes, name]))
    }
  }
  for (const other of [...queue, ...heap]) {
    if (Math.abs(other.check / ours[0].check - 1) > 1e-6) throw new Error(`${model.bench} ${name} ${model.n}: the reference ends at ${other.check}, ours at ${ours[0].check}: not the same model`)
  }
  const speed = median(ours)
  const reference = queue.length > 0 ? median(queue) : null
  const bestHeap = reference === null ? null : Math.max(reference, heap.length > 0 ? median(heap) : 0)
  return {
    bench: model.bench,
    distribution: model.distribution,
    n: model.n,
    ours: speed,
    reference,
    ratio: reference === null ? null : round2(speed / reference),
    bestHeap,
    ratioToBestHeap: bestHeap === null ? null : round2(speed / bestHeap),
    bytesPerEvent: Math.round(ours[0].bytesPerEvent)
  }
}

function tell(command: string, args: ReadonlyArray<string>): Measured {
  return JSON.parse(execFileSync(command, args, { encoding: "utf8" })) as Measured
}

function median(measured: ReadonlyArray<Measured>): number {
  const sorted = measured.map((one) => one.perSecond).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function round2(x: number): number {
  return Math.round(100 * x) / 100
}

function line(row: Row): string {
  const million = (x: number | null) => (x === null ? "-" : (x / 1e6).toFixed(2)).padStart(7)
  const ratio = (x: number | null) => (x === null ? "-" : x.toFixed(2)).padStart(5)
  return `${row.bench.padEnd(6)} ${row.distribution.padEnd(12)} n ${String(row.n).padStart(7)}  ours ${million(row.ours)} M/s  reference ${million(row.reference)} M/s  ratio ${ratio(row.ratio)}  best ${ratio(row.ratioToBestHeap)}  ${row.bytesPerEvent} B/event`
}

try {
  main()
} finally {
  rmSync(folder, { recursive: true })
}

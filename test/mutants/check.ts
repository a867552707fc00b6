/**
 * `npm run check:mutants`: hunts for every mutant from 3 fixed seeds; exits with 1 where one is not caught by its promise. `--only ID,ID`
 * takes these alone and tells their worlds, `--workers N` uses so many processes, `--full` takes 20 seeds (or `--seeds N`) and writes docs/mutants.md.
 */
import { availableParallelism } from "node:os"
import { parseArgs } from "node:util"
import { type Caught, hunted } from "./hunters.ts"
import type { Mutant } from "./mutant.ts"
import { renew } from "./record.ts"
import { type Figures, FULL, figuresOf, isCaught, median, SHORT } from "./seeds.ts"
import { TABLE } from "./table.ts"

const { values } = parseArgs({ options: { full: { type: "boolean", default: false }, only: { type: "string" }, workers: { type: "string" }, seeds: { type: "string" } } })

async function main(): Promise<void> {
  const mutants = chosen(values.only)
  const began = Date.now()
  const budget = values.full ? FULL : SHORT
  const workers = Number(values.workers ?? availableParallelism())
  const idWidth = Math.max(...mutants.map(({ id }) => id.length))
  console.log(`${"id".padEnd(idWidth)}  promise  ${"worlds by seed".padEnd(20)}  events  minimal`)
  const found = await hunted(mutants, { workers, ...budget, seeds: budget.seeds.slice(0, Number(values.seeds ?? budget.seeds.length)) }, (caught) => {
    console.log(lineOf(caught, idWidth))
    if (values.only !== undefined) tell(caught)
  })
  summary(found, (Date.now() - began) / 1000)
  if (values.full) renew(found)
  if (!found.every(isCaught)) process.exitCode = 1
}

function chosen(only: string | undefined): ReadonlyArray<Mutant> {
  if (only === undefined) return TABLE
  return only.split(",").map((id) => {
    const found = TABLE.find((mutant) => mutant.id === id.trim())
    if (found === undefined) throw new Error(`no mutant is called ${id}`)
    return found
  })
}

function lineOf({ hunted: hunts, mutant }: Caught, idWidth: number): string {
  const worlds = hunts.map((one) => (one.worlds === undefined ? "NOT CAUGHT" : String(one.worlds)))
  const shown = worlds.length <= 3 ? worlds.join(" ") : `${Math.min(...hunts.map((one) => one.worlds ?? Number.POSITIVE_INFINITY))} to ${Math.max(...hunts.map((one) => one.worlds ?? Number.POSITIVE_INFINITY))}`
  const small = hunts.flatMap((one) => one.small ?? [])
  return `${mutant.id.padEnd(idWidth)}  ${mutant.promise.padEnd(7)}  ${shown.padEnd(20)}  ${small.map(({ events }) => events).join(" ").padEnd(6)}  ${small.every(({ minimal }) => minimal) ? "yes" : small.map(({ minimal }) => (minimal ? "yes" : "NO")).join(" ")}`
}

/** For who writes a row: what was caught, and what else broke. */
function tell({ hunted: hunts }: Caught): void {
  for (const { gaveUp, others, seed, small, worlds } of hunts) {
    const besides = Object.entries(others).map(([id, count]) => `${id} in ${count}`)
    console.log(`\n  from ${seed}: ${worlds === undefined ? "not caught" : `caught in world ${seed + worlds - 1}`}${besides.length === 0 ? "" : `; besides: ${besides.join(", ")}`}${gaveUp === undefined ? "" : `; the engine gave up: ${gaveUp}`}`)
    for (const line of small?.story ?? []) console.log(`    ${line}`)
    if (small !== undefined) console.log(`    (${small.plays} plays)`)
  }
  console.log("")
}

function summary(found: ReadonlyArray<Caught>, seconds: number): void {
  const figures: ReadonlyArray<Figures> = found.map(figuresOf)
  const small = found.flatMap(({ hunted: hunts }) => hunts.flatMap((one) => one.small ?? []))
  const quick = figures.filter(({ worldsMedian }) => worldsMedian <= 30).length
  console.log(`${found.length} mutants, ${found.filter(isCaught).length} caught`)
  console.log(`${quick} of them (${Math.round((100 * quick) / found.length)} %) in a median of at most 30 worlds; of ${small.length} small worlds ${Math.round((100 * small.filter(({ minimal }) => minimal).length) / small.length)} % are minimal, ${median(small.map(({ events }) => events))} events at the median; ${seconds.toFixed(0)} s`)
}

await main()

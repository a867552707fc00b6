/**
 * `npm run check:worlds -- 1000000`: searches so many generated worlds with all promises, as `situs check` does, on all cores; exits with 1 where
 * anything breaks, differs or gives up. `--from N` begins with another world, `--workers N` takes so many processes, `--record` writes
 * docs/alarms.md. Smallest worlds of what fails go to out/bench/worlds/.
 */
import { execFileSync, spawn } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { parseArgs } from "node:util"
import type { PromiseCount } from "../src/check/search.ts"
import { BETWEEN_RUNS } from "../src/invariants/betweenRuns.ts"
import { PROMISES } from "../src/invariants/promise.ts"
import { bundle } from "./bundle.ts"

/** What came of the worlds of one step. */
export interface Step {
  readonly seed: number
  readonly played: number
  readonly discarded: number
  readonly ended: boolean
  readonly repeated: number
  readonly messages: number
  readonly promises: ReadonlyArray<PromiseCount>
  readonly failures: ReadonlyArray<{ readonly id: string; readonly says: string; readonly text: string }>
}

const STEP_WORLDS = 5000
const root = join(import.meta.dirname, "..")
const failed = join(root, "out/bench/worlds")

const { positionals, values } = parseArgs({ allowPositionals: true, options: { from: { type: "string", default: "1" }, workers: { type: "string" }, record: { type: "boolean", default: false } } })

async function main(): Promise<void> {
  const [count, from, workers] = [Number(positionals[0] ?? 1_000_000), Number(values.from), Number(values.workers ?? availableParallelism())]
  // What is recorded is of a commit, and the program is bundled from it before anything else can change.
  const commit = git("rev-parse", "HEAD")
  if (values.record && git("status", "--porcelain", "src") !== "") throw new Error("src has changes that are in no commit: nothing could be recorded of it")
  const folder = mkdtempSync(join(tmpdir(), "situs-worlds-"))
  try {
    const program = join(folder, "run.mjs")
    bundle("worldsRun.ts", program)
    const steps = await searched(program, count, from, workers)
    const total = (of: (step: Step) => number) => steps.reduce((sum, step) => sum + of(step), 0)
    const failures = steps.flatMap((step) => step.failures)
    const complete = total(({ played }) => played) === count && steps.every(({ ended }) => ended)
    console.log(`${total(({ played }) => played).toLocaleString("en")} worlds played, ${total(({ discarded }) => discarded)} discarded, ${failures.length} alarms`)
    if (failures.length > 0 || !complete) process.exitCode = 1
    if (values.record && complete) writeFileSync(join(root, "docs/alarms.md"), page({ commit, count, from, steps, failures, total }))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Every process takes a stretch of its own. */
async function searched(program: string, count: number, from: number, workers: number): Promise<ReadonlyArray<Step>> {
  const steps: Array<Step> = []
  const began = Date.now()
  let played = 0
  const share = Math.ceil(count / workers / STEP_WORLDS) * STEP_WORLDS
  const stretches = Array.from({ length: workers }, (_, i) => [from + i * share, Math.min(share, count - i * share)]).filter(([, worlds]) => worlds > 0)
  await Promise.all(
    stretches.map(async ([first, worlds]) => {
      const child = spawn(process.execPath, [program, String(first), String(worlds), String(STEP_WORLDS)], { stdio: ["ignore", "pipe", "inherit"] })
      const ended = new Promise<number | null>((resolve) => child.once("close", resolve))
      for await (const line of createInterface({ input: child.stdout })) {
        const step: Step = JSON.parse(line)
        steps.push(step)
        played += step.played
        console.log(`${played.toLocaleString("en")} of ${count.toLocaleString("en")} worlds, ${((1000 * played) / (Date.now() - began)).toFixed(0)} a second`)
        for (const failure of step.failures) keep(failure)
      }
      const code = await ended
      if (code !== 0) throw new Error(`the search from ${first} on ended with ${code}`)
    })
  )
  return steps.sort((a, b) => a.seed - b.seed)
}

function keep({ id, says, text }: Step["failures"][number]): void {
  mkdirSync(failed, { recursive: true })
  writeFileSync(join(failed, `${id}.yaml`), text)
  console.log(`${id}: ${says}`)
}

interface Searched {
  readonly commit: string
  readonly count: number
  readonly from: number
  readonly steps: ReadonlyArray<Step>
  readonly failures: Step["failures"]
  readonly total: (of: (step: Step) => number) => number
}

/** docs/alarms.md: what the search said of the engine as it is. */
function page({ commit, count, failures, from, steps, total }: Searched): string {
  const says: Readonly<Record<string, string>> = { ...PROMISES, ...BETWEEN_RUNS }
  const words = ["held", "broken", "infeasible", "not-exercised"] as const
  const ids = [...new Set(steps.flatMap(({ promises }) => promises.map(({ id }) => id)))].sort()
  const rows = ids.map((id) => {
    const counts = steps.flatMap(({ promises }) => promises.filter((promise) => promise.id === id))
    const cells = [counts.reduce((sum, { exercised }) => sum + exercised, 0), ...words.map((word) => counts.reduce((sum, { worlds }) => sum + worlds[word], 0))]
    return `| ${id} | ${says[id]} | ${cells.map((cell) => cell.toLocaleString("en")).join(" | ")} |`
  })
  return `${[
    "# Alarms of the search",
    "",
    "<!-- Generated by `npm run check:worlds -- 1000000 --record`. Do not edit. -->",
    "",
    "What the search of `situs check` says of an engine without planted bugs ([mutants.md](mutants.md) is about those with one): how many of the",
    "worlds that it draws break a promise, come out otherwise when they are played otherwise, or make the engine give up. Run once on a commit;",
    "a failure becomes a scenario in `scenarios/found/` before it is mended.",
    "",
    `- Commit ${commit}, Node ${process.versions.node}.`,
    `- Worlds ${from.toLocaleString("en")} to ${(from + count - 1).toLocaleString("en")}, with ${total(({ messages }) => messages).toLocaleString("en")} messages; ${total(({ repeated }) => repeated).toLocaleString("en")} of them were also played otherwise.`,
    `- **Alarms: ${failures.length}.**${failures.length === 0 ? "" : ` ${failures.map(({ id }) => id).join(", ")}.`}`,
    "",
    "*Exercised* is how often what the promise is about came about, the other columns are worlds. Promises between runs (M) are asked of one in",
    "twenty worlds; M2, M3 and M4 take turns.",
    "",
    "| id | promise | exercised | held | broken | infeasible | not exercised |",
    "| --- | --- | ---: | ---: | ---: | ---: | ---: |",
    ...rows
  ].join("\n")}\n`
}

function git(...args: ReadonlyArray<string>): string {
  return execFileSync("git", args, { cwd: root, encoding: "utf8" }).trim()
}

await main()

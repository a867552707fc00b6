/** What the README shows of real runs: the figure, and the line that changes in each flip. Slow; the results are committed as docs/runs.json. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Result } from "../../src/model/result.ts"
import { type AcceptedBars, acceptedBars, figureOfBars } from "../../src/report/figures/accepted.ts"
import { standalone } from "../../src/report/figures/figure.ts"
import { findings } from "../../src/report/finding.ts"
import { summary } from "../../src/report/summary.ts"
import { bearingHash, catalogue } from "./scenariosPage.ts"
import { FILE, FLIPS, pasted } from "./flips.ts"

const root = join(import.meta.dirname, "../..")

/** What is kept of the runs. */
export interface Runs {
  /** Hash of what moves the result (`bearingHash`). */
  readonly bearing: string
  readonly figure: AcceptedBars & { readonly runId: string }
  readonly flips: ReadonlyArray<{ readonly command: string; readonly before: ReadonlyArray<string>; readonly after: ReadonlyArray<string> }>
}

export const RUNS_PATH = join(root, "docs/runs.json")
export const FIGURE_PATH = join(root, "docs/figure.svg")

export function committedRuns(): Runs {
  return JSON.parse(readFileSync(RUNS_PATH, "utf8")) as Runs
}

export function renewRuns(): void {
  const file = catalogue().find((one) => FILE.endsWith(`/${one.name}`))
  if (file === undefined) throw new Error(`there is no ${FILE}`)
  execFileSync(process.execPath, [join(root, ".ci/build.mjs")], { stdio: "inherit" })
  const out = mkdtempSync(join(tmpdir(), "situs-docs-"))
  run(["--out", out])
  const result = JSON.parse(readFileSync(join(out, "pakistan-blackberry-2015/result.json"), "utf8")) as Result
  rmSync(out, { recursive: true })
  const bars = acceptedBars(result, findings(result))
  if (bars === undefined) throw new Error("the run has nothing to show")
  const flips = FLIPS.map((flip) => ({ command: pasted(flip), before: answerIn(summary(narrowed(result, flip.against), { width: 100, colour: false }), flip.against), after: answerIn(run([...wordsOf(flip.command), "--out", out]), flip.variant) }))
  rmSync(out, { recursive: true, force: true })
  writeFileSync(RUNS_PATH, `${JSON.stringify({ bearing: bearingHash(file), figure: { runId: result.run.id, ...bars }, flips } satisfies Runs, null, 2)}\n`)
  writeFileSync(FIGURE_PATH, drawn(bars))
}

/** What the program prints, at the width of the README. A claim of the file that a flip breaks is exit code 1, or 2 where it is not asked any more. */
function run(args: ReadonlyArray<string>): string {
  const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, "dist/situs.js"), "run", join(root, FILE), ...args], { encoding: "utf8", env: { ...process.env, CI: "true", NO_COLOR: "1", COLUMNS: "100" } })
  if (status === null || status > 2) throw new Error(`${args.join(" ")}: ${status} ${stderr}`)
  return stdout
}

/** Arguments as a shell splits them; single quotes only. */
export function wordsOf(command: string): ReadonlyArray<string> {
  return (command.match(/(?:'[^']*'|[^'\s])+/g) ?? []).map((word) => word.replaceAll("'", ""))
}

/** The result of one variant and its baseline, as if no other had been run. */
function narrowed(result: Result, variant: string): Result {
  return { ...result, variants: result.variants.filter((one) => one.id === variant || one.id === result.scenario.baseline) }
}

/** What the summary says on a variant: `loses …`, `keeps …`, each as one line. */
export function answerIn(stdout: string, variant: string): ReadonlyArray<string> {
  const lines = stdout.split("\n")
  const first = lines.findIndex((line) => line.startsWith(`${variant} `))
  if (first < 0) throw new Error(`nothing on ${variant}`)
  const left = /^\S+ +/.exec(lines[first])?.[0].length ?? 0
  const statements = [lines[first].slice(left)]
  for (const line of lines.slice(first + 1)) {
    if (!line.startsWith(" ")) break
    if (line[left] === " ") statements[statements.length - 1] += ` ${line.trim()}`
    else statements.push(line.slice(left))
  }
  return statements.map((statement) => statement.replace(/ {2,}/g, " "))
}

/** The report's figure as a file of its own. */
export function drawn(bars: AcceptedBars): string {
  return standalone(figureOfBars(bars))
}

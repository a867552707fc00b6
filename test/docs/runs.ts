/** What the README shows of real runs: the figure, and the line that changes in each flip. Slow; the results are committed as docs/runs.json. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Result } from "../../src/model/result.ts"
import { acceptedFigure, type Figure, figureSvg } from "../../src/report/figures.ts"
import { findings } from "../../src/report/finding.ts"
import { summary } from "../../src/report/summary.ts"
import { bearingHash, catalogue } from "./scenariosPage.ts"
import { FILE, FLIPS, pasted } from "./flips.ts"

const root = join(import.meta.dirname, "../..")

/** What is kept of the runs. */
export interface Runs {
  /** Hash of what moves the result (`bearingHash`). */
  readonly bearing: string
  readonly figure: Figure
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
  const figure = acceptedFigure(result, findings(result))
  if (figure === undefined) throw new Error("the run has nothing to show")
  const flips = FLIPS.map((flip) => ({ command: pasted(flip), before: answerIn(summary(narrowed(result, flip.against), { width: 100, colour: false }), flip.against), after: answerIn(run([...wordsOf(flip.command), "--out", out]), flip.variant) }))
  rmSync(out, { recursive: true, force: true })
  writeFileSync(RUNS_PATH, `${JSON.stringify({ bearing: bearingHash(file), figure, flips } satisfies Runs, null, 2)}\n`)
  writeFileSync(FIGURE_PATH, standalone(figure))
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

const STYLE = "svg{font:14px system-ui,-apple-system,'Segoe UI',Roboto,'Liberation Sans',sans-serif}rect.page{fill:#fff}text{fill:#1b1f24}.title{font-size:15px;font-weight:600}.stamp{fill:#7a4100;font-weight:700;letter-spacing:.06em}.note{fill:#57606a;font-size:12px}.value{font-size:12px}.head{font-weight:600}.track{fill:none;stroke:#d0d7de}.mark{fill:#0b4f8a}"
const MARGIN = 16
const TITLE = 30

/** The report's figure as a file of its own: with its title to be seen, colours and a page behind it. */
export function standalone(figure: Figure): string {
  const inner = figureSvg(figure, "figure")
  const size = /viewBox="0 0 (\d+) (\d+)"/.exec(inner)
  const [width, height] = [Number(size?.[1]) + 2 * MARGIN, Number(size?.[2]) + 2 * MARGIN + TITLE]
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<style>${STYLE}</style>`,
    `<rect class="page" width="${width}" height="${height}"/>`,
    `<text class="title" x="${MARGIN}" y="${MARGIN + 12}">${figure.title}</text>`,
    inner.replace("<svg ", `<svg x="${MARGIN}" y="${MARGIN + TITLE}" `),
    "</svg>",
    ""
  ].join("\n")
}

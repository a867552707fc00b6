/** Reports as the program writes them, of a small scenario, a case of the catalogue, and a scenario full of hostile texts. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bundled } from "../cli/bundle.ts"
import { SMALL } from "../cli/small.ts"
import { hostile } from "../trial/hostile.ts"

export const REPORTS = ["small", "case", "hostile"] as const
export type ReportName = (typeof REPORTS)[number]

export const CASE = join(import.meta.dirname, "../../scenarios/brazil-telegram-2022.yaml")

export interface Written {
  /** Folder of a run: report.html, data/ and the rest. */
  readonly folder: (name: ReportName) => string
  readonly remove: () => void
}

/** Runs the program on each that is named, in a folder of its own. */
export function write(names: ReadonlyArray<ReportName>): Written {
  const dir = mkdtempSync(join(tmpdir(), "situs-reports-"))
  const program = bundled()
  writeFileSync(join(dir, "small.yaml"), SMALL)
  writeFileSync(join(dir, "hostile.yaml"), hostile())
  const folders = new Map<ReportName, string>()
  for (const [name, file, id] of [["small", "small.yaml", "small"], ["case", CASE, "brazil-telegram-2022"], ["hostile", "hostile.yaml", "small"]] as const) {
    if (!names.includes(name)) continue
    execFileSync(process.execPath, [program, "run", file, "--quiet", "--out", name], { cwd: dir, stdio: "pipe" })
    folders.set(name, join(dir, name, id))
  }
  return { folder: (name) => folders.get(name)!, remove: () => rmSync(dir, { recursive: true, force: true }) }
}

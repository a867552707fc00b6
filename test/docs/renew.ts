/** `npm run docs`: writes the generated pages anew; `npm run docs -- --runs` runs the catalogue before, and the flips of the README. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { type CaseRecord, RECORD_PATH, recordOf, recordText } from "../scenarios/record.ts"
import { opened, played } from "../scenarios/stage.ts"
import { PAGES } from "./pages.ts"
import { withFlips } from "./readme.ts"
import { committedRuns, renewRuns } from "./runs.ts"

const root = join(import.meta.dirname, "../..")
const readme = join(root, "README.md")

if (process.argv.includes("--runs")) {
  const names = readdirSync(join(root, "scenarios")).filter((name) => name.endsWith(".yaml")).sort()
  const record: Record<string, CaseRecord> = {}
  for (const name of names) record[name.replace(/\.yaml$/, "")] = recordOf(await played(opened(join(root, "scenarios", name))))
  writeFileSync(join(root, RECORD_PATH), recordText(record))
  renewRuns()
}
for (const { path, text } of PAGES) writeFileSync(join(root, path), text())
writeFileSync(readme, withFlips(readFileSync(readme, "utf8"), committedRuns()))

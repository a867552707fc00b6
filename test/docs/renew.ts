/** `npm run docs`: writes the generated pages anew; `npm run docs -- --runs` the figure and the flips of the README too, by running them. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { PAGES } from "./pages.ts"
import { withFlips } from "./readme.ts"
import { committedRuns, renewRuns } from "./runs.ts"

const root = join(import.meta.dirname, "../..")
const readme = join(root, "README.md")

for (const { path, text } of PAGES) writeFileSync(join(root, path), text())
if (process.argv.includes("--runs")) renewRuns()
writeFileSync(readme, withFlips(readFileSync(readme, "utf8"), committedRuns()))

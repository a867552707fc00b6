/** Before the first test that opens a browser: says in one line which are not run where none is installed. On a machine that builds for others it is a failure. */
import { readdirSync } from "node:fs"
import { CHROMIUM } from "./chromium.ts"

export default function setup(): void {
  if (CHROMIUM !== undefined) return
  const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith(".test.ts")).map((name) => `test/browser/${name}`)
  const says = `Not run, since no Chromium is installed (Debian: chromium): ${files.join(", ")}`
  if (process.env.CI === "true") throw new Error(says)
  console.warn(says)
}

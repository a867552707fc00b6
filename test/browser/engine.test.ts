import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { build } from "esbuild"
import { afterAll, describe, expect, it } from "vitest"
import type { Town } from "../../src/model/gazetteer.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { CHROMIUM, needed, QUIET } from "./chromium.ts"
import { fingerprints } from "./entry.ts"

const folder = mkdtempSync(join(tmpdir(), "situs-browser-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What a page prints that runs the engine on a scenario; the places that it names come with it. */
async function inBrowser(text: string, towns: Readonly<Record<string, Town | undefined>>): Promise<string> {
  const entry = JSON.stringify(join(import.meta.dirname, "entry.ts"))
  const script = join(folder, "page.js")
  await build({
    stdin: { contents: `import { fingerprints } from ${entry}\nconst towns = ${JSON.stringify(towns)}\ndocument.body.textContent = fingerprints(${JSON.stringify(text)}, (name, country) => towns[name + country])`, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    platform: "browser",
    format: "iife",
    outfile: script,
    logLevel: "error"
  })
  writeFileSync(join(folder, "page.html"), '<!doctype html><meta charset="utf-8"><body><script src="page.js"></script>')
  const run = spawnSync(CHROMIUM!, [...QUIET, `--user-data-dir=${join(folder, "profile")}`, "--virtual-time-budget=60000", "--dump-dom", `file://${join(folder, "page.html")}`], { encoding: "utf8", timeout: 90_000 })
  return (/<body>([\s\S]*)<\/body>/.exec(run.stdout)?.[1] ?? run.stderr).trim()
}

describe("The engine in a browser", () => {
  it("gives the fingerprints that it gives in Node", { timeout: 120_000 }, async (context) => {
    needed(context)
    const text = readFileSync(join(import.meta.dirname, "../flips/across-the-deadline.yaml"), "utf8")
    const towns: Record<string, Town | undefined> = {}
    const inNode = fingerprints(text, (name, country) => (towns[name + country] = locate(name, country)))
    expect(inNode.split("\n").length).toBeGreaterThan(1)
    expect(await inBrowser(text, towns)).toBe(inNode)
  })
})

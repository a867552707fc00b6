/** What the README shows is of a real run of the catalogue as it is now, its commands are commands, and its links lead somewhere. */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, expect, it } from "vitest"
import { VERBS } from "../../src/cli/Commands.ts"
import { EXIT } from "../../src/cli/Exits.ts"
import { settingOf } from "../../src/cli/settings.ts"
import about from "../../package.json" with { type: "json" }
import { bearingHash, catalogue } from "./scenariosPage.ts"
import { FILE, FLIPS, pasted } from "./flips.ts"
import { withFlips } from "./readme.ts"
import { committedRuns, drawn, FIGURE_PATH, wordsOf } from "./runs.ts"

const root = join(import.meta.dirname, "../..")
const readme = readFileSync(join(root, "README.md"), "utf8")
const runs = committedRuns()
const scenario = catalogue().find((file) => FILE.endsWith(`/${file.name}`))

describe("The figure of the README", () => {
  it("is drawn from the numbers committed beside it, by the report's own hand", () => {
    expect(readFileSync(FIGURE_PATH, "utf8")).toBe(drawn(runs.figure))
  })

  it("is of the facts of the scenario as it stands: otherwise `npm run docs -- --runs` renews it", () => {
    expect(runs.bearing).toBe(scenario === undefined ? "" : bearingHash(scenario))
  })

  it("says that it is simulated, of which run, and has a bar for each variant", () => {
    const svg = readFileSync(FIGURE_PATH, "utf8")
    for (const words of ["SIMULATED", "Share of attempted messages accepted", runs.figure.runId]) expect(svg).toContain(words)
    expect([...new Set(runs.figure.bars.map((bar) => bar.variant))].sort()).toEqual([...(scenario?.variantIds ?? [])].sort())
  })
})

describe("The README", () => {
  it("has the two commands of a fresh clone, each on a line of its own", () => {
    const lines = readme.split("\n")
    expect(lines).toContain("npm ci && npm start")
    expect(lines).toContain("npm ci && npm test")
    for (const script of ["start", "test", "docs"]) expect(about.scripts).toHaveProperty(script)
  })

  it("shows the flips as they came out", () => {
    expect(runs.flips.map((flip) => flip.command)).toEqual(FLIPS.map(pasted))
    expect(readme).toBe(withFlips(readme, runs))
    for (const { before, after } of runs.flips) expect(after).not.toEqual(before)
  })

  it("names variants that are there, and paths of --set that lead somewhere", () => {
    for (const flip of FLIPS) {
      const words = wordsOf(flip.command)
      expect(scenario?.variantIds).toContain(words[words.indexOf("--variant") + 1])
      const settings = words.flatMap((word, i) => (words[i - 1] === "--set" ? [settingOf(word)] : [])).filter((setting) => typeof setting !== "string")
      const read = scenario?.withSets(settings)
      expect(read?.ok === true ? "" : read?.text).toBe("")
    }
  })

  it("uses only commands and options that are built", () => {
    const commands = [...readme.matchAll(/^npx --no-install situs (\w+)(.*)$/gm)]
    expect(new Set(commands.map(([, verb]) => verb))).toEqual(new Set(VERBS.filter((verb) => verb.built).map((verb) => verb.name)))
    for (const [, name, rest] of commands) {
      const known = VERBS.find((verb) => verb.name === name)?.words.map((word) => `--${word.name}`)
      for (const option of rest.split("#")[0].match(/--[a-z][a-z-]*/g) ?? []) expect(known).toContain(option)
    }
  })

  it("lists every exit code", () => {
    expect([...readme.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))).toEqual(Object.values(EXIT))
  })
})

describe("Links of the docs", () => {
  const pages = ["README.md", ...readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".md")).map((name) => join("docs", name))]
  const anchorOf = (heading: string) => heading.toLowerCase().replace(/[^\p{Letter}\p{Number} _-]/gu, "").replaceAll(" ", "-")

  it.each(pages)("in %s lead to files and headings that are there", (page) => {
    const text = readFileSync(join(root, page), "utf8").replace(/```[\s\S]*?```/g, "")
    const wrong: Array<string> = []
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue
      const [path, anchor] = target.split("#")
      const file = path === "" ? join(root, page) : join(root, dirname(page), path)
      if (!existsSync(file)) wrong.push(target)
      else if (anchor !== undefined && ![...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].some(([, heading]) => anchorOf(heading) === anchor)) wrong.push(target)
    }
    expect(wrong).toEqual([])
  })
})

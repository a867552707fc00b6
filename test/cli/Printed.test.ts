/** Printing as users have it, and without a browser, and with one that does not do what it is asked. */
import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it, onTestFinished } from "vitest"
import { CHROMIUM, needed } from "../browser/chromium.ts"
import { place } from "./spawned.ts"

const { dir, file, situs, below } = place()
const withBrowser = (path: string | undefined, ...words: ReadonlyArray<string>) => {
  const { SITUS_CHROMIUM, TMPDIR } = process.env
  onTestFinished(() => {
    for (const [name, value] of Object.entries({ SITUS_CHROMIUM, TMPDIR })) if (value === undefined) delete process.env[name]
      else process.env[name] = value
  })
  process.env.TMPDIR = dir()
  if (path === undefined) delete process.env.SITUS_CHROMIUM
  else process.env.SITUS_CHROMIUM = path
  const { status, stderr, stdout } = situs(...words)
  return { status, stderr, stdout }
}
/** A program that is called as a browser is. */
const program = (text: string): string => {
  const path = join(dir(), "browser.sh")
  writeFileSync(path, `#!/bin/sh\n${text}\n`)
  chmodSync(path, 0o755)
  return path
}
const leftOver = () => readdirSync(dir()).filter((name) => name.startsWith("situs-"))

describe("report.pdf", () => {
  it("is printed where a Chromium is, stands in the manifest, and is verified by its hash alone", (context) => {
    needed(context)
    expect(withBrowser(CHROMIUM, "run", "small.yaml", "--quiet")).toEqual({ status: 0, stderr: "", stdout: "" })
    const pdf = readFileSync(join(dir(), "out/small/report.pdf"))
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-")
    expect(statSync(join(dir(), "out/small/report.pdf")).size).toBeGreaterThan(20_000)
    expect(Object.keys(JSON.parse(readFileSync(join(dir(), "out/small/manifest.json"), "utf8")).files)).toContain("report.pdf")
    expect(leftOver()).toEqual([])
    const same = withBrowser("", "verify", "out/small")
    expect([same.status, same.stderr]).toEqual([0, "report.pdf is compared by the hash in the manifest alone: no browser prints the same bytes twice.\n"])
    pdf[pdf.length >> 1] ^= 1
    file("out/small/report.pdf", pdf)
    const other = JSON.parse(withBrowser("", "verify", "out/small", "--json").stdout)
    expect(other.differences).toEqual([{ file: "report.pdf", at: "", expected: expect.stringMatching(/^SHA-256 [0-9a-f]{64}$/), found: expect.stringMatching(/^SHA-256 [0-9a-f]{64}$/) }])
  })

  it("is left out without a word where none is wanted", () => {
    expect(withBrowser("", "run", "small.yaml", "--quiet")).toEqual({ status: 0, stderr: "", stdout: "" })
    expect(Object.keys(below("out/small"))).not.toContain("report.pdf")
  })

  it.each([
    ["is not there", () => join(dir(), "nowhere"), "cannot be started"],
    ["fails", () => program("exit 3"), "ended with 3"],
    ["prints nothing", () => program("exit 0"), "ended and printed nothing"],
    ["prints something else", () => program('for word; do case "$word" in --print-to-pdf=*) echo no > "$(echo "$word" | cut -d= -f2)";; esac; done'), "printed what is no PDF"]
  ])("is left out with one line, and all else is whole, where the browser %s", (_, browser, says) => {
    const path = browser()
    expect(withBrowser(path, "run", "small.yaml", "--quiet")).toEqual({ status: 0, stderr: `situs: without report.pdf: ${path} ${says}\n`, stdout: "" })
    expect(Object.keys(below("out/small"))).not.toContain("report.pdf")
    expect(withBrowser("", "verify", "out/small", "--quiet").status).toBe(0)
    expect(leftOver()).toEqual([])
  })
})

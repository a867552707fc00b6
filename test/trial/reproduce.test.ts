/** The command that a report gives to do it again does it again. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { place } from "../cli/spawned.ts"

const { dir, situs } = place()

test("A report's command names the variants and the values that were set, and gives the same run", () => {
  situs("run", "small.yaml", "--variant", "no-order", "--set", "people.townsfolk.reach={ wifi: 100 % }", "--quiet")
  const read = (out: string, name: string) => readFileSync(join(dir(), out, "small", name), "utf8")
  const command = /<code>npx --no-install situs (run [^<]*)<\/code>/.exec(read("out", "report.html"))?.[1].replaceAll("&#39;", "'") ?? ""
  expect(command).toContain("--variant no-order --set 'people.townsfolk.reach={ wifi: 100 % }' --seed 1")
  const words = [...command.replace("scenarios/", "").matchAll(/'([^']*)'|\S+/g)].map(([word, inner]) => inner ?? word)
  situs(...words, "--out", "again", "--quiet")
  for (const name of ["result.json", "report.html"]) expect(read("again", name)).toBe(read("out", name))
})

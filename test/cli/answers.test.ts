/** What the program answers: results, listings, stories, help; with their exit codes and streams. */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import about from "../../package.json" with { type: "json" }
import { SMALL } from "./small.ts"
import { place } from "./spawned.ts"

const { program, dir, situs, file, below } = place()
/** The bundle names its commit where it was made in a checkout. */
const isCheckout = existsSync(join(import.meta.dirname, "../../.git"))

describe("situs run", () => {
  it("writes a result folder whose manifest has the hash of every file, and prints the answer", () => {
    const run = situs("run", "small.yaml")
    expect(run.stderr).toBe("")
    expect(run.status).toBe(0)
    expect(run.stdout).toContain("Who keeps the chat?")
    expect(run.stdout).toContain("out/small/report.html")
    expect(readdirSync(join(dir(), "out"))).toEqual(["small"])
    const manifest = JSON.parse(readFileSync(join(dir(), "out/small/manifest.json"), "utf8"))
    const { "manifest.json": _, ...written } = below("out/small")
    expect(Object.fromEntries(Object.entries(manifest.files).map(([name, is]) => [name, (is as { readonly sha256: string }).sha256]))).toEqual(written)
    expect(manifest).toMatchObject({ scenario: "small", seed: 1, engineVersion: about.version })
    expect(Object.keys(written)).toContain("data/dictionary.csv")
  })

  it("writes the same bytes for the same seed, others for another, and replaces its earlier result", () => {
    const bytes = (...args: ReadonlyArray<string>) => {
      expect(situs("run", "small.yaml", "--quiet", ...args).stderr).toBe("")
      return below("out/small")
    }
    const first = bytes("--seed", "7")
    expect(bytes("--seed", "7")).toEqual(first)
    expect(bytes("--seed", "8")["result.json"]).not.toBe(first["result.json"])
    expect(readdirSync(join(dir(), "out"))).toEqual(["small"])
  })

  it("prints with --json what it would have written, and writes nothing", () => {
    const json = situs("run", "small.yaml", "--json")
    expect(json.status).toBe(0)
    expect(existsSync(join(dir(), "out"))).toBe(false)
    expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: 1, run: { seed: 1, replications: 1 }, scenario: { id: "small" } })
    situs("run", "small.yaml", "--quiet")
    expect(readFileSync(join(dir(), "out/small/result.json"), "utf8")).toBe(json.stdout)
  })

  it("ends with 1 where a claim is broken, with 2 where one is undetermined, with 0 for a known miss", () => {
    file("broken.yaml", SMALL.replace("expect: none", "expect: all"))
    file("undetermined.yaml", SMALL.replace("of: { people: friends }, expect", "of: { people: friends, access: wifi }, expect"))
    file("known.yaml", SMALL.replace("expect: none", "expect: all, known-miss: the block is total"))
    file("stale.yaml", SMALL.replace("expect: none", "expect: none, known-miss: it was said to leak"))
    expect([situs("run", "broken.yaml").status, situs("run", "undetermined.yaml").status, situs("run", "known.yaml").status, situs("run", "stale.yaml").status]).toEqual([1, 2, 0, 1])
  })

  it("ends several files with how they came out together", () => {
    file("other.yaml", SMALL.replace("id: small", "id: other").replace("expect: none", "expect: all"))
    const run = situs("run", "small.yaml", "other.yaml")
    expect(run.status).toBe(1)
    expect(run.stdout.trimEnd().split("\n").slice(-2)).toEqual(["2 files, claims: 3 held, 1 broken, 0 known-miss, 0 prediction, 0 undetermined", "other: something came out other than the file expects"])
    file("other.yaml", SMALL.replace("id: small", "id: other"))
    expect(situs("run", "small.yaml", "other.yaml").stdout.trimEnd().split("\n").at(-1)).toBe("every file came out as it expects")
  })

  it("changes with --set what the file says", () => {
    expect(situs("run", "small.yaml", "--quiet", "--set", "orders.block-chat.through={ one: refuses }").status).toBe(1)
    expect(situs("run", "small.yaml", "--quiet", "--set", "people.friends.count=20").status).toBe(0)
  })

  it("reads a file with CRLF line ends as the same scenario", () => {
    file("crlf.yaml", SMALL.replaceAll("\n", "\r\n"))
    const [unix, windows] = [situs("run", "small.yaml", "--json"), situs("run", "crlf.yaml", "--json")]
    expect(windows.status).toBe(0)
    expect(windows.stdout).toBe(unix.stdout)
  })
})

describe("situs verify", () => {
  it("ends with 0 where a result is what its scenario gives, with 1 where it is not, and says where", () => {
    situs("run", "small.yaml", "--quiet", "--seed", "7")
    expect(JSON.parse(readFileSync(join(dir(), "out/small/manifest.json"), "utf8")).engineCommit).toEqual(isCheckout ? expect.stringMatching(/^[0-9a-f]{40}(-dirty)?$/) : null)
    const files = Object.keys(below("out/small")).length
    const same = situs("verify", "out/small")
    expect([same.status, same.stderr, same.stdout]).toEqual([0, "", `out/small: run again, and all ${files} files are the same, byte for byte.\n`])
    const at = join(dir(), "out/small/data/people.csv")
    writeFileSync(at, readFileSync(at, "utf8").replace(",40,", ",41,"))
    const other = situs("verify", "out/small")
    expect([other.status, other.stderr, other.stdout]).toEqual([1, "", expect.stringMatching(/^out\/small is not what its scenario gives; it differs first in\n {2}data\/people\.csv: row 1, column \S+\n {4}expected 40\n {4}found {4}41\n1 of \d+ files differs\.\n$/)])
    const quiet = situs("verify", "out/small", "--quiet")
    expect([quiet.status, quiet.stderr, quiet.stdout]).toEqual([1, "", ""])
    const gone = situs("verify", "out/smal")
    expect([gone.status, gone.stderr, gone.stdout]).toEqual([66, "out/smal: there is no such file or folder\n", ""])
  })
})

describe("situs validate, schema, list", () => {
  it("validate says that a file holds, and expands it into one that holds too", () => {
    expect(situs("validate", "small.yaml").stdout).toContain("small.yaml: holds (2 variants, 2 claims)")
    const expanded = situs("validate", "small.yaml", "--expand")
    expect(expanded.status).toBe(0)
    expect(expanded.stdout).toContain("extent: territory")
    file("expanded.yaml", expanded.stdout)
    expect(situs("validate", "expanded.yaml").stderr).toBe("")
    expect(JSON.parse(situs("run", "expanded.yaml", "--json").stdout).variants.map((v: { readonly fingerprint: unknown }) => v.fingerprint)).toEqual(JSON.parse(situs("run", "small.yaml", "--json").stdout).variants.map((v: { readonly fingerprint: unknown }) => v.fingerprint))
  })

  it("schema prints JSON Schema of 2020-12", () => {
    expect(JSON.parse(situs("schema").stdout)).toMatchObject({ $schema: "https://json-schema.org/draft/2020-12/schema" })
  })

  it("list shows the catalogue with title, question, states, services and years", () => {
    const rows = JSON.parse(situs("list", "--json").stdout)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) {
      expect(row.title.length).toBeGreaterThan(10)
      expect(row.states.length).toBeGreaterThan(0)
      expect(row.services.length).toBeGreaterThan(0)
      expect(existsSync(row.path)).toBe(true)
    }
    expect(situs("list").stdout).toContain(rows[0].title)
  })
})

describe("situs new", () => {
  it("writes a case to write over that runs as it stands, and the schema for editors beside it", () => {
    const made = situs("new", "my-case")
    expect([made.status, made.stderr]).toEqual([0, ""])
    expect(made.stdout).toContain("situs run my-case.yaml")
    expect(readFileSync(join(dir(), "scenario.schema.json"), "utf8")).toBe(situs("schema").stdout)
    const run = situs("run", "my-case.yaml", "--json")
    expect(run.status).toBe(0)
    expect(JSON.parse(run.stdout)).toMatchObject({ scenario: { id: "my-case" } })
  })

  it("copies a case of the catalogue, or a file, but for its id", () => {
    const source = readFileSync("scenarios/pakistan-blackberry-2015.yaml", "utf8")
    expect(situs("new", "my-case", "--from", "pakistan-blackberry-2015").status).toBe(0)
    expect(readFileSync(join(dir(), "my-case.yaml"), "utf8")).toBe(source.replace("id: pakistan-blackberry-2015", "id: my-case"))
    expect(situs("new", "another", "--from", "small.yaml").status).toBe(0)
    expect(readFileSync(join(dir(), "another.yaml"), "utf8")).toBe(SMALL.replace("id: small", "id: another"))
  })

  it("writes over nothing, and takes no name that is none", () => {
    expect(situs("new", "small")).toMatchObject({ status: 74, stdout: "", stderr: "cannot write small.yaml: it is there already\n" })
    file("scenario.schema.json", "{}")
    expect(situs("new", "my-case").status).toBe(0)
    expect(readFileSync(join(dir(), "scenario.schema.json"), "utf8")).toBe("{}")
    const before = below(".")
    expect(situs("new", "My Case").status).toBe(64)
    expect(situs("new", "../mine").status).toBe(64)
    expect(situs("new", "other", "--from", "pakistan-blackbery-2015").stderr).toContain('did you mean "pakistan-blackberry-2015"?')
    expect(situs("new", "other", "--from", "nowhere.yaml").status).toBe(66)
    expect(below(".")).toEqual(before)
  })
})

describe("The help", () => {
  it("has no colour codes where nobody looks, names every command, and says which are not built", () => {
    const help = situs("--help")
    expect(help.status).toBe(0)
    expect(help.stdout).not.toContain(String.fromCharCode(27))
    for (const word of ["run", "validate", "explain", "schema", "list", "Not built yet", "sweep", "--completions"]) expect(help.stdout).toContain(word)
    for (const line of help.stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(100)
    expect(situs("run", "--help").stdout).toContain("--variant ID ...")
  })

  it("completes for each shell, and tells the version", () => {
    for (const shell of ["bash", "zsh", "fish", "sh"]) expect(situs("--completions", shell).stdout).toContain("validate")
    expect(situs("--version").stdout.trim()).toBe(about.version)
  })

  it("may be cut short by its reader", () => {
    expect(spawnSync("bash", ["-c", `set -o pipefail; "$0" "$1" list --json | head -c 5 >/dev/null; echo "\${PIPESTATUS[0]}"`, process.execPath, program], { encoding: "utf8" }).stdout.trim()).toBe("0")
  })

  it("is an executable of its own", () => {
    expect(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout.trim()).toBe(about.version)
  })
})

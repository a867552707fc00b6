/** The program as users meet it: the bundle is spawned, its exit code, its two streams and its files are looked at. */
import { type SpawnSyncReturns, spawn, spawnSync } from "node:child_process"
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import about from "../../package.json" with { type: "json" }
import { sha256 } from "../../src/cli/manifest.ts"
import { bundled } from "./bundle.ts"
import { SMALL } from "./small.ts"

let program: string
let dir: string
beforeAll(() => {
  program = bundled()
})
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "situs-cli-"))
  writeFileSync(join(dir, "small.yaml"), SMALL)
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const situs = (...args: ReadonlyArray<string>): SpawnSyncReturns<string> => spawnSync(process.execPath, [program, ...args], { cwd: dir, encoding: "utf8", env: { ...process.env, NO_COLOR: undefined, FORCE_COLOR: undefined } })
const file = (name: string, content: string | Uint8Array) => writeFileSync(join(dir, name), content)
const ESCAPE = String.fromCharCode(27)
/** Every file below the folder with its hash. */
const below = (folder: string) => Object.fromEntries(readdirSync(join(dir, folder), { recursive: true, withFileTypes: true, encoding: "utf8" }).filter((entry) => entry.isFile()).map((entry) => [join(entry.parentPath, entry.name).slice(join(dir, folder).length + 1), sha256(readFileSync(join(entry.parentPath, entry.name)))]))

describe("situs run", () => {
  it("writes a result folder whose manifest has the hash of every file, and prints the answer", () => {
    const run = situs("run", "small.yaml")
    expect(run.stderr).toBe("")
    expect(run.status).toBe(0)
    expect(run.stdout).toContain("Who keeps the chat?")
    expect(run.stdout).toContain("out/small/report.html")
    expect(readdirSync(join(dir, "out"))).toEqual(["small"])
    const manifest = JSON.parse(readFileSync(join(dir, "out/small/manifest.json"), "utf8"))
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
    expect(readdirSync(join(dir, "out"))).toEqual(["small"])
  })

  it("prints with --json what it would have written, and writes nothing", () => {
    const json = situs("run", "small.yaml", "--json")
    expect(json.status).toBe(0)
    expect(existsSync(join(dir, "out"))).toBe(false)
    expect(JSON.parse(json.stdout)).toMatchObject({ schemaVersion: 1, run: { seed: 1, replications: 1 }, scenario: { id: "small" } })
    situs("run", "small.yaml", "--quiet")
    expect(readFileSync(join(dir, "out/small/result.json"), "utf8")).toBe(json.stdout)
  })

  it("ends with 1 where a claim is broken, with 2 where one is undetermined, with 0 for a known miss", () => {
    file("broken.yaml", SMALL.replace("expect: none", "expect: all"))
    file("undetermined.yaml", SMALL.replace("of: { people: friends }, expect", "of: { people: friends, access: wifi }, expect"))
    file("known.yaml", SMALL.replace("expect: none", "expect: all, known-miss: the block is total"))
    file("stale.yaml", SMALL.replace("expect: none", "expect: none, known-miss: it was said to leak"))
    expect([situs("run", "broken.yaml").status, situs("run", "undetermined.yaml").status, situs("run", "known.yaml").status, situs("run", "stale.yaml").status]).toEqual([1, 2, 0, 1])
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

  it("ends with 70 never, with 64 for what is typed wrong", () => {
    for (const args of [[], ["rnu"], ["run"], ["run", "small.yaml", "--sede", "1"], ["run", "small.yaml", "--variant", "no-odrer"], ["run", "small.yaml", "--set", "people.nobody.count=3"], ["run", "small.yaml", "--set", "x"], ["run", "small.yaml", "--seed", "-1"], ["compare", "small.yaml"], ["list", "x"], ["--wizard"], ["run", "small.yaml", "--trace"], ["run", "small.yaml", "--replications", "2"]]) {
      const wrong = situs(...args)
      expect([args, wrong.status]).toEqual([args, 64])
      expect(wrong.stdout).toBe("")
      expect(wrong.stderr).not.toBe("")
    }
    expect(situs("rnu").stderr).toContain('did you mean "run"?')
    expect(situs("run", "small.yaml", "--variant", "no-odrer").stderr).toContain('did you mean "no-order"?')
    expect(existsSync(join(dir, "out"))).toBe(false)
  })
})

describe("Bad input", () => {
  const bad: ReadonlyArray<readonly [what: string, content: string | Uint8Array]> = [
    ["a typo in a key", SMALL.replace("reach:", "raech:")],
    ["an unknown country", SMALL.replaceAll("home: DE", "home: QQ")],
    ["a share that does not add up", SMALL.replace("local-sim: 100 %", "local-sim: 60 %")],
    ["an empty value", SMALL.replace("title: A carrier blocks a chat for a week", "title:")],
    ["a path of a variant that does not match", SMALL.replace("{ without: [block-chat] }", "{ set: [{ path: seed, was: 9, becomes: 2 }] }")],
    ["an empty file", ""],
    ["a binary file", Uint8Array.from([0, 1, 2, 255, 254])],
    ["invalid UTF-8", Uint8Array.from([0x61, 0x3a, 0x20, 0xc3, 0x28])],
    ["over 5 MiB", SMALL + "# padding\n".repeat(600_000)],
    ["aliases that explode", `a: &a [x,x,x,x,x,x,x,x,x]\n${[..."bcdefgh"].map((c, i) => `${c}: &${c} [${Array.from({ length: 9 }, () => `*${"abcdefg"[i]}`).join(",")}]`).join("\n")}\n`],
    ["__proto__", SMALL.replace("choices:", "x:").replace("sources:", "sources:\n  __proto__: { title: x, kind: text }")]
  ]

  it("ends with 65, tells file, line and column, and leaves an earlier result whole", () => {
    situs("run", "small.yaml", "--quiet")
    const earlier = below("out")
    for (const [what, content] of bad) {
      file("small.yaml", content)
      const run = situs("run", "small.yaml")
      expect([what, run.status]).toEqual([what, 65])
      expect(run.stderr).toMatch(/small\.yaml:\d+:\d+: /)
      expect(run.stdout).toBe("")
      expect(situs("validate", "small.yaml").status).toBe(65)
    }
    expect(below("out")).toEqual(earlier)
  })

  it("ends with 65 for a folder and 66 for what is not there", () => {
    mkdirSync(join(dir, "folder"))
    expect(situs("run", "folder").status).toBe(65)
    expect(situs("run", "nowhere.yaml").status).toBe(66)
    expect(situs("explain", "nowhere.yaml").status).toBe(66)
    expect(situs("run", "small.yaml", "nowhere.yaml").status).toBe(66)
    expect(existsSync(join(dir, "out"))).toBe(false)
  })
})

describe("A result that cannot be written", () => {
  it("ends with 74 and loses nothing of the user's, with --out . too", () => {
    mkdirSync(join(dir, "small"))
    file("small/thesis.txt", "years of work")
    const before = below(".")
    const run = situs("run", "small.yaml", "--out", ".")
    expect(run.status).toBe(74)
    expect(run.stderr).toContain("--out")
    expect(below(".")).toEqual(before)
    rmSync(join(dir, "small"), { recursive: true })
    expect(situs("run", "small.yaml", "--out", ".", "--quiet").status).toBe(0)
    expect(readdirSync(dir).sort()).toEqual(["small", "small.yaml"])
  })

  it("ends with 74 where the place is a file or leads nowhere", () => {
    file("plain", "text")
    symlinkSync("/proc/version", join(dir, "link"))
    for (const out of ["plain", "plain/below", "link", "/proc/nowhere"]) expect([out, situs("run", "small.yaml", "--out", out, "--quiet").status]).toEqual([out, 74])
    expect(readFileSync(join(dir, "plain"), "utf8")).toBe("text")
  })

  it("ends with 74 on a full disk, with the earlier result whole", () => {
    const disk = join(dir, "disk")
    mkdirSync(disk)
    // Who may not mount a small disk sees the same in the tests of ResultFolders, whose files fail on purpose.
    if (spawnSync("mount", ["-t", "tmpfs", "-o", "size=16m", "tmpfs", disk]).status !== 0) return
    try {
      expect(situs("run", "small.yaml", "--out", "disk", "--quiet").status).toBe(0)
      const earlier = below("disk/small")
      writeFileSync(join(disk, "ballast"), "x")
      spawnSync("dd", ["if=/dev/zero", `of=${join(disk, "ballast")}`, "bs=64k"])
      const run = situs("run", "small.yaml", "--out", "disk", "--seed", "2")
      expect(run.status).toBe(74)
      expect(run.stderr).toContain("disk is full")
      expect(below("disk/small")).toEqual(earlier)
      expect(readdirSync(disk).sort()).toEqual(["ballast", "small"])
    } finally {
      spawnSync("umount", [disk])
    }
  })

  it("ends with 74 where standard output is full", () => {
    if (!existsSync("/dev/full")) return
    expect(spawnSync("sh", ["-c", `"$0" "$1" schema > /dev/full`, process.execPath, program]).status).toBe(74)
  })
})

describe("Ctrl-C", () => {
  const interruptedAfter = (ms: number, ...args: ReadonlyArray<string>) =>
    new Promise<{ readonly code: number | null; readonly err: string; readonly tookMs: number }>((resolve) => {
      const child = spawn(process.execPath, [program, ...args], { cwd: dir, stdio: ["ignore", "pipe", "pipe"] })
      let err = ""
      let sentMs = 0
      child.stderr.on("data", (data) => {
        err += String(data)
      })
      setTimeout(() => {
        sentMs = Date.now()
        child.kill("SIGINT")
      }, ms)
      child.on("close", (code) => resolve({ code, err, tookMs: Date.now() - sentMs }))
    })

  it("ends a run soon with 130, writes nothing and leaves the earlier result whole", async () => {
    situs("run", "small.yaml", "--quiet")
    const earlier = below("out")
    const run = await interruptedAfter(1500, "run", "small.yaml", "--set", "people.townsfolk.count=20000", "--set", "people.friends.count=20000", "--set", "until=2020-12-31")
    expect(run.code).toBe(130)
    expect(run.err).toContain("nothing was written")
    expect(run.tookMs).toBeLessThan(3000)
    expect(below("out")).toEqual(earlier)
    expect(readdirSync(join(dir, "out"))).toEqual(["small"])
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

describe("situs explain", () => {
  it("tells ten stories at most, each with its command, and one of them when asked", () => {
    const all = situs("explain", "small.yaml", "--variant", "as-happened")
    expect(all.stderr).toBe("")
    expect(all.status).toBe(0)
    expect(all.stdout).toContain("situs explain small.yaml --")
    const [, option, value] = /situs explain small\.yaml (--message|--person) (\S+)/.exec(all.stdout) ?? []
    const one = situs("explain", "small.yaml", "--variant", "as-happened", option, value.replaceAll("'", ""))
    expect(one.status).toBe(0)
    expect(one.stdout.length).toBeGreaterThan(100)
  })

  it("ends with 64 for a message, person or variant that is not there", () => {
    for (const args of [["--message", "nonsense"], ["--person", "nobody#1"], ["--person", "townsfolk#999999"], ["--variant", "nope"], ["--person", "townsfolk#1", "--message", "1"]]) expect([args, situs("explain", "small.yaml", ...args).status]).toEqual([args, 64])
  })
})

describe("The help", () => {
  it("has no colour codes where nobody looks, names every command, and says which are not built", () => {
    const help = situs("--help")
    expect(help.status).toBe(0)
    expect(help.stdout).not.toContain(ESCAPE)
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
    chmodSync(program, 0o755)
    expect(spawnSync(program, ["--version"], { encoding: "utf8" }).stdout.trim()).toBe(about.version)
  })
})

/** What the program refuses, and what it leaves untouched when it does. */
import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { SMALL } from "./small.ts"
import { place } from "./spawned.ts"

const { program, dir, situs, file, below } = place()

describe("Wrong usage", () => {
  it("ends with 64, says what was meant, and writes nothing", () => {
    for (const args of [[], ["rnu"], ["run"], ["run", "small.yaml", "--sede", "1"], ["run", "small.yaml", "--variant", "no-odrer"], ["run", "small.yaml", "--set", "people.nobody.count=3"], ["run", "small.yaml", "--set", "x"], ["run", "small.yaml", "--seed", "-1"], ["sweep", "small.yaml"], ["compare", "small.yaml", "--replications", "9"], ["compare", "small.yaml", "--precision", "none"], ["compare", "small.yaml", "--baseline", "no-odrer"], ["compare", "small.yaml", "--variants", "no-order"], ["list", "x"], ["--wizard"], ["run", "small.yaml", "--replications", "2", "--replication", "1"], ["run", "small.yaml", "--replications", "0"], ["run", "small.yaml", "--workers", "0"]]) {
      const wrong = situs(...args)
      expect([args, wrong.status]).toEqual([args, 64])
      expect(wrong.stdout).toBe("")
      expect(wrong.stderr).not.toBe("")
    }
    expect(situs("rnu").stderr).toContain('did you mean "run"?')
    expect(situs("run", "small.yaml", "--variant", "no-odrer").stderr).toContain('did you mean "no-order"?')
    for (const command of ["run", "compare", "explain"]) expect(situs(command, "small.yaml", "--set", "x").stderr).toContain(`See: situs ${command} --help`)
    expect(existsSync(join(dir(), "out"))).toBe(false)
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
    mkdirSync(join(dir(), "folder"))
    expect(situs("run", "folder").status).toBe(65)
    expect(situs("run", "nowhere.yaml").status).toBe(66)
    expect(situs("explain", "nowhere.yaml").status).toBe(66)
    expect(situs("run", "small.yaml", "nowhere.yaml").status).toBe(66)
    expect(existsSync(join(dir(), "out"))).toBe(false)
  })
})

describe("A file that is not there", () => {
  it("is told with the case of the catalogue that has its name, or nearly", () => {
    const exact = situs("run", "pakistan-blackberry-2015")
    expect(exact.status).toBe(66)
    expect(exact.stderr).toMatch(/there is no such file\n {2}the case of that name is \S+\/scenarios\/pakistan-blackberry-2015\.yaml\n/)
    expect(situs("validate", "pakistan-blackbery-2015.yaml").stderr).toContain("did you mean")
    expect(situs("explain", "nowhere.yaml").stderr).toBe("nowhere.yaml: there is no such file\n")
  })

  it("is told with quotes where it is the rest of a value", () => {
    const run = situs("run", "small.yaml", "--set", "orders.block-chat.timeline.lifted=2020-01-17", "18:00")
    expect(run.status).toBe(66)
    expect(run.stderr).toContain("18:00: there is no such file\n  a value with a space needs quotes: --set 'orders.block-chat.timeline.lifted=2020-01-17 18:00'")
    const brackets = situs("run", "small.yaml", "--set", "orders.block-chat.does.block.leak={", "share:", "10", "%,", "by:", "line", "}")
    expect(brackets.stderr.match(/is no YAML value/g)).toHaveLength(1)
  })
})

describe("A result that cannot be written", () => {
  it("ends with 74 and loses nothing of the user's, with --out . too", () => {
    mkdirSync(join(dir(), "small"))
    file("small/thesis.txt", "years of work")
    const before = below(".")
    const run = situs("run", "small.yaml", "--out", ".")
    expect(run.status).toBe(74)
    expect(run.stderr).toContain("--out")
    expect(below(".")).toEqual(before)
    rmSync(join(dir(), "small"), { recursive: true })
    expect(situs("run", "small.yaml", "--out", ".", "--quiet").status).toBe(0)
    expect(readdirSync(dir()).sort()).toEqual(["small", "small.yaml"])
  })

  it("ends with 74 where the place is a file or leads nowhere", () => {
    file("plain", "text")
    symlinkSync("/proc/version", join(dir(), "link"))
    for (const out of ["plain", "plain/below", "link", "/proc/nowhere"]) expect([out, situs("run", "small.yaml", "--out", out, "--quiet").status]).toEqual([out, 74])
    expect(readFileSync(join(dir(), "plain"), "utf8")).toBe("text")
  })

  it("ends with 74 on a full disk, with the earlier result whole", () => {
    const disk = join(dir(), "disk")
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
  /** Interrupted as soon as it tells how far it is: then it simulates, however slow the machine. */
  const interrupted = (...args: ReadonlyArray<string>) =>
    new Promise<{ readonly code: number | null; readonly err: string }>((resolve) => {
      const child = spawn(process.execPath, [program, ...args], { cwd: dir(), stdio: ["ignore", "pipe", "pipe"], env: { ...process.env, CI: "" } })
      let err = ""
      child.stderr.on("data", (data) => {
        if (err === "") child.kill("SIGINT")
        err += String(data)
      })
      child.on("close", (code) => resolve({ code, err }))
    })

  it("ends a run with 130, writes nothing and leaves the earlier result whole", async () => {
    situs("run", "small.yaml", "--quiet")
    const earlier = below("out")
    const run = await interrupted("run", "small.yaml", "--set", "people.townsfolk.count=20000", "--set", "people.friends.count=20000", "--set", "until=2020-12-31")
    expect(run.code).toBe(130)
    expect(run.err).toContain("nothing was written")
    expect(below("out")).toEqual(earlier)
    expect(readdirSync(join(dir(), "out"))).toEqual(["small"])
  })
})

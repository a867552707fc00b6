/** Results spoilt in every way that a careless or a cunning hand might, and what `verify` says of them. */
import { spawnSync } from "node:child_process"
import { appendFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { extname, join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import * as NodeWorker from "@effect/platform-node/NodeWorker"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { compare, type CompareRequest } from "../../src/cli/Compare.ts"
import { load } from "../../src/cli/Engine.ts"
import { codeOf, failureOf } from "../../src/cli/Exits.ts"
import { keptOf } from "../../src/cli/manifest.ts"
import { type Request, runFiles } from "../../src/cli/Run.ts"
import { verify } from "../../src/cli/Verify.ts"
import { SMALL } from "./small.ts"

const layers = Layer.mergeAll(NodeFileSystem.layer, NodePath.layer, NodeWorker.layer(() => {
  throw new Error("no thread is wanted here")
}))
let dir = ""
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "situs-verify-test-"))
  writeFileSync(join(dir, "small.yaml"), SMALL)
  await run("plain", {})
  await run("asked", { replications: 3, variants: ["as-happened"], seed: 7, set: ["people.friends.count=55", "title=Another; 'title' <b>"] })
  await run("alone", { replication: 2 })
  writeFileSync(join(dir, "open.yaml"), SMALL.replace("per-day: 5, to: { townsfolk", "per-day: { value: 5, range: [3, 8], grade: judgement }, to: { townsfolk"))
  const typed: CompareRequest = { file: join(dir, "open.yaml"), baseline: "as-happened", variants: [], precision: undefined, replications: undefined, seed: 3, workers: 1, set: ["people.friends.count=55"], sensitivity: false, trajectories: undefined, sobol: undefined, out: "", trace: undefined, json: false, quiet: true }
  await compared("compared", { ...typed, precision: "20%", replications: 20 })
  await compared("sensitive", { ...typed, sensitivity: true, trajectories: 2 })
}, 120_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

async function run(out: string, asked: Partial<Request>) {
  const request: Request = { files: [join(dir, "small.yaml")], variants: [], seed: undefined, replications: 1, stopAt: undefined, snapshot: undefined, resume: undefined, replication: undefined, workers: 1, set: [], out: join(dir, out), trace: undefined, json: false, quiet: true, ...asked }
  expect(codeOf(await Effect.runPromiseExit(runFiles(load)(request).pipe(Effect.provide(layers))))).toBe(0)
}

async function compared(out: string, typed: CompareRequest) {
  const exit = await Effect.runPromiseExit(compare(load)({ ...typed, out: join(dir, out) }).pipe(Effect.provide(layers)))
  expect([0, 2]).toContain(codeOf(exit))
}

interface Said {
  readonly code: number
  readonly message: string
  readonly verdict: { readonly same: boolean; readonly files: number; readonly differences: ReadonlyArray<Readonly<Record<"file" | "at" | "expected" | "found", string>>>; readonly notes: ReadonlyArray<string> } | undefined
}

async function verified(target: string): Promise<Said> {
  const out: Array<string> = []
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text: unknown, done?: unknown) => {
    out.push(String(text))
    if (typeof done === "function") done()
    return true
  })
  const exit = await Effect.runPromiseExit(verify(load)({ target, workers: 1, json: true, quiet: true }).pipe(Effect.provide(layers)))
  spy.mockRestore()
  return { code: codeOf(exit), message: exit._tag === "Failure" ? (failureOf(exit.cause)?.message ?? "") : "", verdict: out.length === 0 ? undefined : JSON.parse(out.join("")) }
}

/** A copy of a result, with something done to it. */
function spoilt(of: string, how: (folder: string) => void): string {
  const copy = mkdtempSync(join(dir, "copy-"))
  cpSync(join(dir, of, "small"), copy, { recursive: true })
  how(copy)
  return copy
}

function edit(file: string, from: string | RegExp, to: string): (folder: string) => void {
  return (folder) => {
    const text = readFileSync(join(folder, file), "utf8")
    const other = text.replace(from, to)
    expect(other, file).not.toBe(text)
    writeFileSync(join(folder, file), other)
  }
}

/** What somebody does who covers his traces: every hash in the manifest is that of the file as it is now. */
function rehashed(folder: string): void {
  const at = join(folder, "manifest.json")
  const manifest = JSON.parse(readFileSync(at, "utf8"))
  for (const name of Object.keys(manifest.files)) manifest.files[name] = keptOf(readFileSync(join(folder, name)))
  writeFileSync(at, `${JSON.stringify(manifest, undefined, 2)}\n`)
}

const filesOf = (folder: string) => readdirSync(folder, { recursive: true, withFileTypes: true, encoding: "utf8" }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()

describe("A result as it was written", () => {
  it.each(["plain", "asked", "alone", "compared", "sensitive"])("is the same when it is made again, folder and page: %s", async (name) => {
    const folder = join(dir, name, "small")
    const before = filesOf(folder).map((file) => [file, keptOf(readFileSync(join(folder, file)))])
    const whole = await verified(folder)
    expect(whole).toMatchObject({ code: 0, verdict: { same: true, files: before.length, differences: [], notes: [] } })
    const alone = join(mkdtempSync(join(dir, "page-")), "sent-by-mail.htm")
    cpSync(join(folder, "report.html"), alone)
    expect(await verified(alone)).toMatchObject({ code: 0, verdict: { same: true, files: 1, differences: [] } })
    expect(filesOf(folder).map((file) => [file, keptOf(readFileSync(join(folder, file)))])).toEqual(before)
  }, 30_000)

  it("is the same beside what a desktop leaves in it", async () => {
    expect((await verified(spoilt("plain", (folder) => writeFileSync(join(folder, ".DS_Store"), "x")))).code).toBe(0)
  })
})

describe("A spoilt result", () => {
  it("is found out whatever kind of file has one byte flipped", async () => {
    const folder = spoilt("plain", () => undefined)
    const kinds = ["result.json", "report.md", "report.html", "scenario.yaml", "manifest.json", "data/outcomes.csv", "data/dictionary.csv", "data/outcomes.parquet", "data/datapackage.json"]
    expect(new Set(filesOf(folder).map((file) => extname(file)))).toEqual(new Set(kinds.map((file) => extname(file))))
    for (const file of kinds) {
      const whole = readFileSync(join(folder, file))
      const flipped = Buffer.from(whole)
      flipped[Math.floor(whole.length / 2)] ^= 1
      writeFileSync(join(folder, file), flipped)
      const { code, verdict } = await verified(folder)
      expect([file, code, verdict?.differences.map((one) => one.file)]).toEqual([file, 1, [file]])
      writeFileSync(join(folder, file), whole)
    }
    expect((await verified(folder)).code).toBe(0)
  }, 120_000)

  it("is found out though every hash was made anew, by the path of the number", async () => {
    const folder = spoilt("plain", edit("result.json", /"attempted":(\d+)/, '"attempted":1$1'))
    rehashed(folder)
    const { code, verdict } = await verified(folder)
    expect(code).toBe(1)
    expect(verdict?.differences.map((one) => one.file)).toEqual(["result.json", "manifest.json"])
    expect(verdict?.differences[0]).toMatchObject({ at: expect.stringMatching(/^variants\[0\]\.outcomes\[0\]\.attempted$/) })
    const [{ expected, found }] = verdict?.differences ?? expect.fail("no difference")
    expect(found).toBe(`1${expected}`)
  })

  it("is found out where all that is told of a number agrees: with replications, variants and what is set", async () => {
    const folder = spoilt("asked", edit("result.json", "\"people\":55", "\"people\":56"))
    edit("data/people.csv", ",55,", ",56,")(folder)
    rehashed(folder)
    const { code, verdict } = await verified(folder)
    expect(code).toBe(1)
    expect(verdict?.differences.map((one) => one.file)).toEqual(["result.json", "data/people.csv", "manifest.json"])
    expect(verdict?.differences[1]).toMatchObject({ at: expect.stringMatching(/^row \d+, column [a-z]+$/i), expected: "55", found: "56" })
  })

  it("is found out where a number of a comparison is another, with sensitivity and without", async () => {
    for (const [name, from, to, at] of [["compared", /("difference":\{"mean":)(-?)/, "$1$29", /^comparisons\[0\]\.difference\.mean$/], ["sensitive", /("meanAbsolute":)/, "$19", /^sensitivity\.screening\[\d+\]\.meanAbsolute$/]] as const) {
      const folder = spoilt(name, edit("result.json", from, to))
      rehashed(folder)
      const { code, verdict } = await verified(folder)
      expect([code, verdict?.differences.map((one) => one.file)]).toEqual([1, ["result.json", "manifest.json"]])
      expect(verdict?.differences[0].at).toMatch(at)
    }
  }, 60_000)

  it("is found out where one digit of the page is another, in the folder and in the page alone", async () => {
    const folder = spoilt("plain", edit("report.html", /(<td class="number">)(\d)/, "$19$2"))
    rehashed(folder)
    const whole = await verified(folder)
    expect([whole.code, whole.verdict?.differences.map((one) => one.file)]).toEqual([1, ["report.html", "manifest.json"]])
    const page = await verified(join(folder, "report.html"))
    expect([page.code, page.verdict?.differences]).toEqual([1, [{ file: "report.html", at: expect.stringMatching(/^line \d+, column \d+$/), expected: expect.any(String), found: expect.any(String) }]])
  })

  it("is found out where a file is gone or another lies there, manifest or not", async () => {
    const gone = spoilt("plain", (folder) => rmSync(join(folder, "data/claims.csv")))
    expect((await verified(gone)).verdict?.differences).toEqual([{ file: "data/claims.csv", at: "", expected: "a file", found: "no file of this name" }])
    const more = spoilt("plain", (folder) => {
      mkdirSync(join(folder, "extra"))
      writeFileSync(join(folder, "extra/b.csv"), "a\r\n")
    })
    expect((await verified(more)).verdict?.differences).toEqual([{ file: "extra/b.csv", at: "", expected: "no file of this name", found: "a file" }])
    edit("manifest.json", '"files": {', '"files": {\n    "extra/b.csv": { "bytes": 3, "sha256": "x" },')(more)
    expect((await verified(more)).verdict?.differences.map((one) => one.file)).toEqual(["manifest.json", "extra/b.csv"])
  })

  it("is found out where a link, an empty folder or a pipe lies in it: none is followed or read", async () => {
    const differences = async (how: (folder: string) => void) => (await verified(spoilt("plain", how))).verdict?.differences.map(({ expected, file, found }) => [file, expected, found])
    expect(await differences((folder) => mkdirSync(join(folder, "data/empty")))).toEqual([["data/empty", "nothing of this name", "an empty folder"]])
    expect(await differences((folder) => symlinkSync("..", join(folder, "data/round")))).toEqual([["data/round", "nothing of this name", "a link"]])
    const away = (file: string) => (folder: string) => {
      const far = join(mkdtempSync(join(dir, "far-")), "it")
      renameSync(join(folder, file), far)
      symlinkSync(far, join(folder, file))
    }
    expect(await differences(away("report.md"))).toEqual([["report.md", "a file", "a link"]])
    expect((await differences(away("data")))?.[0]).toEqual(["data", "a folder", "a link"])
    const pipe = (folder: string) => {
      rmSync(join(folder, "report.md"))
      expect(spawnSync("mkfifo", [join(folder, "report.md")]).status).toBe(0)
    }
    expect(await differences(pipe)).toEqual([["report.md", "a file", "neither a file nor a folder"]])
  }, 60_000)

  it("is found out where what was asked is told otherwise, in the manifest or in the page", async () => {
    const other = await verified(spoilt("plain", edit("manifest.json", '"seed": 1', '"seed": 2')))
    expect([other.code, other.verdict?.differences[0]]).toEqual([1, { file: "result.json", at: "run.id", expected: expect.any(String), found: expect.any(String) }])
    expect((await verified(join(spoilt("plain", edit("report.html", '"seed":1', '"seed":2')), "report.html"))).code).toBe(1)
  })

  it("is found out where its scenario is another, with its hash or without", async () => {
    const changed = edit("scenario.yaml", "per-day: 5", "per-day: 6")
    expect((await verified(spoilt("plain", changed))).verdict?.differences.map((one) => one.file)).toEqual(["scenario.yaml"])
    const cunning = spoilt("plain", changed)
    rehashed(cunning)
    expect((await verified(cunning)).verdict?.differences[0]).toMatchObject({ file: "result.json" })
    // A remark changes nothing that is simulated; the page still carries the file without it.
    const remarked = spoilt("plain", (folder) => appendFileSync(join(folder, "scenario.yaml"), "# all true\n"))
    rehashed(remarked)
    expect((await verified(remarked)).verdict?.differences.map((one) => one.file)).toEqual(["report.html", "manifest.json"])
  })
})

describe("What is said first", () => {
  it("is that another version wrote it, and it is compared all the same", async () => {
    const { code, verdict } = await verified(spoilt("plain", edit("manifest.json", /"engineVersion": "[^"]+"/, '"engineVersion": "0.0.9"')))
    expect([code, verdict?.notes, verdict?.differences]).toEqual([0, [expect.stringMatching(/^It was written with Situs 0\.0\.9; this is \d+\.\d+\.\d+\.$/)], []])
  })

  it("is text without codes that a terminal obeys, whoever wrote the manifest", async () => {
    const { verdict } = await verified(spoilt("plain", edit("manifest.json", /"nodeVersion": "[^"]+"/, '"nodeVersion": "\\u001b[31mred\\u202e"')))
    expect(verdict?.notes).toEqual([expect.stringMatching(/^It was written with Node \[U\+001B\]\[31mred\[U\+202E\]; this is /)])
  })

  it("is that its scenario has the name of a case of the catalogue, and is not that case", async () => {
    writeFileSync(join(dir, "small.yaml"), SMALL.replace("id: small", "id: iran-telegram-2018"))
    await run("named", {})
    writeFileSync(join(dir, "small.yaml"), SMALL)
    const { code, verdict } = await verified(join(dir, "named", "iran-telegram-2018"))
    expect([code, verdict?.notes]).toEqual([0, ["Its scenario is called iran-telegram-2018, as a case that comes with Situs is, and is not that file."]])
  })
})

describe("What is no result", () => {
  it("is told from one that is not there", async () => {
    expect(await verified(join(dir, "nowhere"))).toMatchObject({ code: 66, message: expect.stringContaining("there is no such file or folder") })
    expect(await verified(dir)).toMatchObject({ code: 65, message: expect.stringContaining("there is no manifest.json in it") })
    expect(await verified(join(dir, "small.yaml"))).toMatchObject({ code: 65, message: expect.stringContaining("no page of Situs") })
    const foreign = mkdtempSync(join(dir, "foreign-"))
    writeFileSync(join(foreign, "manifest.json"), '{"name":"app","files":{}}')
    expect(await verified(foreign)).toMatchObject({ code: 65, message: expect.stringContaining("not one of ours") })
  })

  it("is not what a result is where there is no place for temporary files", async () => {
    const temporary = process.env.TMPDIR
    process.env.TMPDIR = join(dir, "nowhere")
    const { code, message } = await verified(join(dir, "plain", "small"))
    if (temporary === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = temporary
    expect([code, message]).toEqual([74, "cannot write temporary files: no folder can be made there"])
  })

  it("is a page whose scenario does not read, with the reason", async () => {
    const page = join(spoilt("plain", edit("report.html", "title: A carrier", "titel: A carrier")), "report.html")
    expect(await verified(page)).toMatchObject({ code: 65, message: expect.stringMatching(/its scenario cannot be run by this version of Situs:\nscenario\.yaml:1:1.*there is no key "titel"/s) })
  })
})

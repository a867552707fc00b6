import { existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { SystemError } from "@effect/platform/Error"
import { FileSystem } from "@effect/platform/FileSystem"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { CannotWrite, check, MANIFEST, MARK, replace } from "../../src/run/ResultFolders.ts"

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "situs-test-"))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

const result = (word: string, more: ReadonlyArray<string> = []): ReadonlyMap<string, string> => {
  const names = ["result.json", "data/outcomes.csv", ...more]
  return new Map([...names.map((name): [string, string] => [name, `${word} ${name}\n`]), [MANIFEST, JSON.stringify({ kind: MARK, files: Object.fromEntries(names.map((name) => [name, {}])) })]])
}
const platform = Layer.merge(NodeFileSystem.layer, NodePath.layer)
const put = (out: string, id: string, files: ReadonlyMap<string, string>, layer = platform) => Effect.runPromiseExit(replace(out, id, files).pipe(Effect.provide(layer)))
const failure = (exit: Exit.Exit<unknown, unknown>): unknown => (Exit.isFailure(exit) && exit.cause._tag === "Fail" ? exit.cause.error : undefined)
const content = (name: string) => readFileSync(join(dir, name), "utf8")

/** Node's files, but `fails` decides which call fails as on a full disk. */
function faulty(fails: (method: string, path: string) => boolean): Layer.Layer<FileSystem | Layer.Layer.Success<typeof NodePath.layer>> {
  const full = (method: string, path: string) => new SystemError({ reason: "Unknown", module: "FileSystem", method, pathOrDescriptor: path, cause: Object.assign(new Error("full"), { code: "ENOSPC" }) })
  const files = Layer.effect(
    FileSystem,
    Effect.map(FileSystem, (fs) =>
      FileSystem.of({
        ...fs,
        rename: (from, to) => (fails("rename", to) ? Effect.fail(full("rename", to)) : fs.rename(from, to)),
        open: (path, options) =>
          Effect.map(fs.open(path, options), (file) => ({
            ...file,
            get sync() {
              return fails("sync", path) ? Effect.fail(full("sync", path)) : file.sync
            },
            writeAll: (bytes: Uint8Array) => (fails("write", path) ? Effect.fail(full("write", path)) : file.writeAll(bytes))
          }))
      })
    )
  ).pipe(Layer.provide(NodeFileSystem.layer))
  return Layer.merge(files, NodePath.layer)
}

describe("ResultFolders.replace", () => {
  it("writes the files and folders, and leaves nothing else beside them", async () => {
    const exit = await put(join(dir, "out/deep"), "case", result("new"))
    expect(Exit.isSuccess(exit)).toBe(true)
    expect(content("out/deep/case/result.json")).toBe("new result.json\n")
    expect(content("out/deep/case/data/outcomes.csv")).toBe("new data/outcomes.csv\n")
    expect(readdirSync(join(dir, "out/deep"))).toEqual(["case"])
  })

  it("replaces an earlier result of ours whole, files that it no longer has included", async () => {
    await put(dir, "case", result("old", ["data/gone.csv"]))
    await put(dir, "case", result("new"))
    expect(content("case/result.json")).toBe("new result.json\n")
    expect(existsSync(join(dir, "case/data/gone.csv"))).toBe(false)
    expect(readdirSync(dir)).toEqual(["case"])
  })

  it("refuses a folder without our manifest and leaves it as it is", async () => {
    mkdirSync(join(dir, "case"))
    writeFileSync(join(dir, "case/thesis.txt"), "years of work")
    expect(failure(await put(dir, "case", result("new")))).toBeInstanceOf(CannotWrite)
    expect(readdirSync(dir)).toEqual(["case"])
    expect(content("case/thesis.txt")).toBe("years of work")
  })

  it("refuses an empty folder, a foreign manifest, a file and a dangling link in its place", async () => {
    mkdirSync(join(dir, "empty"))
    mkdirSync(join(dir, "app"))
    writeFileSync(join(dir, "app/manifest.json"), '{"name":"app","files":{}}')
    writeFileSync(join(dir, "file"), "text")
    symlinkSync(join(dir, "nowhere"), join(dir, "link"))
    for (const id of ["empty", "app", "file", "link"]) expect(failure(await put(dir, id, result("new")))).toBeInstanceOf(CannotWrite)
    expect(readdirSync(dir).sort()).toEqual(["app", "empty", "file", "link"])
    expect(lstatSync(join(dir, "link")).isSymbolicLink()).toBe(true)
  })

  it("refuses our own folder when somebody put a file of his into it", async () => {
    await put(dir, "case", result("old"))
    writeFileSync(join(dir, "case/notes.md"), "mine")
    const error = failure(await put(dir, "case", result("new")))
    expect(error).toBeInstanceOf(CannotWrite)
    expect(String(error)).toContain("notes.md")
    expect(content("case/notes.md")).toBe("mine")
    expect(content("case/result.json")).toBe("old result.json\n")
  })

  it("keeps the earlier result whole when the disk is full, whichever write or sync hits it", async () => {
    await put(dir, "case", result("old"))
    for (const method of ["write", "sync"]) {
      for (const name of ["result.json", "outcomes.csv", MANIFEST]) {
        const error = failure(await put(dir, "case", result("new"), faulty((m, path) => m === method && path.endsWith(name))))
        expect(error).toBeInstanceOf(CannotWrite)
        expect(String(error)).toContain("disk is full")
      }
    }
    expect(content("case/result.json")).toBe("old result.json\n")
    expect(readdirSync(dir)).toEqual(["case"])
  })

  it("puts the earlier result back when the new one cannot be renamed into its place", async () => {
    await put(dir, "case", result("old"))
    let renames = 0
    const error = failure(await put(dir, "case", result("new"), faulty((method) => method === "rename" && ++renames === 2)))
    expect(error).toBeInstanceOf(CannotWrite)
    expect(content("case/result.json")).toBe("old result.json\n")
    expect(readdirSync(dir)).toEqual(["case"])
  })

  it("brings an earlier result back that a killed run had left aside", async () => {
    await put(dir, ".case.previous", result("old"))
    await Effect.runPromise(check(dir, "case").pipe(Effect.provide(platform)))
    expect(content("case/result.json")).toBe("old result.json\n")
    expect(readdirSync(dir)).toEqual(["case"])
  })

  it("removes what it had begun when it is interrupted", async () => {
    await put(dir, "case", result("old"))
    let begun: (() => void) | undefined
    const reached = new Promise<void>((resolve) => {
      begun = resolve
    })
    const hanging = Layer.effect(
      FileSystem,
      Effect.map(FileSystem, (fs) =>
        FileSystem.of({ ...fs, open: (path, options) => (path.endsWith("outcomes.csv") ? Effect.zipRight(Effect.sync(() => begun?.()), Effect.never) : fs.open(path, options)) })
      )
    ).pipe(Layer.provide(NodeFileSystem.layer))
    const fiber = Effect.runFork(replace(dir, "case", result("new")).pipe(Effect.provide(Layer.merge(hanging, NodePath.layer))))
    await reached
    expect(readdirSync(dir).length).toBe(2)
    await Effect.runPromise(Fiber.interrupt(fiber))
    expect(readdirSync(dir)).toEqual(["case"])
    expect(content("case/result.json")).toBe("old result.json\n")
  })
})

describe("ResultFolders.check", () => {
  const checked = async (out: string, id: string) => failure(await Effect.runPromiseExit(check(out, id).pipe(Effect.provide(platform))))

  it("says before a run what would refuse its result, and creates nothing", async () => {
    writeFileSync(join(dir, "file"), "text")
    mkdirSync(join(dir, "mine"))
    expect(await checked(join(dir, "file"), "case")).toBeInstanceOf(CannotWrite)
    expect(await checked(join(dir, "file/below"), "case")).toBeInstanceOf(CannotWrite)
    expect(await checked(dir, "mine")).toBeInstanceOf(CannotWrite)
    expect(await checked(join(dir, "not/yet/there"), "case")).toBeUndefined()
    expect(readdirSync(dir).sort()).toEqual(["file", "mine"])
  })
})

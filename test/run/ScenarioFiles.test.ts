import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { NodeContext } from "@effect/platform-node"
import { Effect, Either } from "effect"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as ScenarioFiles from "../../src/run/ScenarioFiles.ts"
import { SAMPLE, withFault } from "../language/sample.ts"

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "situs-files-"))
  writeFileSync(join(folder, "good.yaml"), SAMPLE)
  writeFileSync(join(folder, "bad.yaml"), withFault("home: PK", "home: PX"))
  writeFileSync(join(folder, "big.yaml"), Buffer.alloc(5 * 1024 * 1024 + 1, "#"))
  mkdirSync(join(folder, "sub"))
})
afterAll(() => rmSync(folder, { recursive: true }))

const load = (name: string) => Effect.runPromise(Effect.either(ScenarioFiles.load(join(folder, name))).pipe(Effect.provide(NodeContext.layer)))

describe("ScenarioFiles.load", () => {
  it("gives the scenario of a file", async () => {
    expect(await load("good.yaml")).toMatchObject(Either.right({ id: "sample" }))
  })
  it.each([
    ["nowhere.yaml", "ScenarioNotFound", 66, "there is no such file"],
    ["bad.yaml", "ScenarioInvalid", 65, 'did you mean "PK"?'],
    ["sub", "ScenarioInvalid", 65, "is a folder"],
    ["big.yaml", "ScenarioInvalid", 65, "5.0 MiB"]
  ])("%s fails with %s, exit code %i", async (name, tag, exitCode, says) => {
    const read = await load(name)
    expect(read).toMatchObject(Either.left({ _tag: tag, exitCode }))
    expect(Either.isLeft(read) && read.left.message).toContain(says)
  })
})

describe("Variants and settings of a file", () => {
  const file = () => load("good.yaml").then(Either.getOrThrow)
  it("an unknown variant is told with the known ones and the nearest", async () => {
    const error = await Effect.runPromise(Effect.flip(ScenarioFiles.variantOf(await file(), "no-ordr")))
    expect(error).toMatchObject({ _tag: "UnknownVariant", exitCode: 64, known: ["as-happened", "no-order", "nobody-yields", "stays"], hint: 'did you mean "no-order"?' })
  })
  it("a path that leads nowhere is UnknownPath, a value that does not fit ScenarioInvalid", async () => {
    const set = async (path: string, value: unknown) => Effect.runPromise(Effect.flip(ScenarioFiles.withSets(await file(), [{ path, value }])))
    expect(await set("people.visitor.sim", "PK")).toMatchObject({ _tag: "UnknownPath", exitCode: 64 })
    expect(await set("people.visitors.sim", "PX")).toMatchObject({ _tag: "ScenarioInvalid", exitCode: 65 })
  })
})

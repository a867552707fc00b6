import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { availableParallelism, tmpdir } from "node:os"
import { join } from "node:path"
import * as HelpDoc from "@effect/cli/HelpDoc"
import * as ValidationError from "@effect/cli/ValidationError"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import * as NodeWorker from "@effect/platform-node/NodeWorker"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Answer, Case, Load } from "../../src/cli/Case.ts"
import { codeOf, failureOf } from "../../src/cli/Exits.ts"
import { SCENARIO, type Source } from "../../src/cli/manifest.ts"
import { quoted, type Request, runFiles } from "../../src/cli/Run.ts"
import { ScenarioInvalid, ScenarioNotFound } from "../../src/model/errors.ts"
import { ReplicationFailed } from "../../src/run/Replications.ts"

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "situs-run-"))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

/** A case whose simulation is the test's own. The path "bad" holds errors, "gone" is not there. */
const loadWith = (simulate: (path: string, seed: number) => Effect.Effect<Answer, unknown>): Load => (path) => {
  if (path === "bad") return Effect.fail(new ScenarioInvalid({ path, diagnostics: [], text: "bad:1:1: wrong" }))
  if (path === "gone") return Effect.fail(new ScenarioNotFound({ path, reason: "there is no such file" }))
  const one: Case = {
    path,
    id: path,
    title: path,
    question: undefined,
    states: [],
    services: [],
    from: "2020-01-01",
    until: "2020-01-31",
    hash: "h",
    seed: 5,
    variants: ["as-happened", "no-order"],
    baseline: "no-order",
    claims: 0,
    notes: "",
    expanded: () => "",
    simulate: ({ seed }) => simulate(path, seed),
    stopAt: () => Effect.die("nothing is stopped here"),
    explain: () => Effect.succeed({ text: "", picture: undefined }),
    varied: () => ({ trialOf: () => undefined, variants: [], leftOut: [] })
  }
  return Effect.succeed(one)
}
const noThreads = NodeWorker.layer(() => {
  throw new Error("no thread is wanted here")
})
const source: Source = { scenario: "one", scenarioFile: SCENARIO, scenarioHash: "h", scenarioHashWithDefaults: "d", command: "run", seed: 5, replications: 1, replication: 0, variants: null, set: [], simulated: ["as-happened"] }
const answer = (exitCode: number): Answer => ({ variants: ["as-happened"], files: new Map([["result.json", '{\n "a": 1\n}\n']]), source, exitCode, claims: { held: 1, broken: 0, undetermined: 0, "known-miss": 0, prediction: 0 }, summary: () => "THE ANSWER" })

/** Runs a request and gives its exit code, its failure, and what it wrote. */
async function run(load: Load, request: Partial<Request>) {
  const out: Array<string> = []
  const err: Array<string> = []
  const into = (lines: Array<string>) => (text: unknown, done?: unknown) => {
    lines.push(String(text))
    if (typeof done === "function") done()
    return true
  }
  const spies = [vi.spyOn(process.stdout, "write").mockImplementation(into(out)), vi.spyOn(process.stderr, "write").mockImplementation(into(err))]
  const whole: Request = { files: [], variants: [], seed: undefined, replications: 1, stopAt: undefined, snapshot: undefined, resume: undefined, replication: undefined, workers: undefined, set: [], out: dir, trace: undefined, json: false, quiet: false, ...request }
  const exit = await Effect.runPromiseExit(runFiles(load)(whole).pipe(Effect.provide(Layer.mergeAll(NodeFileSystem.layer, NodePath.layer, noThreads))))
  for (const spy of spies) spy.mockRestore()
  return { code: codeOf(exit), failure: exit._tag === "Failure" ? failureOf(exit.cause) : undefined, out: out.join(""), err: err.join("") }
}

describe("Run", () => {
  it("writes each result and prints each answer; the code is the worst of theirs", async () => {
    const codes: Readonly<Record<string, number>> = { one: 0, two: 2, three: 1 }
    const load = loadWith((path) => Effect.succeed(answer(codes[path])))
    expect((await run(load, { files: ["one", "two"] })).code).toBe(2)
    const all = await run(load, { files: ["one", "two", "three"] })
    expect(all.code).toBe(1)
    expect(all.out.match(/THE ANSWER/g)?.length).toBe(3)
    expect(readdirSync(dir).sort()).toEqual(["one", "three", "two"])
    expect(JSON.parse(readFileSync(join(dir, "one/manifest.json"), "utf8"))).toMatchObject({ scenario: "one", seed: 5 })
  })

  it("prints the bytes of result.json for one file, an object a line for several, and writes nothing", async () => {
    const load = loadWith(() => Effect.succeed(answer(0)))
    expect((await run(load, { files: ["one"], json: true })).out).toBe('{\n "a": 1\n}\n')
    expect((await run(load, { files: ["one", "two"], json: true })).out).toBe('{"a":1}\n{"a":1}\n')
    expect(readdirSync(dir)).toEqual([])
  })

  it("prints nothing when quiet", async () => {
    const quiet = await run(loadWith(() => Effect.succeed(answer(0))), { files: ["one"], quiet: true })
    expect(quiet.out + quiet.err).toBe("")
    expect(existsSync(join(dir, "one/result.json"))).toBe(true)
  })

  it("simulates nothing when any file has errors, and tells the errors of all", async () => {
    let simulated = 0
    const load = loadWith(() => Effect.sync(() => {
        simulated++
        return answer(0)
      }))
    const mixed = await run(load, { files: ["one", "bad", "gone"] })
    expect(mixed.code).toBe(65)
    expect(mixed.err).toContain("bad:1:1: wrong")
    expect(mixed.err).toContain("gone: there is no such file")
    expect((await run(load, { files: ["gone"] })).code).toBe(66)
    expect(simulated).toBe(0)
    expect(readdirSync(dir)).toEqual([])
  })

  it("refuses an unknown variant with the one that was meant", async () => {
    const { code, failure } = await run(loadWith(() => Effect.succeed(answer(0))), { files: ["one"], variants: ["no-oder"] })
    expect(code).toBe(64)
    expect(failure?.message).toContain('did you mean "no-order"?')
  })

  it("takes several variants in one word", async () => {
    expect((await run(loadWith(() => Effect.succeed(answer(0))), { files: ["one"], variants: ["no-order,as-happened"] })).code).toBe(0)
  })

  it("refuses two files of one id, whose results would overwrite each other", async () => {
    expect((await run(loadWith(() => Effect.succeed(answer(0))), { files: ["one", "one"] })).code).toBe(64)
  })

  it("refuses a foreign folder before it simulates", async () => {
    mkdirSync(join(dir, "one"))
    let simulated = 0
    const refused = await run(loadWith(() => Effect.sync(() => {
        simulated++
        return answer(0)
      })), { files: ["one"] })
    expect(refused.code).toBe(74)
    expect(simulated).toBe(0)
  })

  it("reports a bug with its seed and the command that shows it again", async () => {
    for (const bug of [Effect.dieMessage("the ledger does not add up"), Effect.fail({ _tag: "EngineBug", exitCode: 70, message: "the ledger does not add up" })]) {
      const { code, failure } = await run(loadWith(() => bug), { files: ["my case.yaml"], variants: ["no-order"], seed: 9, set: ["a={b: 1}"] })
      expect(code).toBe(70)
      expect(failure?.message).toContain("the ledger does not add up")
      expect(failure?.message).toContain("seed: 9")
      expect(failure?.message).toContain("replay: situs run 'my case.yaml' --seed 9 --variant no-order --set 'a={b: 1}'")
      expect(readdirSync(dir)).toEqual([])
    }
  })

  it("of a comparison is replayed with all that was asked, one replication of it as a run of the same variants", async () => {
    const comparison = { baseline: "as-happened", precision: 0.01, sensitivity: { trajectories: 3, sobol: 8 } }
    const asked: Partial<Request> = { files: ["one"], variants: ["no-order"], replications: 100, comparison, set: ["a=1"], trace: 50 }
    for (const [broke, replay] of [[7, "run one --seed 5 --replication 7 --variant no-order --variant as-happened --set a=1 --trace 50"], [undefined, "compare one --seed 5 --replications 100 --variants no-order --baseline as-happened --precision 0.01 --sensitivity --trajectories 3 --sobol 8 --set a=1 --trace 50"]] as const) {
      const { failure } = await run(loadWith(() => Effect.fail(new ReplicationFailed({ replication: broke, why: "it broke" }))), asked)
      expect(failure?.message.split("replay: situs ")[1]).toBe(replay)
    }
  })

  it("replays the replication that broke by itself, or all where none is known", async () => {
    for (const [broke, replay] of [[7, "--seed 5 --replication 7"], [undefined, "--seed 5 --replications 20"]] as const) {
      const { code, failure } = await run(loadWith(() => Effect.fail(new ReplicationFailed({ replication: broke, why: "the ledger does not add up" }))), { files: ["one"], replications: 20 })
      expect(code).toBe(70)
      expect(failure?.message).toContain(`${broke === undefined ? "" : "replication 7: "}the ledger does not add up`)
      expect(failure?.message).toContain(`replay: situs run one ${replay}`)
    }
  })

  it("uses every core, but no more workers than replications, unless it is told how many", async () => {
    const asked: Array<readonly [replications: number, replication: number | undefined, workers: number]> = []
    const load: Load = (path, set) =>
      Effect.map(loadWith(() => Effect.succeed(answer(0)))(path, set), (one) => ({
        ...one,
        simulate: ({ replications, replication, workers }) => {
          asked.push([replications, replication, workers])
          return Effect.succeed(answer(0))
        }
      }))
    await run(load, { files: ["one"], json: true })
    await run(load, { files: ["one"], json: true, replications: 1000 })
    await run(load, { files: ["one"], json: true, replications: 3, workers: 8 })
    await run(load, { files: ["one"], json: true, replication: 4 })
    expect(asked).toEqual([[1, undefined, 1], [1000, undefined, availableParallelism()], [3, undefined, 3], [1, 4, 1]])
  })

  it("ends with 130 when it is interrupted, and says that nothing was written", async () => {
    const interrupted = await run(loadWith(() => Effect.interrupt), { files: ["one"] })
    expect(interrupted.code).toBe(130)
    expect(interrupted.err).toContain("nothing was written")
    expect(readdirSync(dir)).toEqual([])
  })
})

describe("codeOf", () => {
  it("is that of a bug for what no command expects, as its message says", () => {
    expect([codeOf(Exit.fail(new Error("disk"))), codeOf(Exit.die("x")), codeOf(Exit.fail(ValidationError.invalidValue(HelpDoc.p("x"))))]).toEqual([70, 70, 64])
  })
})

describe("quoted", () => {
  it("gives words back to a shell as they are", () => {
    expect(quoted("a/b.yaml")).toBe("a/b.yaml")
    expect(quoted("it's {x: 1}")).toBe("'it'\\''s {x: 1}'")
  })
})

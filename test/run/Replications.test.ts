/** Replications on threads that run from the sources; the bundle's own threads are tested with the command line. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Worker } from "node:worker_threads"
import * as NodeWorker from "@effect/platform-node/NodeWorker"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import { buildSync } from "esbuild"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Options, rounds, run } from "../../src/run/Replications.ts"
import { type Errand, errand } from "./replicationThread.ts"

let folder = ""
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "situs-threads-"))
  buildSync({ entryPoints: [join(import.meta.dirname, "replicationThread.ts")], outfile: join(folder, "thread.mjs"), bundle: true, platform: "node", format: "esm", logLevel: "error", banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' } })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Runs errands, and tells how many threads were started and how many are left. */
function played(jobs: ReadonlyArray<Errand>, workers: number, program = "thread.mjs") {
  return onThreads(workers, program, (options) => run(jobs, options))
}

function onThreads<R>(workers: number, program: string, use: (options: Options<Errand, number>) => ReturnType<typeof rounds<Errand, number, R>>) {
  const threads: Array<{ left: boolean }> = []
  const told: Array<readonly [done: number, messages: number]> = []
  const options: Options<Errand, number> = { workers, work: errand, onProgress: (done, messages) => told.push([done, messages]) }
  const layer = NodeWorker.layer(() => {
    const state = { left: false }
    threads.push(state)
    const worker = new Worker(join(folder, program), { argv: ["serve"] })
    worker.once("exit", () => {
      state.left = true
    })
    return worker
  })
  return { effect: use(options).pipe(Effect.provide(layer)), threads, told }
}

const counting = (ms: ReadonlyArray<number>): ReadonlyArray<Errand> => ms.map((each, replication) => ({ replication, what: "count", ms: each }))
const failureOf = (exit: Exit.Exit<unknown, unknown>) => (Exit.isFailure(exit) ? Cause.squash(exit.cause) : undefined)

describe("Replications", () => {
  it("come in the order of their jobs, whichever is done first, with any number of workers", async () => {
    const jobs = counting([300, 1, 150, 1, 1])
    for (const workers of [1, 2, 3]) {
      const { effect, threads, told } = played(jobs, workers)
      expect(await Effect.runPromise(effect)).toEqual([0, 1, 4, 9, 16])
      expect(threads.length).toBe(workers === 1 ? 0 : workers)
      expect(threads.every((thread) => thread.left)).toBe(true)
      expect(told.at(-1)?.[0]).toBe(5)
      expect(told.map(([done]) => done)).toEqual([...told.map(([done]) => done)].sort((a, b) => a - b))
    }
  })

  it("start no more threads than there are jobs", async () => {
    const { effect, threads } = played(counting([1, 1]), 8)
    expect(await Effect.runPromise(effect)).toEqual([0, 1])
    expect(threads.length).toBe(2)
  })

  it("are asked in rounds, each by what the one before gave, on threads that last", async () => {
    const asking = function* () {
      let gave: ReadonlyArray<number> = [2]
      const all: Array<ReadonlyArray<number>> = []
      // Squares of as many numbers as the last round gave at most.
      while (Math.max(...gave) < 10) all.push((gave = yield counting(Array.from({ length: Math.max(...gave) + 1 }, () => 1))))
      return all
    }
    for (const workers of [1, 2]) {
      const { effect, threads, told } = onThreads(workers, "thread.mjs", (options) => rounds(asking, options))
      expect(await Effect.runPromise(effect)).toEqual([[0, 1, 4], [0, 1, 4, 9, 16]])
      expect(threads.length).toBe(workers === 1 ? 0 : 2)
      expect(threads.every((thread) => thread.left)).toBe(true)
      expect(told.at(-1)?.[0]).toBe(8)
    }
  })

  it("say which one broke, and leave no thread behind", async () => {
    for (const workers of [1, 2]) {
      const { effect, threads } = played([...counting([1, 1]), { replication: 2, what: "break", ms: 0 }, { replication: 3, what: "count", ms: 50 }], workers)
      const failure = failureOf(await Effect.runPromiseExit(effect))
      expect(failure).toMatchObject({ _tag: "ReplicationFailed", replication: 2 })
      expect(String((failure as Error).message)).toContain("the ledger does not add up")
      expect(threads.every((thread) => thread.left)).toBe(true)
    }
  })

  it("say which one took its thread with it", async () => {
    const { effect, threads } = played([{ replication: 0, what: "count", ms: 2000 }, { replication: 1, what: "exit", ms: 0 }], 2)
    expect(failureOf(await Effect.runPromiseExit(effect))).toMatchObject({ _tag: "ReplicationFailed", replication: 1, why: expect.stringContaining("exited with code 3") })
    expect(threads.every((thread) => thread.left)).toBe(true)
  })

  it("fail where a thread does not come up, instead of waiting for it", async () => {
    const { effect } = played(counting([1, 1]), 2, "nothing.mjs")
    expect(failureOf(await Effect.runPromiseExit(effect))).toMatchObject({ _tag: "ReplicationFailed", replication: undefined, why: expect.stringContaining("nothing.mjs") })
  })

  it("stop within a second when they are interrupted, even where a job never yields", async () => {
    const jobs: ReadonlyArray<Errand> = [{ replication: 0, what: "wait", ms: 0 }, { replication: 1, what: "spin", ms: 60_000 }]
    const { effect, threads } = played(jobs, 2)
    const fiber = Effect.runFork(effect)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    const fromMs = performance.now()
    const exit = await Effect.runPromise(Fiber.interrupt(fiber))
    expect(performance.now() - fromMs).toBeLessThan(1000)
    expect(Exit.isInterrupted(exit)).toBe(true)
    expect(threads.map((thread) => thread.left)).toEqual([true, true])
  })

  it("stop at once when they are interrupted while their threads come up", async () => {
    const { effect, threads } = played(counting([1, 1]), 2)
    const fiber = Effect.runFork(effect)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(Exit.isInterrupted(await Effect.runPromise(Fiber.interrupt(fiber)))).toBe(true)
    expect(threads.map((thread) => thread.left)).toEqual([true, true])
  })
})

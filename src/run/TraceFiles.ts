/** Trace files: variants run once more, each by itself and watched, and told event by event onto the disk. */
import { createHash } from "node:crypto"
import { type File, FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import { assert } from "../kernel/assert.ts"
import type { ScenarioFile } from "../language/file.ts"
import { nobody } from "../invariants/nobody.ts"
import { fingerprintOf } from "../world/finish.ts"
import type { Plan, VariantPlan } from "../world/plan.ts"
import type { World } from "../world/world.ts"
import { ChromeTrace } from "./chromeTrace.ts"
import { EventTrace, type Told } from "./eventTrace.ts"
import { OnDisk } from "./onDisk.ts"
import { plansOf } from "./Simulator.ts"
import { simulate } from "./simulate.ts"

/** What is traced, and what the run has already said of it. */
export interface Wanted {
  readonly run: string
  readonly seed: number
  readonly replication: number
  readonly variants: ReadonlyArray<{ readonly id: string; readonly digest: string }>
  /** Messages that the variant with the most of them has, and of how many at most there is to be told, about. */
  readonly messages: number
  readonly messagesMax: number
  /** An empty folder for the files. */
  readonly folder: string
  readonly onProgress: (progress: { readonly variant: string; readonly simulatedMs: number; readonly horizonMs: number; readonly messages: number }) => void
}

const SLICE_EVENTS = 16_384

/** Writes `VARIANT.jsonl` and `VARIANT.chrome.json` for every variant; gives them by their names in a result folder. */
export const write = Effect.fn("TraceFiles.write")(function* (file: ScenarioFile, wanted: Wanted) {
  const files = new Map<string, OnDisk>()
  const ids = wanted.variants.map(({ id }) => id)
  for (const plan of plansOf(file, ids, wanted)) {
    for (const variant of plan.variants) for (const one of yield* variantFiles(plan, variant, wanted)) files.set(...one)
  }
  return files
})

const variantFiles = Effect.fn("TraceFiles.variantFiles")(function* (plan: Plan, variant: VariantPlan, wanted: Wanted) {
  const path = yield* Path
  const share = Math.min(1, wanted.messagesMax / Math.max(1, wanted.messages))
  const head = { says: "Simulation, not measurement. Counts are of simulated messages.", run: wanted.run, scenario: plan.scenario.id, variant: variant.id, seed: wanted.seed, replication: wanted.replication, from: plan.clock.iso(0), until: plan.clock.iso(plan.horizonMs), sample: sampleText(share), share }
  const names = [`${variant.id}.jsonl`, `${variant.id}.chrome.json`] as const
  const lines = yield* sheet(path.join(wanted.folder, names[0]))
  const chrome = yield* sheet(path.join(wanted.folder, names[1]))
  lines.put(`${JSON.stringify({ kind: "trace", schemaVersion: 1, ...head })}\n`)
  chrome.put(`{"displayTimeUnit":"ms","otherData":${JSON.stringify(head)},"traceEvents":[`)
  let separator = "\n"
  const slices = new ChromeTrace((event) => {
    chrome.put(`${separator}${JSON.stringify(event)}`)
    separator = ",\n"
  })
  const told = (one: Told) => {
    lines.put(`${JSON.stringify({ at: plan.clock.iso(one.atMs), variant: variant.id, kind: one.kind, ...one.about })}\n`)
    slices.told(one)
  }
  const trace = yield* watched(plan, variant, share, told, wanted, Effect.zipRight(lines.flush, chrome.flush))
  slices.end(plan.horizonMs)
  lines.put(`${JSON.stringify({ kind: "end", messages: trace.messages })}\n`)
  chrome.put("\n]}\n")
  const written: ReadonlyArray<readonly [string, OnDisk]> = [[`trace/${names[0]}`, yield* lines.done], [`trace/${names[1]}`, yield* chrome.done]]
  return written
}, Effect.scoped)

/** Runs a variant from its start; it has to be the run that the result tells of. */
const watched = Effect.fn("TraceFiles.watched")(function* <E, R>(plan: Plan, variant: VariantPlan, share: number, told: (one: Told) => void, wanted: Wanted, flush: Effect.Effect<void, E, R>) {
  let [world, trace] = [undefined as World | undefined, undefined as EventTrace | undefined]
  const steps = simulate(plan, [variant], {
    sliceEvents: SLICE_EVENTS,
    judge: (w) => {
      world = w
      trace = new EventTrace(w, variant, share, told)
      return nobody()
    },
    trace: () => trace?.sink,
    finished: () => trace?.end()
  })
  for (;;) {
    const next = steps.next()
    yield* flush
    if (next.done === true) break
    wanted.onProgress({ variant: `trace of ${variant.id}`, simulatedMs: next.value.simulatedMs, horizonMs: plan.horizonMs, messages: next.value.messages })
    yield* Effect.promise(() => new Promise<void>((resolve) => setImmediate(resolve)))
  }
  assert(world !== undefined && trace !== undefined, "a variant that is run has a world")
  const { digest } = wanted.variants.find(({ id }) => id === variant.id) ?? { digest: "" }
  assert(fingerprintOf(world).digest === digest, "what is traced is the run that the result tells of")
  return trace
})

function sampleText(share: number): string {
  return share === 1 ? "every message, and every arrival of a person" : `a share of ${share} of all messages and people, chosen by their keys: the same ones in every variant`
}

/** A file that grows by texts, and knows its size and hash when it is done. */
const sheet = Effect.fn("TraceFiles.sheet")(function* (at: string) {
  const fs = yield* FileSystem
  const file: File = yield* fs.open(at, { flag: "wx" })
  const hash = createHash("sha256")
  let [waiting, bytes] = [[] as Array<string>, 0]
  const flush = Effect.suspend(() => {
    if (waiting.length === 0) return Effect.void
    const chunk = new TextEncoder().encode(waiting.join(""))
    waiting = []
    bytes += chunk.length
    hash.update(chunk)
    return file.writeAll(chunk)
  })
  const done = Effect.map(flush, () => new OnDisk(at, bytes, hash.digest("hex")))
  return { put: (text: string) => void waiting.push(text), flush, done }
})

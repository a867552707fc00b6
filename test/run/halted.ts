/** Variants of scenario files stopped into a file and gone on with from it, each time with the scenario read and compiled anew. */
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { FileSystem } from "@effect/platform/FileSystem"
import type { Path } from "@effect/platform/Path"
import { afterAll } from "vitest"
import type { ScenarioFile } from "../../src/language/file.ts"
import type { Result } from "../../src/model/result.ts"
import * as Simulator from "../../src/run/Simulator.ts"
import { type Identity, read, write } from "../../src/run/Snapshots.ts"
import { judged } from "../scenarios/stage.ts"

const layer = Layer.merge(NodeFileSystem.layer, NodePath.layer)

/** Runs what touches files. */
export const go = <A, E>(effect: Effect.Effect<A, E, FileSystem | Path>): Promise<A> => Effect.runPromise(Effect.provide(effect, layer))

/** A folder that is gone after the tests of a file. */
export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), "situs-snapshots-"))
  afterAll(() => rmSync(dir, { recursive: true, force: true }))
  return dir
}

export interface Whole {
  readonly result: Result
  readonly events: number
  readonly stats: { readonly messages: number; readonly events: number }
}

export async function ran(file: ScenarioFile, variant: string, options: Partial<Simulator.RunOptions> = {}): Promise<Whole> {
  const { runs, instantMs, stats } = await go(Simulator.run(file, { variants: [variant], seed: file.base.seed, ...options }))
  const { events } = runs.find((run) => run.variantId === variant)!.record.fingerprint
  return { result: judged(file, { runs, instantMs, stats }), events, stats: { messages: stats.messages, events: stats.events } }
}

/** Stops a variant after so many events and writes it to a file. */
export async function halted(file: ScenarioFile, variant: string, events: number, path: string): Promise<Identity> {
  const { seed } = file.base
  const { stopped, simulatedMs, simulatedAt } = await go(Simulator.stopAt(file, { variant, seed, replication: 0, events }))
  if (stopped === undefined) throw new Error(`${variant} has fewer than ${events} events`)
  const identity = { engineVersion: "test", scenario: file.id, scenarioHash: file.hash, variant, seed, replication: 0, events, simulatedMs, simulatedAt }
  await go(write(path, identity, stopped))
  return identity
}

/** The whole run that comes of it. */
export async function wentOn(file: ScenarioFile, variant: string, path: string): Promise<Whole> {
  return ran(file, variant, { resume: await go(read(path)) })
}

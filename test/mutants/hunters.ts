/** Processes that hunt for mutants, each several one after the other. A mutant is a module of its own: the engine, the judges and the search, with the bug in it. */
import { type ChildProcess, fork } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { type BuildContext, context } from "esbuild"
import type { Hunt, Hunted } from "./hunt.ts"
import { type Mutant, mutated } from "./mutant.ts"

const root = join(import.meta.dirname, "../..")
/** A module that has been loaded stays: after so many a process is full of engines, and does little but look for room. */
const MUTANTS_A_PROCESS = 16

export interface HuntersOptions {
  readonly workers: number
  readonly seeds: ReadonlyArray<number>
  readonly worldsMax: number
  readonly shrinkPlaysMax: number
}

/** What came of the hunts for a mutant, one for each seed. */
export interface Caught {
  readonly mutant: Mutant
  readonly hunted: ReadonlyArray<Hunted>
}

/** Hunts for every mutant from every seed; calls `told` as each is done. @fails Error of a mutant that cannot be planted, or whose module does not load */
export async function hunted(mutants: ReadonlyArray<Mutant>, options: HuntersOptions, told: (caught: Caught) => void = () => undefined): Promise<ReadonlyArray<Caught>> {
  const texts = mutants.map((mutant) => mutated(mutant))
  // Packages are found from here, and loaded once in a process for all its mutants.
  mkdirSync(join(root, "out"), { recursive: true })
  const folder = mkdtempSync(join(root, "out/mutants-"))
  const builder = await builderOf()
  const workers = new Set<ChildProcess>()
  const found: Array<Caught> = []
  let next = 0
  const work = async (): Promise<void> => {
    const worker = fork(join(import.meta.dirname, "hunter.mjs"), { execArgv: [] })
    workers.add(worker)
    for (let taken = 0; taken < MUTANTS_A_PROCESS && next < mutants.length; taken++) {
      const number = next++
      const module = join(folder, `${number}.mjs`)
      writeFileSync(module, await builder.built(mutants[number], texts[number]))
      const hunts = options.seeds.map((seed): Hunt => ({ promise: mutants[number].promise, seed, worldsMax: options.worldsMax, shrinkPlaysMax: options.shrinkPlaysMax }))
      found[number] = { mutant: mutants[number], hunted: await asked(worker, { number, module: pathToFileURL(module).href, hunts }, mutants[number].id) }
      told(found[number])
    }
    worker.kill()
    if (next < mutants.length) await work()
  }
  try {
    await Promise.all(Array.from({ length: Math.max(1, Math.min(options.workers, mutants.length)) }, work))
  } finally {
    for (const worker of workers) worker.kill()
    await builder.dispose()
    rmSync(folder, { recursive: true, force: true })
  }
  return found
}

function asked(worker: ChildProcess, message: { readonly number: number; readonly module: string; readonly hunts: ReadonlyArray<Hunt> }, id: string): Promise<ReadonlyArray<Hunted>> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => reject(new Error(`mutant ${id}: its process ended with ${code}`))
    worker.once("exit", ended)
    worker.once("message", (answer: { readonly hunted?: ReadonlyArray<Hunted>; readonly failed?: string }) => {
      worker.off("exit", ended)
      if (answer.hunted === undefined) reject(new Error(`mutant ${id}: ${answer.failed}`))
      else resolve(answer.hunted)
    })
    worker.send(message)
  })
}

interface Builder {
  /** The module of a mutant, as text. One at a time: others wait. */
  readonly built: (mutant: Mutant, text: string) => Promise<string>
  readonly dispose: () => Promise<void>
}

/** The bundler keeps what it knows of files that stay the same. */
async function builderOf(): Promise<Builder> {
  let planted: { readonly path: string; readonly text: string } | undefined
  const building: BuildContext = await context({
    absWorkingDir: root,
    entryPoints: ["test/mutants/hunt.ts"],
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    packages: "external",
    write: false,
    logLevel: "silent",
    plugins: [
      {
        name: "planted",
        setup: (build) => build.onLoad({ filter: /[\\/]src[\\/](kernel|world)[\\/]\w+\.ts$/ }, ({ path }) => (path === planted?.path ? { contents: planted.text, loader: "ts" } : undefined))
      }
    ]
  })
  let last: Promise<unknown> = Promise.resolve()
  const built = ({ file }: Mutant, text: string): Promise<string> => {
    const one = last.then(async () => {
      planted = { path: join(root, file), text }
      return (await building.rebuild()).outputFiles![0].text
    })
    last = one.catch(() => undefined)
    return one
  }
  return { built, dispose: () => building.dispose() }
}

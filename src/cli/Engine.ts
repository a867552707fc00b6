/** The commands' way to the engine: scenario files read, simulated, judged and put into words. */
import * as Effect from "effect/Effect"
import type { Student95 } from "../analysis/interval.ts"
import { following, isReached, precisionOf } from "../analysis/precision.ts"
import { pooled } from "../analysis/replications.ts"
import { exitCodeOf } from "../analysis/result.ts"
import { varied } from "../check/vary.ts"
import { printDiagnostics } from "../language/diagnostics.ts"
import type { ScenarioFile, Setting } from "../language/file.ts"
import type { Result } from "../model/result.ts"
import { comparisonScreen, differencesScreen } from "../report/comparisonScreen.ts"
import { summary } from "../report/summary.ts"
import { locate, looked } from "../run/Gazetteer.ts"
import * as Replications from "../run/Replications.ts"
import * as ScenarioFiles from "../run/ScenarioFiles.ts"
import type { Content } from "../run/onDisk.ts"
import * as Simulator from "../run/Simulator.ts"
import { type Asked, type Origin, wordsOf } from "./asked.ts"
import type { Answer, Case, Load, Options } from "./Case.ts"
import { WrongUsage } from "./Exits.ts"
import { filesOf } from "./files.ts"
import { SCENARIO, sha256, type Source } from "./manifest.ts"
import { type Part, type ReplicaJob, replica, replicaWork } from "./Replica.ts"
import { quoted } from "./Run.ts"
import { sensitivity } from "./Sensitivity.ts"
import { settingOf } from "./settings.ts"
import { story } from "./Stories.ts"
import { student95 } from "./student.ts"
import { traced } from "./Tracing.ts"
import { engineVersion } from "./version.ts"

export const load: Load = (path, set) =>
  Effect.gen(function* () {
    const settings: Array<Setting> = []
    for (const text of set) {
      const setting = settingOf(text)
      if (typeof setting === "string") return yield* new WrongUsage({ command: undefined, says: setting })
      settings.push(setting)
    }
    return caseOf(yield* ScenarioFiles.withSets(yield* ScenarioFiles.load(path), settings), set)
  })

function caseOf(file: ScenarioFile, set: ReadonlyArray<string>): Case {
  const { base } = file
  const issuers = Object.values(base.orders).map((order) => (typeof order.by === "string" ? order.by : order.by.state))
  return {
    path: file.name,
    id: file.id,
    title: base.title,
    question: base.question,
    states: [...new Set(base.about ?? issuers)],
    services: Object.keys(base.services),
    from: base.from,
    until: base.until,
    hash: file.hash,
    seed: base.seed,
    variants: file.variantIds,
    baseline: Simulator.baselineOf(file),
    claims: base.claims.length,
    notes: printDiagnostics(file.text, file.notes),
    expanded: file.expanded,
    simulate: (options) => simulate(file, set, options),
    stopAt: ({ onStep, ...options }) => Simulator.stopAt(file, { ...options, onProgress: onStep }),
    explain: (question) => story(file, set, question),
    varied: () => varied(file, locate)
  }
}

const simulate = Effect.fn("Engine.simulate")(function* (file: ScenarioFile, set: ReadonlyArray<string>, options: Options) {
  const startedMs = performance.now()
  const { result, messages, events } = options.replications === 1 ? yield* once(file, options) : yield* several(file, set, options)
  const seconds = (performance.now() - startedMs) / 1000
  const asked = askedOf(options, set)
  const variants = result.variants.map((variant) => variant.id)
  const origin: Origin = { kind: "situs-origin", engineVersion, asked, scenario: file.text }
  const traces = options.trace === undefined ? [] : yield* traced(file, result, options.trace, options.onStep)
  const answer: Answer = {
    variants,
    files: new Map<string, Content>([...filesOf(result, origin, { stats: { messages, events, command: asked.command, options: wordsOf(asked).map(quoted).join(" ") } }), ...traces]),
    source: sourceOf(file, asked, options.trace?.messagesMax, variants),
    exitCode: exitCodeOf(result),
    claims: tally(result),
    summary: (screen) => (options.comparison === undefined ? `${summary(result, { ...screen, stats: { messages, events, seconds } })}${differencesScreen(result, screen.width)}` : comparisonScreen(result, screen))
  }
  return answer
})

function tally(result: Result): Answer["claims"] {
  const claims = { held: 0, broken: 0, undetermined: 0, "known-miss": 0, prediction: 0 }
  for (const { verdict } of result.variants.flatMap((variant) => variant.claims)) claims[verdict]++
  return claims
}

interface Gave {
  readonly result: Result
  /** In all variants and replications. */
  readonly messages: number
  readonly events: number
}

const once = Effect.fn("Engine.once")(function* (file: ScenarioFile, { variants, seed, replication, resume, onStep }: Options) {
  const { result, stats } = yield* replica(file, { variants, seed, replication: replication ?? 0 }, onStep, resume)
  const gave: Gave = { result, messages: stats.messages, events: stats.events }
  return gave
})

const several = Effect.fn("Engine.several")(function* (file: ScenarioFile, set: ReadonlyArray<string>, options: Options) {
  const { comparison, variants, seed, replications, workers, onStep } = options
  const student = yield* Effect.promise(student95)
  const job = { name: file.name, text: file.text, set, variants, seed, baseline: comparison?.baseline, towns: looked() }
  const asking = batches(job, { replications, precision: comparison?.precision, student })
  const { parts, result } = yield* Replications.rounds(() => asking, { workers, work: replicaWork(), onProgress: (done, messages) => onStep({ done, of: replications, what: comparison?.precision === undefined ? "replications" : "replications at most", messages }) })
  const depth = comparison?.sensitivity
  const found = depth === undefined ? null : yield* sensitivity(file, job, { depth, messages: parts[0].messages, whole: result, workers, onStep })
  const sum = (what: "messages" | "events") => parts.reduce((total, part) => total + part[what], 0)
  const gave: Gave = { result: { ...result, sensitivity: found }, messages: sum("messages"), events: sum("events") }
  return gave
})

/** Replications at once, or in batches until a precision is reached: whole batches in their order are looked at, so that threads do not decide how many there are. */
function* batches(job: Omit<ReplicaJob, "replication">, { precision, replications, student }: { readonly precision: number | undefined; readonly replications: number; readonly student: Student95 }): Replications.Asking<ReplicaJob, Part, { readonly parts: ReadonlyArray<Part>; readonly result: Result }> {
  const parts: Array<Part> = []
  for (;;) {
    const done = parts.length
    const until = precision === undefined ? replications : following(done, replications)
    parts.push(...(yield Array.from({ length: until - done }, (_, n) => ({ ...job, replication: done + n }))))
    const result = pooled(parts[0].whole as Result, parts.map((part) => part.sample), student)
    const reached = precision === undefined ? null : precisionOf(result.effects, precision)
    if (reached === null || isReached(reached) || until === replications) return { parts, result: { ...result, run: { ...result.run, precision: reached } } }
  }
}

function askedOf({ comparison, variants, seed, replications, replication }: Options, set: ReadonlyArray<string>): Asked {
  return { command: comparison === undefined ? "run" : "compare", seed, replications, replication: replication ?? 0, variants: variants ?? null, set, ...(comparison === undefined ? {} : { comparison }) }
}

function sourceOf(file: ScenarioFile, asked: Asked, trace: number | undefined, simulated: ReadonlyArray<string>): Source {
  const expanded = file.expanded()
  const printed = expanded.endsWith("\n") ? expanded : `${expanded}\n`
  return { scenario: file.id, scenarioFile: SCENARIO, scenarioHash: file.hash, scenarioHashWithDefaults: sha256(printed), ...asked, ...(trace === undefined ? {} : { trace }), simulated }
}

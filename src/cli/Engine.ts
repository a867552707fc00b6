/** The commands' way to the engine: scenario files read, simulated, judged and put into words. */
import * as Effect from "effect/Effect"
import { explainMessage } from "../analysis/explain.ts"
import { explainPerson } from "../analysis/explainperson.ts"
import { explainTelling } from "../analysis/explaintelling.ts"
import { buildResult, exitCodeOf } from "../analysis/result.ts"
import { printDiagnostics } from "../language/diagnostics.ts"
import type { ScenarioFile, Setting } from "../language/file.ts"
import { reportFiles } from "../report/folder.ts"
import { summary } from "../report/summary.ts"
import * as ScenarioFiles from "../run/ScenarioFiles.ts"
import * as Simulator from "../run/Simulator.ts"
import * as Traces from "../run/Traces.ts"
import { aboutOf } from "../world/plan.ts"
import type { Answer, Case, Load, Options, Question } from "./Case.ts"
import { evidenceOf } from "./evidence.ts"
import { WrongUsage } from "./Exits.ts"
import { quoted } from "./Run.ts"
import { settingOf } from "./settings.ts"
import { engineVersion } from "./version.ts"

export const load: Load = (path, set) =>
  Effect.gen(function* () {
    const settings: Array<Setting> = []
    for (const text of set) {
      const setting = settingOf(text)
      if (typeof setting === "string") return yield* new WrongUsage({ command: "run", says: setting })
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
    claims: base.claims.length,
    notes: printDiagnostics(file.text, file.notes),
    expanded: file.expanded,
    simulate: (options) => simulate(file, set, options),
    explain: (question) => explain(file, question)
  }
}

const simulate = Effect.fn("Engine.simulate")(function* (file: ScenarioFile, set: ReadonlyArray<string>, options: Options) {
  const { variants, seed, onStep } = options
  const output = yield* Simulator.run(file, { variants, seed, onProgress: onStep })
  const { base } = file
  const result = buildResult({
    file: { id: file.id, title: base.title, question: base.question, hash: file.hash, from: base.from, until: base.until, about: aboutOf(base), baseline: base.baseline },
    engineVersion,
    seed,
    replications: 1,
    assumptions: evidenceOf(file.assumptions),
    runs: output.runs,
    instantMs: output.instantMs
  })
  const { messages, events, elapsedMs } = output.stats
  const answer: Answer = {
    variants: output.runs.map((run) => run.variantId),
    files: reportFiles(result, { stats: { messages, events, options: optionsOf(variants, set) } }),
    exitCode: exitCodeOf(result),
    summary: (screen) => summary(result, { ...screen, stats: { messages, events, seconds: elapsedMs / 1000 } })
  }
  return answer
})

/** Without a choice of variant a message's or person's story is that of the file as it stands. */
const explain = Effect.fn("Engine.explain")(function* (file: ScenarioFile, question: Question) {
  const { message, onStep, person, variant, width } = question
  const options = { seed: file.base.seed, onProgress: onStep }
  const command = `situs explain ${quoted(file.name)}`
  if (message === undefined && person === undefined) return explainTelling(yield* Traces.telling(file, variant, options), command, width)
  const id = variant ?? "as-happened"
  const text = message !== undefined ? explainMessage(yield* Traces.message(file, message, id, options), width) : explainPerson(yield* Traces.person(file, person ?? "", id, options), width)
  const others = file.variantIds.filter((other) => other !== id)
  return others.length === 0 ? text : `${text}\nThe same in another variant: --variant ${others.join(" | ")}\n`
})

/** What a run was asked beyond its file, as a shell takes it. */
function optionsOf(variants: ReadonlyArray<string> | undefined, set: ReadonlyArray<string>): string {
  return [...(variants ?? []).flatMap((variant) => ["--variant", variant]), ...set.flatMap((one) => ["--set", one])].map(quoted).join(" ")
}

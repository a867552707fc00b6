/** What `explain` tells of a scenario file: runs that are looked on at, put into words. */
import * as Effect from "effect/Effect"
import { columnsOf } from "../analysis/cell.ts"
import { explainMessage } from "../analysis/explain.ts"
import { explainNumber } from "../analysis/explainnumber.ts"
import { explainPerson } from "../analysis/explainperson.ts"
import { explainTelling } from "../analysis/explaintelling.ts"
import { runId } from "../analysis/replications.ts"
import type { ScenarioFile } from "../language/file.ts"
import { standalone } from "../report/figures/figure.ts"
import { spacetimeFigure } from "../report/figures/spacetime.ts"
import * as Numbers from "../run/Numbers.ts"
import { baselineOf } from "../run/Simulator.ts"
import * as Traces from "../run/Traces.ts"
import type { Question, Told } from "./Case.ts"
import { quoted } from "./Run.ts"
import { engineVersion } from "./version.ts"

/** `set`: the changes that the file has been given. Without a choice of variant a story is that of the file as it stands. */
export const story = Effect.fn("Stories.story")(function* (file: ScenarioFile, set: ReadonlyArray<string>, question: Question) {
  const { baseline, message, number, onStep, person, replication, seed, variant, width } = question
  const options = { seed: seed ?? file.base.seed, replication, onProgress: onStep }
  const command = ["situs explain", file.name, ...set.flatMap((one) => ["--set", one]), ...(seed === undefined ? [] : ["--seed", String(seed)]), ...(replication === undefined ? [] : ["--replication", String(replication)])].map((word, i) => (i === 0 ? word : quoted(word))).join(" ")
  const id = variant ?? "as-happened"
  const words = (text: string): Told => ({ text, picture: undefined })
  if (number !== undefined) return words(explainNumber(yield* Numbers.count(file, number, { variant: id, baseline: baseline ?? baselineOf(file) }, columnsOf, options), command, width))
  if (message === undefined && person === undefined) return words(explainTelling(yield* Traces.telling(file, variant, options), command, width))
  const others = file.variantIds.filter((other) => other !== id)
  const also = others.length === 0 ? "" : `\nThe same in another variant: --variant ${others.join(" | ")}\n`
  if (message === undefined) return words(`${explainPerson(yield* Traces.person(file, person ?? "", id, options), width)}${also}`)
  const told = yield* Traces.message(file, message, id, options)
  const run = { engineVersion, runId: runId(file.hash, options.seed, 1, replication ?? 0) }
  return { text: `${explainMessage(told, width)}${also}`, picture: standalone(spacetimeFigure(told, run)) } satisfies Told
})

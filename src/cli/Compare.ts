/** `situs compare`: a run of many replications whose answer is what each option changes, and how sure that is. */
import * as Effect from "effect/Effect"
import { RUNS_MAX, RUNS_MIN } from "../analysis/precision.ts"
import type { Depth } from "./asked.ts"
import type { Load } from "./Case.ts"
import { WrongUsage } from "./Exits.ts"
import { type Request, runFiles } from "./Run.ts"

/** What is typed behind `compare`; the rest is as in a run. */
export interface CompareRequest extends Pick<Request, "seed" | "workers" | "set" | "trace" | "json" | "quiet"> {
  readonly file: string
  readonly baseline: string | undefined
  readonly variants: ReadonlyArray<string>
  readonly precision: string | undefined
  readonly replications: number | undefined
  readonly sensitivity: boolean
  readonly trajectories: number | undefined
  readonly sobol: number | undefined
  readonly out: string | undefined
}

/** The same run, written into the same folder, as `situs run --replications`; it may go on until differences are known well enough. */
export const compare = (load: Load) =>
  Effect.fn("Compare.compare")(function* ({ baseline, file, out, precision, replications, sensitivity, sobol, trajectories, ...typed }: CompareRequest) {
    const share = precision === undefined ? undefined : shareOf(precision)
    if (share === null) return yield* misuse(`--precision wants a share of at most 50 %, such as 1% or 0.01, not "${precision}"`)
    if (replications !== undefined && replications < RUNS_MIN) return yield* misuse(`--replications wants ${RUNS_MIN} or more here, not ${replications}: an interval from fewer runs says little; situs run takes any number`)
    if (!sensitivity && (trajectories ?? sobol) !== undefined) return yield* misuse(`--${trajectories === undefined ? "sobol" : "trajectories"} says how far --sensitivity goes: name that too`)
    const depth: Depth | undefined = sensitivity ? { trajectories: trajectories ?? TRAJECTORIES, sobol: sobol ?? 0 } : undefined
    return yield* runFiles(load)({
      ...typed,
      files: [file],
      replications: replications ?? (share === undefined ? RUNS_MIN : RUNS_MAX),
      replication: undefined,
      stopAt: undefined,
      snapshot: undefined,
      resume: undefined,
      comparison: { baseline, precision: share, sensitivity: depth },
      out: out ?? "out"
    })
  })

const misuse = (says: string) => new WrongUsage({ command: "compare", says })

/** Few, since each is a run for each range, and three more of it: of ten ranges these are about a hundred runs. */
const TRAJECTORIES = 3
const SHARE_MAX = 0.5

/** `1%`, `0.5 %` or `0.01`; null where it is none of them. */
export function shareOf(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim())
  if (found === null) return null
  const share = found[2] === "%" ? Number(found[1]) / 100 : Number(found[1])
  return share > 0 && share <= SHARE_MAX ? share : null
}

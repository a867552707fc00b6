/** `situs compare`: a run of many replications whose answer is what each option changes, and how sure that is. */
import * as Effect from "effect/Effect"
import { RUNS_MAX, RUNS_MIN } from "../analysis/precision.ts"
import type { Load } from "./Case.ts"
import { WrongUsage } from "./Exits.ts"
import { type Request, runFiles } from "./Run.ts"

/** What is typed behind `compare`; the rest is as in a run. */
export interface CompareRequest extends Pick<Request, "seed" | "workers" | "set" | "json" | "quiet"> {
  readonly file: string
  readonly baseline: string | undefined
  readonly variants: ReadonlyArray<string>
  readonly precision: string | undefined
  readonly replications: number | undefined
  readonly out: string | undefined
}

/** The same run, written into the same folder, as `situs run --replications`; it may go on until differences are known well enough. */
export const compare = (load: Load) =>
  Effect.fn("Compare.compare")(function* ({ baseline, file, out, precision, replications, ...typed }: CompareRequest) {
    const share = precision === undefined ? undefined : shareOf(precision)
    if (share === null) return yield* misuse(`--precision wants a share of at most 50 %, such as 1% or 0.01, not "${precision}"`)
    if (replications !== undefined && replications < RUNS_MIN) return yield* misuse(`--replications wants ${RUNS_MIN} or more here, not ${replications}: an interval from fewer runs says little; situs run takes any number`)
    return yield* runFiles(load)({
      ...typed,
      files: [file],
      replications: replications ?? (share === undefined ? RUNS_MIN : RUNS_MAX),
      replication: undefined,
      stopAt: undefined,
      snapshot: undefined,
      resume: undefined,
      comparison: { baseline, precision: share },
      out: out ?? "out",
      trace: false
    })
  })

const misuse = (says: string) => new WrongUsage({ command: "compare", says })

const SHARE_MAX = 0.5

/** `1%`, `0.5 %` or `0.01`; null where it is none of them. */
export function shareOf(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?|\.\d+)\s*(%?)$/.exec(text.trim())
  if (found === null) return null
  const share = found[2] === "%" ? Number(found[1]) / 100 : Number(found[1])
  return share > 0 && share <= SHARE_MAX ? share : null
}

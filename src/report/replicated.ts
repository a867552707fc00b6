/** What several runs add, in words: how many there were, in how many a verdict came out, between what a number lies. Nothing where there was one. */
import type { Estimate } from "../model/replicated.ts"
import type { ClaimVerdict, InvariantVerdict, Result } from "../model/result.ts"
import { count, counted, instant, percent } from "./words.ts"

/** "1 run, no interval", or how many there were and what is of which. */
export function runs(result: Result): string {
  const { replication, replications } = result.run
  if (replications > 1) return `${count(replications)} runs of each variant: counts and tables of the first, verdicts and intervals over all`
  return replication === 0 ? "1 run, no interval" : `1 run (replication ${replication}), no interval`
}

/** ` in 3 of 20 runs`; empty where there was one. */
export function inRuns(number: number, result: Result): string {
  return result.run.replications === 1 ? "" : ` in ${count(number)} of ${counted(result.run.replications, "run")}`
}

/** In how many runs the claim came out as its verdict says. */
export function runsOfClaim(claim: ClaimVerdict): number {
  switch (claim.verdict) {
    case "known-miss": return claim.runs.knownMiss
    case "held": case "broken": case "undetermined": case "prediction": return claim.runs[claim.verdict]
  }
}

/** In how many runs the promise came out as its verdict says. */
export function runsOfPromise(promise: InvariantVerdict): number {
  return promise.verdict === "not-exercised" ? promise.runs.notExercised : promise.runs[promise.verdict]
}

/** `of 100: mean 98.2, 95 %: 97.9 to 98.5` of a share, whose whole differs from run to run; undefined where there is no interval. */
export function shareWords(estimate: Estimate): string | undefined {
  const said = words(estimate, (value) => percent(value, 1).replace(" %", ""))
  return said === undefined ? undefined : `of 100: ${said}`
}

/** The same of a claim's number. */
export function claimWords(claim: ClaimVerdict): string | undefined {
  const step = claim.unit === "ms" ? (STEPS.find(([size]) => Math.abs(claim.estimate.mean ?? 0) >= 2 * size) ?? ([1, "ms"] as const)) : undefined
  return words(claim.estimate, (value) => {
    if (claim.unit === "ms since 1970") return instant(new Date(Math.round(value)).toISOString())
    return step === undefined ? `${count(value)}${claim.unit === "" ? "" : ` ${claim.unit}`}` : `${count(value / step[0])} ${step[1]}`
  })
}

const STEPS = [[86_400_000, "days"], [3_600_000, "h"], [60_000, "min"], [1000, "s"]] as const

function words({ mean, low, high, runs: number }: Estimate, say: (value: number) => string): string | undefined {
  if (mean === null || low === null || high === null) return undefined
  return low === high ? `${say(mean)} in each of ${count(number)} runs` : `mean ${say(mean)}, 95 %: ${say(low)} to ${say(high)}`
}

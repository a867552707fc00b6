/** Searches worlds from a number on, as `situs check` does, in steps; prints one line of JSON a step: what was played, and every failure as a file. */
import { betweenRuns } from "../src/check/betweenRuns.ts"
import { foundId, foundText } from "../src/check/found.ts"
import { play } from "../src/check/play.ts"
import { halfway } from "../src/check/halfway.ts"
import { search } from "../src/check/search.ts"
import { worldOf } from "../src/check/worlds.ts"
import type { Step } from "./worlds.ts"

const [from, count, size] = process.argv.slice(2).map(Number)

for (let seed = from; seed < from + count; seed += size) {
  const runs = Math.min(size, from + count - seed)
  // Probes cost a tenth of the time and judge nothing.
  const one = search({ seed, runs, trialOf: worldOf, play: (trial, options) => play(trial, { ...options, probes: false }), resumed: halfway, between: betweenRuns, failuresMax: Number.MAX_SAFE_INTEGER, shrinkPlaysMax: 2000 })
  while (one.advance(1000));
  const { discarded, found, played, status } = one.report()
  const failures = found.map((failure) => ({ id: foundId(failure), says: failure.failure.says, text: foundText(failure, []) }))
  const step: Step = { played, discarded, ended: status === "ended", failures }
  console.log(JSON.stringify(step))
}

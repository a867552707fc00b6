/**
 * One measurement of the engine, in a process of its own: `messagesRun PEOPLE DAYS`. The scenario is read, compiled and run as
 * `situs run` does it, promises checked. Prints a line of JSON: speeds are of the run alone, what goes before stands beside.
 */
import { performance } from "node:perf_hooks"
import { Promises } from "../src/invariants/promises.ts"
import { readScenario } from "../src/language/file.ts"
import { scopesOf } from "../src/run/scopes.ts"
import { plansOf } from "../src/run/Simulator.ts"
import { simulate } from "../src/run/simulate.ts"
import { zones } from "../src/run/Zones.ts"
import { finish } from "../src/world/finish.ts"
import { messagesScenario } from "./messagesScenario.ts"

/** Everything is met once before: code that has not run yet is slow, and what it costs to become fast hangs on no size. */
const WARM_UP = { people: 5_000, days: 4 }

const [people, days] = process.argv.slice(2).map(Number)
measure(WARM_UP.people, WARM_UP.days)
console.log(JSON.stringify(measure(people, days)))

function measure(people: number, days: number) {
  const startedMs = performance.now()
  const read = readScenario(new TextEncoder().encode(messagesScenario(people, days)), "bench.yaml", () => undefined, zones)
  if (!read.ok) throw new Error(read.text)
  const plan = plansOf(read.file, ["as-happened"], { seed: 7 })[0]
  const scopes = scopesOf(plan, "as-happened")
  let [messages, events, beganMs, endedMs, bytes, digest] = [0, 0, 0, 0, 0, ""]
  const steps = simulate(plan, plan.variants, {
    sliceEvents: 65_536,
    judge: (w) => new Promises(w, scopes),
    finished: (w, variant, judge) => {
      endedMs = performance.now()
      bytes = process.memoryUsage().rss
      const { fingerprint, promises } = finish(w, variant, judge.verdicts(variant))
      const broken = promises.filter((promise) => promise.verdict === "broken").map((promise) => promise.id)
      if (broken.length > 0) throw new Error(`broken: ${broken.join(", ")}`)
      digest = fingerprint.digest
    }
  })
  for (const step of steps) {
    // The first step comes once everybody is where he is at the start.
    if (beganMs === 0) beganMs = performance.now()
    messages = step.messages
    events = step.events
  }
  const seconds = (endedMs - beganMs) / 1000
  return { people, messages, events, perSecond: messages / seconds, setupSeconds: (beganMs - startedMs) / 1000, megabytes: bytes / 1e6, digest }
}

/** Plays worlds by number with all promises and probes; prints one line of JSON: times by world, and how many worlds reached each probe. */
import { readFileSync } from "node:fs"
import { play } from "../src/check/play.ts"
import { PROBES } from "../src/check/probes.ts"
import { worldOf } from "../src/check/worlds.ts"

const [worlds, warm] = process.argv.slice(2).map(Number)

/** Processor time of the main thread [ms]: what other processes take does not count. Where the system does not tell it, the clock's. */
function mainMs(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e6
  } catch {
    return performance.now()
  }
}

const probes: Record<string, number> = Object.fromEntries(Object.keys(PROBES).map((probe) => [probe, 0]))
const verdicts: Record<string, number> = {}
const times: Array<number> = []
const drawn: Array<number> = []
let [messages, events, startMs] = [0, 0, 0]
for (let number = -warm; number < worlds; number++) {
  if (number === 0) startMs = mainMs()
  const a = performance.now()
  const trial = worldOf(number)
  const b = performance.now()
  const outcome = play(trial)
  if (number < 0) continue
  times.push(performance.now() - a)
  drawn.push(b - a)
  messages += outcome.messages
  events += outcome.fingerprint.events
  for (const probe of outcome.probes) probes[probe]++
  for (const { id, verdict } of outcome.promises) if (verdict === "broken") verdicts[id] = (verdicts[id] ?? 0) + 1
}
const perSecond = (worlds * 1000) / (mainMs() - startMs)
const at = (list: ReadonlyArray<number>, share: number) => [...list].sort((x, y) => x - y)[Math.floor((list.length - 1) * share)]
console.log(JSON.stringify({ worlds, perSecond, medianMs: at(times, 0.5), p95Ms: at(times, 0.95), drawMedianMs: at(drawn, 0.5), messages: messages / worlds, events: events / worlds, probes, broken: verdicts }))

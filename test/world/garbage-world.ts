/**
 * Run by garbage.test.ts in a process of its own: a world in which everything happens is run to its end, then a second one through all its
 * boundaries; then events are handled between marks, for the test to count what is collected. A control that makes garbage comes last.
 */
import { Promises } from "../../src/invariants/promises.ts"
import { readScenario } from "../../src/language/file.ts"
import { scopesOf } from "../../src/run/scopes.ts"
import { plansOf } from "../../src/run/Simulator.ts"
import { advance, end, start } from "../../src/run/simulate.ts"
import { zones } from "../../src/run/Zones.ts"
import { dispatchAll } from "../../src/world/dispatch.ts"
import { togglesOf } from "../../src/world/effects.ts"
import { REASONS } from "../../src/world/reasons.ts"
import { Counter, Kind, World } from "../../src/world/world.ts"
import { garbageScenario } from "./garbageScenario.ts"

const KINDS = Object.keys(Kind)
const EVENTS = 5_000_000
/** Handled in the last epoch before what is measured: what holds in an epoch is worked out when it is first asked. */
const SETTLING = 5_000_000
const WARM_UP = { people: 2_000, days: 4 }
const MEASURED = { people: 10_000, days: 10 }

const kinds = new Float64Array(KINDS.length + 1)
const reasons = new Set<string>()

/** A world with its judge, and how far its boundaries go. */
function worldOf(people: number, days: number) {
  const read = readScenario(new TextEncoder().encode(garbageScenario(people, days)), "garbage.json", () => undefined, zones)
  if (!read.ok) throw new Error(read.text)
  const plan = plansOf(read.file, ["as-happened"], { seed: 7 })[0]
  const scopes = scopesOf(plan, "as-happened")
  const w = new World(plan)
  const judge = new Promises(w, scopes)
  w.watch = judge
  start(w)
  const toggles = togglesOf(plan, plan.variants[0])
  const lastMs = Math.max(...toggles.map((toggle) => toggle.atMs), ...plan.cutsMs.filter((ms) => ms < plan.horizonMs))
  return { w, toggles, lastMs, judge }
}

function through(w: World, toggles: ReturnType<typeof togglesOf>, untilMs: number): void {
  for (const _ of advance(w, toggles, untilMs, "", 65_536)) void _
}

/** Runs a world to its end, one event at a time, and notes the kind of each and the reasons met. */
function meetAll(w: World, toggles: ReturnType<typeof togglesOf>): void {
  for (const step of advance(w, toggles, w.plan.horizonMs, "", 1)) if (step.events > 0) for (const { kind } of [w.calendar, w.trips]) kinds[kind]++
  end(w)
  for (const table of [w.outcomes.refusals, w.outcomes.returns]) for (let row = 0; row < table.size; row++) reasons.add(REASONS[table.key(row, 1)])
}

function main(): void {
  const first = worldOf(WARM_UP.people, WARM_UP.days)
  meetAll(first.w, first.toggles)
  console.log(`kinds ${JSON.stringify(Object.fromEntries(KINDS.map((kind, i) => [kind, kinds[i + 1]])))}`)
  console.log(`reasons ${JSON.stringify([...reasons].sort())}`)
  const { w, toggles, lastMs, judge } = worldOf(MEASURED.people, MEASURED.days)
  through(w, toggles, lastMs + 1)
  w.limitMs[0] = w.plan.horizonMs
  console.log(`boundaries end at ${lastMs / 3.6e6} h, event ${w.counters[Counter.EVENTS]}`)
  dispatchAll(w, SETTLING)
  measure("dispatch", () => EVENTS - dispatchAll(w, EVENTS))
  console.log(`ended at ${w.nowMs / 3.6e6} h of ${w.plan.horizonMs / 3.6e6}`)
  for (let i = 0; i < 20; i++) litter(100_000)
  measure("litter", () => litter(EVENTS))
  if (judge.verdicts(w.plan.variants[0]).some((verdict) => verdict.verdict === "broken")) throw new Error("a promise is broken")
}

/** What was left before is collected first: else it may be due in the middle of what is measured. */
function measure(name: string, work: () => number): void {
  globalThis.gc!()
  console.log(`begin ${name} ${process.memoryUsage().heapUsed}`)
  const done = work()
  console.log(`end ${name} ${process.memoryUsage().heapUsed} ${done}`)
}

const control: { x: number }[] = []

/** What a loop that boxes a double a turn looks like. */
function litter(turns: number): number {
  for (let i = 0; i < turns; i++) control[i & 63] = { x: i * 0.1 }
  return turns
}

main()

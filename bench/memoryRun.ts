/**
 * One measurement of memory, in a process of its own that Node runs with --expose-gc. Prints a line of JSON. Bytes are those of the
 * heap and of typed arrays that are still held once everything else has been collected: plan, scopes, world and judge, as in a run.
 *
 * `memoryRun people PEOPLE DAYS PER_DAY TRIPS`: after a run of the bench's scenario of messages, with so many trips a person and year.
 * `memoryRun flight MESSAGES suspended|leaky|delivered`: so many messages wait for accounts that are suspended, wait behind a block that leaks next
 * to nothing and try again, or have been delivered.
 */
import { performance } from "node:perf_hooks"
import { Promises } from "../src/invariants/promises.ts"
import { readScenario } from "../src/language/file.ts"
import { scopesOf } from "../src/run/scopes.ts"
import { plansOf } from "../src/run/Simulator.ts"
import { advance, start } from "../src/run/simulate.ts"
import { zones } from "../src/run/Zones.ts"
import { togglesOf } from "../src/world/effects.ts"
import { Counter, World } from "../src/world/world.ts"
import { heldArrays } from "./heldArrays.ts"
import { messagesScenario } from "./messagesScenario.ts"

const DAY_MS = 86_400_000
/** Rows of the table of arrays: what is smaller is told together. */
const ROWS = 60

/** People, and messages, of the world that goes before: so few that they take nothing, with all the code that the measured one needs. */
const FEW = { people: 1000, messages: 20_000 }

const [what, ...words] = process.argv.slice(2)
const [count, days, perDay, trips] = words.map(Number)
const few = what === "flight" ? held(flightScenario(FEW.messages, "delivered"), DAY_MS) : held(peopleScenario(FEW.people, 1, 10), DAY_MS)
const measured = what === "flight" ? held(flightScenario(count, words[1]), DAY_MS) : held(peopleScenario(count, days, perDay), days * DAY_MS)
console.log(JSON.stringify({ ...measured, few: { people: few.people, heap: few.heap, arrays: few.arrays } }))

function peopleScenario(people: number, days: number, perDay: number): string {
  const text = messagesScenario(people, days, perDay)
  const travelling = text.replaceAll("trips-per-year: 4,", `trips-per-year: ${trips},`)
  if (trips !== 4 && travelling === text) throw new Error("the scenario of messages says nothing of trips")
  return travelling
}

/** Runs a scenario for so long, and tells what is held then. */
function held(text: string, untilMs: number) {
  const collect = globalThis.gc
  if (collect === undefined) throw new Error("to be run with --expose-gc")
  const startedMs = performance.now()
  const read = readScenario(new TextEncoder().encode(text), "bench.yaml", () => undefined, zones)
  if (!read.ok) throw new Error(read.text)
  const plan = plansOf(read.file, ["as-happened"], { seed: 7 })[0]
  const compiledMs = performance.now()
  const scopes = scopesOf(plan, "as-happened")
  const scopedMs = performance.now()
  const w = new World(plan)
  const judge = new Promises(w, scopes)
  w.watch = judge
  start(w)
  for (const _ of advance(w, togglesOf(plan, plan.variants[0]), Math.min(untilMs, plan.horizonMs), "", 65_536)) void _
  const endedMs = performance.now()
  collect()
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  const arrays = heldArrays({ plan, world: w, judge, scopes })
  const rest = arrays.slice(ROWS)
  return {
    people: plan.people.count,
    messages: w.counters[Counter.MESSAGES],
    live: w.messages.live,
    events: w.counters[Counter.EVENTS],
    heap: heapUsed,
    arrays: arrayBuffers,
    table: [...arrays.slice(0, ROWS), { name: `${rest.length} others`, bytes: rest.reduce((sum, row) => sum + row.bytes, 0), arrays: rest.reduce((sum, row) => sum + row.arrays, 0) }],
    compileSeconds: (compiledMs - startedMs) / 1000,
    scopesSeconds: (scopedMs - compiledMs) / 1000,
    runSeconds: (endedMs - scopedMs) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024
  }
}

/** Ten thousand writers send so many messages in a day to a hundred thousand readers. Something keeps it from them from the first minute on, or nothing does. */
function flightScenario(messages: number, how: string): string {
  const does = how === "leaky" ? { block: { what: "mail", at: "national-internet", leak: { share: "0.0001 %", by: "attempt" } } } : { suspend: { what: "mail", of: { home: "GB" } } }
  const file = {
    situs: 1,
    id: "bench-flight",
    title: "A benchmark, no case",
    from: "2026-01-01",
    until: "2026-01-05",
    baseline: "as-happened",
    countries: { US: { timezone: "America/New_York", place: { lat: 40.7, lon: -74 } }, GB: { timezone: "Europe/London", place: { lat: 51.5, lon: -0.1 } } },
    carriers: { one: { country: "US", share: "100 %" }, two: { country: "GB", share: "100 %" } },
    providers: { firm: { seat: "US" } },
    sites: { here: { country: "US", operator: "firm", roles: ["relay", "mailbox"] } },
    services: { mail: { provider: "firm", relay: "here", classes: { content: { kept: "here", keys: "provider" } }, waits: { "at-relay": "2 days" } } },
    people: {
      writers: { home: "US", count: 10_000, use: { mail: "100 %" }, reach: { "local-sim": "100 %" }, writes: { "per-day": messages / 10_000, to: { readers: "100 %" } } },
      readers: { home: "GB", count: 100_000, use: { mail: "100 %" }, reach: { "local-sim": "100 %" } }
    },
    orders: how !== "delivered" ? { stop: { by: "GB", kind: "service-suspension", does: [does], timeline: [{ "in-effect": "2026-01-01 00:01 UTC" }] } } : {}
  }
  return JSON.stringify(file)
}

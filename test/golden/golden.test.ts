/** Golden traces: what a few small scenarios did when they were last looked at. A change of the engine that is meant is renewed with SITUS_RENEW=1, read, and committed. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { simulate } from "../../src/run/simulate.ts"
import { plansOf } from "../../src/run/Simulator.ts"
import { finish } from "../../src/world/finish.ts"
import type { RunRecord } from "../../src/world/record.ts"
import { REASONS } from "../../src/world/reasons.ts"
import type { TraceEvent } from "../../src/world/trace.ts"
import type { World } from "../../src/world/world.ts"
import { opened } from "../scenarios/stage.ts"
import { blind, bouncedOf, refusedOf } from "../world/smallWorld.ts"

const FILES: ReadonlyArray<readonly [path: string, variant: string]> = [
  ["test/flips/leak.yaml", "as-happened"],
  ["test/flips/evacuation.yaml", "as-happened"],
  ["test/flips/across-the-deadline.yaml", "as-happened"],
  ["test/flips/all-effects.yaml", "as-happened"]
]
const LINES = 200

describe("A golden trace", () => {
  for (const [path, variant] of FILES) {
    it(`of ${path}, ${variant}, is as it was`, () => {
      const file = opened(path)
      const golden = join(import.meta.dirname, `${file.id}.${variant}.txt`)
      const text = traced(file, variant)
      if (process.env.SITUS_RENEW === "1") writeFileSync(golden, text)
      const was = existsSync(golden) ? readFileSync(golden, "utf8") : ""
      expect(text === was ? "as it was" : `${difference(was, text)}\nIf this is meant: SITUS_RENEW=1 npx vitest run test/golden, read the difference, commit.`).toBe("as it was")
    })
  }
})

/** The lines that differ, the first twenty of them. */
function difference(was: string, is: string): string {
  const [before, after] = [was.split("\n"), is.split("\n")]
  const lines = Array.from({ length: Math.max(before.length, after.length) }, (_, i) => i).filter((i) => before[i] !== after[i])
  return `${lines.length} lines differ\n${lines.slice(0, 20).map((i) => `${i + 1} was ${before[i] ?? "(nothing)"}\n${i + 1} is  ${after[i] ?? "(nothing)"}`).join("\n")}`
}

/** Digest, counts, and the first lines of the trace from the first effect on. */
function traced(file: ReturnType<typeof opened>, id: string): string {
  const [plan] = plansOf(file, [id], { seed: file.base.seed })
  const effectMs = Math.min(...plan.acts.filter((act) => act.startMs > 0).map((act) => act.startMs))
  const lines: Array<string> = []
  let record: RunRecord | undefined
  const sink = (w: World) => (event: TraceEvent) => {
    if (lines.length < LINES && event.atMs >= effectMs) lines.push(lineOf(w, event))
  }
  const steps = simulate(plan, plan.variants, { sliceEvents: 100_000, judge: blind, trace: sink, finished: (w, variant) => (record = finish(w, variant, [])) })
  for (const _ of steps) void _
  return [...heading(record!), "", ...lines, ""].join("\n")
}

function heading(record: RunRecord): ReadonlyArray<string> {
  const { events, draws, digest } = record.fingerprint
  const sums = new Map<string, Array<number>>()
  for (const row of record.outcomes) {
    const s = record.situations[row.situation]
    const key = `${record.groups[s.group].cohort} in ${s.place} by ${s.access}${s.vpn === undefined ? "" : ` and VPN ${s.vpn}`}, ${row.service}`
    const values = [row.attempted, refusedOf(row), row.accepted, row.underWay, row.delivered, bouncedOf(row), row.expired, row.inFlight]
    sums.set(key, values.map((v, i) => v + (sums.get(key)?.[i] ?? 0)))
  }
  const rows = [...sums].map(([key, values]) => `${key}: ${values.join(" ")}`).sort()
  return [`digest ${digest}, ${events} events, ${draws} draws`, "attempted refused accepted under-way delivered bounced expired in-flight", ...rows]
}

function lineOf(w: World, event: TraceEvent): string {
  const at = `${w.plan.clock.iso(event.atMs).slice(0, 19)} ${(event.atMs % 1000).toFixed(3)}`
  const personOf = (person: number) => `${w.plan.cohorts[w.plan.people.cohort[person]].name}#${person - w.plan.cohorts[w.plan.people.cohort[person]].first}`
  const actOf = (act: number) => (act < 0 ? "" : ` by ${w.plan.acts[act].path}`)
  if (event.kind === "arrives") return `${at} ${personOf(event.person)} arrives in ${w.plan.places[event.place].code}`
  const { messages } = w
  const m = event.message
  const who = `${at} ${w.plan.products[messages.product(m)].name} ${personOf(messages.sender(m))} to ${personOf(messages.recipient(m))}`
  switch (event.kind) {
    case "refused":
      return `${who}: ${event.final ? "refused" : "refused for now"}, ${event.obstacle.reason} at ${event.obstacle.point}${actOf(event.obstacle.act)}`
    case "waits":
      return `${who}: waits at ${event.where}${event.obstacle === undefined ? "" : `, ${event.obstacle.reason}${actOf(event.obstacle.act)}`}`
    case "bounced":
    case "expired":
      return `${who}: ${event.kind}${event.reason < 0 ? "" : `, ${REASONS[event.reason]}`}${actOf(event.cause)}`
    case "stored":
      return `${who}: stored${event.site < 0 ? "" : ` in ${w.plan.sites[event.site].name}`}`
    default:
      return `${who}: ${event.kind}`
  }
}

/** The engine as a page runs it: text in, fingerprints out. Nothing of Node is in it. */
import { readScenario } from "../../src/language/file.ts"
import type { Gazetteer } from "../../src/model/gazetteer.ts"
import { Promises } from "../../src/invariants/promises.ts"
import { scopesOf } from "../../src/run/scopes.ts"
import { simulate } from "../../src/run/simulate.ts"
import { finish } from "../../src/world/finish.ts"
import { compile } from "../../src/world/plan.ts"

/** A line for each variant: its id and its fingerprint; or what is wrong with the file. */
export function fingerprints(text: string, gazetteer: Gazetteer): string {
  const read = readScenario(new TextEncoder().encode(text), "scenario.yaml", gazetteer)
  if (!read.ok) return read.text
  const { file } = read
  const plan = compile({ variants: file.variantIds.map((id) => ({ id, title: id, scenario: file.variant(id)!.scenario })), gazetteer, seed: file.base.seed, replication: 0, cutsMs: [] })
  const scopes = scopesOf(plan, "as-happened")
  const lines: Array<string> = []
  const steps = simulate(plan, plan.variants, {
    sliceEvents: 10_000,
    judge: (w) => new Promises(w, scopes),
    finished: (w, variant, judge) => {
      const { events, draws, digest } = finish(w, variant, judge.verdicts(variant)).fingerprint
      lines.push(`${variant.id} ${events} ${draws} ${digest}`)
    }
  })
  for (const _ of steps) void _
  return lines.join("\n")
}

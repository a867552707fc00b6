/** Small worlds with one judge, for the tests of the promises: the same world runs clean and with one planted fault. */
import { compared, type Outside, Promises } from "../../src/invariants/promises.ts"
import { readScenario } from "../../src/language/file.ts"
import { scopesOf } from "../../src/run/scopes.ts"
import { simulate } from "../../src/run/simulate.ts"
import { compile, type Plan } from "../../src/world/plan.ts"
import type { PromiseVerdict } from "../../src/world/record.ts"

const TOWNS: Readonly<Record<string, readonly [lat: number, lon: number, country: string]>> = { Berlin: [52.5, 13.4, "DE"], Paris: [48.9, 2.4, "FR"], Bern: [46.9, 7.4, "CH"] }

/** Two people's states, a third, one company with sites in all three; `more` goes on where the text ends: people, orders, answers. */
export function world(parts: { readonly classes: string; readonly more: string; readonly sites?: string; readonly service?: string; readonly people?: string }): string {
  return `situs: 1
id: planted
title: A small world
from: 2020-01-01
until: 2020-01-07
grade: judgement
countries:
  DE: { timezone: Europe/Berlin, place: Berlin }
  FR: { timezone: Europe/Paris, place: Paris }
  CH: { timezone: Europe/Zurich, place: Bern }
carriers:
  one: { country: DE, share: 100 % }
  two: { country: FR, share: 100 % }
providers:
  company: { seat: CH, established: [CH, DE, FR] }
sites:
  bern: { place: Bern, country: CH, operator: company, roles: [relay, mailbox] }
  berlin: { place: Berlin, country: DE, operator: company, roles: [mailbox, backup] }
  paris: { place: Paris, country: FR, operator: company, roles: [mailbox, backup] }
${parts.sites ?? ""}
services:
  mail:
    provider: company
    relay: bern
    classes: ${parts.classes}
    waits: { at-relay: 2 days }
${parts.service ?? ""}
people:
${parts.people ?? `  germans: { home: DE, count: 12, use: { mail: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 6, to: { germans: 50 %, french: 50 % } } }
  french: { home: FR, count: 12, use: { mail: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { french: 70 %, germans: 30 % } } }`}
${parts.more}
`
}

/** The text, read and compiled with all its variants. */
export function planOf(text: string): Plan {
  const read = readScenario(new TextEncoder().encode(text), "planted.yaml")
  if (!read.ok) throw new Error(read.text)
  const variants = read.file.variantIds.map((id) => ({ id, title: id, scenario: read.file.variant(id)!.scenario }))
  return compile({ variants, gazetteer: (name) => ({ lat: TOWNS[name][0], lon: TOWNS[name][1], country: TOWNS[name][2] }), seed: 1, replication: 0, cutsMs: [] })
}

export interface Judged {
  /** Verdict of each promise of the variant. */
  readonly of: (promise: string) => PromiseVerdict
  /** Ids of broken promises, sorted. */
  readonly broken: ReadonlyArray<string>
  /** The broken ones with their witnesses, for the message of a failing test. */
  readonly text: string
}

/** Runs the text's variants and gives the verdicts on the file as it stands. `tamper` changes the compiled plan before the run. */
export function judged(text: string, tamper: (plan: Plan) => Plan = (plan) => plan): Judged {
  const plan = tamper(planOf(text))
  const baseline = plan.variants.some((v) => v.id === "no-order") ? "no-order" : "as-happened"
  const scopes = scopesOf(plan, baseline)
  const found = new Map<string, { readonly verdicts: ReadonlyArray<PromiseVerdict>; readonly outside: Outside }>()
  const steps = simulate(plan, plan.variants, {
    sliceEvents: 100_000,
    judge: (w) => new Promises(w, scopes),
    finished: (_, variant, judge) => {
      found.set(variant.id, { verdicts: judge.verdicts(variant), outside: (judge as Promises).outside() })
    }
  })
  for (const _ of steps) void _
  const run = found.get("as-happened")!
  const verdicts = [...run.verdicts, ...compared(run.outside, found.get(baseline)?.outside, "as-happened", baseline)]
  const broken = verdicts.filter((v) => v.verdict === "broken")
  return {
    of: (id) => verdicts.find((v) => v.id === id)!,
    broken: broken.map((v) => v.id).sort(),
    text: broken.map((v) => `${v.id}: ${v.witness}`).join("\n")
  }
}

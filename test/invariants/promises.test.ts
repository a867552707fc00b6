import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { PROMISES } from "../../src/invariants/promise.ts"
import { Promises } from "../../src/invariants/promises.ts"
import { scopesOf } from "../../src/run/scopes.ts"
import { simulate } from "../../src/run/simulate.ts"
import type { Plan } from "../../src/world/plan.ts"
import type { PromiseVerdict } from "../../src/world/record.ts"
import { worlds } from "../world/randomWorlds.ts"
import { plansOf } from "../world/smallWorld.ts"
import { judged, planOf, world } from "./planted.ts"

const VARIANTS = world({
  classes: "{ content: { kept: { FR: paris, others: bern }, keys: customer }, metadata: { kept: bern, keys: nobody, for: 2 days } }",
  people: `  germans: { home: DE, count: 12, use: { mail: 100 % }, reach: { home-routed: 100 % }, writes: { per-day: 8, to: { germans: 60 %, french: 40 % } }, trips: [{ to: FR, from: 2020-01-02, until: 2020-01-05 }] }
  french: { home: FR, count: 12, use: { mail: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { french: 70 %, germans: 30 % } } }
  swiss: { home: CH, count: 6, use: { mail: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { swiss: 100 % } } }`,
  more: `orders:
  open-mail: { by: DE, kind: bulk-access, to: company, demands: [{ open: { what: mail.content, of: { account: DE }, span: from-now, to: DE } }], timeline: [{ issued: 2020-01-02, due: 2020-01-03 }] }
  block-mail: { by: DE, kind: network-block, through: { others: obeys, one: obeys }, does: [{ block: { what: mail, at: gateway } }], timeline: [{ in-effect: 2020-01-03 12:00 }, { lifted: 2020-01-04 }] }
answers:
  yield: { by: company, to: open-mail, kind: comply, when: orders.open-mail.due, do: [comply] }
  escrow: { by: customer, to: open-mail, kind: comply, when: 2020-01-05, do: [{ give-keys: { what: mail.content, of: { account: DE }, to: DE } }] }
  leave: { by: company, to: open-mail, kind: exit, when: 2020-01-06, notice: 2020-01-05, do: [{ exit: { what: mail, of: { account: FR }, old: moves } }] }
variants:
  no-order: { without: [open-mail, block-mail] }
  no-block: { without: [block-mail] }
  no-escrow: { without: [escrow] }
  nobody-leaves: { without: [leave] }`
})
  .replace("CH, operator", "CH, declared: FR, operator")
  .replace("FR, operator: company, roles: [mailbox, backup] }", "FR, operator: company, roles: [mailbox, backup], fails: [{ from: 2020-01-02 06:00, until: 2020-01-02 12:00 }] }")

/** Copies of other kinds, disks that are lost, relays placed by acts, sites sold, erasure and holds, clients that try again: the tests of these promises have them. */
const ELSEWHERE = ["R2", "R3", "R7", "R8", "R11", "R12", "R13", "K3", "C6", "X2", "X6", "X8", "L4"]

/** Verdicts of each variant of a plan. */
function verdictsOf(plan: Plan, alone: boolean): Readonly<Record<string, ReadonlyArray<PromiseVerdict>>> {
  const found: Record<string, ReadonlyArray<PromiseVerdict>> = {}
  const scopes = scopesOf(plan, plan.variants[0].id)
  const steps = simulate(plan, plan.variants, {
    sliceEvents: 1000,
    alone,
    judge: (w) => new Promises(w, scopes),
    finished: (_, variant, judge) => {
      found[variant.id] = judge.verdicts(variant)
    }
  })
  for (const _ of steps) void _
  return found
}

describe("Promises", () => {
  it("none is broken by one small file, which exercises all but those that ask for a world of their own", () => {
    const found = judged(VARIANTS)
    const verdicts = Object.keys(PROMISES).map((id) => found.of(id))
    expect(verdicts.filter((v) => v.verdict === "not-exercised").map((v) => v.id)).toEqual(ELSEWHERE)
    for (const v of verdicts) if (!ELSEWHERE.includes(v.id)) expect(v).toMatchObject({ verdict: "held", witness: undefined })
  })

  it("verdicts and counts are the same whether variants share their past or run alone", () => {
    const plan = planOf(VARIANTS)
    expect(verdictsOf(plan, false)).toEqual(verdictsOf(plan, true))
  })

  it("none is broken in worlds drawn at random", () => {
    const law = fc.property(worlds, (parts) => {
      const found = verdictsOf(plansOf({ "as-happened": parts }), true)["as-happened"]
      expect(found.filter((v) => v.verdict === "broken")).toEqual([])
    })
    fc.assert(law, { seed: 1, numRuns: 25 })
  })
})

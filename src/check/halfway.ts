/** A trial stopped half way, and gone on with from its snapshot in a world compiled anew. */
import { Promises } from "../invariants/promises.ts"
import { assert } from "../kernel/assert.ts"
import { scopesOf } from "../run/scopes.ts"
import type { Options, Step } from "../run/simulate.ts"
import { goOn, resumed, started, stop } from "../run/stopped.ts"
import { fingerprintOf } from "../world/finish.ts"
import type { RunRecord } from "../world/record.ts"
import { AS_HAPPENED, NO_ORDER, planOf } from "./play.ts"
import type { Trial } from "./trial.ts"

const SLICE_EVENTS = 1024

/** The fingerprint of the world as it happened, which was stopped after so many events. @fails as `play` does */
export function halfway(trial: Trial, events: number): RunRecord["fingerprint"] {
  const first = planOf(trial)
  const judge = judgeOf(first)
  const stopped = last(stop(started(first, first.variants[0], judge), events, SLICE_EVENTS))
  const plan = planOf(trial)
  let fingerprint: RunRecord["fingerprint"] | undefined
  const options: Options = { sliceEvents: SLICE_EVENTS, judge: judgeOf(plan), finished: (w) => (fingerprint = fingerprintOf(w)) }
  const under = stopped === undefined ? started(plan, plan.variants[0], options.judge) : resumed(plan, plan.variants[0], stopped, options.judge)
  last(goOn(under, options))
  assert(fingerprint !== undefined, "a run that goes on ends")
  return fingerprint
}

function judgeOf(plan: ReturnType<typeof planOf>): Options["judge"] {
  const scopes = scopesOf(plan, plan.variants.length > 1 ? NO_ORDER : AS_HAPPENED)
  return (w) => new Promises(w, scopes)
}

function last<A>(steps: Generator<Step, A, void>): A {
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

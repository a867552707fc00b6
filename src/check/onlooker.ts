/**
 * Who looks on while a trial is played. The world as it stands is judged. Once the world has gone back to the parting, to go on
 * without its orders, only what is compared is noted: worlds in which nobody orders anything are drawn, and judged, by themselves.
 */
import type { Beyond } from "../invariants/beyond.ts"
import type { Judge } from "../invariants/judge.ts"
import type { Promises } from "../invariants/promises.ts"
import { assert } from "../kernel/assert.ts"
import type { Obstacle } from "../world/gates.ts"
import type { VariantPlan } from "../world/plan.ts"
import type { PromiseVerdict } from "../world/record.ts"
import type { Reading, Stored } from "../world/watch.ts"
import { Probes } from "./probes.ts"

export class Onlooker implements Judge {
  readonly promises: Promises
  readonly beyond: Beyond
  private judging = true

  constructor(readonly judge: Probes | Promises) {
    this.promises = judge instanceof Probes ? judge.promises : judge
    this.beyond = this.promises.beyond
  }

  attempted(m: number): void {
    if (this.judging) this.judge.attempted(m)
  }

  refused(m: number, obstacle: Obstacle, final: boolean): void {
    if (this.judging) this.judge.refused(m, obstacle, final)
  }

  accepted(m: number): void {
    if (this.judging) this.judge.accepted(m)
  }

  waits(m: number): void {
    if (this.judging) this.judge.waits(m)
    else this.beyond.waits(m)
  }

  cameAgain(m: number): void {
    if (this.judging) (this.judge as Judge).cameAgain?.(m)
  }

  delivered(m: number): void {
    if (this.judging) this.judge.delivered(m)
    else this.beyond.delivered(m)
  }

  bounced(m: number, cause: number): void {
    if (this.judging) this.judge.bounced(m, cause)
  }

  expired(m: number): void {
    if (this.judging) this.judge.expired(m)
  }

  erased(m: number, cause: number): void {
    if (this.judging) this.judge.erased(m, cause)
  }

  stored(copies: Stored, cause: number): void {
    if (this.judging) this.judge.stored(copies, cause)
  }

  read(reading: Reading): void {
    if (this.judging) this.judge.read(reading)
  }

  boundary(): void {
    if (this.judging) this.judge.boundary()
  }

  verdicts(variant: VariantPlan): ReadonlyArray<PromiseVerdict> {
    assert(this.judging, "verdicts are given of the world that was judged to its end")
    return this.judge.verdicts(variant)
  }

  /** The judges' own books are not kept: nobody goes on from here to be judged. */
  save(): unknown {
    return this.beyond.save()
  }

  restore(state: unknown): void {
    this.judging = false
    this.beyond.restore(state)
  }
}

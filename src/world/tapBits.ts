// HOT
/** Which acts of access in effect take what a person's device sends or gets: a bit for each, in the order in which they began. */
import { assert } from "../kernel/assert.ts"
import type { Leak } from "./gates.ts"
import { sparesLine } from "./leaks.ts"
import { Memo } from "./memo.ts"
import type { ActPlan } from "./plan.ts"
import { tapMatches } from "./taps.ts"
import type { World } from "./world.ts"

/** At most so many taps at a time fit in the bits of an int32. */
const TAPS_MAX = 31

/** A tap that takes what is on some lines only: on all but those that each of its recorders spares. */
interface Partly {
  readonly bit: number
  readonly spared: ReadonlyArray<Leak>
}

const NONE_PARTLY: ReadonlyArray<Partly> = []

export class TapBits {
  acts: ReadonlyArray<ActPlan> = []
  /** By situation and product: taps that take it of everybody, and those that take it on some lines. */
  private readonly whole = new Memo<number>()
  private readonly partly = new Memo<ReadonlyArray<Partly>>()

  constructor(private readonly w: World) {}

  renew(acts: ReadonlyArray<ActPlan>): void {
    assert(acts.length <= TAPS_MAX, `at most ${TAPS_MAX} acts of access can be in effect at a time`)
    this.acts = acts
    this.whole.clear()
    this.partly.clear()
  }

  of(person: number, product: number): number {
    const situation = this.w.persons.situation(person)
    const at = situation * this.w.plan.products.length + product
    let bits = this.whole.get(at) ?? this.find(at, situation, product)
    const partly = this.partly.get(at)!
    for (let i = 0; i < partly.length; i++) if (this.records(partly[i], person)) bits |= partly[i].bit
    return bits
  }

  private records({ spared }: Partly, person: number): boolean {
    for (let i = 0; i < spared.length; i++) if (!sparesLine(this.w, spared[i], person)) return true
    return false
  }

  private find(at: number, situation: number, product: number): number {
    let bits = 0
    const partly: Array<Partly> = []
    for (let i = 0; i < this.acts.length; i++) {
      const match = tapMatches(this.w, this.acts[i], situation, product)
      if (match === true) bits |= 1 << i
      else if (match !== false) partly.push({ bit: 1 << i, spared: match })
    }
    this.partly.set(at, partly.length === 0 ? NONE_PARTLY : partly)
    return this.whole.set(at, bits)
  }
}

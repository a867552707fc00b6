// HOT
/** What is asked of people at every message, in one row of 32 bytes each: where they are, what they use, what waits for them. */
import type { People } from "./people.ts"

const NONE = -1
const ROW_SHIFT = 3

/** Situation is NONE until the person appears. Uses and denied are bits of products; the queue holds messages of the world's. */
export class Persons {
  private readonly ints: Int32Array

  constructor(people: People) {
    this.ints = new Int32Array(people.count << ROW_SHIFT)
    for (let p = 0; p < people.count; p++) {
      this.setSituation(p, NONE)
      this.setPlace(p, people.home[p])
      this.setGroup(p, people.group[p])
      this.setUses(p, people.uses[p])
      this.setWaitHead(p, NONE)
      this.setWaitTail(p, NONE)
    }
  }

  /** Of a cohort that is present in stays, people who have not come yet are not there. */
  exists(p: number): boolean {
    return this.ints[p << ROW_SHIFT] !== NONE
  }

  situation(p: number): number {
    return this.ints[p << ROW_SHIFT]
  }

  setSituation(p: number, situation: number): void {
    this.ints[p << ROW_SHIFT] = situation
  }

  place(p: number): number {
    return this.ints[(p << ROW_SHIFT) + 1]
  }

  setPlace(p: number, place: number): void {
    this.ints[(p << ROW_SHIFT) + 1] = place
  }

  group(p: number): number {
    return this.ints[(p << ROW_SHIFT) + 2]
  }

  setGroup(p: number, group: number): void {
    this.ints[(p << ROW_SHIFT) + 2] = group
  }

  /** Bits of the products that he uses. */
  uses(p: number): number {
    return this.ints[(p << ROW_SHIFT) + 3]
  }

  setUses(p: number, bits: number): void {
    this.ints[(p << ROW_SHIFT) + 3] = bits
  }

  /** Bits of the products that he could not obtain. */
  denied(p: number): number {
    return this.ints[(p << ROW_SHIFT) + 4]
  }

  setDenied(p: number, bits: number): void {
    this.ints[(p << ROW_SHIFT) + 4] = bits
  }

  /** First and last message that waits for him. */
  waitHead(p: number): number {
    return this.ints[(p << ROW_SHIFT) + 5]
  }

  setWaitHead(p: number, m: number): void {
    this.ints[(p << ROW_SHIFT) + 5] = m
  }

  waitTail(p: number): number {
    return this.ints[(p << ROW_SHIFT) + 6]
  }

  setWaitTail(p: number, m: number): void {
    this.ints[(p << ROW_SHIFT) + 6] = m
  }

  /** How much of his waiting mail waits before his mailbox. */
  waitsAtRelay(p: number): number {
    return this.ints[(p << ROW_SHIFT) + 7]
  }

  addWaitsAtRelay(p: number, by: number): void {
    this.ints[(p << ROW_SHIFT) + 7] += by
  }

  save(): Int32Array {
    return this.ints.slice()
  }

  restore(state: Int32Array): void {
    this.ints.set(state)
  }
}

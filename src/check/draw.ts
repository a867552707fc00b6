/** Chance in small helpings: everything about a generated world is drawn from one number. */
import { Stream } from "../kernel/rng.ts"

export class Draw {
  private readonly stream: Stream

  constructor(number: number, purpose: number) {
    this.stream = new Stream(number, purpose)
  }

  /** A whole number from 0 up to, and not, `count`. */
  below(count: number): number {
    return Math.floor(this.stream.uniform() * count)
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  /** True in so many of 100 cases. */
  chance(percent: number): boolean {
    return this.stream.uniform() * 100 < percent
  }

  pick<T>(list: ReadonlyArray<T>): T {
    return list[this.below(list.length)]
  }

  /** Some of a list, each once and in its order; at most as many as there are. */
  some<T>(list: ReadonlyArray<T>, least: number, most: number): ReadonlyArray<T> {
    let wanted = Math.min(list.length, this.between(least, most))
    return list.filter((_, i) => {
      const take = this.below(list.length - i) < wanted
      if (take) wanted--
      return take
    })
  }

  /** 32 bits. */
  word(): number {
    return this.stream.next()
  }
}

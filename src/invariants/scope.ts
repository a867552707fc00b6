/** Mail between people whom no act reaches: it must be the same with and without the order. Sums of keys tell, in no order. */
import { Column } from "../kernel/columns.ts"
import { hash4 } from "../kernel/rng.ts"
import { RowTable } from "../kernel/table.ts"

/** For each variant, bits of the products of each person in whose way some act stood, in it or in the baseline. */
export interface Scopes {
  readonly variants: ReadonlyArray<string>
  readonly reached: ReadonlyMap<string, Int32Array>
}

/** Whom X3 is about (nobody at either end is reached at all), and X4 (somebody is, but not in this product). */
export type ScopeKind = "beyond" | "beside"

export interface Sum {
  readonly messages: number
  readonly keys: number
}

export class ScopeSums {
  /** Which variants reach a person in a product, and at all: equal sets share a number. */
  private readonly sets: Int32Array
  private readonly anySets: Int32Array
  private readonly members: Array<ReadonlyArray<boolean>> = []
  private rows = new RowTable(4)
  private counts = new Column()
  private sums = new Column()

  constructor(private readonly scopes: Scopes, people: number, private readonly products: number) {
    this.sets = new Int32Array(people * products)
    this.anySets = new Int32Array(people)
    const known = new Map<string, number>()
    const intern = (reached: ReadonlyArray<boolean>) => {
      const key = reached.map(Number).join("")
      const found = known.get(key)
      if (found !== undefined) return found
      known.set(key, this.members.length)
      return this.members.push(reached) - 1
    }
    const bits = scopes.variants.map((id) => scopes.reached.get(id)!)
    for (let person = 0; person < people; person++) {
      this.anySets[person] = intern(bits.map((b) => b[person] !== 0))
      for (let product = 0; product < products; product++) this.sets[person * products + product] = intern(bits.map((b) => (b[person] & (1 << product)) !== 0))
    }
  }

  /** A message has been delivered. */
  add(sender: number, recipient: number, product: number, key: number): void {
    const row = this.rows.intern(this.sets[sender * this.products + product], this.sets[recipient * this.products + product], this.anySets[sender], this.anySets[recipient])
    this.counts.add(row, 1)
    this.sums.set(row, summed(this.sums.get(row), hash4(key, product, 0, 0) >>> 0))
  }

  /** What was delivered outside a variant's scope. */
  of(variant: string, kind: ScopeKind): Sum {
    const v = this.scopes.variants.indexOf(variant)
    let [messages, keys] = [0, 0]
    for (let row = 0; row < this.rows.size; row++) {
      const [a, b, anyA, anyB] = [0, 1, 2, 3].map((i) => this.members[this.rows.key(row, i)][v])
      if (a || b || (anyA || anyB) !== (kind === "beside")) continue
      messages += this.counts.get(row)
      keys = summed(keys, this.sums.get(row))
    }
    return { messages, keys }
  }

  save(): unknown {
    return [this.rows.save(), this.counts.save(), this.sums.save()]
  }

  restore(state: unknown): void {
    const [rows, counts, sums] = state as [never, never, never]
    this.rows.restore(rows)
    this.counts.restore(counts)
    this.sums.restore(sums)
  }
}

const TWO_32 = 4294967296

/** Sums of keys stay below 2^32, so that no order of adding loses a bit. */
function summed(a: number, b: number): number {
  const sum = a + b
  return sum < TWO_32 ? sum : sum - TWO_32
}

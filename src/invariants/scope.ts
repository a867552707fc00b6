/** Mail between people whom no act reaches: it must be the same with and without the order. Sums of keys tell, in no order. */
import { assert } from "../kernel/assert.ts"
import { Entry, Ledger } from "../kernel/ledger.ts"
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
  /** By person and product: a number for which variants reach him in it, and at all. Equal pairs of sets share it. */
  private readonly reach: Uint16Array
  private readonly members: Array<{ readonly inProduct: ReadonlyArray<boolean>; readonly atAll: ReadonlyArray<boolean> }> = []
  /** For a number, by variant, whether its acts reach any of a set of people; 0: nobody. And what a set becomes by one more: (number, his reach). */
  private readonly sets: Array<string>
  private readonly joins = new RowTable(2)
  private readonly joinedTo: Array<number> = []
  /** (reach of the sender, of the recipient, set of others). */
  private readonly rows = new RowTable(3)
  private last = -1
  private readonly ledger = new Ledger(2)
  private readonly counts = new Entry(this.ledger, 0)
  private readonly sums = new Entry(this.ledger, 1)

  constructor(private readonly scopes: Scopes, people: number, private readonly products: number) {
    this.reach = new Uint16Array(people * products)
    const known = new Map<string, number>()
    const bits = scopes.variants.map((id) => scopes.reached.get(id)!)
    const intern = (person: number, product: number) => {
      const inProduct = bits.map((b) => (b[person] & (1 << product)) !== 0)
      const atAll = bits.map((b) => b[person] !== 0)
      const key = [...inProduct, ...atAll].map(Number).join("")
      const found = known.get(key)
      if (found !== undefined) return found
      known.set(key, this.members.length)
      return this.members.push({ inProduct, atAll }) - 1
    }
    // Most people are reached alike: what the last one had is asked first.
    let [same, alike] = [-1, new Array<number>(products).fill(0)]
    for (let person = 0; person < people; person++) {
      if (same < 0 || bits.some((b) => b[person] !== b[same])) {
        alike = Array.from({ length: products }, (_, product) => intern(person, product))
        same = person
      }
      for (let product = 0; product < products; product++) this.reach[person * products + product] = alike[product]
    }
    assert(this.members.length <= 65_536, "people are reached in at most 65,536 ways")
    this.sets = ["0".repeat(scopes.variants.length)]
  }

  /** The number of a set of people with one more, who is reached in a product by variants. */
  joined(set: number, person: number, product: number): number {
    const reach = this.reach[person * this.products + product]
    const known = this.joins.size
    const row = this.joins.intern(set, reach)
    if (row === known) this.joinedTo.push(this.union(this.sets[set], this.members[reach].inProduct))
    return this.joinedTo[row]
  }

  private union(set: string, more: ReadonlyArray<boolean>): number {
    const made = more.map((one, v) => (one ? "1" : set[v])).join("")
    const found = this.sets.indexOf(made)
    return found >= 0 ? found : this.sets.push(made) - 1
  }

  /** A message has been delivered; `others`: the set of those to whom it might have gone, and whose mail may have stood beside it. */
  add(sender: number, recipient: number, product: number, key: number, others: number): void {
    const row = this.rowOf(this.reach[sender * this.products + product], this.reach[recipient * this.products + product], others)
    // As `summed`, but in place: a double handed to and given back by a function would be boxed.
    const { values } = this.ledger
    const sum = values[2 * row + 1] + (hash4(key, product, 0, 0) >>> 0)
    values[2 * row]++
    values[2 * row + 1] = sum < TWO_32 ? sum : sum - TWO_32
  }

  /** Most messages are between people who are reached as those of the last one. */
  private rowOf(one: number, other: number, others: number): number {
    const last = this.last
    if (last >= 0 && this.rows.key(last, 0) === one && this.rows.key(last, 1) === other && this.rows.key(last, 2) === others) return last
    this.last = this.rows.intern(one, other, others)
    this.ledger.ensure(this.last + 1)
    return this.last
  }

  /** What was delivered outside a variant's scope. */
  of(variant: string, kind: ScopeKind): Sum {
    const v = this.scopes.variants.indexOf(variant)
    let [messages, keys] = [0, 0]
    for (let row = 0; row < this.rows.size; row++) {
      const [one, other] = [0, 1].map((i) => this.members[this.rows.key(row, i)])
      if (one.inProduct[v] || other.inProduct[v] || this.sets[this.rows.key(row, 2)][v] === "1" || (one.atAll[v] || other.atAll[v]) !== (kind === "beside")) continue
      messages += this.counts.get(row)
      keys = summed(keys, this.sums.get(row))
    }
    return { messages, keys }
  }

  save(): unknown {
    return [this.rows.save(), this.ledger.save(), this.sets.slice()]
  }

  restore(state: unknown): void {
    const [rows, ledger, sets] = state as [never, never, ReadonlyArray<string>]
    this.rows.restore(rows)
    this.ledger.restore(ledger)
    this.sets.splice(0, this.sets.length, ...sets)
    this.joins.clear()
    this.joinedTo.length = 0
    this.last = -1
  }
}

/**
 * The same sums where whom acts reach is known only once all variants have been run: messages are kept one by one. Good for small worlds
 * in which no act brings people to a service, so that nobody is passed over.
 */
export class LateSums {
  /** Sender, recipient, product, key of each message that was delivered, and 1 where others' mail may have stood beside it. */
  private told: Array<number> = []

  add(sender: number, recipient: number, product: number, key: number, isBeside: boolean): void {
    this.told.push(sender, recipient, product, key, isBeside ? 1 : 0)
  }

  /** What was delivered outside the scope of acts that reach people in these products [bits by person]. `isBesideReached`: whether some of those whose mail may stand beside a recipient's are. */
  of(reached: Int32Array, kind: ScopeKind, isBesideReached: (recipient: number, product: number) => boolean): Sum {
    let [messages, keys] = [0, 0]
    for (let i = 0; i < this.told.length; i += 5) {
      const [one, other, product] = [reached[this.told[i]], reached[this.told[i + 1]], this.told[i + 2]]
      if (((one | other) & (1 << product)) !== 0 || ((one | other) !== 0) !== (kind === "beside")) continue
      if (this.told[i + 4] === 1 && isBesideReached(this.told[i + 1], product)) continue
      messages++
      keys = summed(keys, hash4(this.told[i + 3], product, 0, 0) >>> 0)
    }
    return { messages, keys }
  }

  /** As it is now: the world goes on to another variant. */
  copy(): LateSums {
    const copy = new LateSums()
    copy.told = this.told.slice()
    return copy
  }

  restore(state: LateSums): void {
    this.told = state.told.slice()
  }
}

const TWO_32 = 4294967296

/** Sums of keys stay below 2^32, so that no order of adding loses a bit. */
function summed(a: number, b: number): number {
  const sum = a + b
  return sum < TWO_32 ? sum : sum - TWO_32
}

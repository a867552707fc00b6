/** Who holds the keys of what passed between two groups, worked out once in an epoch. */
import { type Holder, holdersOf } from "./custody.ts"
import type { ClassRow } from "./products.ts"
import type { World } from "./world.ts"

/** What custody reads of the acts begun: where keys are, and which options have been withdrawn. */
export const CHANGES: ReadonlySet<string> = new Set(["give-keys", "move-keys", "rotate-keys", "destroy-keys", "seize", "transfer", "exit", "shut-down", "withdraw", "restore"])

export class KeyHolders {
  private readonly known = new Map<number, ReadonlyArray<Holder>>()
  private readonly lists = new Map<string, ReadonlyArray<Holder>>()
  private groups = 0
  private standing = ""

  constructor(private readonly w: World) {}

  /** Forgets what held before, if an act by which keys change hands has begun since, or one of those that hang on standing has begun or ended. */
  renew(): void {
    const standing = this.w.begun().flatMap((act) => (CHANGES.has(act.verb) ? [`${act.row} ${this.w.isOn(act)}`] : [])).join()
    if (standing !== this.standing) {
      this.known.clear()
      this.lists.clear()
    }
    this.standing = standing
  }

  /** Of what was sent at an instant. */
  at(cls: ClassRow, a: number, b: number, sentMs: number): ReadonlyArray<Holder> {
    const { rows } = this.w.plan.groups
    return holdersOf(this.w, cls, rows[a], rows[b], sentMs)
  }

  /** Of what was sent in a slot. */
  inSlot(cls: ClassRow, a: number, b: number, slot: number): ReadonlyArray<Holder> {
    const { cutsMs, groups } = this.w.plan
    // People of a new group have been met: numbers that were made of pairs would mean others.
    if (groups.rows.length !== this.groups) this.known.clear()
    this.groups = groups.rows.length
    const key = ((cls.row * this.groups + a) * this.groups + b) * cutsMs.length + slot
    const found = this.known.get(key)
    if (found !== undefined) return found
    const made = this.shared(this.at(cls, a, b, cutsMs[slot]))
    this.known.set(key, made)
    return made
  }

  /** Most pairs of groups have the same holders: they have one list. */
  private shared(holders: ReadonlyArray<Holder>): ReadonlyArray<Holder> {
    const text = holders.map((h) => [h.name, h.kind, h.country, h.site, h.sinceMs, h.cause].join("|")).join()
    const found = this.lists.get(text)
    if (found !== undefined) return found
    this.lists.set(text, holders)
    return holders
  }
}

/** C8 and R12: the ledger of what lies in each country, and by whose machines, is counted again from what was told to come and go. */
import { Column } from "../kernel/columns.ts"
import { RowTable } from "../kernel/table.ts"
import { Stage } from "../world/messages.ts"
import type { CopyKind } from "../world/record.ts"
import { COPY_KINDS } from "../world/stock.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"
import { relayNow } from "./relays.ts"
import { classText, operatorNow } from "./words.ts"

export class Stores {
  readonly checks = { C8: new Check("C8"), R12: new Check("R12") }
  /** (site, class, kind), and how many copies lie there by what was told. */
  private readonly lying = new RowTable(3)
  private readonly counts = new Column()
  /** The same as it was when the ledger was last written: what comes and goes at that very instant is not in it. */
  private written = new Column()
  private slot = 0
  /** Who runs what lies at a site, where that is another than the file says, since the last boundary. */
  private operators = new Map<number, string>()
  private readonly sells: boolean
  private readonly siteRows: ReadonlyMap<string, number>
  private readonly classRows: ReadonlyMap<string, ReadonlyMap<string, number>>
  private readonly countries: ReadonlyArray<string>
  private readonly countryOf: ReadonlyArray<number>

  constructor(private readonly w: World) {
    const { plan } = w
    this.sells = plan.acts.some((act) => act.act.transfer !== undefined)
    this.siteRows = new Map(plan.sites.map((site) => [site.name, site.row]))
    this.classRows = new Map(plan.services.map((service) => [service.name, new Map(service.classes.map((cls) => [cls.name, cls.row]))]))
    this.countries = [...new Set(plan.sites.map((site) => site.country))]
    this.countryOf = plan.sites.map((site) => this.countries.indexOf(site.country))
  }

  stored(stored: Stored): void {
    if (this.w.slot !== this.slot) this.write()
    const known = this.lying.size
    const row = this.lying.intern(stored.site, stored.class, COPY_KINDS.indexOf(stored.kind))
    // What first comes after the last boundary is his who runs it now.
    if (this.sells && row === known) this.noteOperator(this.operators, row)
    this.counts.add(row, stored.copies)
  }

  private write(): void {
    this.slot = this.w.slot
    this.written.restore(this.counts.save())
  }

  boundary(): void {
    const { atRest } = this.w.stock
    const { nowMs } = this.w
    const cut = this.w.slot !== this.slot || (atRest.length > 0 && atRest[atRest.length - 1].atMs === nowMs)
    if (this.w.slot !== this.slot) this.write()
    if (cut) this.compare()
    if (this.sells) this.operators = this.operatorsNow()
  }

  /** The rows that were written at this instant, against the books. */
  private compare(): void {
    const { plan, stock, nowMs, epochMs } = this.w
    const [C8, R12] = [this.checks.C8, this.checks.R12]
    const theirs = new Map<number, number>()
    for (let i = stock.atRest.length - 1; i >= 0 && stock.atRest[i].atMs === nowMs; i--) {
      const row = stock.atRest[i]
      const site = plan.sites[this.siteRows.get(row.site)!]
      const key = this.placeOf(site.row, this.classRowOf(row.service, row.class), row.kind)
      theirs.set(key, (theirs.get(key) ?? 0) + row.copies)
      if (!this.sells || row.kind === "queue") continue
      const operator = this.operators.get(this.keyOf(site.row, this.classRowOf(row.service, row.class), row.kind)) ?? site.operator
      const told = row.operator ?? site.operator
      if (operator !== site.operator || told !== site.operator) R12.holds(told === operator, () => `${row.copies} ${row.kind} copies of ${row.service}.${row.class} at ${row.site} in ${site.country} are counted at ${plan.clock.iso(nowMs)} as with ${told}; by the acts begun ${operator} has them`, row.copies)
    }
    const mine = this.counted()
    // Acts of this instant may have moved the queue since the ledger was written.
    const queues = epochMs < nowMs
    if (queues) this.countQueues(mine)
    for (const key of new Set([...mine.keys(), ...theirs.keys()])) {
      const kind = COPY_KINDS[key % COPY_KINDS.length]
      if (kind === "queue" && !queues) continue
      const found = theirs.get(key) ?? 0
      const told = mine.get(key) ?? 0
      C8.holds(found === told, () => `at ${plan.clock.iso(nowMs)} the ledger has ${found} ${kind} copies of ${classText(plan, plan.classes[Math.floor(key / COPY_KINDS.length) % plan.classes.length])} in ${this.countries[Math.floor(key / COPY_KINDS.length / plan.classes.length)]}; counted as they came and went there are ${told}`, told)
    }
  }

  private counted(): Map<number, number> {
    const sums = new Map<number, number>()
    for (let row = 0; row < this.lying.size; row++) {
      const copies = this.written.get(row)
      if (copies === 0) continue
      const key = this.placeOf(this.lying.key(row, 0), this.lying.key(row, 1), COPY_KINDS[this.lying.key(row, 2)])
      sums.set(key, (sums.get(key) ?? 0) + copies)
    }
    return sums
  }

  /** Mail that waits without lying in a mailbox lies in the queue of its recipient's relay. */
  private countQueues(sums: Map<number, number>): void {
    const { messages, plan, persons } = this.w
    for (let m = 0; m < messages.used; m++) {
      const stage = messages.stage(m)
      if (stage !== Stage.WAITS_AT_RELAY && stage !== Stage.WAITS_FOR_DEVICE) continue
      const service = plan.services[plan.products[messages.product(m)].service]
      const body = service.classes.find((cls) => cls.form === "content")
      if (body === undefined || (messages.isStored(m) && service.mailbox !== undefined)) continue
      const relay = relayNow(this.w, service, persons.group(messages.recipient(m)))
      if (relay === undefined) continue
      const key = this.placeOf(relay.row, body.row, "queue")
      sums.set(key, (sums.get(key) ?? 0) + 1)
    }
  }

  private operatorsNow(): Map<number, string> {
    const found = new Map<number, string>()
    for (let row = 0; row < this.lying.size; row++) this.noteOperator(found, row)
    return found
  }

  private noteOperator(operators: Map<number, string>, row: number): void {
    const [site, cls, kind] = [0, 1, 2].map((i) => this.lying.key(row, i))
    const { sites } = this.w.plan
    const operator = operatorNow(this.w, sites[site], { class: cls, kind: COPY_KINDS[kind] })
    if (operator !== sites[site].operator) operators.set(this.keyOf(site, cls, COPY_KINDS[kind]), operator)
  }

  /** A country, class and kind, as one number. */
  private placeOf(site: number, cls: number, kind: CopyKind): number {
    return (this.countryOf[site] * this.w.plan.classes.length + cls) * COPY_KINDS.length + COPY_KINDS.indexOf(kind)
  }

  private classRowOf(service: string, cls: string): number {
    return this.classRows.get(service)!.get(cls)!
  }

  private keyOf(site: number, cls: number, kind: CopyKind): number {
    return (site * this.w.plan.classes.length + cls) * COPY_KINDS.length + COPY_KINDS.indexOf(kind)
  }

  save(): unknown {
    return { lying: this.lying.save(), counts: this.counts.save(), written: this.written.save(), slot: this.slot, operators: [...this.operators].map(([key, name]) => [key, name]) }
  }

  restore(state: unknown): void {
    const s = state as { lying: ReturnType<RowTable["save"]>; counts: Float64Array; written: Float64Array; slot: number; operators: ReadonlyArray<readonly [number, string]> }
    this.lying.restore(s.lying)
    this.counts.restore(s.counts)
    this.written.restore(s.written)
    this.slot = s.slot
    this.operators = new Map(s.operators)
  }
}

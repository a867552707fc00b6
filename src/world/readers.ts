/** Who could read what: taps on what passes, cipher text kept for a later key, copies taken, keys given, and what lies exposed. */
import { Column, IntColumn } from "../kernel/columns.ts"
import { Entry, Ledger } from "../kernel/ledger.ts"
import { Members } from "../kernel/members.ts"
import { RowTable } from "../kernel/table.ts"
import { Captures } from "./captures.ts"
import { Contacts } from "./contacts.ts"
import { type Holder, opensFor } from "./custody.ts"
import { operatorOf } from "./holdings.ts"
import { KeyHolders } from "./keyHolders.ts"
import { Memo } from "./memo.ts"
import { NONE } from "./messages.ts"
import type { ActPlan, Plan } from "./plan.ts"
import type { ClassRow } from "./products.ts"
import { ReadTwice } from "./readTwice.ts"
import { type Form, type Group, NO_CAUSE, type ReaderLevel } from "./record.ts"
import { orderReaches } from "./rulebook.ts"
import type { SiteRow } from "./sites.ts"
import type { Span } from "./stock.ts"
import { TapBits } from "./tapBits.ts"
import { authorityOf, isOpenTo, takesClass } from "./taps.ts"
import type { Reading } from "./watch.ts"
import type { World } from "./world.ts"

export const LEVELS: ReadonlyArray<ReaderLevel> = ["exposed", "openable", "readable", "disclosed"]
const READABLE = LEVELS.indexOf("readable")
export const FORMS: ReadonlyArray<Form> = ["content", "metadata", "ciphertext"]

/** What one message of a cell does: reader rows of both ends, or cipher text kept. */
interface CellEffect {
  readonly kinds: readonly [sender: number, recipient: number]
  readonly people: readonly [sender: number, recipient: number]
  readonly capture: number
}

export class Readers {
  readonly authorities: Array<string> = []
  /** (authority, level, cause + 1, class, form, group). */
  readonly kinds = new RowTable(6)
  /** (kind, slot, sent slot) with messages, those of them that had passed before, first and last instant (+1). */
  readonly rows = new RowTable(3)
  readonly messages = new Column()
  readonly later = new Column()
  readonly firstMs = new Column()
  readonly lastMs = new Column()
  readonly twice = new ReadTwice(this.kinds)
  /** (authority, level, 0, class, form, group), and the distinct people of each. */
  readonly peopleKinds = new RowTable(6)
  readonly people = new Members(1)
  /** Cells of this epoch: (sender's group, recipient's, service, taps, sent slot). */
  private readonly cells = new RowTable(5)
  private readonly cellTimes = new Ledger(4)
  private readonly cellCounts = new Entry(this.cellTimes, 0)
  private readonly cellFirst = new Entry(this.cellTimes, 1)
  private readonly cellLast = new Entry(this.cellTimes, 2)
  /** Rows of the contacts of the senders and of the recipients of a cell. */
  private readonly cellWrote = new IntColumn()
  private readonly cellGot = new IntColumn()
  /** By flow: the cell of its last message. */
  private readonly lastCell = new IntColumn(16, NONE)
  private cellEffects: Array<ReadonlyArray<CellEffect>> = []
  /** Messages that two groups wrote each other: (sender's group, recipient's, service, sent slot). */
  readonly mail = new RowTable(4)
  readonly mailCounts = new Column()
  readonly contacts: Contacts
  readonly captures: Captures
  /** By pair: the senders and the recipients whose mail it is. */
  /** (mail row, class, authority) and how many of it a key opens already; (stock row, authority, form) exposed already, and how many. */
  private readonly openable = new RowTable(3)
  private readonly opened = new Column()
  private readonly exposures = new RowTable(3)
  private readonly exposed = new Column()
  private readonly taps: TapBits
  readonly keyHolders: KeyHolders
  /** By owner's group, service and site: the states over it. */
  private readonly over = new Memo<ReadonlyArray<string>>()

  constructor(private readonly plan: Plan, private readonly w: World) {
    this.contacts = new Contacts(w)
    this.captures = new Captures(w)
    this.taps = new TapBits(w)
    this.keyHolders = new KeyHolders(w)
  }

  renew(): void {
    this.taps.renew([...this.w.begun()].filter((act) => this.w.isOn(act) && act.act.open !== undefined && act.act.open.span !== "stored"))
    this.keyHolders.renew()
    this.over.clear()
  }

  /** A message has passed the relay. */
  passed(m: number): void {
    const { messages, persons } = this.w
    const sender = messages.sender(m)
    const recipient = messages.recipient(m)
    const service = this.plan.products[messages.product(m)].service
    const from = persons.group(sender)
    const to = persons.group(recipient)
    const flow = this.w.flows.of(from, to, service)
    const sentSlot = this.w.outcomes.slotOf(messages.outRow(m))
    const bits = this.taps.acts.length === 0 ? 0 : this.taps.of(sender, messages.product(m)) | this.taps.of(recipient, messages.product(m))
    // Most messages of a flow in an epoch are of one cell.
    let cell = this.lastCell.get(flow)
    if (cell === NONE || this.cells.key(cell, 3) !== bits || this.cells.key(cell, 4) !== sentSlot) {
      cell = this.cellOf(from, to, service, bits, sentSlot)
      this.lastCell.set(flow, cell)
    }
    this.cellCounts.add(cell, 1)
    this.cellLast.set(cell, this.w.nowMs)
    this.contacts.add(this.cellWrote.get(cell), sender)
    this.contacts.add(this.cellGot.get(cell), recipient)
    const effects = this.cellEffects[cell]
    for (let i = 0; i < effects.length; i++) this.mark(effects[i], sender, recipient)
  }

  private cellOf(from: number, to: number, service: number, bits: number, sentSlot: number): number {
    const before = this.cells.size
    const cell = this.cells.intern(from, to, service, bits, sentSlot)
    if (cell !== before) return cell
    this.cellTimes.ensure(cell + 1)
    this.cellEffects[cell] = this.effectsOf(from, to, service, bits, sentSlot)
    this.cellFirst.set(cell, this.w.nowMs)
    this.cellWrote.set(cell, this.contacts.row(from, service, to, 1, sentSlot))
    this.cellGot.set(cell, this.contacts.row(to, service, from, 0, sentSlot))
    return cell
  }

  /** These two are among the people of an effect. */
  private mark(effect: CellEffect, sender: number, recipient: number): void {
    this.people.add(effect.people[0], sender, 1)
    this.people.add(effect.people[1], recipient, 1)
    if (effect.capture === NONE) return
    this.captures.addSender(effect.capture, sender)
    this.captures.addRecipient(effect.capture, recipient)
  }

  private effectsOf(sender: number, recipient: number, service: number, bits: number, sentSlot: number): ReadonlyArray<CellEffect> {
    const effects: Array<CellEffect> = []
    for (const cls of this.plan.services[service].classes) {
      const holders = this.keyHolders.inSlot(cls, sender, recipient, sentSlot)
      for (const holder of statesAmong(holders)) effects.push(this.effect(holder.name, "openable", holder.cause, cls, cls.form, sender, recipient))
      for (const [i, tap] of this.taps.acts.entries()) if ((bits & (1 << i)) !== 0 && takesClass(tap, this.plan.services[service].name, cls)) effects.push(...this.tapped(tap, cls, holders, sender, recipient, sentSlot))
    }
    return effects
  }

  private tapped(tap: ActPlan, cls: ClassRow, holders: ReadonlyArray<Holder>, sender: number, recipient: number, sentSlot: number): ReadonlyArray<CellEffect> {
    const authority = authorityOf(tap)
    if (isOpenTo(tap, holders)) return [this.effect(authority, "disclosed", tap.row, cls, cls.form, sender, recipient), this.effect(authority, "readable", tap.row, cls, cls.form, sender, recipient)]
    const kept = this.effect(authority, "disclosed", tap.row, cls, "ciphertext", sender, recipient)
    return [{ ...kept, capture: this.captures.pair(tap.row, cls.row, sender, recipient, sentSlot) }]
  }

  private effect(authority: string, level: ReaderLevel, cause: number, cls: ClassRow, form: Form, sender: number, recipient: number): CellEffect {
    const kind = (group: number) => this.kind(authority, level, cause, cls, form, group)
    const people = (group: number) => this.peopleKind(authority, level, cls, form, group)
    return { kinds: [kind(sender), kind(recipient)], people: [people(sender), people(recipient)], capture: NONE }
  }

  /** Counts what this epoch's cells mean. */
  flush(): void {
    for (let cell = 0; cell < this.cells.size; cell++) {
      const [sender, recipient, service, , sentSlot] = [0, 1, 2, 3, 4].map((i) => this.cells.key(cell, i))
      const count = this.cellCounts.get(cell)
      const mail = this.mail.intern(sender, recipient, service, sentSlot)
      this.mailCounts.add(mail, count)
      const readable = this.twice.passed(this.cellEffects[cell].map(({ kinds }) => kinds), this.w.slot, sentSlot, count).get(READABLE)
      const kept = new Set<number>()
      for (const effect of this.cellEffects[cell]) {
        const [authority, level, , named] = [0, 1, 2, 3].map((i) => this.kinds.key(effect.kinds[0], i))
        if (LEVELS[level] === "openable") this.opened.add(this.openable.intern(mail, named, authority), count)
        this.countEnds(effect, sentSlot, count, this.cellFirst.get(cell), this.cellLast.get(cell), sender, recipient)
        // What several acts took for one authority is kept for it once.
        if (effect.capture === NONE || kept.has(authority * this.plan.classes.length + named)) continue
        kept.add(authority * this.plan.classes.length + named)
        this.captures.keep(effect.capture, count, readable)
      }
    }
    this.cells.clear()
    this.lastCell.fill(NONE)
    this.cellTimes.clear()
    this.cellEffects = []
  }

  /** A message counts at each of its ends; where both are of one group, twice in one row. */
  private countEnds(effect: CellEffect, sentSlot: number, messages: number, firstMs: number, lastMs: number, sender: number, recipient: number, later = false): void {
    this.count(effect.kinds[0], sentSlot, messages, sender === recipient ? 2 : 1, firstMs, lastMs, recipient, "sender", later)
    if (sender !== recipient) this.count(effect.kinds[1], sentSlot, messages, 1, firstMs, lastMs, sender, "recipient", later)
  }

  private count(kind: number, sentSlot: number, messages: number, ends: number, firstMs: number, lastMs: number, otherGroup: number, end: Reading["end"], later: boolean): void {
    const row = this.rows.intern(kind, this.w.slot, sentSlot)
    this.messages.add(row, messages * ends)
    const first = this.firstMs.get(row)
    this.firstMs.set(row, first === 0 ? firstMs + 1 : Math.min(first, firstMs + 1))
    this.lastMs.set(row, Math.max(this.lastMs.get(row), lastMs + 1))
    const level = LEVELS[this.kinds.key(kind, 1)]
    if (level === "exposed") return
    this.w.watch?.read({ authority: this.authorities[this.kinds.key(kind, 0)], act: this.kinds.key(kind, 2) - 1, class: this.kinds.key(kind, 3), form: FORMS[this.kinds.key(kind, 4)], group: this.kinds.key(kind, 5), otherGroup, end, level, sentMs: this.plan.cutsMs[sentSlot], messages, later })
  }

  private kind(authority: string, level: ReaderLevel, cause: number, cls: ClassRow, form: Form, group: number): number {
    return this.kinds.intern(this.authority(authority), LEVELS.indexOf(level), cause + 1, cls.row, FORMS.indexOf(form), group)
  }

  private peopleKind(authority: string, level: ReaderLevel, cls: ClassRow, form: Form, group: number): number {
    const before = this.peopleKinds.size
    const kind = this.peopleKinds.intern(this.authority(authority), LEVELS.indexOf(level), 0, cls.row, FORMS.indexOf(form), group)
    const { first, people } = this.w.cohortOf(group)
    if (kind === before) this.people.open(first, people)
    return kind
  }

  private authority(name: string): number {
    const at = this.authorities.indexOf(name)
    return at >= 0 ? at : this.authorities.push(name) - 1
  }

  /** Keys have changed hands: what is kept as cipher text may open, and what was ever written becomes openable. */
  keysChanged(): void {
    this.openCaptured()
    for (let row = 0; row < this.mail.size; row++) {
      const [sender, recipient, service, sentSlot] = [0, 1, 2, 3].map((i) => this.mail.key(row, i))
      for (const cls of this.plan.services[service].classes)
        for (const holder of statesAmong(this.keyHolders.inSlot(cls, sender, recipient, sentSlot))) {
          const at = this.openable.intern(row, cls.row, this.authority(holder.name))
          const more = this.mailCounts.get(row) - this.opened.get(at)
          if (more <= 0) continue
          this.opened.add(at, more)
          const effect = this.effect(holder.name, "openable", holder.cause, cls, cls.form, sender, recipient)
          this.countOld(effect, sentSlot, more, sender, recipient)
          this.markContacts(effect, service, sender, recipient, sentSlot)
        }
    }
    this.exposeAll()
  }

  private openCaptured(): void {
    const { captures } = this
    for (let row = 0; row < captures.rows.size; row++) {
      if (captures.isOpened(row)) continue
      const [act, clsRow, sender, recipient, sentSlot] = [0, 1, 2, 3, 4].map((i) => captures.rows.key(row, i))
      const cls = this.plan.classes[clsRow]
      const authority = authorityOf(this.plan.acts[act])
      const opener = opensFor(this.keyHolders.inSlot(cls, sender, recipient, sentSlot), authority)
      if (opener === undefined) continue
      captures.open(row)
      const effect = this.effect(authority, "readable", opener.cause < 0 ? act : opener.cause, cls, cls.form, sender, recipient)
      this.countOld(effect, sentSlot, captures.counts.get(row), sender, recipient)
      const origin = captures.originOf(row)
      if (origin !== undefined) this.twice.opened(origin.set, origin.slot, sentSlot, effect.kinds, this.w.slot, captures.counts.get(row))
      captures.each(row, (person) => this.people.add(this.peopleKind(authority, "readable", cls, cls.form, this.w.persons.group(person)), person, 1))
    }
  }

  private countOld(effect: CellEffect, sentSlot: number, messages: number, sender: number, recipient: number): void {
    this.countEnds(effect, sentSlot, messages, this.w.nowMs, this.w.nowMs, sender, recipient, true)
    this.later.add(this.rows.find(effect.kinds[0], this.w.slot, sentSlot), sender === recipient ? 2 * messages : messages)
    if (sender !== recipient) this.later.add(this.rows.find(effect.kinds[1], this.w.slot, sentSlot), messages)
  }

  /** Everybody of the two groups who has mail with the other that was sent in a slot. */
  private markContacts(effect: CellEffect, service: number, sender: number, recipient: number, sentSlot: number): void {
    this.contacts.each(sender, service, recipient, 1, sentSlot, (person) => this.people.add(effect.people[0], person, 1))
    this.contacts.each(recipient, service, sender, 0, sentSlot, (person) => this.people.add(effect.people[1], person, 1))
  }

  /** Copies at rest are handed over or taken: readable where a key opens them, kept as cipher text where not. */
  take(act: ActPlan, rows: ReadonlyArray<number>): void {
    const { stock } = this.w
    const authority = authorityOf(act)
    const best = new Map<string, number>()
    const keyOf = (row: number) => [stock.ownerOf(row), stock.otherOf(row), stock.classOf(row).row, stock.slotOfRow(row)].join()
    // Copies of one message count once: of its kinds the one of which most lie there.
    const byKind = new Map<string, number>()
    for (const row of rows) {
      const key = `${keyOf(row)},${stock.kindOf(row)}`
      byKind.set(key, (byKind.get(key) ?? 0) + stock.counts.get(row))
    }
    for (const [key, count] of byKind) {
      const message = key.slice(0, key.lastIndexOf(","))
      best.set(message, Math.max(best.get(message) ?? 0, count))
    }
    for (const [key, count] of best) {
      const [owner, other, clsRow, sentSlot] = key.split(",").map(Number)
      const cls = this.plan.classes[clsRow]
      const holders = this.keyHolders.inSlot(cls, other, owner, sentSlot)
      const open = isOpenTo(act, holders)
      const form: Form = open ? cls.form : "ciphertext"
      for (const level of open ? (["disclosed", "readable"] as const) : (["disclosed"] as const)) {
        const effect = this.effect(authority, level, act.row, cls, form, other, owner)
        this.countOld(effect, sentSlot, count, other, owner)
        this.markContacts(effect, cls.service, other, owner, sentSlot)
      }
      if (!open) this.keep(act, cls, other, owner, sentSlot, count)
    }
  }

  /** What waits in the queues of relays that are seized: an empty queue yields nothing. */
  takeQueue(act: ActPlan, falls: (site: number, cls: ClassRow) => boolean): void {
    const authority = authorityOf(act)
    this.w.stock.eachQueued((m, site, cls) => {
      if (!falls(site, cls)) return
      const { messages, persons } = this.w
      const [sender, recipient, sentSlot] = [persons.group(messages.sender(m)), persons.group(messages.recipient(m)), this.w.outcomes.slotOf(messages.outRow(m))]
      const open = isOpenTo(act, this.keyHolders.inSlot(cls, sender, recipient, sentSlot))
      for (const level of open ? (["disclosed", "readable"] as const) : (["disclosed"] as const)) {
        const effect = this.effect(authority, level, act.row, cls, open ? cls.form : "ciphertext", sender, recipient)
        this.countOld(effect, sentSlot, 1, sender, recipient)
        this.people.add(effect.people[0], messages.sender(m), 1)
        this.people.add(effect.people[1], messages.recipient(m), 1)
      }
      if (!open) this.keep(act, cls, sender, recipient, sentSlot, 1)
    })
  }

  private keep(act: ActPlan, cls: ClassRow, sender: number, recipient: number, sentSlot: number, count: number): void {
    const pair = this.captures.pair(act.row, cls.row, sender, recipient, sentSlot)
    this.captures.keep(pair, count)
    this.contacts.each(sender, cls.service, recipient, 1, sentSlot, (person) => this.captures.addSender(pair, person))
    this.contacts.each(recipient, cls.service, sender, 0, sentSlot, (person) => this.captures.addRecipient(pair, person))
  }

  /** Keys have changed hands, or an order reaches what is kept abroad. */
  exposeAll(): void {
    for (let row = 0; row < this.w.stock.rows.size; row++) this.expose(row, [this.w.nowMs, this.w.nowMs])
  }

  /** What lies truly in a state is exposed to it: with the key there too, or in clear, as what it is; else as cipher text. */
  expose(row: number, during: Span): void {
    const { stock } = this.w
    const count = stock.counts.get(row)
    if (count === 0) return
    const [owner, other, cls, slot] = [stock.ownerOf(row), stock.otherOf(row), stock.classOf(row), stock.slotOfRow(row)]
    const kept = this.plan.groups.rows[owner]
    const over = this.statesOver(stock.siteOf(row), owner, cls)
    for (const state of over) {
      const holders = this.keyHolders.inSlot(cls, other, owner, slot)
      const within = holders.some((h) => h.kind === "nobody" || h.country === state || (this.reaches(state, kept) && (h.kind === "provider" || h.kind === "partner") && this.isEstablished(h.name, state)))
      const form: Form = within ? cls.form : "ciphertext"
      const at = this.exposures.intern(row, this.authority(state), FORMS.indexOf(form))
      const more = count - this.exposed.get(at)
      if (more <= 0) continue
      this.exposed.set(at, count)
      // Of one message's copies in a place only the first kind counts.
      if (stock.kindOf(row) !== "primary" && stock.primaryBeside(row) !== NONE) continue
      const effect = this.effect(state, "exposed", NO_CAUSE, cls, form, other, owner)
      this.countEnds(effect, slot, more, during[0], during[1], other, owner)
    }
  }

  /** States over a site: the one where it truly stands, and those whose orders reach what its operator has of this owner elsewhere. */
  private statesOver(site: number, owner: number, cls: ClassRow): ReadonlyArray<string> {
    const at = (owner * this.plan.services.length + cls.service) * this.plan.sites.length + site
    return this.over.get(at) ?? this.over.set(at, this.findStatesOver(this.plan.sites[site], this.plan.groups.rows[owner], cls))
  }

  private findStatesOver(site: SiteRow, owner: Group, cls: ClassRow): ReadonlyArray<string> {
    const use = { service: this.plan.services[cls.service], kind: "primary" as const }
    return this.plan.states.filter((state) => state === site.country || (this.reaches(state, owner) && this.isEstablished(operatorOf(this.w, site.row, use), state)))
  }

  private reaches(state: string, owner: Group): boolean {
    return this.plan.reaches.some(({ issuer, extent }, row) => this.w.reachOn[row] === 1 && issuer === state && orderReaches(this.plan, extent, issuer, owner))
  }

  private isEstablished(party: string, state: string): boolean {
    const provider = this.plan.scenario.providers[party]
    return provider !== undefined && (provider.seat === state || (provider.established ?? []).includes(state))
  }

  private parts() {
    return [...this.twice.parts(), this.kinds, this.rows, this.messages, this.later, this.firstMs, this.lastMs, this.peopleKinds, this.people, this.cells, this.cellTimes, this.cellWrote, this.cellGot, this.mail, this.mailCounts, this.contacts, ...this.captures.parts(), this.openable, this.opened, this.exposures, this.exposed]
  }

  /** The cells too: variants part just before a boundary, when they are full. */
  save(): unknown {
    return { parts: this.parts().map((p) => p.save()), effects: this.cellEffects.slice() }
  }

  restore(state: never): void {
    const s = state as { parts: ReadonlyArray<never>; effects: ReadonlyArray<ReadonlyArray<CellEffect>> }
    this.parts().forEach((p, i) => p.restore(s.parts[i]))
    this.cellEffects = s.effects.slice()
    this.lastCell.fill(NONE)
  }
}

/** Each state that holds a key, by the first act that gave it one. */
function statesAmong(holders: ReadonlyArray<Holder>): ReadonlyArray<Holder> {
  return holders.filter((h, i) => h.kind === "state" && holders.findIndex((other) => other.kind === "state" && other.name === h.name) === i)
}

/** Follows what becomes of chosen messages: where their copies come to lie, and who gets them. An onlooker; it changes nothing. */
import type { Judge } from "../invariants/judge.ts"
import type { CopyStory, KeyStory, Moment, ReadingStory } from "../model/story.ts"
import { type Holder, opensFor } from "../world/custody.ts"
import { seizes } from "../world/holdings.ts"
import type { ActPlan } from "../world/plan.ts"
import type { ClassRow } from "../world/products.ts"
import { BY_BACKUP, BY_LOSS, BY_RESTORE, type CopyKind, type Form, NO_CAUSE } from "../world/record.ts"
import { COPY_KINDS } from "../world/stock.ts"
import { authorityOf, isOpenTo, takesClass, tapMatches } from "../world/taps.ts"
import type { TraceEvent } from "../world/trace.ts"
import type { Reading, Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { DAY_MS } from "../world/zones.ts"
import type { Narrator } from "./narrator.ts"

/** Messages that the stock cannot tell apart: their copies lie, move and go together. */
interface Cell {
  readonly owner: number
  readonly other: number
  readonly service: number
  readonly bin: number
  readonly sentSlot: number
  /** Stored since the last boundary: their copies are poured out at the next one. */
  pending: number
  sinceMs: number
  readonly poured: Set<number>
  readonly copies: Array<Copy>
  /** Acts and classes by which its copies at rest were taken: mail both ways tells of it twice. */
  readonly taken: Set<string>
}

interface Copy {
  readonly row: number
  readonly cls: ClassRow
  readonly kind: number
  readonly site: number
  readonly fromMs: number
  readonly cause: number
  messages: number
  readonly again?: boolean
  end: CopyStory["end"]
}

/** Cipher text in an authority's hands. */
interface Capture {
  readonly act: ActPlan
  readonly cls: ClassRow
  readonly sender: number
  readonly recipient: number
  readonly sentSlot: number
  messages: number
  opened: boolean
}

type Found = { -readonly [K in keyof ReadingStory]: ReadingStory[K] }

export class Follower implements Judge {
  readonly #cells = new Map<string, Cell>()
  readonly #captures = new Map<string, Capture>()
  readonly #readings = new Map<string, Found>()
  /** Mail of ours that waits at a relay without lying in a mailbox: [site, sender's group, recipient's, slot]. */
  readonly #queued = new Map<number, readonly [site: number, sender: number, recipient: number, sentSlot: number]>()

  constructor(private readonly w: World, private readonly narrator: Narrator) {}

  /** To be told of every event of a message that is followed. */
  told(event: TraceEvent): void {
    if (event.kind === "accepted") this.#accepted(event.message)
    else if (event.kind === "stored") this.#stored(event.message, event.bin)
    else if (event.kind === "waits") this.#waits(event.message)
    else if (event.kind === "delivered" || event.kind === "bounced" || event.kind === "expired" || event.kind === "erased") this.#queued.delete(event.message)
  }

  /** Whether copies are still to be poured out, on their way elsewhere, or to be made again. */
  get unsettled(): boolean {
    return [...this.#cells.values()].some((cell) => cell.pending > 0 || cell.copies.some((c) => (c.end === undefined && this.w.stock.isMoving(c.row)) || (c.end?.how === "lost" && this.w.restores.gone.get(c.row) > 0)))
  }

  /** Who holds the keys of what two groups write to each other now. */
  keys(m: number): ReadonlyArray<KeyStory> {
    const [sender, recipient, service] = this.#endsOf(m)
    return this.w.plan.services[service].classes.flatMap((cls) => distinct(this.w.readers.keyHolders.at(cls, sender, recipient, this.w.nowMs)).map((h) => ({ class: cls.name, holder: h.name, kind: h.kind, country: h.country, act: this.narrator.act(h.cause) })))
  }

  get copies(): ReadonlyArray<CopyStory> {
    const { narrator, w } = this
    return [...this.#cells.values()].flatMap((cell) =>
      cell.copies.map((c): CopyStory => ({
        service: w.plan.services[cell.service].name,
        class: c.cls.name,
        kind: COPY_KINDS[c.kind],
        at: narrator.site(c.site, cell.service)!,
        messages: c.messages,
        from: narrator.at(c.fromMs),
        act: narrator.act(c.cause),
        ...(c.again === true ? { again: true } : {}),
        end: c.end,
        keptDays: c.cls.spec.for === undefined ? undefined : c.cls.spec.for / DAY_MS
      }))
    )
  }

  get readings(): ReadonlyArray<ReadingStory> {
    return [...this.#readings.values()]
  }

  #endsOf(m: number): readonly [sender: number, recipient: number, service: number] {
    const { messages, persons, plan } = this.w
    return [persons.group(messages.sender(m)), persons.group(messages.recipient(m)), plan.products[messages.product(m)].service]
  }

  /** It passes the relay: whatever taps the way of either end has it. */
  #accepted(m: number): void {
    const { w } = this
    const { messages, persons } = w
    const [sender, recipient, service] = this.#endsOf(m)
    const product = messages.product(m)
    for (const tap of w.begun()) {
      if (!w.isOn(tap) || tap.act.open === undefined || tap.act.open.span === "stored") continue
      if (!tapMatches(w, tap, persons.situation(messages.sender(m)), product) && !tapMatches(w, tap, persons.situation(messages.recipient(m)), product)) continue
      for (const cls of w.plan.services[service].classes) {
        if (!takesClass(tap, w.plan.services[service].name, cls)) continue
        this.#take(tap, cls, sender, recipient, w.outcomes.slotOf(messages.outRow(m)), 1, this.#opens(tap, cls, sender, recipient, w.nowMs))
      }
    }
  }

  #opens(act: ActPlan, cls: ClassRow, sender: number, recipient: number, sentMs: number): boolean {
    return isOpenTo(act, this.w.readers.keyHolders.at(cls, sender, recipient, sentMs))
  }

  #take(act: ActPlan, cls: ClassRow, sender: number, recipient: number, sentSlot: number, messages: number, open: boolean): void {
    this.#note(authorityOf(act), cls, open ? cls.form : "ciphertext", "taken", messages, act.row)
    if (open) return
    const key = `${act.row} ${cls.row} ${sender} ${recipient} ${sentSlot}`
    const found = this.#captures.get(key)
    if (found === undefined) this.#captures.set(key, { act, cls, sender, recipient, sentSlot, messages, opened: false })
    else found.messages += messages
  }

  #note(authority: string, cls: ClassRow, form: Form, how: ReadingStory["how"], messages: number, cause: number): void {
    const key = `${authority} ${cls.row} ${form} ${how} ${cause}`
    const found = this.#readings.get(key)
    const now: Moment = this.narrator.now
    if (found === undefined) this.#readings.set(key, { authority, service: this.w.plan.services[cls.service].name, class: cls.name, form, how, messages, first: now, last: now, act: this.narrator.act(cause) })
    else {
      found.messages += messages
      found.last = now
    }
  }

  #stored(m: number, bin: number): void {
    this.#queued.delete(m)
    const [other, owner, service] = this.#endsOf(m)
    const key = `${owner} ${other} ${service} ${bin}`
    let cell = this.#cells.get(key)
    if (cell === undefined) this.#cells.set(key, (cell = { owner, other, service, bin, sentSlot: this.w.outcomes.slotOf(this.w.messages.outRow(m)), pending: 0, sinceMs: 0, poured: new Set(), copies: [], taken: new Set() }))
    if (cell.pending === 0) cell.sinceMs = this.w.nowMs
    cell.pending++
  }

  #waits(m: number): void {
    const [sender, recipient, service] = this.#endsOf(m)
    if (this.w.messages.isStored(m) && this.w.plan.services[service].mailbox !== undefined) return
    this.#queued.set(m, [this.w.verdicts.relayOf(recipient, service), sender, recipient, this.w.outcomes.slotOf(this.w.messages.outRow(m))])
  }

  stored(copies: Stored, cause: number): void {
    for (const cell of this.#cells.values()) {
      if (cell.owner !== copies.group) continue
      if (copies.copies < 0) this.#gone(cell, copies, cause)
      else if (cause === BY_RESTORE || cause === BY_BACKUP) this.#madeAgain(cell, copies)
      else if (cell.pending > 0 && this.w.plan.classes[copies.class].service === cell.service) this.#poured(cell, copies, cause)
    }
  }

  /** Copies of the cell's messages come to lie somewhere for the first time. */
  #poured(cell: Cell, at: Stored, cause: number): void {
    const kind = COPY_KINDS.indexOf(at.kind)
    const row = this.w.stock.rows.find(at.site, cell.owner, cell.other, at.class, kind, cell.bin)
    if (row < 0 || cell.poured.has(row) || this.#move(at, kind, "toSite") !== undefined) return
    cell.poured.add(row)
    const lying = cell.copies.find((c) => c.row === row && c.end === undefined)
    if (lying === undefined) cell.copies.push({ row, cls: this.w.plan.classes[at.class], kind, site: at.site, fromMs: cell.sinceMs, cause, messages: cell.pending, end: undefined })
    else lying.messages += cell.pending
  }

  /** What was lost with its disks has come again, or what had gone from there has come back out of an old backup. */
  #madeAgain(cell: Cell, at: Stored): void {
    const kind = COPY_KINDS.indexOf(at.kind)
    const isTheirs = (c: Copy) => (at.kind === "revived" ? c.end !== undefined && c.site === at.site && COPY_KINDS[c.kind] === "primary" : c.end?.how === "lost" && c.kind === kind)
    const lost = cell.copies.findLast((c) => c.cls.row === at.class && isTheirs(c))
    if (lost === undefined || at.other !== cell.other || at.bin !== cell.bin) return
    const row = this.w.stock.rows.find(at.site, cell.owner, cell.other, at.class, kind, cell.bin)
    cell.copies.push({ row, cls: lost.cls, kind, site: at.site, fromMs: this.w.nowMs, cause: NO_CAUSE, messages: lost.messages, ...(at.kind === "revived" ? {} : { again: true }), end: undefined })
  }

  #gone(cell: Cell, at: Stored, cause: number): void {
    for (const copy of [...cell.copies]) {
      if (copy.end !== undefined || copy.site !== at.site || copy.cls.row !== at.class || this.w.stock.counts.get(copy.row) > 0) continue
      const move = cause === BY_LOSS ? undefined : this.#move(at, copy.kind, "fromSite")
      copy.end = { how: move !== undefined ? "moved" : cause === BY_LOSS ? "lost" : cause < 0 ? "time-over" : "erased", at: this.narrator.now, to: move === undefined ? undefined : this.narrator.site(move.toSite, cell.service), act: this.narrator.act(cause) }
      if (move === undefined) continue
      const row = this.w.stock.rows.find(move.toSite, cell.owner, cell.other, copy.cls.row, copy.kind, cell.bin)
      cell.copies.push({ row, cls: copy.cls, kind: copy.kind, site: move.toSite, fromMs: this.w.nowMs, cause, messages: copy.messages, end: undefined })
    }
  }

  /** The move that ends now and began or ends at the site. */
  #move(at: Stored, kind: number, end: "fromSite" | "toSite") {
    return this.w.stock.moves.find((m) => m.endMs === this.w.nowMs && m[end] === at.site && m.group === at.group && m.class === at.class && m.kind === kind)
  }

  /** Copies at rest, or a queue, are handed over or seized. */
  read(reading: Reading): void {
    if (reading.level !== "disclosed" || reading.act < 0) return
    const act = this.w.plan.acts[reading.act]
    const takes = act.act.seize !== undefined || (act.act.open !== undefined && act.act.open.span !== "from-now")
    // At other instants it is mail that a tap took as it passed: that is told when it passes.
    if (!takes || !act.intervals.some((i) => Math.max(0, i.fromMs) === this.w.nowMs)) return
    const cls = this.w.plan.classes[reading.class]
    const falls = (site: number, kind: CopyKind) => act.act.seize === undefined || (site >= 0 && seizes(this.w, act, this.w.plan.sites[site], { service: this.w.plan.services[cls.service], cls, kind }))
    const open = reading.form !== "ciphertext"
    for (const cell of this.#cells.values()) {
      if (cell.owner !== reading.group || cell.other !== reading.otherGroup || this.w.plan.cutsMs[cell.sentSlot] !== reading.sentMs) continue
      const lying = cell.copies.filter((c) => c.end === undefined && c.cls === cls && falls(c.site, COPY_KINDS[c.kind]))
      const taking = `${act.row} ${cls.row}`
      if (lying.length === 0 || cell.taken.has(taking)) continue
      cell.taken.add(taking)
      this.#take(act, cls, cell.other, cell.owner, cell.sentSlot, Math.max(...lying.map((c) => c.messages)), open)
    }
    for (const [m, [site, sender, recipient, sentSlot]] of this.#queued) {
      if (recipient !== reading.group || sender !== reading.otherGroup || act.act.seize === undefined || !falls(site, "queue") || this.w.plan.cutsMs[sentSlot] !== reading.sentMs) continue
      this.#take(act, cls, sender, recipient, sentSlot, 1, open)
      this.#queued.delete(m)
    }
  }

  /** What was poured out lies there; a key that has come opens what was kept. */
  boundary(): void {
    for (const cell of this.#cells.values()) {
      cell.pending = 0
      cell.poured.clear()
    }
    for (const capture of this.#captures.values()) {
      if (capture.opened) continue
      const opener = opensFor(this.w.readers.keyHolders.at(capture.cls, capture.sender, capture.recipient, this.w.plan.cutsMs[capture.sentSlot]), authorityOf(capture.act))
      if (opener === undefined) continue
      capture.opened = true
      this.#note(authorityOf(capture.act), capture.cls, capture.cls.form, "opened", capture.messages, opener.cause < 0 ? capture.act.row : opener.cause)
    }
  }

  attempted(): void {}
  refused(): void {}
  accepted(): void {}
  waits(): void {}
  delivered(): void {}
  bounced(): void {}
  expired(): void {}
  erased(): void {}
  verdicts(): ReadonlyArray<never> {
    return []
  }
  save(): unknown {
    return undefined
  }
  restore(): void {}
}

function distinct(holders: ReadonlyArray<Holder>): ReadonlyArray<Holder> {
  return holders.filter((h, i) => holders.findIndex((o) => o.name === h.name && o.country === h.country) === i)
}

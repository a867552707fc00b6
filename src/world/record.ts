/**
 * What a finished run of one variant gives: plain tables, in simulated people and messages, with every attribute that a
 * claim can select. `analysis` turns them into result.json; nothing in here is rounded, weighted or named for readers.
 */
import type { AccessMode } from "../model/people.ts"

/** People who share every lasting attribute. Numbers of simulated people; each stands for `weight` real ones. */
export interface Group {
  readonly cohort: string
  /** Country or territory where they live (`IN-JK`); `homeCountry` is its state. */
  readonly home: string
  readonly homeCountry: string
  readonly citizen: string
  readonly account: string
  readonly sim: string
  readonly store: string
  readonly segment: string | undefined
  readonly plan: string | undefined
  readonly lists: ReadonlyArray<string>
  readonly options: ReadonlyArray<string>
  readonly accepts: ReadonlyArray<string>
  readonly uses: ReadonlyArray<string>
  /** By service, since when accounts opened during the run are, of the instants that selectors ask for [ms]; one that is not there was opened before all of them. */
  readonly opened?: Readonly<Record<string, number>>
  /** Countries and territories where they are now, as far as an act on what they have asks where they are. */
  readonly there?: ReadonlyArray<string>
  /** The organisation whose accounts theirs are. */
  readonly organisation?: string
  /** Since when they have a device other than their first, of the instants at which somebody's keys changed hands [ms]. */
  readonly device?: number
  /** The carrier that serves their usual line where they live or stay, as far as a claim asks for it. */
  readonly carrier?: string
  readonly weight: number
  /** Simulated people in the group who exist at a time. */
  readonly people: number
}

/** A group's people while they are in one place on one line. */
export interface Situation {
  readonly group: number
  /** Country where they are, and the territory of it (or the country again). */
  readonly present: string
  readonly place: string
  readonly access: AccessMode
  /** Country of the SIM in use, and the carrier that serves the line where they are; undefined on lines without. */
  readonly lineSim: string | undefined
  readonly carrier: string | undefined
  /** Country where a hub or a satellite line leaves, and where a VPN leaves. */
  readonly exit: string | undefined
  readonly vpn: string | undefined
}

/** A stretch of simulated time in which nothing that a table is cut by changes [ms since the start]. */
export interface Slot {
  readonly fromMs: number
  readonly untilMs: number
}

/** Messages of one sender's situation at their first try. Balance: attempted = sum(refused) + accepted + underWay; accepted = delivered + bounced + expired + erased + inFlight. */
export interface OutcomeRow {
  readonly situation: number
  /** `bes`, or `bes.calls` for a feature. */
  readonly service: string
  readonly slot: number
  readonly attempted: number
  readonly refused: ReadonlyArray<{ readonly reason: string; readonly cause: number; readonly messages: number }>
  readonly accepted: number
  readonly underWay: number
  readonly delivered: number
  readonly bounced: ReadonlyArray<{ readonly reason: string; readonly cause: number; readonly messages: number }>
  readonly expired: number
  readonly erased: number
  readonly inFlight: number
  /** Distinct people with a message in the row, and the hours in which a probe of theirs would have been refused. */
  readonly people: number
  readonly hoursWithout: number
  /** Hours that people of this situation spent in it in this slot. */
  readonly hoursPresent: number
  /** Distinct people whom a probe would have been refused at some instant. */
  readonly peopleWithout: number
  /** Delay from first try to delivery: counts in 32 bins an octave from 1 ms; bin b holds [2^(b/32), 2^((b+1)/32)) ms. */
  readonly delayBins: ReadonlyArray<readonly [bin: number, messages: number]>
  readonly firstAcceptedMs: number | undefined
  /** By recipient, at acceptance. */
  readonly received: { readonly addressed: number; readonly delivered: number; readonly expired: number; readonly bounced: number; readonly erased: number; readonly inFlight: number }
}

export type CopyKind = "primary" | "replica" | "backup" | "index" | "log" | "cache" | "queue" | "capture" | "revived"

/** Copies at rest at an instant. `group` is the subject's (the mailbox owner's); `otherGroup` wrote to it. */
export interface AtRestRow {
  readonly atMs: number
  readonly site: string
  /** Who ran the site then, where a transfer has made it another than the file says. */
  readonly operator?: string
  /** Whose the service was then, likewise. */
  readonly provider?: string
  readonly group: number
  readonly otherGroup: number
  readonly service: string
  readonly class: string
  readonly kind: CopyKind
  readonly sentSlot: number
  readonly copies: number
  readonly bytes: number
}

export type ReaderLevel = "exposed" | "openable" | "readable" | "disclosed"
export type Form = "content" | "metadata" | "ciphertext"

/** Messages of a group's people that an authority could read or has, since `slot`. `cause` is the act (index into `acts`; NONE for exposure, which needs none). */
export interface ReaderRow {
  readonly authority: string
  readonly level: ReaderLevel
  readonly basis: string
  readonly cause: number
  readonly service: string
  readonly class: string
  readonly form: Form
  readonly group: number
  /** Slot in which it came about, and slot in which the messages were first tried. */
  readonly slot: number
  readonly sentSlot: number
  readonly messages: number
  /** Those of them that had passed before: taken at rest, or opened by a key. */
  readonly later: number
  readonly firstMs: number
  readonly lastMs: number
}

/** In which rows of readers the same messages count, by what tells these apart. */
export type ReaderKind = Pick<ReaderRow, "authority" | "basis" | "cause" | "class" | "form">

/** Messages that count in the rows of all these kinds: they were read so as they passed; and in that of what a key has opened of them since. */
export interface ReadTwiceRow extends Pick<ReaderRow, "level" | "service" | "group" | "slot" | "sentSlot" | "messages"> {
  readonly kinds: ReadonlyArray<ReaderKind>
  readonly opened?: { readonly kind: ReaderKind; readonly slot: number }
}

/** What people are counted by who are behind rows of readers. */
export type ReadingKind = Pick<ReaderRow, "authority" | "level" | "service" | "class" | "form" | "group">

/** Distinct people behind the reader rows of a kind over the run. */
export interface ReaderPeopleRow extends ReadingKind {
  readonly people: number
}

export interface KeyRow {
  readonly service: string
  readonly class: string
  readonly group: number
  readonly holder: string
  readonly holderKind: "user" | "customer" | "provider" | "carrier" | "partner" | "state" | "nobody"
  readonly country: string | undefined
  readonly startMs: number
  readonly endMs: number | undefined
  readonly cause: number
}

export interface MoveRow {
  readonly fromSite: string
  readonly toSite: string
  readonly group: number
  readonly service: string
  readonly class: string
  readonly kind: CopyKind
  readonly copies: number
  readonly bytes: number
  readonly startMs: number
  readonly endMs: number | undefined
  readonly cause: number
  /** It makes copies again that were lost: what it is made of stays. */
  readonly restores?: true
}

/** Copies of which no other was left when the disks under them were lost or set back. `queue`: mail that waited at a relay. */
export interface LossRow {
  readonly atMs: number
  readonly site: string
  readonly group: number
  readonly service: string
  readonly class: string
  readonly kind: CopyKind
  readonly copies: number
}

/** What a site enters. stopped: by an act or by its own dates. failing: it has broken down. paused: it stands still for a while. unreachable: it runs, and no network leads to it. deaf, mute: nothing gets to it, nothing from it. parted: so, towards some sites. lossy, slow, doubling: what passes it is lost and sent again, late, or comes twice. seized, transferred: it goes on as it was. wiped: its disks are lost. restored: its first copies are set back to their backups. */
export interface SiteStep {
  readonly state: "running" | "stopped" | "failing" | "paused" | "unreachable" | "deaf" | "mute" | "parted" | "lossy" | "slow" | "doubling" | "seized" | "transferred" | "wiped" | "restored"
  readonly atMs: number
  readonly cause: number
}

export interface SiteLife {
  readonly site: string
  /** The first is at the start of the run. */
  readonly steps: ReadonlyArray<SiteStep>
}

export type OrderState = "announced" | "issued" | "postponed" | "stayed" | "in-effect" | "waived" | "lifted" | "expired" | "met" | "cured" | "withdrawn" | "rescinded" | "struck-down"

export interface OrderLife {
  readonly id: string
  readonly issuer: string
  readonly kind: string
  /** The deadline last in force (its end). */
  readonly dueMs: number | undefined
  readonly demand: "none" | "open" | "met" | "in-breach"
  /** Intervals in breach; an open one ends with the run. */
  readonly breach: ReadonlyArray<readonly [fromMs: number, untilMs: number]>
  readonly answers: ReadonlyArray<string>
  readonly states: ReadonlyArray<{ readonly state: OrderState; readonly atMs: number; readonly source: ReadonlyArray<string> }>
  /** When it was revealed or denied: steps that move nothing. */
  readonly known?: ReadonlyArray<{ readonly state: "revealed" | "denied"; readonly atMs: number; readonly source: ReadonlyArray<string> }>
  /** From first effect to end, if it ever took effect. */
  readonly effect: ReadonlyArray<readonly [fromMs: number, untilMs: number]>
  /** What cuts the tables, in the words of the file: its steps and rungs, and carriers that begin or cease to carry it out at instants of their own (`through.CARRIER`). */
  readonly turns?: ReadonlyArray<{ readonly what: string; readonly atMs: number }>
}

/** An act as it was carried out: what `cause` points to. */
export interface ActRow {
  /** `open-bes/else/block`, `leave/do/exit`. */
  readonly path: string
  readonly verb: string
  readonly order: string | undefined
  readonly answer: string | undefined
  readonly event: string | undefined
  /** The state behind it, if any. */
  readonly issuer: string | undefined
  readonly startMs: number
  readonly endMs: number
  /** Sources of the order, answer or event that it belongs to. */
  readonly source: ReadonlyArray<string>
}

export interface SanctionRow {
  readonly cause: number
  readonly text: string
  readonly fine: number
  readonly currency: string
  readonly atMs: number
  /** Of a fine that falls due again and again: how much at each instant. Left out: all of it at once. */
  readonly due?: ReadonlyArray<readonly [atMs: number, fine: number]>
  /** It is what each of the people pays whom the sanction means, however many they are. */
  readonly each?: boolean
}

export type VerdictWord = "held" | "broken" | "not-exercised" | "infeasible"
export interface PromiseVerdict {
  readonly id: string
  readonly verdict: VerdictWord
  readonly exercised: number
  /** What breaks it, or why no legal state existed; where neither is so, why it was not compared with the baseline. */
  readonly witness: string | undefined
}

export const NO_CAUSE = -1
/** Causes of copies that come and go which are no acts: disks that were lost or set back, what is made again of other copies, and what an old backup brings back. */
export const BY_LOSS = -2
export const BY_RESTORE = -3
export const BY_BACKUP = -4

export interface RunRecord {
  readonly variant: string
  /** States relative to which people are resident, visitor, abroad. */
  readonly about: ReadonlyArray<string>
  /** Wall-clock epoch of simulated 0, ms since 1970 UTC; and the length of the run. */
  readonly epochMs: number
  readonly horizonMs: number
  readonly groups: ReadonlyArray<Group>
  readonly situations: ReadonlyArray<Situation>
  readonly slots: ReadonlyArray<Slot>
  /** Instants at which this variant's windows are cut (a subset of slot boundaries). */
  readonly windowCutsMs: ReadonlyArray<number>
  readonly outcomes: ReadonlyArray<OutcomeRow>
  /** Who is counted in which row of `outcomes`, once for each: bit 1 wrote (`people`), bit 2 would have been refused (`peopleWithout`), bit 4 was there. For exact numbers over several rows. */
  readonly seen: { readonly each: (visit: (outcome: number, person: number, how: number) => void) => void }
  /** People who newly obtained a service in a slot. */
  readonly newPeople: ReadonlyArray<{ readonly group: number; readonly service: string; readonly slot: number; readonly people: number }>
  readonly atRest: ReadonlyArray<AtRestRow>
  readonly readers: ReadonlyArray<ReaderRow>
  readonly readTwice: ReadonlyArray<ReadTwiceRow>
  readonly readerPeople: ReadonlyArray<ReaderPeopleRow>
  /** Who the people behind the rows of readers are, once for each row of `readerPeople`: for exact numbers over several of them. What lies exposed is left out: it is known by copies alone. */
  readonly readBy: { readonly each: (visit: (kind: ReadingKind, person: number) => void) => void }
  readonly keys: ReadonlyArray<KeyRow>
  readonly moves: ReadonlyArray<MoveRow>
  readonly losses: ReadonlyArray<LossRow>
  /** Messages that came once more to a site that had them, and were dropped. */
  readonly cameAgain: number
  readonly sites: ReadonlyArray<SiteLife>
  readonly orders: ReadonlyArray<OrderLife>
  /** When each answer and event happened (undefined: never). */
  readonly answers: ReadonlyArray<{ readonly id: string; readonly kind: string; readonly atMs: number | undefined; readonly by: ReadonlyArray<string> }>
  readonly acts: ReadonlyArray<ActRow>
  readonly sanctions: ReadonlyArray<SanctionRow>
  readonly conflicts: ReadonlyArray<{ readonly atMs: number; readonly orders: ReadonlyArray<string>; readonly choice: string; readonly text: string }>
  readonly promises: ReadonlyArray<PromiseVerdict>
  readonly fingerprint: { readonly events: number; readonly draws: number; readonly digest: string }
}

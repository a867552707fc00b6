/** What a test sees of Situs: the types of `situs/testing`, with nothing of the engine behind them. Rows have the names of result.json. */
import type { Arbitrary } from "fast-check"

/** A world to be played: a scenario in which people are few, and the seed of its chance. A failing property prints it as a scenario file. */
export interface World {
  /** Where it comes from: `generated world 7`, `my-case.yaml, variation 7`. */
  readonly name: string
  /** Seed of its chance. */
  readonly seed: number
  /** The scenario file that says it: `situs run` on it plays the same world. */
  readonly text: string
}

export interface WorldsOptions {
  /** Only worlds with all of these features (see `FEATURES`). */
  readonly with?: ReadonlyArray<string>
  /** Only worlds with none of these. */
  readonly without?: ReadonlyArray<string>
}

export interface VariationsOptions {
  /** Variants of the file that worlds are made of. Left out: all that can stand by themselves. */
  readonly variants?: ReadonlyArray<string>
}

/** A promise that a test can hold a world to. */
export interface Checkable {
  /** What it says, as a sentence. */
  readonly says: string
  /** The verdict on one world that was played. */
  readonly judge: (run: Run) => Judgement
  /**
   * What may be taken out of a failing world of your file to make it smaller. `events` (default): people, orders, answers, events, faults,
   * trips, and whole services and sites; services and sites that stay are as your file has them. `all`: parts of those too.
   */
  readonly spares?: "events" | "all"
}

export interface Judgement {
  /** How often the world came to what the promise is about; of several promises, by name. What no world came to was not exercised, which is no pass. */
  readonly exercised: number | Readonly<Record<string, number>>
  /** What breaks it, as a sentence. Left out: nothing does. */
  readonly broken?: string | undefined
  /** Which of several promises breaks: a failing world is made smaller as long as the same one does. */
  readonly which?: string | undefined
}

/** A promise as rows of a run that it is about, and what holds of each. */
export interface PromiseOf<Row> {
  readonly about: (run: Run) => Iterable<Row>
  /** False where it does not hold. An assertion of your test runner will do: what it throws says why. */
  readonly holds: (row: Row, run: Run) => unknown
}

export interface HeldOptions {
  /** Worlds that are played [worlds]. Default 100. */
  readonly runs?: number
  /** Seed of fast-check, which draws the worlds. Default 1: the same worlds each time. */
  readonly seed?: number
  /** Where in its draws fast-check begins, as a failure tells it. */
  readonly path?: string
  /** Time after which it stops [ms]. What was stopped does not pass. Default: none. */
  readonly limitMs?: number
  /** Worlds that are played at most to make a failing one smaller [worlds]. Default 600. */
  readonly shrinkPlays?: number
  /** Folder for the scenario file of a failing world. Default `out/found`. */
  readonly out?: string
}

/** What was played without a breach. */
export interface Held {
  /** Worlds played. */
  readonly worlds: number
  /** Worlds that came to what the promise is about. */
  readonly exercisedWorlds: number
  /** How often, in all of them. */
  readonly exercised: number
}

/** A world as it went: what result.json has of a variant, in simulated people and messages; and every place where copies ever came to lie. */
export interface Run {
  readonly world: World
  /** Messages that people tried to send [messages]. */
  readonly messages: number
  /** Every place where copies came to lie, however shortly, in the order in which they first did. */
  readonly copies: ReadonlyArray<Copies>
  /** Copies at rest at the end of each window: windows are cut where an order, an answer or a mark changes something. */
  readonly atRest: ReadonlyArray<AtRest>
  /** Messages attempted, accepted, delivered, refused, … by cohort, status, place and way to the network. */
  readonly outcomes: ReadonlyArray<Outcome>
  /** Who could read, or has, what. */
  readonly readers: ReadonlyArray<Reader>
  /** Who holds keys, where, from when to when. */
  readonly keys: ReadonlyArray<KeyHolder>
  readonly moves: ReadonlyArray<Move>
  /** Copies that were the last of their mail, and went with the disks under them. */
  readonly losses: ReadonlyArray<Loss>
  readonly sites: ReadonlyArray<SiteState>
  readonly orders: ReadonlyArray<OrderLife>
  readonly acts: ReadonlyArray<ActRow>
  readonly conflicts: ReadonlyArray<ConflictRow>
  /** The promises of the engine (docs/promises.md): the world is played again, with and without its orders, when this is first asked for. */
  readonly invariants: ReadonlyArray<InvariantVerdict>
  /** What tells the run from every other. */
  readonly fingerprint: { readonly events: number; readonly draws: number; readonly digest: string }
}

/** Copies of one class and kind, of people who are alike, that came to lie at a site. */
export interface Copies {
  readonly site: string
  /** True country of the site. */
  readonly country: string
  /** Country that the site declares; the true one where it declares none. */
  readonly declared: string
  /** Who runs the site, as the scenario names him. */
  readonly operator: string
  /** Cohort whose mailboxes they belong to. */
  readonly cohort: string
  /** Country where these people live, and their account's region. */
  readonly home: string
  readonly account: string
  readonly service: string
  readonly class: string
  readonly kind: CopyKind
  /** Copies that came; some may have gone since [copies]. */
  readonly copies: number
  /** The stretch between two changes of the rules in which the first of them came. */
  readonly first: { readonly from: string; readonly to: string }
  /** Act that brought the first of them (path of `acts`); null where no act did. */
  readonly act: string | null
}

export type CopyKind = "primary" | "replica" | "backup" | "index" | "log" | "cache" | "queue" | "capture" | "revived"

export interface AtRest {
  readonly at: string
  readonly site: string
  readonly cohort: string
  readonly operator: "provider" | "partner" | "carrier" | "customer" | "state"
  readonly country: string
  readonly service: string
  readonly class: string
  readonly kind: CopyKind
  readonly copies: number
  readonly bytes: number
}

export type Status = "resident" | "visitor" | "abroad" | "other"
export type Access = "local-sim" | "home-routed" | "local-breakout" | "hub-breakout" | "wifi" | "fixed-wireless" | "satellite"

export interface Outcome {
  readonly about: string
  readonly cohort: string
  readonly status: Status
  readonly present: string
  readonly access: Access
  readonly vpn: string | null
  readonly service: string
  readonly window: Window
  readonly people: number
  readonly weight: number
  readonly attempted: number
  /** By reason code; a reason that stopped none is left out. */
  readonly refused: Readonly<Partial<Record<Reason, number>>>
  readonly accepted: number
  readonly underWay: number
  readonly delivered: number
  readonly expired: number
  readonly bounced: number
  readonly erased: number
  readonly inFlight: number
  readonly received: { readonly addressed: number; readonly delivered: number; readonly expired: number; readonly bounced: number; readonly erased: number; readonly inFlight: number }
  readonly hoursWithoutService: number
  readonly hoursPresent: number
  readonly peopleWithoutService: number
  readonly deliveryRatio: { readonly mean: number | null; readonly low: number | null; readonly high: number | null; readonly runs: number }
  readonly delayMs: { readonly p50: number | null; readonly p95: number | null; readonly p99: number | null }
  readonly firstAcceptedAt: string | null
  readonly causes: ReadonlyArray<{ readonly outcome: "refused" | "bounced"; readonly reason: Reason; readonly act: string | null; readonly order: string | null; readonly answer: string | null; readonly messages: number }>
}

export interface Window {
  readonly id: string
  readonly from: string
  readonly to: string
}

export type Reason =
  | "market-left" | "product-withdrawn" | "account-suspended" | "not-provisioned" | "roamer-barred" | "waiting-period" | "not-installable" | "blocked" | "throttled" | "filtered"
  | "no-legal-place" | "mailbox-unreachable" | "relay-down" | "relay-unreachable" | "relay-paused" | "lost-on-the-way" | "service-stopped" | "feature-withdrawn" | "waited-too-long"

export interface Reader {
  readonly authority: string
  readonly level: "exposed" | "openable" | "readable" | "disclosed"
  readonly basis: string
  readonly service: string
  readonly class: string
  readonly form: "content" | "metadata" | "ciphertext"
  readonly cohort: string
  readonly messages: number
  readonly again: number
  readonly people: number
  readonly weight: number
  readonly firstAt: string
  readonly lastAt: string
  readonly act: string | null
  readonly order: string | null
}

export interface KeyHolder {
  readonly service: string
  readonly class: string
  readonly holder: string
  readonly holderKind: "user" | "customer" | "provider" | "carrier" | "partner" | "state" | "nobody"
  readonly country: string | null
  readonly startAt: string
  readonly endAt: string | null
  readonly cohorts: ReadonlyArray<string>
  readonly act: string | null
}

export interface Move {
  readonly fromSite: string
  readonly toSite: string
  readonly fromCountry: string
  readonly toCountry: string
  readonly service: string
  readonly class: string
  readonly copies: number
  readonly bytes: number
  readonly startAt: string
  readonly endAt: string | null
  readonly act: string | null
  readonly order: string | null
}

export interface Loss {
  readonly site: string
  readonly country: string
  readonly service: string
  readonly class: string
  readonly kind: string
  readonly copies: number
  readonly at: string
}

export interface SiteState {
  readonly site: string
  readonly country: string
  readonly state: "running" | "stopped" | "failing" | "paused" | "unreachable" | "deaf" | "mute" | "parted" | "lossy" | "slow" | "doubling" | "seized" | "transferred" | "wiped" | "restored"
  readonly at: string
  readonly act: string | null
  readonly order: string | null
}

export interface OrderLife {
  readonly id: string
  readonly issuer: string
  readonly kind: string
  readonly due: string | null
  readonly demand: "none" | "open" | "met" | "in-breach"
  readonly breachHours: number
  readonly answers: ReadonlyArray<string>
  readonly states: ReadonlyArray<{ readonly state: "announced" | "issued" | "postponed" | "stayed" | "in-effect" | "waived" | "lifted" | "expired" | "met" | "cured" | "withdrawn" | "rescinded" | "struck-down" | "revealed" | "denied"; readonly at: string; readonly source: ReadonlyArray<string> }>
  readonly breach: ReadonlyArray<{ readonly from: string; readonly to: string }>
  readonly effect: ReadonlyArray<{ readonly from: string; readonly to: string }>
}

export interface ActRow {
  readonly path: string
  readonly verb: string
  readonly order: string | null
  readonly answer: string | null
  readonly event: string | null
  readonly issuer: string | null
  readonly start: string
  readonly end: string
  readonly source: ReadonlyArray<string>
}

export interface ConflictRow {
  readonly at: string
  readonly orders: ReadonlyArray<string>
  readonly choice: string
  readonly text: string
}

export interface InvariantVerdict {
  readonly id: string
  readonly verdict: "held" | "broken" | "not-exercised" | "infeasible"
  readonly exercised: number
  readonly witness?: string | undefined
}

/** Arbitraries of fast-check that draw worlds. Made smaller are they by `smallest`, which knows what a world consists of: fast-check does not shrink them. */
export type Worlds = Arbitrary<World>

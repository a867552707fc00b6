/** Stories: what a trace tells of one message or of one person, as plain data. `explain` puts them into sentences. */
import type { Act } from "./acts.ts"
import type { AccessMode } from "./people.ts"

/** An instant on both clocks, `YYYY-MM-DD HH:MM:SS`. `ms` is simulated. */
export interface Moment {
  readonly ms: number
  readonly utc: string
  readonly local: string
}

export interface SourceStory {
  readonly id: string
  readonly title: string
  readonly date: string | undefined
  readonly url: string | undefined
}

export interface OrderStory {
  readonly id: string
  readonly title: string | undefined
  readonly kind: string
  readonly issuer: string
  readonly body: string | undefined
  readonly to: ReadonlyArray<string>
  /** The deadline last in force. */
  readonly due: Moment | undefined
  readonly states: ReadonlyArray<{ readonly state: string; readonly at: Moment; readonly sources: ReadonlyArray<SourceStory> }>
}

export interface ReplyStory {
  readonly id: string
  readonly title: string | undefined
  readonly kind: string
  readonly by: ReadonlyArray<string>
}

/** An act with all that stands behind it. `from` is undefined where it was so before the run, `until` where it outlasts it. */
export interface ActStory {
  readonly path: string
  readonly act: Act
  readonly verb: string
  readonly places: ReadonlyArray<string>
  /** Who carries it out; undefined: everybody at the point. */
  readonly carriers: ReadonlyArray<string> | undefined
  readonly from: Moment | undefined
  readonly until: Moment | undefined
  readonly order: OrderStory | undefined
  readonly answer: ReplyStory | undefined
  readonly event: ReplyStory | undefined
  readonly sources: ReadonlyArray<SourceStory>
}

/** What stood in the way, where. Without an act it is nobody's doing: a failure, a limit, a fact of the file. */
export interface ObstacleStory {
  readonly reason: string
  readonly point: string
  readonly country: string
  readonly carrier: string | undefined
  /** What it lets through all the same. */
  readonly leaks: ReadonlyArray<LeakStory>
  readonly act: ActStory | undefined
}

/** A part that an obstacle lets through, drawn once for each unit; of those alone whom it excepts, where it excepts any. */
export interface LeakStory {
  readonly share: number
  readonly by: "attempt" | "connection" | "line" | "service" | "carrier"
  readonly excepts: boolean
}

export interface LineStory {
  readonly mode: AccessMode
  readonly sim: string | undefined
  readonly simCarrier: string | undefined
  readonly servingCarrier: string | undefined
  readonly exit: string | undefined
  readonly vpn: string | undefined
}

export interface Traits {
  readonly home: string
  readonly citizen: string
  readonly account: string
  readonly sim: string
  readonly store: string
  readonly segment: string | undefined
  readonly plan: string | undefined
  readonly lists: ReadonlyArray<string>
  readonly options: ReadonlyArray<string>
  readonly uses: ReadonlyArray<string>
  /** Real people for whom each simulated one stands. */
  readonly weight: number
}

/** A person at an instant: who, where, on which line. */
export interface EndStory {
  readonly id: string
  readonly cohort: string
  readonly traits: Traits
  readonly place: string
  readonly line: LineStory
}

export interface PointStory {
  readonly point: string
  readonly country: string
}

export interface SiteStory {
  readonly site: string
  readonly country: string
  readonly declared: string | undefined
  readonly operator: string
  readonly operatorKind: string
}

export type StepStory =
  | { readonly kind: "refused"; readonly at: Moment; readonly tries: number; readonly place: string; readonly line: LineStory; readonly passed: ReadonlyArray<PointStory>; readonly obstacle: ObstacleStory; readonly others: ReadonlyArray<ObstacleStory>; readonly final: boolean }
  | { readonly kind: "sent"; readonly at: Moment; readonly tries: number; readonly place: string; readonly line: LineStory; readonly passed: ReadonlyArray<PointStory>; readonly relay: SiteStory | undefined; /** The usual line refused. */ readonly otherLine: boolean }
  | { readonly kind: "accepted"; readonly at: Moment }
  | { readonly kind: "stored"; readonly at: Moment; readonly site: SiteStory | undefined }
  | { readonly kind: "waits"; readonly at: Moment; readonly where: "relay" | "device"; readonly relay: SiteStory | undefined; readonly place: string; readonly line: LineStory; readonly obstacle: ObstacleStory | undefined }
  | { readonly kind: "delivered"; readonly at: Moment; readonly place: string; readonly line: LineStory }
  | { readonly kind: "bounced" | "expired" | "erased"; readonly at: Moment; readonly reason: string; readonly act: ActStory | undefined }

/** Copies of one class and kind at one site. */
export interface CopyStory {
  readonly service: string
  readonly class: string
  readonly kind: string
  readonly at: SiteStory
  readonly messages: number
  readonly from: Moment
  /** What put them there, if an act did. */
  readonly act: ActStory | undefined
  /** They were made again of other copies, after disks were lost or set back. */
  readonly again?: boolean
  readonly end: { readonly how: "moved" | "erased" | "time-over" | "lost"; readonly at: Moment; readonly to: SiteStory | undefined; readonly act: ActStory | undefined } | undefined
  /** How long the service keeps them [days]; undefined: no limit. */
  readonly keptDays: number | undefined
}

export interface KeyStory {
  readonly class: string
  readonly holder: string
  readonly kind: string
  readonly country: string | undefined
  readonly act: ActStory | undefined
}

/** What an authority got, or came to be able to read. */
export interface ReadingStory {
  readonly authority: string
  readonly service: string
  readonly class: string
  readonly form: "content" | "metadata" | "ciphertext"
  /** taken: handed over or seized; opened: cipher text that it had already, by a key that came later. */
  readonly how: "taken" | "opened"
  readonly messages: number
  readonly first: Moment
  readonly last: Moment
  readonly act: ActStory | undefined
}

export interface Setting {
  readonly scenario: string
  readonly variant: string
  readonly variantTitle: string
  /** Country whose clock the local times are of. */
  readonly clock: string
  readonly seed: number
  /** Countries by code, as far as the file describes them. */
  readonly until: Moment
}

/** A place with people or a site, and where it lies; undefined where the file does not say. */
export interface SpotStory {
  readonly kind: "place" | "site"
  /** Code of the place, name of the site. */
  readonly name: string
  readonly country: string
  /** [degrees] */
  readonly at: { readonly lat: number; readonly lon: number } | undefined
}

export interface MessageStory extends Setting {
  readonly id: string
  readonly service: string
  readonly sender: EndStory
  readonly recipient: EndStory
  readonly first: Moment
  readonly steps: ReadonlyArray<StepStory>
  /** Where it stood when the run ended, if it had not ended. */
  readonly open: "client" | "relay" | "device" | "on-the-way" | undefined
  readonly keys: ReadonlyArray<KeyStory>
  readonly copies: ReadonlyArray<CopyStory>
  readonly readings: ReadonlyArray<ReadingStory>
  /** Every place and site of the scenario. */
  readonly spots: ReadonlyArray<SpotStory>
}

/** A stretch of time in which a person stays in one place on one line. */
export interface StayStory {
  readonly from: Moment
  readonly until: Moment
  readonly place: string
  readonly line: LineStory
}

/** A stretch of time in which it is the same with a service. */
export interface SpanStory {
  readonly service: string
  readonly from: Moment
  readonly until: Moment
  readonly state: "works" | "refused" | "in-part"
  /** Part of the tries that are refused [1]. */
  readonly share: number
  readonly obstacle: ObstacleStory | undefined
  readonly others: ReadonlyArray<ObstacleStory>
  /** What keeps mail from his mailbox, though he could fetch it. */
  readonly mailbox: ObstacleStory | undefined
}

export interface CountStory {
  readonly service: string
  readonly wrote: number
  readonly refused: ReadonlyArray<{ readonly reason: string; readonly messages: number }>
  readonly accepted: number
  readonly delivered: number
  readonly bounced: ReadonlyArray<{ readonly reason: string; readonly messages: number }>
  readonly expired: number
  readonly erased: number
  readonly open: number
  readonly got: number
}

export interface PersonStory extends Setting {
  readonly id: string
  readonly cohort: string
  readonly traits: Traits
  /** He comes once, for a stay, and exists only while there. */
  readonly standing: boolean
  readonly stays: ReadonlyArray<StayStory>
  readonly spans: ReadonlyArray<SpanStory>
  readonly counts: ReadonlyArray<CountStory>
  readonly copies: ReadonlyArray<CopyStory>
  readonly readings: ReadonlyArray<ReadingStory>
}

/** One telling message or person. */
export interface TellingStory {
  readonly subject: "message" | "person"
  readonly id: string
  readonly variant: string
  readonly at: Moment
  readonly says: TellingWord
}
/** What makes it telling. */
export type TellingWord =
  | { readonly word: "refused" | "bounced"; readonly reason: string; readonly point: string; readonly country: string; readonly act: ActStory | undefined }
  | { readonly word: "expired" }
  | { readonly word: "waited"; readonly hours: number }
  | { readonly word: "disclosed"; readonly authority: string; readonly form: string; readonly class: string }
  | { readonly word: "untouched"; readonly from: string; readonly to: string; readonly act: ActStory }
  | { readonly word: "passes"; readonly mode: AccessMode; readonly present: string; readonly act: ActStory }
  | { readonly word: "across"; readonly from: string; readonly to: string; readonly arrived: Moment; readonly act: ActStory }
  | { readonly word: "refused-most"; readonly messages: number }

/** Some of what a number counts: by reason and act, else by cohort. */
export interface NumberPart {
  readonly name: string
  readonly act: ActStory | undefined
  readonly simulated: number
  readonly real: number
}

/** A number of the tables, counted again event by event in one variant. */
export interface NumberStory extends Setting {
  readonly measure: string
  readonly unit: "messages" | "people" | "person-hours"
  /** Of simulated people; and each with the real ones that it stands for. */
  readonly simulated: number
  readonly real: number
  /** Of person-hours: the people. */
  readonly parts: ReadonlyArray<NumberPart>
  readonly first: Moment | undefined
  readonly last: Moment | undefined
  /** The first of them. */
  readonly messages: ReadonlyArray<{ readonly id: string; readonly at: Moment }>
  /** Those who are counted most: with messages, or hours. */
  readonly people: ReadonlyArray<{ readonly id: string; readonly amount: number; readonly from: Moment }>
  readonly peopleInAll: number
}

/** A scenario file, whole: head, who and where, orders, answers, events, variants, claims. */
import { Schema } from "effect"
import { Claim, Variant } from "./claims.ts"
import { evidence, Id, JurisdictionCode, Several } from "./ids.ts"
import { CalendarDate, InstantText } from "./instants.ts"
import { Answer, Choices, Happening, Order } from "./orders.ts"
import { Cohort } from "./people.ts"
import { Carrier, Country, Provider, Site } from "./places.ts"
import { Service } from "./services.ts"

export const Source = Schema.Struct({
  title: Schema.String,
  url: Schema.optional(Schema.String),
  date: Schema.optional(CalendarDate),
  kind: Schema.String,
  grade: evidence.grade,
  note: evidence.note
}).annotations({ identifier: "Source" })

const named = <A, I>(value: Schema.Schema<A, I>) => Schema.optionalWith(Schema.Record({ key: Id, value }), { default: () => ({}) as Record<string, A> })

export const Scenario = Schema.Struct({
  situs: Schema.Literal(1),
  id: Id,
  title: Schema.String,
  question: Schema.optional(Schema.String),
  about: Schema.optional(Several(JurisdictionCode)),
  baseline: Schema.optional(Id),
  from: CalendarDate,
  until: CalendarDate,
  seed: Schema.optionalWith(Schema.Int.pipe(Schema.between(0, 2 ** 32 - 1)), { default: () => 1 }),
  marks: Schema.optionalWith(Schema.Array(InstantText), { default: () => [] }),
  sources: named(Source),
  countries: Schema.Record({ key: JurisdictionCode, value: Country }),
  carriers: named(Carrier),
  providers: named(Provider),
  sites: named(Site),
  services: Schema.Record({ key: Id, value: Service }),
  people: Schema.Record({ key: Id, value: Cohort }),
  orders: named(Order),
  answers: named(Answer),
  events: named(Happening),
  choices: Schema.optionalWith(Choices, { default: () => Schema.decodeSync(Choices)({}) }),
  variants: named(Variant),
  claims: Schema.optionalWith(Schema.Array(Claim), { default: () => [] }),
  ...evidence
}).annotations({ identifier: "Scenario", description: "A Situs scenario: a real or imagined order to a message service, and the answers to it." })
export type Scenario = typeof Scenario.Type

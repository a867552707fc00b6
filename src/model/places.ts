/** Where things are: countries with their territories, carriers, providers, sites. */
import { Schema } from "effect"
import { CalendarDate, InstantText } from "./instants.ts"
import { evidence, Id, JurisdictionCode, PlaceCode, Several } from "./ids.ts"
import { Capacity, Share } from "./units.ts"

/** A place by name, or by its coordinates. */
export const Place = Schema.Union(Schema.String, Schema.Struct({ lat: Schema.Number.pipe(Schema.between(-90, 90)), lon: Schema.Number.pipe(Schema.between(-180, 180)) })).annotations({
  identifier: "Place",
  description: "A city by name, or { lat, lon } in degrees."
})

export const Weekday = Schema.Literal("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

export const Territory = Schema.Struct({ place: Schema.optional(Place), people: Schema.optional(Share), timezone: Schema.optional(Schema.String), ...evidence })

export const Country = Schema.Struct({
  timezone: Schema.optional(Schema.String),
  place: Schema.optional(Place),
  weekend: Schema.optional(Schema.Array(Weekday)),
  holidays: Schema.optional(Schema.Array(CalendarDate)),
  territories: Schema.optional(Schema.Record({ key: PlaceCode, value: Territory })),
  members: Schema.optional(Schema.Array(JurisdictionCode)),
  ...evidence
}).annotations({ identifier: "Country", description: "A state: clock, place that distances are taken from, territories, members of a union." })

export const CarrierKind = Schema.Literal("mobile", "fixed", "fixed-wireless", "satellite")

export const Carrier = Schema.Struct({
  country: JurisdictionCode,
  kind: Schema.optionalWith(CarrierKind, { default: () => "mobile" as const }),
  share: Share,
  plans: Schema.optional(Schema.Array(Schema.Literal("prepaid", "postpaid"))),
  owner: Schema.optional(Schema.String),
  ...evidence
}).annotations({ identifier: "Carrier", description: "A network operator of a country, with its share of that country's lines of its kind." })

export const Provider = Schema.Struct({
  seat: JurisdictionCode,
  established: Schema.optional(Schema.Array(JurisdictionCode)),
  ...evidence
}).annotations({ identifier: "Provider", description: "A company, with the states in which it can be compelled." })

export const SiteRole = Schema.Literal("relay", "mailbox", "backup", "index", "log", "keys", "cache")

export const SiteFailure = Schema.Struct({
  from: InstantText,
  until: InstantText,
  what: Schema.optionalWith(Schema.Literal("down", "unreachable"), { default: () => "down" as const }),
  ...evidence
})

export const Site = Schema.Struct({
  place: Schema.optional(Place),
  country: JurisdictionCode,
  declared: Schema.optional(JurisdictionCode),
  operator: Schema.String,
  roles: Schema.Array(SiteRole),
  capacity: Schema.optional(Capacity),
  starts: Schema.optional(InstantText),
  stops: Schema.optional(InstantText),
  fails: Schema.optional(Schema.Array(SiteFailure)),
  ...evidence
}).annotations({ identifier: "Site", description: "Machines in one place: true and declared country, operator, roles." })

export const SiteList = Several(Id)
export type Country = typeof Country.Type
export type Carrier = typeof Carrier.Type
export type Provider = typeof Provider.Type
export type Site = typeof Site.Type
export type Place = typeof Place.Type

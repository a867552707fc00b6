/** Where things are: countries with their territories, carriers, providers, sites. */
import { Schema } from "effect"
import { CalendarDate, InstantText } from "./instants.ts"
import { evidence, Id, JurisdictionCode, PlaceCode, Several } from "./ids.ts"
import { Capacity, Duration, Offset, Share } from "./units.ts"
import { may, must, oneOf, otherwise, textOr } from "./word.ts"

/** A place by name, or by its coordinates. */
export const Place = Schema.Union(Schema.String, Schema.Struct({
  lat: must(Schema.Number.pipe(Schema.between(-90, 90)), "Latitude, north of the equator.", 51.5, "degrees"),
  lon: must(Schema.Number.pipe(Schema.between(-180, 180)), "Longitude, east of Greenwich.", -0.13, "degrees")
})).annotations({
  identifier: "Place",
  description: "A city by name, or { lat, lon } in degrees."
})

export const Weekday = oneOf({ Mon: "Monday", Tue: "Tuesday", Wed: "Wednesday", Thu: "Thursday", Fri: "Friday", Sat: "Saturday", Sun: "Sunday" }).annotations({ identifier: "Weekday", description: "A day of the week." })

export const Territory = Schema.Struct({
  place: may(Place, "The place that distances are taken from.", "Edinburgh"),
  people: may(Share, "How many of those whose home is the country live there.", "8 %", "share of people"),
  timezone: may(Schema.String, "Its clock, where it differs from the country's.", "Europe/London", "IANA time zone"),
  ...evidence
}).annotations({ identifier: "Territory", description: "A part of a country in which acts can hold by themselves." })

export const Country = Schema.Struct({
  timezone: may(Schema.String, "The clock on which its dates, deadlines and daily windows run.", "Europe/London", "IANA time zone"),
  place: may(Place, "The place that distances are taken from.", "London"),
  weekend: may(Schema.Array(Weekday), "Days that are no business days. Left out: Saturday and Sunday.", ["Fri", "Sat"]),
  holidays: may(Schema.Array(CalendarDate), "Further days that are no business days.", ["2015-12-25"]),
  territories: may(Schema.Record({ key: PlaceCode, value: Territory }), "Its parts, by ISO 3166-2 code or a declared one.", { "GB-SCT": { place: "Edinburgh", people: "8 %" } }),
  members: may(Schema.Array(JurisdictionCode), "Of a union: the states that it has.", ["GB"]),
  ...evidence
}).annotations({ identifier: "Country", description: "A state: clock, place that distances are taken from, territories, members of a union." })

export const CarrierKind = oneOf({
  mobile: "A mobile network: SIMs of its own, roamers of others.",
  fixed: "A fixed network: Wi-Fi at home, in hotels and offices, and servers.",
  "fixed-wireless": "Fixed wireless access.",
  satellite: "Satellite terminals."
}).annotations({ identifier: "CarrierKind", description: "A kind of network." })

export const Carrier = Schema.Struct({
  country: must(JurisdictionCode, "The country whose network it is, and whose orders it is under.", "GB"),
  kind: otherwise(CarrierKind, () => "mobile" as const, "What kind of network it is.", "fixed"),
  share: must(Share, "How large it is: its part of the country's lines of its kind. It weighs who is hit when only some carriers obey.", "38 %", "share of the country's lines of this kind"),
  plans: may(Schema.Array(oneOf({ prepaid: "Paid for in advance.", postpaid: "Paid for by contract." })), "The plans that it offers. People with the plan `by-carrier` have one of them, each as likely.", ["prepaid"]),
  owner: may(Schema.String, "A party that obeys (`through`) and answers for it.", "a-company"),
  ...evidence
}).annotations({ identifier: "Carrier", description: "A network operator of a country, with its share of that country's lines of its kind." })

export const Provider = Schema.Struct({
  seat: must(JurisdictionCode, "The state in which it has its seat. It holds its keys there, unless a class says otherwise.", "GB"),
  established: may(Schema.Array(JurisdictionCode), "The states in which it can be compelled: seat, offices, representatives, servers. Left out: its seat.", ["GB"]),
  ...evidence
}).annotations({ identifier: "Provider", description: "A company, with the states in which it can be compelled." })

export const SiteRole = oneOf({
  relay: "Messages go through it and wait in its queue.",
  mailbox: "First copies lie there.",
  backup: "Backups lie there.",
  index: "Indexes for searching lie there.",
  log: "Records of what passed lie there.",
  keys: "Keys lie there.",
  cache: "Copies near the people lie there."
}).annotations({ identifier: "SiteRole", description: "What machines of a site are for." })

/** What can be wrong with a site; `FAULT_KEYS` says what else each needs. */
export const Fault = oneOf({
  down: "It has crashed: it stands still, and starts anew at `until` with what lies on its disks.",
  paused: "It stands still: it neither answers nor does anything by itself. What has come to it goes on when it does.",
  unreachable: "It runs, and no network leads to it or from it.",
  deaf: "Nothing gets to it. What it sends goes out.",
  mute: "It takes what comes. Nothing that it sends gets out, no acknowledgement either.",
  slow: "Each message takes longer at it, by `adds`; with `share` only some do, and others overtake them.",
  lossy: "A `share` of the messages to it and from it is lost on the way, and is sent again: it is half dead.",
  doubling: "A `share` of the messages comes to it twice.",
  wiped: "Its disks are lost at `from`. At `until` it is back with empty ones, and gets its copies again from where others lie.",
  restored: "At `from` it is set back to its backup, with `age` to one that was made so long before. It has no `until`.",
  clock: "Its clock is wrong, by `off`."
}).annotations({ identifier: "Fault", description: "What is wrong with a site for a while." })

export type Fault = typeof Fault.Type

/** Keys of a fault besides `from` and `until`: those that it must have, and those that it may. */
export const FAULT_KEYS: Readonly<Record<Fault, { readonly must: ReadonlyArray<FaultKey>; readonly may: ReadonlyArray<FaultKey> }>> = {
  down: { must: ["until"], may: [] },
  paused: { must: ["until"], may: [] },
  unreachable: { must: ["until"], may: ["with"] },
  deaf: { must: ["until"], may: ["with"] },
  mute: { must: ["until"], may: ["with"] },
  slow: { must: ["until", "adds"], may: ["share"] },
  lossy: { must: ["until", "share"], may: [] },
  doubling: { must: ["until", "share"], may: [] },
  wiped: { must: ["until"], may: [] },
  restored: { must: [], may: ["age"] },
  clock: { must: ["until", "off"], may: [] }
}

export type FaultKey = "until" | "with" | "adds" | "share" | "off" | "age"

export const SiteFailure = Schema.Struct({
  from: must(InstantText, "From when on.", "2015-10-10"),
  until: may(InstantText, "Until when: the end of that day. All but `restored` have it.", "2015-10-13"),
  what: otherwise(Fault, () => "down" as const, "What is wrong.", "down"),
  with: may(Several(Id), "Of `unreachable`, `deaf` and `mute`: towards these sites only, as where a network falls apart. Left out: towards everybody.", ["b-site"]),
  adds: may(Duration, "Of `slow`: how much longer a message takes at it.", "20 min"),
  share: may(Share, "Of `lossy` and `doubling`: which share of the messages it hits. Of `slow`: which share is late; left out: all.", "30 %", "share of messages"),
  age: may(Duration, "Of `restored`: how long before `from` the backup was made. Left out: the backups are as first copies are now.", "3 days"),
  off: may(Offset, "Of `clock`: by how much its clock is wrong. Ahead is positive, behind negative.", "-2 h", "duration"),
  ...evidence
}).annotations({ identifier: "SiteFailure", description: "A time in which something is wrong with a site." })

export const Site = Schema.Struct({
  place: may(Place, "Where it stands; distances and delays are taken from it.", "London"),
  country: must(JurisdictionCode, "The country in which it truly stands. What lies on it is at rest there.", "GB"),
  declared: may(JurisdictionCode, "The country in which it is said to stand, if that is another. The true one counts, and the difference is reported.", "GB"),
  operator: must(textOr({ customer: "The customer himself, on his own premises: its mail comes and goes through his country's networks." }), "Who runs it and can be compelled to open it: a provider, a carrier, a partner, or `customer`.", "a-company"),
  roles: must(Schema.Array(SiteRole), "What its machines are for.", ["relay", "mailbox"]),
  capacity: may(Capacity, "What it can do. A relay that is too slow makes queues; moves take as long as the line needs. Left out: without limit.", "2000 messages/s"),
  starts: may(InstantText, "From when on it runs. `never`: only when an act starts it.", "2015-09-01"),
  stops: may(InstantText, "From when on it runs no longer.", "2015-12-31"),
  fails: may(Schema.Array(SiteFailure), "Times in which something is wrong with it.", [{ from: "2015-10-10", until: "2015-10-13" }]),
  ...evidence
}).annotations({ identifier: "Site", description: "Machines in one place: true and declared country, operator, roles." })

export const SiteList = Several(Id)
export type Country = typeof Country.Type
export type Carrier = typeof Carrier.Type
export type Provider = typeof Provider.Type
export type Site = typeof Site.Type
export type SiteFailure = typeof SiteFailure.Type
export type Place = typeof Place.Type

/** Cohorts: people who are alike, how they reach a service, what they write, where they travel. */
import { Schema } from "effect"
import { evidence, Id, JurisdictionCode, PlaceCode, Several } from "./ids.ts"
import { InstantText } from "./instants.ts"
import { Share, UptakeRate } from "./units.ts"
import { may, meaningOf, must, oneOf } from "./word.ts"

export const AccessMode = oneOf({
  "local-sim": "A SIM of the country where the person is: its networks carry the traffic, its rules hold.",
  "home-routed": "A foreign SIM whose packets go home first: the rules of the SIM's country hold, not those of the country visited.",
  "local-breakout": "A foreign SIM whose packets leave in the country visited: its rules hold.",
  "hub-breakout": "A travel eSIM whose packets leave in a third country: the rules of that one hold.",
  wifi: "Wi-Fi or a fixed line: a hotel, an office, a home.",
  "fixed-wireless": "Fixed wireless access of a carrier.",
  satellite: "A satellite terminal: packets come down at a gateway, whose country's rules hold."
}).annotations({ identifier: "AccessMode", description: "A way to the network." })
export const ACCESS_MODES = AccessMode.literals
export type AccessMode = typeof AccessMode.Type

export const SEGMENTS = {
  enterprise: "Staff of companies, on the company's account.",
  government: "Staff of the state, on its account.",
  consumer: "Private people.",
  mission: "Staff of foreign missions and international bodies.",
  official: "Officials, whom the state's own measures often spare."
} as const
export const Segment = oneOf(SEGMENTS).annotations({ identifier: "Segment", description: "What people use the service as." })
export const PLANS = { prepaid: "Paid for in advance.", postpaid: "Paid for by contract.", "by-carrier": "One of those that the carrier of the SIM offers, each as likely." } as const
export const Plan = oneOf(PLANS).annotations({ identifier: "Plan", description: "How a line is paid for." })

const CarrierShares = Schema.Union(Schema.Array(Id), Schema.Record({ key: Id, value: Share })).annotations({ description: "Carriers, each as likely by its share of lines, or with shares of their own." })

/** A mode's share, or the long form with the SIM's country, the exit, the carriers. */
export const ReachShare = Schema.Union(
  Share,
  Schema.Struct({
    share: must(Share, "How many people use this way.", "70 %", "share of people"),
    sim: may(JurisdictionCode, "The country of the SIM. Left out: that of the cohort; of `local-sim` the country where they then are.", "GB"),
    exit: may(JurisdictionCode, "Where packets leave: the country of a hub, or of a satellite gateway.", "GB"),
    carriers: may(CarrierShares, "Of which carriers. Left out: all of the country, by their shares of lines.", ["a-carrier"], "share of these lines"),
    ...evidence
  }).annotations({ identifier: "WayShare", description: "A share of people, and by which SIM, exit and carriers." })
).annotations({ description: "A share of people, or with the SIM's country, the exit and the carriers." })
const byMode = Object.fromEntries(AccessMode.literals.map((mode) => [mode, must(ReachShare, meaningOf(AccessMode)[mode], mode === "satellite" ? { share: "5 %", exit: "GB" } : "70 %", "share of people")])) as Record<AccessMode, Schema.propertySignature<typeof ReachShare>>
export const Reach = Schema.partial(Schema.Struct({
  ...byMode,
  ...evidence
})).annotations({ identifier: "Reach", description: "Shares of people by their usual way to the network." })

const ByPlace = Schema.Union(PlaceCode, Schema.Record({ key: PlaceCode, value: Share })).annotations({ description: "A place, or several with shares of people." })

export const Writes = Schema.Struct({
  "per-day": must(Schema.Union(Schema.NonNegative, Schema.Record({ key: Schema.String, value: Schema.NonNegative })), "What a person writes on average, for each service that he uses; or a number for each service.", { "a-chat": 25 }, "messages/day"),
  to: may(Schema.Record({ key: Id, value: Share }), "To whom: cohorts, of whom those get messages who use the service. Left out: everybody who uses it, by real numbers.", { "some-people": "70 %", "other-people": "30 %" }, "share of messages"),
  tail: may(oneOf({ heavy: "A few people write very much, most write little.", even: "All write about as much." }), "How unevenly people write. Left out: even.", "heavy"),
  hours: may(Schema.Union(oneOf({ office: "In office hours of working days.", waking: "In the hours in which people are awake.", always: "At every hour alike." }), Schema.Array(Schema.NonNegative).pipe(Schema.itemsCount(24))), "When people write, on the clock of the place where they are; or 24 weights, one for each hour. Left out: always.", "office", "weight of an hour"),
  ...evidence
}).annotations({ identifier: "Writes", description: "Messages a day and person for each service used, to whom, how uneven, at which local hours." })

export const Travels = Schema.Struct({
  to: must(ByPlace, "Where people travel: a country, or several with shares.", { GB: "30 %", XX: "70 %" }, "share of trips"),
  "trips-per-year": must(Schema.NonNegative, "How often a person travels.", 2, "trips/year"),
  nights: must(Schema.Number.pipe(Schema.positive()), "How long a trip is on average.", 7, "nights"),
  reach: may(Reach, "How they reach the network while they are away. Left out: as at home.", { "home-routed": "90 %", wifi: "10 %" }, "share of people"),
  ...evidence
}).annotations({ identifier: "Travels", description: "Trips that come at random, at a yearly rate." })

export const Present = Schema.Struct({
  in: must(PlaceCode, "Where they are.", "GB"),
  stock: may(Schema.Number.pipe(Schema.positive()), "How many real people are there at a time: arrivals a year times nights, divided by 365.", 260, "people"),
  count: may(Schema.Int.pipe(Schema.positive()), "How many simulated people stand for them.", 50, "simulated people"),
  nights: must(Schema.Number.pipe(Schema.positive()), "How long each stays on average, then another comes.", 10, "nights"),
  reach: may(Reach, "How they reach the network there. Left out: the cohort's `reach`.", { "home-routed": "60 %", wifi: "40 %" }, "share of people"),
  ...evidence
}).annotations({ identifier: "Present", description: "A standing number of people is there, each for so many nights, then replaced." })

export const Trip = Schema.Struct({
  to: must(PlaceCode, "Where they go.", "GB"),
  from: must(InstantText, "When they arrive.", "2015-09-01"),
  until: must(InstantText, "When they leave again: the end of that day.", "2015-09-10"),
  share: may(Share, "How many of them go. Left out: all.", "20 %", "share of people"),
  reach: may(Reach, "How they reach the network there. Left out: as at home.", { "home-routed": "100 %" }, "share of people"),
  ...evidence
}).annotations({ identifier: "Trip", description: "A trip with its dates." })
export const Span = Schema.Struct({
  from: must(InstantText, "From when on they write nothing.", "2015-09-01"),
  until: must(InstantText, "Until when: the end of that day.", "2015-09-10"),
  ...evidence
}).annotations({ identifier: "Span", description: "A time in which people are silent." })

export const Cohort = Schema.Struct({
  home: must(ByPlace, "Where they live: a country, a territory, or several with shares. Citizenship, account, SIM and store follow it unless they are stated.", "GB"),
  citizen: may(JurisdictionCode, "Whose citizens they are. Left out: of the country where they live.", "GB"),
  account: may(JurisdictionCode, "The region to which their accounts belong at the provider: orders and exits often go by it. Left out: the country where they live.", "GB"),
  sim: may(JurisdictionCode, "The country of their SIMs. Left out: the country where they live.", "GB"),
  store: may(JurisdictionCode, "The country of their app stores. Left out: the country where they live.", "GB"),
  count: may(Schema.Int.pipe(Schema.positive()), "How many people are simulated. More of them make chance smaller and the run longer.", 200, "simulated people"),
  "stands-for": may(Schema.Number.pipe(Schema.positive()), "How many real people they stand for. Left out: themselves.", 4400, "people"),
  list: may(Several(Id), "A named target list that they are on; `of: { list }` selects them.", "a-list"),
  segment: may(Segment, "What they use the service as.", "enterprise"),
  organisation: may(Id, "The organisation whose accounts theirs are; a key with `one-per: organisation` opens all of them. Left out: a cohort of the segments enterprise, government and mission is one by itself.", "a-firm"),
  plan: may(Plan, "How their lines are paid for.", "prepaid"),
  use: must(Schema.Record({ key: Id, value: Share }), "How many use each service.", { "a-chat": "100 %" }, "share of people"),
  options: may(Schema.Record({ key: Schema.String, value: Share }), "How many have an option of a service switched on.", { vault: "10 %" }, "share of people"),
  accepts: may(Schema.Union(Share, Schema.Record({ key: Schema.String, value: Share })), "How many accept when they are asked; or a share for each question.", { vault: "30 %" }, "share of people"),
  reach: must(Reach, "By which way people usually reach the network. It decides which points their packets cross, and so whose rules hit them.", { "local-sim": "70 %", wifi: "30 %" }, "share of people"),
  carriers: may(CarrierShares, "Of which carriers their lines are. Left out: all of the country, by their shares of lines.", ["a-carrier"], "share of these lines"),
  also: may(Schema.Union(Several(AccessMode), Reach), "What they try when the usual way refuses. Left out: nothing else.", "wifi"),
  vpn: may(Schema.Struct({
    share: must(Share, "How many use one.", "5 %", "share of people"),
    exit: must(JurisdictionCode, "The country in which it lets traffic out.", "GB"),
    ...evidence
  }).annotations({ identifier: "Vpn", description: "Who uses a VPN, over any way." }), "How many use a VPN, and where it lets traffic out. Points before the exit see only the tunnel.", { share: "5 %", exit: "GB" }),
  writes: may(Writes, "What they write, to whom, and when. Left out: nothing.", { "per-day": 25, to: { "some-people": "100 %" } }),
  travels: may(Several(Travels), "Trips at random.", { to: "GB", "trips-per-year": 2, nights: 7 }),
  present: may(Present, "They are in a place as a standing number: each stays a while and is then replaced. Visitors are told so.", { in: "GB", stock: 260, nights: 10 }),
  trips: may(Schema.Array(Trip), "Trips with dates.", [{ to: "GB", from: "2015-09-01", until: "2015-09-10" }]),
  moves: may(Schema.Array(Trip), "Stays in other territories of their own country, with dates.", [{ to: "GB-SCT", from: "2015-09-01", until: "2015-09-10" }]),
  silent: may(Schema.Array(Span), "Times in which they write nothing.", [{ from: "2015-09-01", until: "2015-09-10" }]),
  "takes-up": may(Schema.Record({ key: Schema.String, value: UptakeRate }), "How fast people newly take an option or a service.", { vault: "1 % per day" }, "share of those without it, a day"),
  ...evidence
}).annotations({ identifier: "Cohort", description: "People who are alike." })

export type Cohort = typeof Cohort.Type
export type Reach = typeof Reach.Type
export type ReachShare = typeof ReachShare.Type

/** Cohorts: people who are alike, how they reach a service, what they write, where they travel. */
import { Schema } from "effect"
import { evidence, Id, JurisdictionCode, PlaceCode, Several } from "./ids.ts"
import { InstantText } from "./instants.ts"
import { Share, UptakeRate } from "./units.ts"

export const ACCESS_MODES = ["local-sim", "home-routed", "local-breakout", "hub-breakout", "wifi", "fixed-wireless", "satellite"] as const
export const AccessMode = Schema.Literal(...ACCESS_MODES).annotations({ identifier: "AccessMode" })
export type AccessMode = typeof AccessMode.Type

export const Segment = Schema.Literal("enterprise", "government", "consumer", "mission", "official")
export const Plan = Schema.Literal("prepaid", "postpaid", "by-carrier")

const CarrierShares = Schema.Union(Schema.Array(Id), Schema.Record({ key: Id, value: Share }))

/** A mode's share, or the long form with the SIM's country, the exit, the carriers. */
export const ReachShare = Schema.Union(
  Share,
  Schema.Struct({ share: Share, sim: Schema.optional(JurisdictionCode), exit: Schema.optional(JurisdictionCode), carriers: Schema.optional(CarrierShares), ...evidence })
)
export const Reach = Schema.partial(Schema.Struct({
  "local-sim": ReachShare,
  "home-routed": ReachShare,
  "local-breakout": ReachShare,
  "hub-breakout": ReachShare,
  wifi: ReachShare,
  "fixed-wireless": ReachShare,
  satellite: ReachShare,
  ...evidence
})).annotations({ identifier: "Reach", description: "Shares of people by their usual way to the network." })

const ByPlace = Schema.Union(PlaceCode, Schema.Record({ key: PlaceCode, value: Share }))

export const Writes = Schema.Struct({
  "per-day": Schema.Union(Schema.NonNegative, Schema.Record({ key: Schema.String, value: Schema.NonNegative })),
  to: Schema.optional(Schema.Record({ key: Id, value: Share })),
  tail: Schema.optional(Schema.Literal("heavy", "even")),
  hours: Schema.optional(Schema.Union(Schema.Literal("office", "waking", "always"), Schema.Array(Schema.NonNegative).pipe(Schema.itemsCount(24)))),
  ...evidence
}).annotations({ identifier: "Writes", description: "Messages a day and person for each service used, to whom, how uneven, at which local hours." })

export const Travels = Schema.Struct({
  to: ByPlace,
  "trips-per-year": Schema.NonNegative,
  nights: Schema.Number.pipe(Schema.positive()),
  reach: Schema.optional(Reach),
  ...evidence
}).annotations({ identifier: "Travels" })

export const Present = Schema.Struct({
  in: PlaceCode,
  stock: Schema.optional(Schema.Number.pipe(Schema.positive())),
  count: Schema.optional(Schema.Int.pipe(Schema.positive())),
  nights: Schema.Number.pipe(Schema.positive()),
  reach: Schema.optional(Reach),
  ...evidence
}).annotations({ identifier: "Present", description: "A standing number of people is there, each for so many nights, then replaced." })

export const Trip = Schema.Struct({ to: PlaceCode, from: InstantText, until: InstantText, share: Schema.optional(Share), reach: Schema.optional(Reach), ...evidence }).annotations({ identifier: "Trip" })
export const Span = Schema.Struct({ from: InstantText, until: InstantText, ...evidence })

export const Cohort = Schema.Struct({
  home: ByPlace,
  citizen: Schema.optional(JurisdictionCode),
  account: Schema.optional(JurisdictionCode),
  sim: Schema.optional(JurisdictionCode),
  store: Schema.optional(JurisdictionCode),
  count: Schema.optional(Schema.Int.pipe(Schema.positive())),
  "stands-for": Schema.optional(Schema.Number.pipe(Schema.positive())),
  list: Schema.optional(Several(Id)),
  segment: Schema.optional(Segment),
  plan: Schema.optional(Plan),
  use: Schema.Record({ key: Id, value: Share }),
  options: Schema.optional(Schema.Record({ key: Schema.String, value: Share })),
  accepts: Schema.optional(Schema.Union(Share, Schema.Record({ key: Schema.String, value: Share }))),
  reach: Reach,
  carriers: Schema.optional(CarrierShares),
  also: Schema.optional(Schema.Union(Several(AccessMode), Reach)),
  vpn: Schema.optional(Schema.Struct({ share: Share, exit: JurisdictionCode, ...evidence })),
  writes: Schema.optional(Writes),
  travels: Schema.optional(Several(Travels)),
  present: Schema.optional(Present),
  trips: Schema.optional(Schema.Array(Trip)),
  moves: Schema.optional(Schema.Array(Trip)),
  silent: Schema.optional(Schema.Array(Span)),
  "takes-up": Schema.optional(Schema.Record({ key: Schema.String, value: UptakeRate })),
  ...evidence
}).annotations({ identifier: "Cohort", description: "People who are alike." })

export type Cohort = typeof Cohort.Type
export type Reach = typeof Reach.Type
export type ReachShare = typeof ReachShare.Type

/** Message services: data classes, where each is kept, its keys, relay, waits, options. */
import { Schema } from "effect"
import { evidence, Id, Several } from "./ids.ts"
import { Duration, Size } from "./units.ts"

/** A site, or one by account region with `others` for the rest. */
export const ByRegion = Schema.Union(Schema.String, Schema.Record({ key: Schema.String, value: Schema.String })).annotations({
  identifier: "ByRegion",
  description: "A site, none, at-relay, or by account region: { IN: mumbai, others: slough }."
})

export const KeyUnit = Schema.Literal("session", "device", "account", "organisation", "service")
/** Who holds the keys of a class: user, customer, provider, carrier, nobody (clear text), a party, a state, or several. */
export const Keys = Schema.Union(
  Schema.String,
  Schema.Array(Schema.String),
  Schema.Struct({ by: Several(Schema.String), "one-per": Schema.optional(KeyUnit), in: Schema.optional(Schema.String), ...evidence })
).annotations({ identifier: "Keys", description: "Holders of the keys; `global` is short for { by: [user, provider], one-per: service }." })

export const CopyKind = Schema.Literal("replica", "backup", "index", "log", "cache")

export const DataClass = Schema.Struct({
  kept: ByRegion,
  copies: Schema.optional(Schema.partial(Schema.Record({ key: CopyKind, value: ByRegion }))),
  for: Schema.optional(Duration),
  size: Schema.optional(Size),
  keys: Keys,
  "opened-by": Schema.optional(Schema.String),
  ...evidence
}).annotations({ identifier: "DataClass", description: "One kind of bytes of a service: where it is kept, for how long, under whose keys." })

export const Waits = Schema.Struct({
  "at-client": Schema.optional(Schema.Union(Duration, Schema.Struct({ for: Duration, retry: Schema.optional(Duration), ...evidence }))),
  retry: Schema.optional(Duration),
  "at-relay": Schema.optional(Duration),
  "at-network": Schema.optional(Schema.Struct({ messages: Schema.Int.pipe(Schema.positive()), for: Duration, ...evidence })),
  then: Schema.optional(Schema.Literal("bounce", "expire")),
  ...evidence
}).annotations({ identifier: "Waits", description: "How long a message waits at the client, at the relay, in the recipient's network, and what happens then." })

export const ServiceOption = Schema.Struct({
  changes: Schema.Record({ key: Schema.String, value: Schema.Unknown }),
  ...evidence
}).annotations({ identifier: "ServiceOption", description: "What a person can switch on, and what it changes for him: { backup.keys: user }." })

export const Service = Schema.Struct({
  provider: Schema.optional(Schema.String),
  carriers: Schema.optional(Schema.Array(Id)),
  path: Schema.optionalWith(Schema.Literal("relay", "circuit", "signalling", "open-web"), { default: () => "relay" as const }),
  relay: Schema.optional(ByRegion),
  classes: Schema.Record({ key: Id, value: DataClass }),
  features: Schema.optional(Schema.Array(Id)),
  options: Schema.optional(Schema.Record({ key: Id, value: ServiceOption })),
  waits: Schema.optional(Waits),
  stores: Schema.optional(Several(Schema.String)),
  uptake: Schema.optional(Schema.Literal("store", "account", "sim")),
  ...evidence
}).annotations({ identifier: "Service", description: "A product of a provider, or of carriers (voice, SMS)." })

export type Service = typeof Service.Type
export type DataClass = typeof DataClass.Type
export type Keys = typeof Keys.Type
export type ByRegion = typeof ByRegion.Type

/** Variants (named differences) and claims (sentences that a run holds or breaks). */
import { Schema } from "effect"
import { Of } from "./acts.ts"
import { evidence, Id, Several } from "./ids.ts"
import { InstantText } from "./instants.ts"
import { Daily } from "./units.ts"

export const Change = Schema.Struct({ path: Schema.String, was: Schema.optional(Schema.Unknown), becomes: Schema.Unknown, ...evidence }).annotations({ identifier: "Change", description: "A difference: what stands at a path, and what it becomes." })

export const Variant = Schema.Struct({
  title: Schema.optional(Schema.String),
  like: Schema.optional(Id),
  with: Schema.optional(Several(Id)),
  without: Schema.optional(Several(Id)),
  set: Schema.optional(Schema.Array(Change)),
  read: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.String })),
  ...evidence
}).annotations({ identifier: "Variant", description: "A counterfactual: base plus a named difference." })
export type Variant = typeof Variant.Type

export const MEASURES = ["attempted", "accepted", "delivered", "refused", "expired", "bounced", "delay", "time-without", "people-without", "first-accepted", "new-people", "copies", "moved", "exposed", "readable", "openable", "disclosed", "keys", "state", "time-in-breach", "finished", "fined"] as const
export const Measure = Schema.Literal(...MEASURES).annotations({ identifier: "Measure" })
export type Measure = typeof Measure.Type

export const Claim = Schema.Struct({
  id: Schema.optional(Id),
  says: Schema.String,
  variant: Schema.optionalWith(Several(Id), { default: () => ["as-happened"] }),
  measure: Schema.optional(Measure),
  promise: Schema.optional(Schema.String),
  of: Schema.optional(Of),
  what: Schema.optional(Several(Schema.String)),
  in: Schema.optional(Several(Schema.String)),
  at: Schema.optional(Several(Schema.String)),
  by: Schema.optional(Several(Schema.String)),
  to: Schema.optional(Several(Schema.String)),
  order: Schema.optional(Id),
  answer: Schema.optional(Id),
  site: Schema.optional(Id),
  reason: Schema.optional(Several(Schema.String)),
  form: Schema.optional(Several(Schema.Literal("content", "metadata", "ciphertext"))),
  after: Schema.optional(InstantText),
  before: Schema.optional(InstantText),
  during: Schema.optional(Schema.Struct({ from: InstantText, until: InstantText })),
  daily: Schema.optional(Daily),
  sent: Schema.optional(Schema.Struct({ from: Schema.optional(InstantText), until: Schema.optional(InstantText) })),
  expect: Schema.Unknown,
  "known-miss": Schema.optional(Schema.String),
  ...evidence
}).annotations({ identifier: "Claim", description: "A sentence with a measure, selectors, a window and what is expected." })
export type Claim = typeof Claim.Type

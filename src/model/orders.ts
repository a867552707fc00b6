/** What a state orders, what is answered, what happens besides. */
import { Schema } from "effect"
import { Act, Of, Rung } from "./acts.ts"
import { evidence, Id, JurisdictionCode, Several } from "./ids.ts"
import { InstantText } from "./instants.ts"
import { DataRate, Duration, Share } from "./units.ts"

export const OrderKind = Schema.Literal(
  "bulk-access", "targeted-interception", "stored-data", "key-handover", "capability-notice", "client-scanning", "traceability", "retention", "localisation", "transfer-suspension",
  "service-suspension", "network-block", "feature-block", "intermediary-ban", "blackout", "roamer-restriction", "content-filter", "trust-injection", "device-unlock", "local-presence", "user-penalty", "seizure"
).annotations({ identifier: "OrderKind", description: "A label for tables; it moves nothing." })

/** How a carrier carries an order out: word, delay, span or share. */
export const Obedience = Schema.Union(
  Schema.Literal("obeys", "refuses"),
  Schema.Struct({
    after: Schema.optional(Schema.Union(Duration, Schema.Tuple(Duration, Duration))),
    spread: Schema.optional(Schema.Literal("once-per-carrier")),
    from: Schema.optional(InstantText),
    until: Schema.optional(InstantText),
    share: Schema.optional(Share),
    ...evidence
  })
).annotations({ identifier: "Obedience" })

export const STEPS = ["announced", "issued", "postponed", "stayed", "upheld", "met", "cured", "withdrawn", "rescinded", "in-effect", "amended", "extended", "eased", "waived", "lifted", "struck-down", "expired", "revealed", "denied"] as const
export type StepWord = (typeof STEPS)[number]

const ShareOrUnit = Schema.Union(Share, Schema.Struct({ value: Share, by: Schema.Literal("attempt", "connection", "line", "service", "carrier") }))
export const Lets = Schema.Struct({ what: Schema.optional(Several(Schema.String)), of: Schema.optional(Of), in: Schema.optional(Several(Schema.String)), rate: Schema.optional(DataRate), share: Schema.optional(ShareOrUnit), ...evidence }).annotations({ identifier: "Lets", description: "What passes again, in this order only." })

export type Lets = typeof Lets.Type

const stepWords = Object.fromEntries(STEPS.map((word) => [word, Schema.optional(InstantText)])) as { readonly [W in StepWord]: Schema.optional<typeof InstantText> }

export const Step = Schema.Struct({
  id: Schema.optional(Id),
  ...stepWords,
  due: Schema.optional(InstantText),
  until: Schema.optional(InstantText),
  to: Schema.optional(InstantText),
  set: Schema.optional(Schema.Record({ key: Schema.String, value: Schema.Unknown })),
  lets: Schema.optional(Lets),
  clock: Schema.optional(Schema.Literal("stops", "runs")),
  obeyed: Schema.optional(Schema.Union(Schema.Boolean, Schema.Literal("yes", "no"))),
  range: Schema.optional(Schema.Unknown),
  or: Schema.optional(Schema.Unknown),
  ...evidence
}).pipe(Schema.filter((step) => STEPS.filter((word) => step[word] !== undefined).length === 1 || `exactly one step word of: ${STEPS.join(", ")}`)).annotations({ identifier: "Step", description: "One step of an order's life: a step word and its instant." })
export type Step = typeof Step.Type

export function stepWord(step: Step): StepWord {
  for (const word of STEPS) if (step[word] !== undefined) return word
  throw new Error("a step has exactly one step word")
}

export const Issuer = Schema.Union(JurisdictionCode, Schema.Struct({ state: JurisdictionCode, body: Schema.optional(Schema.String), for: Schema.optional(JurisdictionCode), ...evidence }))

export const Order = Schema.Struct({
  title: Schema.optional(Schema.String),
  by: Issuer,
  kind: OrderKind,
  ground: Schema.optional(Schema.String),
  to: Schema.optional(Several(Schema.String)),
  demands: Schema.optional(Schema.Array(Act)),
  through: Schema.optional(Schema.Record({ key: Id, value: Obedience })),
  does: Schema.optional(Schema.Array(Act)),
  else: Schema.optional(Schema.Array(Schema.Union(Rung, Act))),
  extent: Schema.optionalWith(Schema.Literal("territory", "nationals", "world"), { default: () => "territory" as const }),
  secret: Schema.optional(Schema.Unknown),
  settlement: Schema.optional(Schema.String),
  follows: Schema.optional(Schema.String),
  ends: Schema.optional(Schema.Struct({ when: Schema.String, ...evidence })),
  timeline: Schema.Array(Step).pipe(Schema.minItems(1)),
  hypothetical: Schema.optionalWith(Schema.Boolean, { default: () => false }),
  ...evidence
}).annotations({ identifier: "Order", description: "What a state demands of an addressee, and what is carried out through carriers or its own hand." })
export type Order = typeof Order.Type

export const AnswerKind = Schema.Literal("refuse", "litigate", "comply", "localise", "relocate", "withdraw-feature", "filter", "evade", "exit", "switch-off", "switch-on", "shut-down", "warn", "threaten", "unknown").annotations({ identifier: "AnswerKind", description: "A label for tables; it moves nothing." })

export const Answer = Schema.Struct({
  title: Schema.optional(Schema.String),
  by: Several(Schema.String),
  to: Schema.optional(Several(Id)),
  kind: AnswerKind,
  when: Schema.optional(InstantText),
  notice: Schema.optional(InstantText),
  until: Schema.optional(InstantText),
  do: Schema.optionalWith(Schema.Array(Act), { default: () => [] }),
  hypothetical: Schema.optionalWith(Schema.Boolean, { default: () => false }),
  ...evidence
}).annotations({ identifier: "Answer", description: "What a provider, carrier, customer or bystander does about an order." })
export type Answer = typeof Answer.Type

export const Happening = Schema.Struct({
  title: Schema.optional(Schema.String),
  by: Schema.optional(Several(Schema.String)),
  when: InstantText,
  until: Schema.optional(InstantText),
  do: Schema.Array(Act),
  hypothetical: Schema.optionalWith(Schema.Boolean, { default: () => false }),
  ...evidence
}).annotations({ identifier: "Happening", description: "What nobody ordered or answered: habits, faults, chance." })
export type Happening = typeof Happening.Type

export const Choices = Schema.Struct({
  "no-legal-place": Schema.optionalWith(Schema.Literal("wait", "refuse", "violate-and-report"), { default: () => "wait" as const }),
  "keep-or-erase": Schema.optionalWith(Schema.Literal("keep", "erase"), { default: () => "keep" as const }),
  "cross-border-message": Schema.optionalWith(Schema.Literal("sender-home", "recipient-home"), { default: () => "recipient-home" as const }),
  "knows-citizenship": Schema.optionalWith(Schema.Union(Schema.Boolean, Schema.Literal("yes", "no")), { default: () => "yes" as const }),
  ...evidence
}).annotations({ identifier: "Choices" })

/** The one list of acts, used wherever something is demanded, done, threatened or answered, and the selectors they share. */
import { Schema } from "effect"
import { evidence, Id, JurisdictionCode, PlaceCode, Several } from "./ids.ts"
import { InstantText } from "./instants.ts"
import { Daily, DataRate, Duration, LapseText, Share } from "./units.ts"

export const POINTS = ["subscription", "radio", "attach", "gateway", "fixed", "national-internet", "border", "exchange", "satellite", "relay-ingress", "stores"] as const
export const Point = Schema.Literal(...POINTS).annotations({ identifier: "Point", description: "A place on a packet's way where somebody can act." })
export type Point = typeof Point.Type

const words = Several(Schema.String)
/** Several keys: all of them; several values of one key: any of them. */
const ofKeys = {
  people: Schema.optional(words),
  home: Schema.optional(words),
  citizen: Schema.optional(words),
  account: Schema.optional(words),
  sim: Schema.optional(words),
  store: Schema.optional(words),
  segment: Schema.optional(words),
  plan: Schema.optional(words),
  list: Schema.optional(words),
  option: Schema.optional(words),
  accepts: Schema.optional(Several(Schema.Union(Schema.String, Schema.Boolean))),
  carrier: Schema.optional(words),
  access: Schema.optional(words),
  vpn: Schema.optional(Several(Schema.Union(Schema.String, Schema.Boolean))),
  exit: Schema.optional(words),
  status: Schema.optional(words),
  present: Schema.optional(words),
  "since-arrival": Schema.optional(Duration),
  opened: Schema.optional(Schema.Struct({ after: Schema.optional(InstantText), before: Schema.optional(InstantText) })),
  uses: Schema.optional(words)
}
const OfPerson = Schema.Struct(ofKeys).annotations({ identifier: "OfPerson" })
export const OfClause = Schema.Struct({ ...ofKeys, "other-end": Schema.optional(Several(OfPerson)) }).annotations({
  identifier: "OfClause",
  description: "Whom: several keys mean all of them, several values of a key any of them."
})
/** Whom: one clause, or a list of clauses of which any matches. `all` is everybody. */
export const Of = Schema.Union(Schema.Literal("all"), Several(OfClause)).annotations({ identifier: "Of" })
export type OfClause = typeof OfClause.Type
export type Of = typeof Of.Type

export const LeakUnit = Schema.Literal("attempt", "connection", "line", "service", "carrier")
export const Leak = Schema.Struct({ share: Share, by: LeakUnit, ...evidence }).annotations({ identifier: "Leak", description: "The part that gets through all the same, drawn once for each unit." })

export const First = Schema.Struct({
  for: Duration,
  after: Schema.optionalWith(Schema.Literal("registration"), { default: () => "registration" as const }),
  "again-after": Schema.optional(Schema.Array(Schema.Struct({ silent: Schema.optional(Duration), change: Schema.optional(Schema.Literal("territory", "carrier")), return: Schema.optional(Schema.Literal("abroad")) }))),
  ...evidence
}).annotations({ identifier: "First", description: "Only for so long after the SIM registered, and again after the named changes." })

const target = { what: Schema.optional(words), of: Schema.optional(Of), in: Schema.optional(words), ...evidence }
const Except = Schema.Struct({ what: Schema.optional(words), of: Schema.optional(Of), in: Schema.optional(words) })

export const Block = Schema.Struct({
  ...target,
  at: Several(Point),
  except: Schema.optional(Except),
  daily: Schema.optional(Several(Daily)),
  leak: Schema.optional(Leak),
  match: Schema.optionalWith(Schema.Literal("name", "address", "traffic"), { default: () => "name" as const }),
  first: Schema.optional(First)
}).annotations({ identifier: "Block", description: "A point refuses what matches." })
export const Slow = Schema.Struct({ ...Block.fields, rate: DataRate }).annotations({ identifier: "Slow", description: "A point lets what matches through at a rate." })
export const Evade = Schema.Struct({ what: words, leak: Leak, of: Schema.optional(Of), ...evidence }).annotations({ identifier: "Evade", description: "The provider hops: so much of a block by others leaks." })
export const Suspend = Schema.Struct({ ...target, to: Schema.optional(words) }).annotations({ identifier: "Suspend", description: "Accounts that match are suspended (or, with `to`, limited to a product)." })
export const Restore = Schema.Struct(target).annotations({ identifier: "Restore", description: "Accounts, features, options or classes that match work again." })
export const CloseToNew = Schema.Struct({ ...target, at: Schema.optional(Several(Point)) }).annotations({ identifier: "CloseToNew", description: "No new people, installs or switch-ons." })
export const PlaceAct = Schema.Struct({
  what: words,
  of: Schema.optional(Of),
  in: Schema.optional(Several(PlaceCode)),
  "not-in": Schema.optional(Several(PlaceCode)),
  at: Schema.optional(Several(Id)),
  copies: Schema.optionalWith(Schema.Literal("primary", "all"), { default: () => "all" as const }),
  old: Schema.optionalWith(Schema.Literal("moves", "stays", "erased"), { default: () => "stays" as const }),
  ...evidence
}).annotations({ identifier: "PlaceAct", description: "A country becomes required or forbidden for a class, or the relay." })
export const Open = Schema.Struct({
  ...target,
  via: Schema.optional(words),
  at: Schema.optional(Several(Point)),
  span: Schema.Literal("stored", "from-now", "all"),
  to: Schema.optional(Schema.String)
}).annotations({ identifier: "Open", description: "An authority obtains what matches through a holder, or records bytes at a point." })
export const KeysAct = Schema.Struct({ what: words, of: Schema.optional(Of), to: Schema.optional(Schema.String), in: Schema.optional(Schema.String), ...evidence }).annotations({ identifier: "KeysAct" })
export const Feature = Schema.Struct({ what: words, of: Schema.optional(Of), in: Schema.optional(words), ...evidence }).annotations({ identifier: "Feature" })
export const SiteAct = Schema.Struct({ at: words, to: Schema.optional(Schema.String), what: Schema.optional(words), ...evidence }).annotations({ identifier: "SiteAct", description: "Of a site, a carrier or a service." })
export const Retention = Schema.Struct({ ...target, at: Schema.optional(Several(Id)), for: Schema.optional(Duration) }).annotations({ identifier: "Retention", description: "Copies must be kept, or be gone." })
export const Sanction = Schema.Struct({
  fine: Schema.optional(Schema.Union(Schema.String, Schema.Number)),
  per: Schema.optional(Schema.String),
  most: Schema.optional(Schema.Union(Schema.String, Schema.Number)),
  arrest: Schema.optional(Schema.Unknown),
  freeze: Schema.optional(Schema.Unknown),
  licence: Schema.optional(Schema.Unknown),
  ban: Schema.optional(Schema.Unknown),
  of: Schema.optional(Schema.Union(Schema.String, Schema.Array(Schema.String), Of)),
  ...evidence
}).annotations({ identifier: "Sanction", description: "Fine, arrest, frozen assets, lost licence, ban: recorded; moves no packet by itself." })
export const Shift = Schema.Struct({
  people: words,
  habit: Schema.Literal("reach", "use", "vpn", "options", "presence"),
  from: Schema.optional(Schema.Union(Schema.String, Schema.Boolean)),
  to: Schema.Union(Schema.String, Schema.Boolean),
  exit: Schema.optional(JurisdictionCode),
  share: Share,
  over: Schema.optional(Duration),
  ...evidence
}).annotations({ identifier: "Shift", description: "A share of people changes a habit, evenly over a time." })
export const Ask = Schema.Struct({ of: Schema.optional(Of), for: Schema.String, until: Schema.optional(InstantText), default: Schema.optional(Schema.Literal("accepts", "refuses", "suspended")), ...evidence }).annotations({ identifier: "Ask", description: "People are asked for consent." })
export const Exit = Schema.Struct({ what: Schema.optional(words), of: Schema.optional(Of), old: Schema.optionalWith(Schema.Literal("moves", "erased"), { default: () => "erased" as const }), at: Schema.optional(Several(Id)), ...evidence }).annotations({ identifier: "Exit", description: "Accounts that match lose a product or, with all of a provider's products, the market." })
export const ShutDown = Schema.Struct({ ...Exit.fields, old: Schema.optionalWith(Schema.Literal("stays", "erased"), { default: () => "stays" as const }) }).annotations({ identifier: "ShutDown", description: "An exit everywhere; copies stay on the stopped disks unless they are erased." })
export const Comply = Schema.Struct({ only: Schema.optional(words), ...evidence })
const Nothing = Schema.Struct({ ...evidence })

const verbs = {
  block: Block,
  slow: Slow,
  evade: Evade,
  suspend: Suspend,
  restore: Restore,
  "close-to-new": CloseToNew,
  place: PlaceAct,
  open: Open,
  "give-keys": KeysAct,
  "move-keys": KeysAct,
  "rotate-keys": KeysAct,
  "destroy-keys": KeysAct,
  withdraw: Feature,
  filter: Feature,
  start: SiteAct,
  stop: SiteAct,
  seize: SiteAct,
  transfer: SiteAct,
  keep: Retention,
  erase: Retention,
  sanction: Sanction,
  shift: Shift,
  ask: Ask,
  comply: Comply,
  refuse: Nothing,
  exit: Exit,
  "shut-down": ShutDown
} as const
export const VERBS = [...Object.keys(verbs), "any-of"] as ReadonlyArray<Verb>
export type Verb = keyof typeof verbs | "any-of"

export type Act = { readonly id?: string | undefined } & { readonly [V in keyof typeof verbs]?: Schema.Schema.Type<(typeof verbs)[V]> | undefined } & { readonly "any-of"?: ReadonlyArray<Act> | undefined }

const optionalVerbs = Object.fromEntries(Object.entries(verbs).map(([verb, body]) => [verb, Schema.optional(body as Schema.Schema.Any)]))

/** Exactly one verb, its body, perhaps an id. The bare words `comply` and `refuse` are acts too. */
export const Act: Schema.Schema<Act, unknown> = Schema.transform(
  Schema.Union(
    Schema.Literal("comply", "refuse"),
    Schema.Struct({ id: Schema.optional(Id), ...optionalVerbs, "any-of": Schema.optional(Schema.Array(Schema.suspend((): Schema.Schema<Act, unknown> => Act))), ...evidence }).pipe(
      Schema.filter((act) => VERBS.filter((verb) => (act as Record<string, unknown>)[verb] !== undefined).length === 1 || `exactly one verb of: ${VERBS.join(", ")}`)
    )
  ),
  Schema.declare((u): u is Act => typeof u === "object" && u !== null),
  {
    strict: false,
    decode: (value: unknown) => (typeof value === "string" ? { [value]: {} } : value),
    encode: (act: unknown) => act
  }
).annotations({ identifier: "Act", description: "One verb with its body." }) as unknown as Schema.Schema<Act, unknown>

/** The verb of an act. */
export function verbOf(act: Act): Verb {
  for (const verb of VERBS) if (act[verb] !== undefined) return verb
  throw new Error("an act has exactly one verb")
}

/** A rung of a ladder: after a while, or with a step that has an id, do something. */
export const Rung = Schema.Struct({ id: Schema.optional(Id), after: Schema.Union(LapseText, Id), do: Schema.Array(Act), ...evidence }).annotations({ identifier: "Rung" })
export type Rung = typeof Rung.Type

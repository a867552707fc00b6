/** Message services: data classes, where each is kept, its keys, relay, waits, options. */
import { Schema } from "effect"
import { evidence, Id, Several } from "./ids.ts"
import { Duration, Share, Size } from "./units.ts"
import { may, meaningOf, must, oneOf, otherwise, textOr } from "./word.ts"

const Kept = textOr({ none: "It is kept nowhere: it passes and is gone.", "at-relay": "It is kept at the relay only while it waits there." })
/** A site, or one by account region with `others` for the rest. */
export const ByRegion = Schema.Union(Kept, Schema.Record({ key: Schema.String, value: Schema.String })).annotations({
  identifier: "ByRegion",
  description: "A site, none, at-relay, or by account region: { IN: mumbai, others: slough }."
})

const SiteByRegion = Schema.Union(Schema.String, Schema.Record({ key: Schema.String, value: Schema.String })).annotations({ description: "A site, or one by account region." })

export const KeyUnit = oneOf({
  session: "One key for each session: a key that is given away opens nothing older (forward secrecy).",
  device: "One key for each device.",
  account: "One key for each account.",
  organisation: "One key for all accounts of an organisation.",
  service: "One key for the whole service: who has it can open everybody's."
}).annotations({ identifier: "KeyUnit", description: "How far one key reaches." })
const Holder = textOr({
  user: "The person himself, on his devices: the provider cannot open it.",
  customer: "The customer's organisation, on its own server.",
  provider: "The provider of the service: whoever compels it can have it opened.",
  carrier: "The carrier of the person.",
  nobody: "There is no key: it is clear text for whoever has a copy.",
  global: "Short for the user and the provider, with one key for the whole service."
})
/** Who holds the keys of a class: user, customer, provider, carrier, nobody (clear text), a party, a state, or several. */
export const Keys = Schema.Union(
  Holder,
  Schema.Array(Holder),
  Schema.Struct({
    by: must(Several(Holder), "Who holds them: a kind of holder, a party of the file, a state, or several.", ["user", "provider"]),
    "one-per": may(KeyUnit, "How far one key reaches. Left out: one for each account.", "session"),
    in: may(Schema.String, "Where they lie: a country, or a site with the role `keys`. Left out: at the holder's seat; a user's are with him.", "GB", "country code or site"),
    ...evidence
  })
).annotations({ identifier: "Keys", description: "Holders of the keys; `global` is short for { by: [user, provider], one-per: service }." })

export const CopyKind = oneOf({
  replica: "A second copy that stands in when the first one's site fails.",
  backup: "A copy for restoring.",
  index: "What searching needs; the text can be rebuilt from it.",
  log: "A record of what passed.",
  cache: "A copy near the people, for speed."
}).annotations({ identifier: "CopyKind", description: "A kind of copy beside the first." })

const byKind = Object.fromEntries(CopyKind.literals.map((kind) => [kind, may(SiteByRegion, meaningOf(CopyKind)[kind], "b-site")])) as Record<typeof CopyKind.Type, Schema.optional<typeof SiteByRegion>>
const Copies = Schema.Struct(byKind).annotations({ identifier: "Copies", description: "Where copies beside the first lie, by kind." })

export const DataClass = Schema.Struct({
  kept: must(ByRegion, "Where the first copy lies: a site, or a site for each account region. Who can seize or compel the site can have the copy.", "a-site"),
  copies: may(Copies, "Where further copies lie. Orders that forget them miss them.", { backup: "b-site" }),
  for: may(Duration, "How long it is kept, then it is gone. Left out: for good.", "90 days"),
  size: may(Size, "How large one is. Moves take their time by it. Left out: 20 kB of content, 500 B of metadata.", "20 kB"),
  keys: must(Keys, "Who holds the keys that open it. A copy alone can be had, but not read.", "provider"),
  "opened-by": may(Schema.String, "Another class of the service whose keys open this one too, such as a backup that holds the keys.", "backup"),
  ...evidence
}).annotations({ identifier: "DataClass", description: "One kind of bytes of a service: where it is kept, for how long, under whose keys." })

const AtClient = Schema.Struct({
  for: must(Duration, "How long it tries.", "1 h"),
  retry: may(Duration, "How often it tries in that time. Left out: every 5 minutes.", "5 min"),
  ...evidence
}).annotations({ identifier: "AtClient", description: "How long and how often a client tries again." })
const AtNetwork = Schema.Struct({
  messages: must(Schema.Int.pipe(Schema.positive()), "How many messages it holds for one person at most.", 5, "messages/person"),
  for: must(Duration, "How long it holds each.", "7 days"),
  ...evidence
}).annotations({ identifier: "AtNetwork", description: "What the recipient's network holds for him." })

export const Waits = Schema.Struct({
  "at-client": may(Schema.Union(Duration, AtClient), "How long the sender's client tries again before the message counts as refused. Left out: the first try decides.", "1 h"),
  retry: may(Duration, "How often the client tries again while it waits. Left out: every 5 minutes.", "5 min"),
  "at-relay": may(Duration, "How long the relay holds a message whose recipient cannot be reached. Left out: without limit.", "7 days"),
  "at-network": may(AtNetwork, "What the recipient's network holds for him after the relay. Left out: nothing.", { messages: 5, for: "7 days" }),
  then: may(oneOf({ bounce: "It goes back: the sender learns that it did not arrive.", expire: "It is dropped; nobody is told." }), "What becomes of a message that has waited too long. Left out: it bounces.", "expire"),
  ...evidence
}).annotations({ identifier: "Waits", description: "How long a message waits at the client, at the relay, in the recipient's network, and what happens then." })

export const ServiceOption = Schema.Struct({
  changes: must(Schema.Record({ key: Schema.String, value: Schema.Unknown }), "What is otherwise for people who have it on: a path in the service's classes, and what stands there for them.", { "backup.keys": "user" }),
  ...evidence
}).annotations({ identifier: "ServiceOption", description: "What a person can switch on, and what it changes for him: { backup.keys: user }." })

export const Service = Schema.Struct({
  provider: may(Schema.String, "The company that runs it and answers for it.", "a-company"),
  carriers: may(Schema.Array(Id), "The carriers that run it instead: voice and SMS.", ["a-carrier"]),
  path: otherwise(oneOf({
    relay: "Through the provider's relay, where messages can wait.",
    circuit: "A call through the carriers' networks.",
    signalling: "As SMS: through the carriers' signalling, waiting at the sender's home message centre.",
    "open-web": "Straight to servers all over the web."
  }), () => "relay" as const, "How messages go.", "relay"),
  relay: may(SiteByRegion, "The site through which messages go, or one for each account region. Its country decides which borders they cross.", "a-site"),
  classes: must(Schema.Record({ key: Id, value: DataClass }), "The kinds of bytes that it has: content, attachment, mailbox, backup, metadata, … each with its place and keys.", { content: { kept: "a-site", keys: "provider" } }),
  features: may(Schema.Array(Id), "What acts can name as `service.feature`.", ["a-feature", "b-feature"]),
  options: may(Schema.Record({ key: Id, value: ServiceOption }), "What a person can switch on.", { vault: { changes: { "backup.keys": "user" } } }),
  waits: may(Waits, "How long messages wait where, and what happens then.", { "at-relay": "7 days" }),
  stores: may(Schema.Union(Several(Schema.String), Schema.Record({ key: Schema.String, value: Share })), "The providers from whose stores people newly obtain it, each as likely, or by the shares of people who have theirs there.", { "a-store": "60 %", "b-store": "40 %" }, "share of people"),
  uptake: may(oneOf({ store: "By the country of his app store.", account: "By his account's region.", sim: "By the country of his SIM." }), "What decides where a person newly obtains it. Left out: his app store where it states stores, else where he is.", "store"),
  ...evidence
}).annotations({ identifier: "Service", description: "A product of a provider, or of carriers (voice, SMS)." })

export type Service = typeof Service.Type
export type DataClass = typeof DataClass.Type
export type Keys = typeof Keys.Type
export type ByRegion = typeof ByRegion.Type

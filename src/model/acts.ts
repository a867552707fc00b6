/** The one list of acts, used wherever something is demanded, done, threatened or answered, and the selectors they share. */
import { Schema } from "effect"
import { evidence, Id, JurisdictionCode, PlaceCode, Several } from "./ids.ts"
import { InstantText } from "./instants.ts"
import { AccessMode, PLANS, SEGMENTS } from "./people.ts"
import { Daily, DataRate, Duration, LapseText, Share } from "./units.ts"
import { may, meaningOf, must, oneOf, otherwise, textOr } from "./word.ts"

export const Point = oneOf({
  subscription: "The home register of the SIM: the carrier withholds the service from its own subscribers, wherever they are.",
  radio: "The radio network where the device is; own and foreign SIMs can be told apart.",
  attach: "The visited network's serving node, which every SIM there crosses, foreign and home-routed ones too.",
  gateway: "The packet gateway, at home for home-routed SIMs: a measure there spares foreign SIMs whose packets go home first.",
  fixed: "The access line of Wi-Fi, fixed and fixed wireless networks.",
  "national-internet": "The country's networks between its gateways and its border: all that is behind them, servers too.",
  border: "Where traffic leaves or enters the country.",
  exchange: "The exchange between carriers (IPX), which home-routed and hub SIMs cross.",
  satellite: "The link of a satellite terminal.",
  "relay-ingress": "The way into the service's own relay.",
  stores: "App stores and shops: they matter for new people alone, no packet crosses them."
}).annotations({ identifier: "Point", description: "A place on a packet's way where somebody can act." })
export const POINTS = Point.literals
export type Point = typeof Point.Type

const words = Several(Schema.String)
const yesOr = Several(Schema.Union(Schema.String, Schema.Boolean))
const traffic = Several(textOr({
  all: "All traffic that crosses the point, whatever the service.",
  data: "All data traffic; voice and SMS go on.",
  voice: "Telephone calls of the carriers.",
  sms: "Text messages of the carriers.",
  international: "Traffic whose way crosses a border."
}))

/** Several keys: all of them; several values of one key: any of them. */
const ofKeys = {
  people: may(words, "These cohorts of the file.", "some-people"),
  home: may(words, "People who live there.", "GB", "country or territory code"),
  citizen: may(words, "Citizens of these states, wherever they live.", "GB", "country code"),
  account: may(words, "People whose account belongs to this region at the provider.", "GB", "country code"),
  sim: may(Several(textOr({ own: "SIMs of the country that acts.", foreign: "SIMs of any other country; a travel eSIM is foreign.", all: "Every SIM, and everybody without one." })), "By the country of the SIM that is in use.", "foreign", "country code"),
  store: may(words, "People whose app store is of this country.", "GB", "country code"),
  segment: may(Several(textOr(SEGMENTS)), "By what people use the service as.", "enterprise"),
  plan: may(Several(textOr(PLANS)), "By how the line is paid for.", "prepaid"),
  list: may(words, "People on a named target list.", "a-list"),
  option: may(words, "People who have the option switched on; `no` means those who have none of the service's.", "vault"),
  accepts: may(yesOr, "People who accept what an `ask` asked them; a name stands for the question.", "yes"),
  carrier: may(words, "People whose line is of these carriers.", "a-carrier"),
  access: may(Several(textOr(meaningOf(AccessMode))), "By the way to the network that is in use.", "home-routed"),
  vpn: may(yesOr, "People who use a VPN, or who do not.", "yes"),
  exit: may(words, "By the country in which the tunnel, the hub or the satellite gateway lets traffic out.", "GB", "country code"),
  status: may(Several(textOr({ resident: "Lives in the state and is there.", visitor: "Lives elsewhere and is there.", abroad: "Lives in the state and is elsewhere.", other: "Neither lives nor is there." })), "By where people live and are, relative to the state that acts.", "visitor"),
  present: may(words, "People who are there at the time.", "GB", "country or territory code"),
  "since-arrival": may(Duration, "Only people who arrived in the country at most so long ago.", "30 days"),
  opened: may(Schema.Struct({
    after: may(InstantText, "Only accounts opened after this.", "2015-01-01"),
    before: may(InstantText, "Only accounts opened before this.", "2015-01-01")
  }).annotations({ identifier: "Opened", description: "When an account was opened." }), "By when the account was opened.", { after: "2015-01-01" }),
  uses: may(words, "People who use these services.", "a-chat")
}
const OfPerson = Schema.Struct(ofKeys).annotations({ identifier: "OfPerson", description: "A person, by the keys of `of`." })
export const OfClause = Schema.Struct({
  ...ofKeys,
  "other-end": may(Several(OfPerson), "Only messages whose other end is such a person.", { home: "GB" })
}).annotations({ identifier: "OfClause", description: "Whom: several keys mean all of them, several values of a key any of them." })
/** Whom: one clause, or a list of clauses of which any matches. `all` is everybody. */
export const Of = Schema.Union(oneOf({ all: "Everybody." }), Several(OfClause)).annotations({ identifier: "Of", description: "Whom: all, a clause, or a list of clauses of which any matches." })
export type OfClause = typeof OfClause.Type
export type Of = typeof Of.Type

export const LeakUnit = oneOf({
  attempt: "Each try by itself: who tries again often gets through.",
  connection: "Each connection that a client holds for a while.",
  line: "Each person's line: some get through always, the others never.",
  service: "Each service: some pass as a whole, the others not at all.",
  carrier: "Each carrier: some let it pass, the others do not."
})
export const Leak = Schema.Struct({
  share: must(Share, "How much gets through all the same.", "20 %", "share of the units named by `by`"),
  by: must(LeakUnit, "What the chance is drawn for, once each.", "attempt"),
  ...evidence
}).annotations({ identifier: "Leak", description: "The part that gets through all the same, drawn once for each unit." })
/** A leak; `none`, as where it is left out. */
const LeakOrNone = Schema.transform(Schema.Union(Leak, oneOf({ none: "Nothing gets through, as where it is left out." })), Schema.UndefinedOr(Schema.typeSchema(Leak)), {
  strict: true,
  decode: (leak) => (leak === "none" ? undefined : leak),
  encode: (leak) => leak ?? ("none" as const)
})

const Again = Schema.Struct({
  silent: may(Duration, "Again after the SIM was silent for so long.", "180 days"),
  change: may(oneOf({ territory: "Again when the person goes to another territory.", carrier: "Again when the line goes to another carrier." }), "Again when this changes.", "territory"),
  return: may(oneOf({ abroad: "Again when the person comes back from abroad." }), "Again when the person comes back.", "abroad")
}).annotations({ identifier: "Again", description: "What starts the time anew." })
export const First = Schema.Struct({
  for: must(Duration, "How long it holds.", "24 h"),
  after: otherwise(oneOf({ registration: "From when the SIM first registers in the country." }), () => "registration" as const, "From when the time counts.", "registration"),
  "again-after": may(Schema.Array(Again), "What starts the time anew.", [{ silent: "180 days" }, { return: "abroad" }]),
  ...evidence
}).annotations({ identifier: "First", description: "Only for so long after the SIM registered, and again after the named changes." })

const inWords = may(words, "Where the thing acted on stands: countries, territories, or sites. Left out: in the issuer's country.", "GB", "country or territory code")
const whom = may(Of, "Whom it is about. Left out: everybody.", { account: "GB" })
const target = { what: may(traffic, "What it is about: a service, `service.class`, `service.feature`, `service.option`, or a kind of traffic. Left out: everything.", "a-chat"), of: whom, in: inWords, ...evidence }
const what = must(traffic, "What it is about: a service, `service.class`, `service.feature` or `service.option`.", "a-chat.content")
const Except = Schema.Struct({
  what: may(traffic, "Services or traffic that pass.", "b-chat"),
  of: may(Of, "People who pass.", { segment: "official" }),
  in: may(words, "Places in which it does not hold.", "GB-SCT", "country or territory code")
}).annotations({ identifier: "Except", description: "What passes all the same." })

export const Block = Schema.Struct({
  ...target,
  at: must(Several(Point), "The points at which it is enforced. Who crosses them decides whom it hits.", "national-internet"),
  except: may(Except, "What passes all the same.", { of: { segment: "official" } }),
  daily: may(Several(Daily), "Only in these hours of every day, on the clock of the place, through summer time.", "01:00-06:00"),
  leak: may(LeakOrNone, "The part that gets through all the same. Left out: nothing.", { share: "20 %", by: "attempt" }),
  match: otherwise(oneOf({
    name: "By the service's name: no other service is hit.",
    address: "By the relay's address: every service with the same relay is hit.",
    traffic: "By the kind of traffic alone."
  }), () => "name" as const, "How the point knows what it is to refuse.", "address"),
  first: may(First, "Only for a while after a SIM registers in the country.", { for: "24 h", after: "registration" })
}).annotations({ identifier: "Block", description: "A point refuses what matches." })
export const Slow = Schema.Struct({ ...Block.fields, rate: must(DataRate, "What each line gets at most.", "64 kbit/s", "bit/s") }).annotations({ identifier: "Slow", description: "A point lets what matches through at a rate." })
export const Evade = Schema.Struct({
  what: must(words, "The service that gets around blocks.", "a-chat"),
  leak: must(Leak, "How much of blocks by others gets through because of it.", { share: "80 %", by: "connection" }),
  of: whom,
  ...evidence
}).annotations({ identifier: "Evade", description: "The provider hops: so much of a block by others leaks." })
export const Suspend = Schema.Struct({ ...target, to: may(words, "What the accounts are limited to. Left out: they can use nothing.", "b-chat") }).annotations({ identifier: "Suspend", description: "Accounts that match are suspended (or, with `to`, limited to a product)." })
export const Restore = Schema.Struct(target).annotations({ identifier: "Restore", description: "Accounts, features, options or classes that match work again." })
export const CloseToNew = Schema.Struct({ ...target, at: may(Several(Point), "Where it is withheld. No packet is stopped by it.", "stores") }).annotations({ identifier: "CloseToNew", description: "No new people, installs or switch-ons." })
export const PlaceAct = Schema.Struct({
  what: must(words, "The class of data to be placed, or `service.relay`.", "a-chat.content"),
  of: whom,
  in: may(Several(PlaceCode), "Where it must lie.", "GB"),
  "not-in": may(Several(PlaceCode), "Where it must not lie.", "GB"),
  at: may(Several(Id), "The sites at which it must lie.", "a-site"),
  copies: otherwise(oneOf({ primary: "Only the first copy of each thing; replicas, backups and indexes may lie elsewhere.", all: "Every copy, backups and indexes too." }), () => "all" as const, "Which copies the rule is about.", "primary"),
  old: otherwise(oneOf({ moves: "It moves to where it may lie.", stays: "It stays where it is; only what is new obeys.", erased: "It is erased." }), () => "stays" as const, "What becomes of what already lies elsewhere.", "moves"),
  ...evidence
}).annotations({ identifier: "PlaceAct", description: "A country becomes required or forbidden for a class, or the relay." })
export const Open = Schema.Struct({
  ...target,
  via: may(Several(textOr({ provider: "The provider of the service.", carrier: "The carriers that people use.", customer: "The customer who runs his own server." })), "The holder who hands it over. Left out: the addressee of the order.", "a-company"),
  at: may(Several(Point), "The points at which bytes are recorded instead.", "national-internet"),
  span: must(oneOf({ stored: "What is there when the act happens.", "from-now": "What comes after it, for as long as it lasts.", all: "Both." }), "Which time it is about.", "from-now"),
  to: may(Schema.String, "The authority that obtains it. Left out: the issuer of the order.", "GB", "country code")
}).annotations({ identifier: "Open", description: "An authority obtains what matches through a holder, or records bytes at a point." })
export const KeysAct = Schema.Struct({ what, of: whom, to: may(Schema.String, "Who gets the keys: a party, a state, or a kind of holder.", "GB"), in: may(Schema.String, "Where the keys lie from then on: a country, or a site with the role `keys`.", "GB", "country code or site"), ...evidence }).annotations({ identifier: "KeysAct", description: "Something is done to the keys of a class." })
export const Feature = Schema.Struct({ what, of: whom, in: may(words, "Only for people who are there, for as long as they are.", "GB", "country or territory code"), ...evidence }).annotations({ identifier: "Feature", description: "A service, a feature, an option or a class is changed for people." })
export const SiteAct = Schema.Struct({
  at: must(words, "The site; for `start` and `stop` also a carrier or a service.", "a-site"),
  to: may(Schema.String, "The new owner, of a `transfer`; the authority that takes it, of a `seize`.", "b-company"),
  what: may(words, "Of what lies there, only this.", "a-chat.content"),
  ...evidence
}).annotations({ identifier: "SiteAct", description: "Of a site, a carrier or a service." })
export const Retention = Schema.Struct({ ...target, at: may(Several(Id), "The sites at which it is kept, or from which it is to be gone.", "a-site"), for: may(Duration, "How long it must be kept.", "180 days") }).annotations({ identifier: "Retention", description: "Copies must be kept, or be gone." })

const Money = Schema.Union(Schema.String, Schema.Number)
const onRecord = (meaning: string, example: string) => may(Schema.Unknown, meaning, example)
export const Sanction = Schema.Struct({
  fine: may(Money, "A fine, with its currency.", "50000 EUR", "sum with its currency"),
  per: may(textOr({ hour: "Each hour that it lasts.", day: "Each day.", week: "Each week.", month: "Each 30 days." }), "For each what the fine is due. Left out: once.", "day"),
  most: may(Money, "What the fines add up to at most.", "1000000 EUR", "sum with its currency"),
  arrest: onRecord("Somebody is arrested: who.", "a director"),
  freeze: onRecord("What is frozen.", "accounts"),
  licence: onRecord("What becomes of a licence.", "suspended"),
  ban: onRecord("What is banned.", "advertising"),
  of: may(Schema.Union(Schema.String, Schema.Array(Schema.String), Of), "Who is hit: a party, or people as in every selector.", "a-company"),
  ...evidence
}).annotations({ identifier: "Sanction", description: "Fine, arrest, frozen assets, lost licence, ban: recorded; moves no packet by itself." })
const Habit = Schema.Union(textOr({ yes: "They use a VPN.", no: "They use none.", home: "They are where they live.", none: "They use no service, or have no option on." }), Schema.Boolean)
export const Shift = Schema.Struct({
  people: must(words, "The cohorts of which a share changes.", "some-people"),
  habit: must(oneOf({
    reach: "The usual way to the network.",
    use: "Which service they use: from one to another.",
    vpn: "Whether they use a VPN.",
    options: "Whether they have an option on.",
    presence: "Whether they are there."
  }), "What changes.", "use"),
  from: may(Habit, "What they had before: a service, a way to the network, an option, a country, yes or no.", "a-chat"),
  to: must(Habit, "What they have afterwards.", "b-chat"),
  exit: may(JurisdictionCode, "Where the VPN lets traffic out.", "GB"),
  share: must(Share, "How many of them change.", "25 %", "share of these people"),
  over: may(Duration, "How long it takes, evenly. Left out: at once.", "30 days"),
  ...evidence
}).annotations({ identifier: "Shift", description: "A share of people changes a habit, evenly over a time." })
export const Ask = Schema.Struct({
  of: may(Of, "Who is asked. Left out: everybody.", { sim: "own", present: "GB" }),
  for: must(Schema.String, "What they are asked for: an option that they are to switch on, or a name that `accepts` uses.", "vault"),
  until: may(InstantText, "How long they have time.", "2015-12-31"),
  default: may(oneOf({ accepts: "They count as having accepted.", refuses: "They count as having refused.", suspended: "Their accounts are suspended." }), "What becomes of people who do not accept in time. Left out: they refuse.", "refuses"),
  ...evidence
}).annotations({ identifier: "Ask", description: "People are asked for consent." })
const leaving = { what: may(words, "The services that are left. Left out: all of the provider's.", "a-chat"), of: may(Of, "Whose accounts go: by home, account region or place. A country here is the market.", { account: "GB" }) }
export const Exit = Schema.Struct({
  ...leaving,
  old: otherwise(oneOf({ moves: "Copies move to another place, which `at` can name.", erased: "Copies are erased." }), () => "erased" as const, "What becomes of the copies of these accounts.", "moves"),
  at: may(Several(Id), "The site to which copies move.", "b-site"),
  ...evidence
}).annotations({ identifier: "Exit", description: "Accounts that match lose a product or, with all of a provider's products, the market." })
export const ShutDown = Schema.Struct({
  ...Exit.fields,
  of: may(Of, "Everybody, if it stands here: an exit leaves those whom it selects.", "all"),
  at: may(Several(Id), "For an exit alone: after a shutdown no copy moves.", "b-site"),
  old: otherwise(oneOf({ stays: "Copies stay on the stopped disks.", erased: "Copies are erased." }), () => "stays" as const, "What becomes of the copies.", "erased")
}).annotations({ identifier: "ShutDown", description: "An exit everywhere; copies stay on the stopped disks unless they are erased." })
export const Comply = Schema.Struct({ only: may(words, "Only for these classes or services of what is demanded.", "a-chat.metadata"), ...evidence }).annotations({ identifier: "Comply", description: "What the order demands is done." })
const Nothing = Schema.Struct({ ...evidence }).annotations({ identifier: "Nothing", description: "Nothing is done, and that is counted." })

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

/** The eleven things that can happen to the world: the engine knows only these. */
export const Effect = oneOf({
  gate: "A point refuses, slows or lets through traffic that matches.",
  account: "Accounts that match are suspended, limited to a product, closed, or restored.",
  uptake: "Who can newly obtain a service, an app or an option changes; who has it already goes on.",
  placement: "For a class of data, or the relay, a country or site becomes required or forbidden; what lies elsewhere moves, stays or is erased.",
  access: "An authority obtains content or metadata through a holder, at a point, or by taking machines.",
  custody: "Keys change holder, are copied to one, are replaced, or are destroyed.",
  feature: "A feature, an option or a class is withdrawn, filtered or restored.",
  site: "Machines or a network start, stop, are seized, or change owner.",
  retention: "Copies must be kept, or are to be gone.",
  party: "A fine, an arrest, frozen assets, a lost licence or a ban is on record; no packet moves by it.",
  habit: "Shares of people change what they use, how they reach it, or what they consent to."
}).annotations({ identifier: "Effect", description: "What an act does to the world." })
export const EFFECTS = Effect.literals
export type Effect = typeof Effect.Type

/** What each act means, an example of its body, and the effects that it compiles to: none, where it stands for other acts or for doing nothing. */
const ACTS: Readonly<Record<Verb, readonly [meaning: string, example: unknown, ...effects: ReadonlyArray<Effect>]>> = {
  block: ["A point on the way refuses what matches. Who crosses the point loses service, wherever his provider is.", { what: "a-chat", at: "national-internet" }, "gate"],
  slow: ["A point lets what matches through at a rate. Nothing is refused; messages come later.", { what: "a-chat", at: "national-internet", rate: "64 kbit/s" }, "gate"],
  evade: ["The provider gets around blocks: so much of what others block passes again.", { what: "a-chat", leak: { share: "80 %", by: "connection" } }, "gate"],
  suspend: ["Accounts that match can no longer be used. Their mail waits, unreadable to them, until they are restored.", { what: "a-chat", of: { account: "GB" } }, "account"],
  restore: ["Accounts, features, options or classes that match work again; an exit is taken back.", { what: "a-chat", of: { account: "GB" } }, "account", "feature"],
  "close-to-new": ["Nobody can newly obtain the service, the app or the option. Who has it goes on.", { what: "a-chat", of: { store: "GB" }, at: "stores" }, "uptake"],
  place: ["The operator adopts a rule on where a class of data, or the relay, must or must not lie.", { what: "a-chat.content", of: { home: "GB" }, in: "GB", old: "moves" }, "placement"],
  open: ["An authority obtains what a holder has, or what a point records. What it can read depends on the keys.", { what: "a-chat.content", of: { home: "GB" }, span: "from-now", to: "GB" }, "access"],
  "give-keys": ["A copy of the keys is given. The holder keeps his own.", { what: "a-chat.content", to: "GB" }, "custody"],
  "move-keys": ["The keys go to another holder or place; the old holder has them no longer.", { what: "a-chat.content", to: "customer" }, "custody"],
  "rotate-keys": ["New keys are used from then on. Old ones still open what is older.", { what: "a-chat.content" }, "custody"],
  "destroy-keys": ["The keys are destroyed: nobody can open what they closed, but for copies given away before.", { what: "a-chat.content" }, "custody"],
  withdraw: ["A service, a feature, an option or a class is taken away. Where an option changed keys, they change back when clients next encrypt.", { what: "a-chat.vault", of: { account: "GB" } }, "feature", "custody"],
  filter: ["The provider refuses what matches, for these people.", { what: "a-chat", of: { account: "GB" } }, "feature"],
  start: ["A site, a carrier or a service runs again, or for the first time.", { at: "b-site" }, "site", "gate"],
  stop: ["A site, a carrier or a service stands still. What lies on a stopped site's disks stays there.", { at: "a-site" }, "site", "gate"],
  seize: ["A state takes a site's machines as they are: the copies and keys that lie there then. Stopping it is an act of its own.", { at: "a-site" }, "site", "access", "custody"],
  transfer: ["A site gets another owner, who can be compelled where he is established.", { at: "a-site", to: "b-company" }, "site"],
  keep: ["Copies must be kept: they are not erased in their time.", { what: "a-chat.content", in: "GB", for: "180 days" }, "retention"],
  erase: ["Copies that match are erased.", { what: "a-chat.content", of: { home: "GB" }, in: "GB" }, "retention"],
  sanction: ["A penalty on a party or on people goes on record, with what it adds up to.", { fine: "50000 EUR", per: "day", of: "a-company" }, "party"],
  shift: ["A share of people changes a habit.", { people: "some-people", habit: "use", from: "a-chat", to: "b-chat", share: "25 %", over: "30 days" }, "habit"],
  ask: ["People are asked to consent to something or to switch an option on. How many accept, their cohort says (`accepts`).", { of: { home: "GB" }, for: "vault", default: "refuses" }, "habit", "account"],
  comply: ["What the order demands is done, or a part of it. The bare word does all of it.", { only: ["a-chat.metadata"] }],
  refuse: ["What the order demands is not done. It changes nothing, and is counted.", {}],
  exit: ["The provider leaves with a product, or leaves the market with all of them. The accounts lose service; the provider's sites in the market stop.", { what: "a-chat", of: { account: "GB" }, old: "erased" }, "account", "site", "placement", "custody", "retention"],
  "shut-down": ["The provider ends the service everywhere.", { what: "a-chat" }, "account", "site", "retention"],
  "any-of": ["One of several acts is enough: a demand is met by any of them.", [{ place: { what: "a-chat.relay", in: "GB" } }, { open: { what: "a-chat.content", span: "from-now", to: "GB" } }]]
}
export const EFFECTS_OF = Object.fromEntries(Object.entries(ACTS).map(([verb, [, , ...effects]]) => [verb, effects])) as unknown as Readonly<Record<Verb, ReadonlyArray<Effect>>>

export type Act = { readonly id?: string | undefined } & { readonly [V in keyof typeof verbs]?: Schema.Schema.Type<(typeof verbs)[V]> | undefined } & { readonly "any-of"?: ReadonlyArray<Act> | undefined }

const said = (verb: Verb, body: Schema.Schema.Any) => may(body, ACTS[verb][0], ACTS[verb][1])
const optionalVerbs = Object.fromEntries(Object.entries(verbs).map(([verb, body]) => [verb, said(verb as Verb, body as Schema.Schema.Any)]))

/** Exactly one verb, its body, perhaps an id. The bare words `comply` and `refuse` are acts too. */
export const Act: Schema.Schema<Act, unknown> = Schema.transform(
  Schema.Union(
    oneOf({ comply: "What the order demands is done.", refuse: "What the order demands is not done." }),
    Schema.Struct({ id: may(Id, "A name by which `set` of a variant or a claim means this act.", "the-block"), ...optionalVerbs, "any-of": said("any-of", Schema.Array(Schema.suspend((): Schema.Schema<Act, unknown> => Act))), ...evidence }).pipe(
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
export const Rung = Schema.Struct({
  id: may(Id, "A name for this rung; an instant can refer to it.", "the-block"),
  after: must(Schema.Union(LapseText, Id), "How long after the rung before, the first after `due`; or the id of a step whose coming it waits for.", "5 business days"),
  do: must(Schema.Array(Act), "The acts of this rung.", [{ sanction: { fine: "50000 EUR", of: "a-company" } }]),
  ...evidence
}).annotations({ identifier: "Rung", description: "A rung of a ladder: what happens when a while more has passed unmet." })
export type Rung = typeof Rung.Type

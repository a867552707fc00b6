/** What a state orders, what is answered, what happens besides. */
import { Schema } from "effect"
import { Act, LeakUnit, Of, Rung } from "./acts.ts"
import { evidence, Id, JurisdictionCode, Several } from "./ids.ts"
import { InstantText } from "./instants.ts"
import { DataRate, Duration, Share } from "./units.ts"
import { may, must, oneOf, otherwise, textOr } from "./word.ts"

export const OrderKind = oneOf({
  "bulk-access": "Access to everybody's traffic or data.",
  "targeted-interception": "The traffic of named people, from now on.",
  "stored-data": "Data that is kept, of named people.",
  "key-handover": "Keys are to be handed over.",
  "capability-notice": "A provider must be able to open, or must not change that.",
  "client-scanning": "Messages are to be searched on people's devices.",
  traceability: "It must be possible to tell who wrote a message first.",
  retention: "Data must be kept for a time.",
  localisation: "Data must be kept in the country.",
  "transfer-suspension": "Data must no longer go to another country.",
  "service-suspension": "A service is to be stopped for subscribers.",
  "network-block": "Networks are to block a service.",
  "feature-block": "A feature of a service is to be blocked.",
  "intermediary-ban": "Stores, hosts or payment services must not serve it.",
  blackout: "All traffic, or all data traffic, is cut.",
  "roamer-restriction": "A service is to be withheld from foreign SIMs.",
  "content-filter": "Some content is to be filtered out.",
  "trust-injection": "People are to install a certificate of the state's.",
  "device-unlock": "A device is to be unlocked.",
  "local-presence": "A provider must have an office or a representative in the country.",
  "user-penalty": "People who use something are to be punished.",
  seizure: "Machines are taken."
}).annotations({ identifier: "OrderKind", description: "A label for tables; it moves nothing." })

/** How a carrier carries an order out: word, delay, span or share. */
export const Obedience = Schema.Union(
  oneOf({ obeys: "At once, and for as long as the order lasts.", refuses: "Never." }),
  Schema.Struct({
    after: may(Schema.Union(Duration, Schema.Tuple(Duration, Duration)), "How long after the effect it begins; with two values each draws its own between them.", ["0 h", "24 h"]),
    spread: may(oneOf({ "once-per-carrier": "Each carrier draws once, for all its lines." }), "For what the delay is drawn.", "once-per-carrier"),
    from: may(InstantText, "From when on it obeys.", "2015-12-31"),
    until: may(InstantText, "Until when it obeys: the end of that day.", "2016-01-31"),
    share: may(Share, "On how many of its lines it does so. Left out: on all.", "90 %", "share of the carrier's lines"),
    ...evidence
  })
).annotations({ identifier: "Obedience", description: "How somebody carries an order out: at once, late, for a while, in part, or not at all." })

const STEP_WORDS = {
  announced: "It is made known that the order will come.",
  issued: "The order is given. It need not be in effect: `due` may be in the future.",
  postponed: "Its deadline or its effect is put off, `to` an instant.",
  stayed: "A court or the issuer stops its effect; the clock of a deadline runs on unless `clock: stops`.",
  upheld: "A court confirms it: a stay ends.",
  met: "What was demanded is on record as done: the order ends.",
  cured: "The breach is on record as healed: the order ends.",
  withdrawn: "The issuer takes it back.",
  rescinded: "The issuer cancels it.",
  "in-effect": "What it does happens from here on.",
  amended: "Its wording changes, by `set`. Without one it is on record and moves nothing: a renewal, a correction.",
  extended: "It lasts longer, `until` an instant.",
  eased: "Some of what it stops passes again, by `lets`.",
  waived: "It is due and is not enforced for a while.",
  lifted: "What it does ends.",
  "struck-down": "A court ends it.",
  expired: "It ends by its own terms.",
  revealed: "People learn of it. Nothing else follows.",
  denied: "Somebody denies it. Nothing else follows."
} as const
export const STEPS = Object.keys(STEP_WORDS) as ReadonlyArray<StepWord>
export type StepWord = keyof typeof STEP_WORDS

const ShareOrUnit = Schema.Union(Share, Schema.Struct({
  value: must(Share, "How much passes again.", "20 %", "share of the units named by `by`"),
  by: must(LeakUnit, "What the chance is drawn for, once each.", "line")
}).annotations({ identifier: "ShareOrUnit", description: "A share, and what it is drawn for." }))
export const Lets = Schema.Struct({
  what: may(Several(Schema.String), "The services or the traffic that pass again. Left out: everything.", "data"),
  of: may(Of, "For whom. Left out: for everybody.", { segment: "official" }),
  in: may(Several(Schema.String), "Where. Left out: wherever the order holds.", "GB-SCT", "country or territory code"),
  rate: may(DataRate, "What each line gets at most.", "64 kbit/s"),
  share: may(ShareOrUnit, "How much passes again. Left out: all of it.", "20 %", "share of lines"),
  ...evidence
}).annotations({ identifier: "Lets", description: "What passes again, in this order only." })

export type Lets = typeof Lets.Type

const stepWords = Object.fromEntries(STEPS.map((word) => [word, may(InstantText, STEP_WORDS[word], "2015-12-31")])) as { readonly [W in StepWord]: Schema.optional<typeof InstantText> }

/** What stands beside the instant of a step, an answer or an event. */
const dated = {
  range: may(Schema.Unknown, "Between which instants it was, where the source leaves that open.", ["2005-01-01", "2005-12-31"], "instant"),
  or: may(Schema.Unknown, "What other sources say of its instant.", [{ value: "2015-12-01", source: "b-source" }])
}

export const Step = Schema.Struct({
  id: may(Id, "A name by which an instant, a rung or a variant means this step.", "the-judgment"),
  ...stepWords,
  due: may(InstantText, "The deadline of the demands: the end of that day. What stands in `else` happens then, if they are not met.", "2015-11-30"),
  until: may(InstantText, "Until when the step's state lasts: the end of that day.", "2015-12-30"),
  to: may(InstantText, "Of `postponed`: the new date, the end of that day.", "2015-12-30"),
  set: may(Schema.Record({ key: Schema.String, value: Schema.Unknown }), "Of `amended`: paths within the order, and what stands there from now on.", { extent: "world" }),
  lets: may(Lets, "Of `eased`: what passes again.", { what: "data" }),
  clock: may(oneOf({ stops: "The time of the stay does not count.", runs: "The deadline comes when it comes." }), "Of `stayed`: whether the deadline's clock stops. Left out: it runs.", "stops"),
  obeyed: may(Schema.Union(Schema.Boolean, oneOf({ yes: "What it does ends.", no: "What it does goes on." })), "Of `struck-down`: whether the judgment is obeyed. Left out: yes.", "no"),
  ...dated,
  ...evidence
}).pipe(Schema.filter((step) => STEPS.filter((word) => step[word] !== undefined).length === 1 || `exactly one step word of: ${STEPS.join(", ")}`)).annotations({ identifier: "Step", description: "One step of an order's life: a step word and its instant." })
export type Step = typeof Step.Type

export function stepWord(step: Step): StepWord {
  for (const word of STEPS) if (step[word] !== undefined) return word
  throw new Error("a step has exactly one step word")
}

export const Issuer = Schema.Union(JurisdictionCode, Schema.Struct({
  state: must(JurisdictionCode, "The state whose law compels.", "GB"),
  body: may(Schema.String, "The authority that gives the order.", "the regulator"),
  for: may(JurisdictionCode, "Another state, whose request it carries out.", "XX"),
  ...evidence
}).annotations({ identifier: "StateAndBody", description: "A state with its authority, and for whom it acts." }))

const titled = may(Schema.String, "What it is called in reports.", "The block of a chat")
const hypothetical = otherwise(Schema.Boolean, () => false, "It did not happen: it is in the variants that name it in `with`.", true)
const party = textOr({ provider: "The provider of the service that is meant.", customer: "The customers who run their own servers.", carrier: "The carriers." })

export const Order = Schema.Struct({
  title: titled,
  by: must(Issuer, "The state that gives it; its clock and business days hold for the dates.", "GB"),
  kind: must(OrderKind, "A label for tables. What happens is in `demands`, `does` and `else`.", "network-block"),
  ground: may(Schema.String, "The reason given. A label; nothing follows from it.", "security"),
  to: may(Several(Schema.String), "Who must do what is demanded.", "a-company"),
  demands: may(Schema.Array(Act), "What the addressee must do. It changes nothing until he does it; after `due` it is reported as in breach.", [{ open: { what: "a-chat.content", span: "from-now", to: "GB" } }]),
  through: may(Schema.Record({ key: Id, value: Obedience }), "Who carries out the rest, and how. Whom it does not name refuses; `others` is everybody else. Left out: the state's own hand.", { "a-carrier": "obeys", others: "refuses" }),
  does: may(Schema.Array(Act), "What happens at `in-effect` (or at `issued`, if there is no `due`).", [{ block: { what: "a-chat", at: "national-internet" } }]),
  else: may(Schema.Array(Schema.Union(Rung, Act)), "What happens when `due` passes and the demands are not met: acts, or a ladder of them.", [{ block: { what: "a-chat", at: "subscription" } }]),
  extent: otherwise(oneOf({
    territory: "What is kept abroad is out of its reach.",
    nationals: "It reaches what is kept abroad of the issuer's citizens.",
    world: "It reaches what is kept abroad of everybody."
  }), () => "territory" as const, "How far it reaches what is kept abroad by whom it can compel.", "world"),
  secret: may(Schema.Unknown, "It was not public. A label; nothing follows from it.", true),
  settlement: may(Schema.String, "How it was settled. A label; nothing follows from it.", "undisclosed"),
  follows: may(Schema.String, "What it came from: another order, a law. A label; nothing follows from it.", "an-order"),
  ends: may(Schema.Struct({ when: must(Schema.String, "How many of which answers.", "2 of [an-answer, b-answer, c-answer]"), ...evidence }).annotations({ identifier: "Ends", description: "When an order lifts itself." }), "It lifts itself when so many of the named answers have happened.", { when: "2 of [an-answer, b-answer, c-answer]" }),
  timeline: must(Schema.Array(Step).pipe(Schema.minItems(1)), "The steps of its life, in the order in which they happened.", [{ issued: "2015-07-24", due: "2015-11-30" }, { rescinded: "2015-12-31" }]),
  hypothetical,
  ...evidence
}).annotations({ identifier: "Order", description: "What a state demands of an addressee, and what is carried out through carriers or its own hand." })
export type Order = typeof Order.Type

export const AnswerKind = oneOf({
  refuse: "It does not do what is demanded.",
  litigate: "It goes to court.",
  comply: "It does what is demanded.",
  localise: "It keeps data in the country.",
  relocate: "It moves data or machines elsewhere.",
  "withdraw-feature": "It takes a feature away.",
  filter: "It filters.",
  evade: "It gets around blocks.",
  exit: "It leaves, with a product or with all.",
  "switch-off": "It switches something off.",
  "switch-on": "It switches something on.",
  "shut-down": "It ends the service everywhere.",
  warn: "It warns its users.",
  threaten: "It says what it would do.",
  unknown: "What it did is not on record."
}).annotations({ identifier: "AnswerKind", description: "A label for tables; it moves nothing." })

export const Answer = Schema.Struct({
  title: titled,
  by: must(Several(party), "Who answers: a provider, a carrier, a customer, a bystander, or several.", "a-company"),
  to: may(Several(Id), "The orders that it answers. Where they are switched off, so is it.", "an-order"),
  kind: must(AnswerKind, "A label for tables. What is done stands in `do`.", "exit"),
  when: may(InstantText, "When it is done. At its order's `due` it is in time and can meet the demand; at `in-effect` it follows the breach. A step that never comes makes a threat that is never carried out. Left out: its order's `due`, else its `in-effect`.", "orders.an-order.in-effect"),
  ...dated,
  notice: may(InstantText, "When it was said. Of an exit: when copies begin to move.", "2015-11-30"),
  until: may(InstantText, "Until when what it does lasts: the end of that day.", "2016-01-31"),
  do: otherwise(Schema.Array(Act), () => [], "What is done, in this order. Left out: nothing.", ["comply"]),
  hypothetical,
  ...evidence
}).annotations({ identifier: "Answer", description: "What a provider, carrier, customer or bystander does about an order." })
export type Answer = typeof Answer.Type

export const Happening = Schema.Struct({
  title: titled,
  by: may(Several(Schema.String), "Whose doing it is, where it is somebody's.", "a-company"),
  when: must(InstantText, "When it happens.", "orders.an-order.in-effect + 2 days"),
  ...dated,
  until: may(InstantText, "Until when it lasts: the end of that day.", "2016-01-31"),
  do: must(Schema.Array(Act), "What happens, in this order.", [{ shift: { people: "some-people", habit: "vpn", to: "yes", share: "15 %", over: "5 days" } }]),
  hypothetical,
  ...evidence
}).annotations({ identifier: "Happening", description: "What nobody ordered or answered: habits, faults, chance." })
export type Happening = typeof Happening.Type

export const Choices = Schema.Struct({
  "no-legal-place": otherwise(oneOf({
    wait: "The message waits for one.",
    refuse: "The message bounces.",
    "violate-and-report": "It is kept all the same, and that is reported as a breach."
  }), () => "wait" as const, "What becomes of a message that no site may keep.", "refuse"),
  "keep-or-erase": otherwise(oneOf({ keep: "What must be kept stays.", erase: "What is to be gone is erased." }), () => "keep" as const, "What holds where one order says keep and another says erase. The conflict is reported in either case.", "erase"),
  "cross-border-message": otherwise(oneOf({ "sender-home": "The rules of the sender's home.", "recipient-home": "The rules of the recipient's home, where its mailbox is." }), () => "recipient-home" as const, "Whose rules hold for a message between two countries.", "recipient-home"),
  "knows-citizenship": otherwise(Schema.Union(Schema.Boolean, oneOf({ yes: "They know it.", no: "They do not: accounts of a region stand for its citizens." })), () => "yes" as const, "Whether providers know whose citizens their users are.", "no"),
  ...evidence
}).annotations({ identifier: "Choices", description: "What is chosen where the rules leave it open." })

/**
 * What Situs gives out, result.json: for every variant who kept service, where copies lay, who could read what, which
 * promises and claims held. Stable and versioned; keys stand in the order in which they are declared here. Counts are of
 * simulated people and messages, `weight` says how many real people one stands for; times are ISO 8601 UTC; no value is
 * ever missing, what is not known is null. Of several replications counts and tables are those of the first; estimates with
 * an interval, verdicts and how many runs gave them are over all.
 */
import { Schema } from "effect"
import { Change, Conclusion, GroupEffect, Precision } from "./comparison.ts"
import { act, count, dataClass, instant, maybeInstant, maybeNumber, maybeText, number, order, text, texts } from "./column.ts"
import { Assumptions, Evidence, SourceRow } from "./evidence.ts"
import { Grade } from "./ids.ts"
import { Loss, Move, SiteState } from "./machines.ts"
import { ACCESS_MODES } from "./people.ts"
import { Sensitivity } from "./sensitivity.ts"
import { ClaimRuns, Estimate, Fingerprint, MeasureEstimate, PromiseRuns } from "./replicated.ts"
import { Unit } from "./units.ts"

/** Why a message was refused or came back. */
export const REASONS = [
  "market-left", "product-withdrawn", "account-suspended", "not-provisioned", "roamer-barred", "waiting-period", "not-installable", "blocked", "throttled", "filtered",
  "no-legal-place", "mailbox-unreachable", "relay-down", "relay-unreachable", "relay-paused", "lost-on-the-way", "service-stopped", "feature-withdrawn", "waited-too-long"
] as const
export const Reason = Schema.Literal(...REASONS).annotations({
  identifier: "Reason",
  description:
    "market-left, product-withdrawn, account-suspended: the account gate. not-provisioned: a block at subscription. roamer-barred: at attach, on foreign SIMs. waiting-period: a SIM registered too lately. not-installable: closed to new people. blocked, throttled, filtered: another point or a feature. no-legal-place, mailbox-unreachable: the mailbox's site. relay-down: the relay does not run. relay-unreachable: it does, and no network leads to it. relay-paused: it stands still for a while. lost-on-the-way: at a site that loses messages. service-stopped: an act has stopped the service as a whole; its mail waits. feature-withdrawn: the provider took the feature away. waited-too-long: the recipient's side."
})
export type Reason = typeof Reason.Type

const byReason = (description: string) => Schema.Record({ key: Reason, value: Schema.NonNegative }).pipe(Schema.partialWith({ exact: true })).annotations({ description, [Unit]: "messages" })

export const Window = Schema.Struct({
  id: text("Number of the window in its variant: w0, w1, …"),
  from: instant("Start of the window."),
  to: instant("End of the window, not in it.")
}).annotations({ identifier: "Window", description: "A stretch of time between two instants at which an order changes, an answer comes or ends, a carrier begins or ceases to obey, or a mark stands." })
export type Window = typeof Window.Type

export const WindowRow = Schema.Struct({
  ...Window.fields,
  starts: texts("What happened at its start: orders.X.STEP, orders.X.else, orders.X.through.CARRIER (it begins or ceases to obey), answers.X, events.X; none at a mark, and where an answer ends.")
}).annotations({ identifier: "WindowRow", description: "The windows of a variant, with what cuts them." })
export type WindowRow = typeof WindowRow.Type

const about = text("State relative to which the status is meant. Where there are several, the same messages stand once under each: add up those of one.")
const cohort = text("Cohort, as the scenario names it.")
const service = text("Service, or service.feature.")
const weight = count("Real people for whom one simulated one stands.", "people")
export const Status = Schema.Literal("resident", "visitor", "abroad", "other").annotations({
  identifier: "Status",
  description: "resident: home and present there. visitor: home elsewhere, present. abroad: home there, elsewhere now. other: neither."
})
export type Status = typeof Status.Type
export const Access = Schema.Literal(...ACCESS_MODES).annotations({ identifier: "Access", description: "Way to the network; of calls and short messages the mobile one that they go by, whatever line the person is on." })
export type Access = typeof Access.Type

export const Cause = Schema.Struct({
  outcome: Schema.Literal("refused", "bounced").annotations({ description: "What became of the messages." }),
  reason: Reason,
  act,
  order,
  answer: maybeText("Answer that the act belongs to."),
  messages: count("Messages.", "messages")
}).annotations({ identifier: "Cause", description: "Why messages failed, and through which act." })
export type Cause = typeof Cause.Type

export const Received = Schema.Struct({
  addressed: count("Accepted messages addressed to these people.", "messages"),
  delivered: count("Of them delivered.", "messages"),
  expired: count("Of them expired.", "messages"),
  bounced: count("Of them sent back.", "messages"),
  erased: count("Of them erased by a named rule before delivery.", "messages"),
  inFlight: count("Of them still waiting when the run ends.", "messages")
}).annotations({ identifier: "Received", description: "Messages counted by recipient, at acceptance." })

export const Outcome = Schema.Struct({
  about,
  cohort,
  status: Status,
  present: text("Country where they are."),
  access: Access,
  vpn: maybeText("Country where their VPN leaves; null without one."),
  service,
  window: Window,
  people: count("Distinct people who wrote a message of the row.", "people"),
  weight,
  attempted: count("Messages first tried; = refused + accepted + underWay.", "messages"),
  refused: byReason("Messages whose client gave up, by reason; a reason that stopped none is left out."),
  accepted: count("Messages whose sender's side is done; = delivered + bounced + expired + erased + inFlight.", "messages"),
  underWay: count("Messages still being tried when the run ends.", "messages"),
  delivered: count("Messages delivered.", "messages"),
  expired: count("Messages that waited too long.", "messages"),
  bounced: count("Messages that came back to their sender.", "messages"),
  erased: count("Messages erased by a named rule before delivery.", "messages"),
  inFlight: count("Messages accepted and still waiting when the run ends.", "messages"),
  received: Received,
  hoursWithoutService: count("Person-hours in which a probe would have been refused.", "h"),
  hoursPresent: count("Person-hours that these people spent here.", "h"),
  peopleWithoutService: count("Distinct people whom a probe would have been refused at some instant.", "people"),
  deliveryRatio: Estimate.annotations({ description: "delivered / attempted.", [Unit]: "1" }),
  delayMs: Schema.Struct({
    p50: maybeNumber("Median delay from first try to delivery.", "ms"),
    p95: maybeNumber("95th percentile.", "ms"),
    p99: maybeNumber("99th percentile.", "ms")
  }).annotations({ description: "Delay from first try to delivery; interpolated in bins of 32 an octave (within 2.2 %); null where nothing was delivered.", [Unit]: "ms" }),
  firstAcceptedAt: maybeInstant("First accepted message of the row."),
  causes: Schema.Array(Cause).annotations({ description: "Refused and bounced messages by reason and act." })
}).annotations({ identifier: "Outcome", description: "Messages of people of one cohort, status, place and way to the network, by sender at his first try." })
export type Outcome = typeof Outcome.Type

export const AtRest = Schema.Struct({
  at: instant("Instant at which the copies were counted."),
  site: text("Site that holds them."),
  cohort: text("Cohort whose mailboxes they belong to."),
  operator: Schema.Literal("provider", "partner", "carrier", "customer", "state").annotations({ description: "Who runs the site, seen from the service." }),
  country: text("True country of the site."),
  service: text("Service."),
  class: dataClass,
  kind: Schema.Literal("primary", "replica", "backup", "index", "log", "cache", "queue", "capture", "revived").annotations({ description: "Kind of copy. revived: an old backup has brought it back." }),
  copies: count("Copies.", "copies"),
  bytes: count("Their size.", "B")
}).annotations({ identifier: "AtRest", description: "Copies at rest at each window's end; moves between have their own table." })
export type AtRest = typeof AtRest.Type

export const Reader = Schema.Struct({
  authority: text("State that could read, or has, what the row counts."),
  level: Schema.Literal("exposed", "openable", "readable", "disclosed").annotations({ description: "exposed: could compel or seize. openable: has a key. readable: gets copy and key. disclosed: has it." }),
  basis: text("The act, as in `act`; `territory` where no act did: it lies there, an order in force reaches it, or the state has had a key from the start."),
  service: text("Service."),
  class: dataClass,
  form: Schema.Literal("content", "metadata", "ciphertext").annotations({ description: "What it sees of it." }),
  cohort,
  messages: count("Messages to or from these people; one with both ends in a cohort counts for both.", "messages"),
  again: count("Of these, messages that an earlier row of another act counts too, since both acts took them as they passed: left out of a sum over acts.", "messages"),
  people: count("Distinct people among them, over all bases of this authority, level, class and form. What passes is counted by person. Of copies that lie there and of keys it is known only in which stretch between two changes a message was sent: then all count who had such mail of that stretch with these people, at most one for each message.", "people"),
  weight,
  firstAt: instant("First instant at which it came about."),
  lastAt: instant("Last instant."),
  act,
  order
}).annotations({ identifier: "Reader", description: "Messages that an authority could read or has." })
export type Reader = typeof Reader.Type

export const KeyHolder = Schema.Struct({
  service: text("Service."),
  class: dataClass,
  holder: text("Who holds the keys."),
  holderKind: Schema.Literal("user", "customer", "provider", "carrier", "partner", "state", "nobody").annotations({ description: "nobody: clear text." }),
  country: maybeText("Country where the keys are."),
  startAt: instant("Since when."),
  endAt: maybeInstant("Until when; null: to the end of the run."),
  cohorts: texts("Cohorts whose keys they are; none for a key that is the whole service's."),
  act
}).annotations({ identifier: "KeyHolder", description: "Who holds keys of a class, where, from when to when." })
export type KeyHolder = typeof KeyHolder.Type

const Stretch = Schema.Struct({ from: instant("Start."), to: instant("End; the run's end where it is open.") })
export const OrderLife = Schema.Struct({
  id: text("Order, as the scenario names it."),
  issuer: text("State that gave it."),
  kind: text("Label of the scenario."),
  due: maybeInstant("Deadline last in force (its end)."),
  demand: Schema.Literal("none", "open", "met", "in-breach").annotations({ description: "State of its demands when the run ends; none: it demands nothing." }),
  breachHours: count("Time in breach within the run.", "h"),
  answers: texts("Answers given to it."),
  states: Schema.Array(
    Schema.Struct({ state: Schema.Literal("announced", "issued", "postponed", "stayed", "in-effect", "waived", "lifted", "expired", "met", "cured", "withdrawn", "rescinded", "struck-down", "revealed", "denied").annotations({ description: "State entered; revealed and denied move nothing: they say when people could know." }), at: instant("When."), source: texts("Sources of the step; none: it followed by itself.") })
  ).annotations({ description: "States in the order in which it entered them, and when it was revealed or denied." }),
  breach: Schema.Array(Stretch).annotations({ description: "Stretches in breach." }),
  effect: Schema.Array(Stretch).annotations({ description: "Stretches in effect; none: it never took effect." })
}).annotations({ identifier: "OrderLife", description: "The life of an order." })
export type OrderLife = typeof OrderLife.Type

export const InvariantVerdict = Schema.Struct({
  id: text("Promise, as R1 or X4."),
  verdict: Schema.Literal("held", "broken", "not-exercised", "infeasible").annotations({ description: "not-exercised: its antecedent never came true." }),
  exercised: count("How often its antecedent came true, over all runs.", "1"),
  witness: Schema.optional(text("Event, rule and chain of causes that break it; where it is not broken, why it was not compared with the baseline.")),
  runs: PromiseRuns,
  replication: count("Replication that gave the verdict, and the witness: the first with the worst one.", "1")
}).annotations({ identifier: "InvariantVerdict", description: "A promise of the engine, checked in every run; the verdict is the worst of them." })
export type InvariantVerdict = typeof InvariantVerdict.Type

export const ClaimVerdict = Schema.Struct({
  id: text("Claim; claim-N, counted from 1, where the file gives no id."),
  says: text("The claim in words."),
  source: texts("Sources of the claim."),
  grade: Schema.NullOr(Grade).annotations({ description: "How well the claim is founded." }),
  verdict: Schema.Literal("held", "broken", "undetermined", "known-miss", "prediction").annotations({ description: "prediction: a number, no verdict." }),
  observed: text("What came out, with unit and denominator, in numbers of real people."),
  expected: text("What the file expects."),
  measure: text("What is measured, or the promise."),
  value: maybeNumber("What came out as one number; null where it is none.", "unit of the measure"),
  unit: text("Unit of value."),
  expectsBroken: Schema.Boolean.annotations({ description: "The claim expects the breach of a promise." }),
  promise: maybeText("Promise that the claim is about."),
  note: maybeText("Why it is undetermined, stale or a known miss."),
  estimate: MeasureEstimate,
  runs: ClaimRuns,
  replication: count("Replication that gave the verdict and what was observed: the first with the worst one.", "1")
}).annotations({ identifier: "ClaimVerdict", description: "A sentence of the file, held or not; of several runs the worst verdict." })
export type ClaimVerdict = typeof ClaimVerdict.Type

export const ActRow = Schema.Struct({
  path: text("Act in the scenario: ORDER/else/VERB."),
  verb: text("What was done."),
  order,
  answer: maybeText("Answer that it belongs to."),
  event: maybeText("Event that it belongs to."),
  issuer: maybeText("State behind it."),
  start: instant("When it began to act; it may lie before the run."),
  end: instant("When it ended; the run's end where it is open."),
  source: texts("Sources of the order, answer or event.")
}).annotations({ identifier: "ActRow", description: "An act as it was carried out; where an amendment of its order changes it, one for each wording." })
export type ActRow = typeof ActRow.Type

export const AnswerRow = Schema.Struct({
  id: text("Answer or event."),
  kind: text("Label of the scenario."),
  by: texts("Who gave it."),
  at: maybeInstant("When it happened; null: never.")
}).annotations({ identifier: "AnswerRow", description: "When each answer and event happened." })
export type AnswerRow = typeof AnswerRow.Type

export const SanctionRow = Schema.Struct({
  at: instant("When."),
  text: text("What it is, in words."),
  fine: count("What of the fine has fallen due within the run, in its currency; of people, what each of them pays.", "currency"),
  currency: text("Currency of the fine; empty where it is none."),
  act,
  order
}).annotations({ identifier: "SanctionRow", description: "A sanction, recorded; it moves no packet." })
export type SanctionRow = typeof SanctionRow.Type

export const ConflictRow = Schema.Struct({
  at: instant("When it was found."),
  orders: texts("Orders that cannot both be obeyed."),
  choice: text("What is done: the scenario's choice that was applied, `keep` or `erase`, or where two rules leave no place `wait`, `refuse` or `violate-and-report`; `nothing is kept` where nobody keeps it, `nothing is erased` where nobody erases it, `not both are obeyed` where of two placements one alone, or none, is carried out; `knows-citizenship: no` where accounts stand for citizens."),
  text: text("The conflict in words.")
}).annotations({ identifier: "ConflictRow", description: "Orders that conflict, and the stated choice." })
export type ConflictRow = typeof ConflictRow.Type

export const PeopleRow = Schema.Struct({
  cohort,
  people: count("Simulated people who exist at a time.", "people"),
  weight,
  standsFor: count("Real people that they stand for.", "people"),
  attempted: count("Messages first tried in the run.", "messages"),
  attemptedAfter: count("Messages first tried after the turning point.", "messages")
}).annotations({ identifier: "PeopleRow", description: "How much of each cohort was simulated." })
export type PeopleRow = typeof PeopleRow.Type

export const NewPeople = Schema.Struct({
  cohort,
  service,
  window: Window,
  people: count("People who newly obtained the service in the window.", "people"),
  weight
}).annotations({ identifier: "NewPeople", description: "Who took a service up while the run went on." })
export type NewPeople = typeof NewPeople.Type

export const SummaryRow = Schema.Struct({
  about,
  cohort,
  status: Status,
  access: Access,
  vpn: maybeText("Country where their VPN leaves; null without one."),
  service,
  from: instant("Start of what is summed: the turning point."),
  to: instant("End: of the effect that follows the turning point, else of the run."),
  attempted: count("Messages first tried.", "messages"),
  accepted: count("Messages accepted.", "messages"),
  delivered: count("Messages delivered.", "messages"),
  verdict: Schema.Literal("keeps", "partly", "loses", "silent").annotations({
    description: "keeps: acts refused fewer than one message in a hundred, and never for a while more than half. loses: while it was lost at most one in a hundred was accepted. partly: between. silent: nobody tried."
  }),
  lostAt: maybeInstant("Since when acts took service from them; null where it is kept."),
  regainedAt: maybeInstant("Until when; null: to the end of what is summed, or where it is kept."),
  stretches: count("Stretches of time between the two in which they were without it.", "1"),
  attemptedMeanwhile: count("Messages first tried in these stretches; 0 where service is kept.", "messages"),
  acceptedMeanwhile: count("Of them accepted: the verdict goes by these two.", "messages"),
  reason: Schema.NullOr(Reason).annotations({ description: "Commonest reason of the refusals that acts caused; null where service is kept, or nobody tried." }),
  act,
  order,
  addressed: count("Messages to these people that were accepted.", "messages"),
  received: count("Of them delivered.", "messages"),
  weight
}).annotations({ identifier: "SummaryRow", description: "Who keeps service and who loses it after the turning point." })
export type SummaryRow = typeof SummaryRow.Type

export const ShareRow = Schema.Struct({
  about,
  cohort,
  status: Status,
  service,
  accepted: Estimate.annotations({ description: "Messages accepted / messages first tried, after the turning point." }),
  delivered: Estimate.annotations({ description: "Messages delivered / messages first tried, after the turning point." })
}).annotations({ identifier: "ShareRow", description: "What share of their messages people get through after the turning point, over all runs and ways to the network." })
export type ShareRow = typeof ShareRow.Type

export const VariantResult = Schema.Struct({
  id: text("Variant."),
  title: text("Its title; its id where it has none."),
  changes: Schema.Array(Change),
  turningPoint: Schema.Struct({
    at: instant("Start of the first act that took service from anybody, else the last deadline, else the first effect of this variant's orders; else that of the others'."),
    what: text("deadline, loss, effect or start.")
  }).annotations({ description: "The instant that summaries and samples are divided by." }),
  windows: Schema.Array(WindowRow),
  outcomes: Schema.Array(Outcome),
  atRest: Schema.Array(AtRest),
  readers: Schema.Array(Reader),
  keys: Schema.Array(KeyHolder),
  moves: Schema.Array(Move),
  losses: Schema.Array(Loss),
  cameAgain: count("Messages that came once more to a relay or a mailbox that had them, and were dropped: doubles, and those whose answer was lost. Of the first replication.", "messages"),
  sites: Schema.Array(SiteState),
  orders: Schema.Array(OrderLife),
  invariants: Schema.Array(InvariantVerdict),
  claims: Schema.Array(ClaimVerdict),
  acts: Schema.Array(ActRow),
  answers: Schema.Array(AnswerRow),
  sanctions: Schema.Array(SanctionRow),
  conflicts: Schema.Array(ConflictRow),
  people: Schema.Array(PeopleRow),
  newPeople: Schema.Array(NewPeople),
  summary: Schema.Array(SummaryRow),
  shares: Schema.Array(ShareRow),
  fingerprint: Schema.Struct({ events: count("Events.", "1"), draws: count("Draws of chance.", "1"), digest: text("Digest of the trace.") }).annotations({ description: "Of the first replication." }),
  fingerprints: Schema.Array(Fingerprint)
}).annotations({ identifier: "VariantResult", description: "What one variant gave." })
export type VariantResult = typeof VariantResult.Type

export const COMPARED = ["accepted", "delivered", "refused", "hoursWithoutService", "disclosed"] as const
export const Comparison = Schema.Struct({
  baseline: text("Variant compared with."),
  variant: text("Variant compared."),
  measure: Schema.Literal(...COMPARED).annotations({ description: "Messages accepted, delivered, refused or disclosed (content and metadata; of a message's classes the one of which most is, at both its ends); person-hours without service." }),
  cohort,
  difference: Schema.Struct({
    mean: number("Variant less baseline, of simulated people.", "messages or h"),
    low: maybeNumber("Lower end of the 95 % interval (Student's t over pairs of runs with the same chance); null with one run.", "messages or h"),
    high: maybeNumber("Upper end of the 95 % interval; null with one run.", "messages or h")
  }),
  runs: count("Pairs of runs compared.", "1")
}).annotations({ identifier: "Comparison", description: "A variant's difference to the baseline, over the whole run." })
export type Comparison = typeof Comparison.Type

export const Result = Schema.Struct({
  schemaVersion: Schema.Literal(1).annotations({ description: "Version of this format." }),
  run: Schema.Struct({
    id: text("Stands for file, seed and number of runs, and for the replication where one was asked for by itself."),
    scenarioHash: text("Hash of the scenario."),
    engineVersion: text("Version of Situs."),
    seed: number("Seed of all chance.", "1"),
    replications: count("Runs of each variant; with one run there are no intervals.", "1"),
    replication: count("The first replication, of which counts and tables are: 0 unless another was asked for by itself.", "1"),
    precision: Schema.NullOr(Precision).annotations({ description: "null where none was asked for." })
  }),
  scenario: Schema.Struct({
    id: text("Scenario."),
    title: text("Its title."),
    question: maybeText("The question that it asks."),
    about: texts("States relative to which people are resident, visitor or abroad."),
    from: text("First day of the run, as the file says it."),
    until: text("Last day of the run, as the file says it."),
    startsAt: instant("Start of the run."),
    endsAt: instant("End of the run."),
    baseline: text("Variant that others are compared with."),
    warmUp: Schema.optional(
      Schema.Struct({
        until: instant("What was first tried before is simulated and not counted."),
        settledAt: maybeInstant("End of the first week that belongs to the steady part, by the least marginal standard error of the baseline's copies at rest at the end of each week; null where none in the first half does, or the run has fewer than 8 weeks.")
      })
    ).annotations({ description: "Where the file claims a steady state; without it the run is terminating." })
  }),
  variants: Schema.Array(VariantResult),
  comparisons: Schema.Array(Comparison),
  effects: Schema.Array(GroupEffect),
  conclusions: Schema.Array(Conclusion),
  sensitivity: Schema.NullOr(Sensitivity).annotations({ description: "null where it was not asked for." }),
  assumptions: Assumptions,
  evidence: Schema.Array(Evidence),
  sources: Schema.Array(SourceRow)
}).annotations({ identifier: "Result", description: "What a run of a scenario's variants gave." })
export type Result = typeof Result.Type

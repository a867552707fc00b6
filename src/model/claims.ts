/** Variants (named differences) and claims (sentences that a run holds or breaks). */
import { Schema } from "effect"
import { Of } from "./acts.ts"
import { evidence, Id, Several } from "./ids.ts"
import { InstantText } from "./instants.ts"
import { Daily } from "./units.ts"
import { anyOr, may, must, oneOf, otherwise } from "./word.ts"

export const Change = Schema.Struct({
  path: must(Schema.String, "What changes: keys joined by dots; an entry of a list by its id, else by its verb or step word.", "orders.an-order.timeline.rescinded"),
  was: may(Schema.Unknown, "What stands there in the file. Where it does not, the variant is refused: a difference that no longer fits is found.", "2015-12-31"),
  becomes: must(Schema.Unknown, "What stands there in the variant.", "never"),
  ...evidence
}).annotations({ identifier: "Change", description: "A difference: what stands at a path, and what it becomes." })

export const Variant = Schema.Struct({
  title: may(Schema.String, "What it is called in reports.", "Nobody yields"),
  like: may(Id, "Another variant that it starts from. Its own differences win.", "a-variant"),
  with: may(Several(Id), "Hypothetical orders, answers and events that happen in it.", "b-answer"),
  without: may(Several(Id), "Orders, answers and events that do not happen in it.", ["an-order"]),
  set: may(Schema.Array(Change), "What is different.", [{ path: "orders.an-order.timeline.rescinded", was: "2015-12-31", becomes: "never" }]),
  read: may(Schema.Record({ key: Schema.String, value: Schema.String }), "For which values it takes what another source says (`or`).", { "people.some-people.count": "b-source" }),
  ...evidence
}).annotations({ identifier: "Variant", description: "A counterfactual: base plus a named difference." })
export type Variant = typeof Variant.Type

export const Measure = oneOf({
  attempted: "Messages that people tried to send, whatever the rules. [messages]",
  accepted: "Messages for which the sender's side was done. [messages, or share of attempted, without what is still under way when the run ends]",
  delivered: "Messages that reached the recipient. [messages, or share of accepted]",
  refused: "Messages that the sender's client gave up. `reason` narrows it. [messages, or share of attempted, without what is still under way when the run ends]",
  expired: "Accepted messages that waited too long and were dropped. [messages, or share of accepted]",
  bounced: "Accepted messages that went back. `reason` narrows it. [messages, or share of accepted]",
  delay: "The median time from the first try to delivery, over all messages selected that were delivered. [duration]",
  "time-without": "How long a person was without service, whether or not anybody wrote: the mean over all people and services selected, those who lost nothing among them. It is the part of their time there in which a try would have been refused, times the length of the window; who lost one of two services was without for half of the time. [duration, or share of the window]",
  "people-without": "How many people were at some instant without one of the services selected, each once. [people, or share of those who were there]",
  "first-accepted": "When the first of the messages selected was accepted. [instant]",
  "new-people": "How many newly obtained a service; who obtained two counts for each. [people]",
  copies: "Copies at rest when the window ends; `none` and `at most` also look at the counts before it. [copies, or share of the same copies anywhere]",
  moved: "Copies whose move ended in the window; a move that did not end counts when the run does. [copies, or share of the same copies moved anywhere]",
  exposed: "Messages of which an authority could compel or seize both a copy and a key. Those to and from the people selected, each end counts. [messages, or share of those that they sent and got]",
  readable: "Messages of which an act gave an authority a copy and a key that opens it, counted as exposed. [messages, or share of those that they sent and got]",
  openable: "Messages that keys of an authority open, with or without a copy, counted as exposed. [messages, or share of those that they sent and got]",
  disclosed: "Messages that were handed over or taken, readable or not, counted as exposed. [messages, or share of those that they sent and got]",
  keys: "Who holds the keys when the window ends; as a number, the people whose keys somebody held in it. [people, or share of the people of the same keys]",
  state: "The states that an order or a site was in during the window, and the one in which it ends; whether an answer happened.",
  "time-in-breach": "How long within the window an order's demands were overdue and not met; of several orders the sum. [duration]",
  finished: "When the last move of an order, answer or site was done; without moves, when the answer was given or the order's effect ended. [instant]",
  fined: "What fines add up to that fell due in the window, in one currency; a fine of people is what each pays. [money]"
}).annotations({ identifier: "Measure", description: "What a claim measures." })
export const MEASURES = Measure.literals
export type Measure = typeof Measure.Type

const Expected = anyOr({
  none: "None of them: 0.",
  some: "At least one of them.",
  all: "All of them: of what is attempted, accepted or selected, by the measure.",
  "in this order": "Each of the list in `of` or `what` has more than the one before.",
  equal: "Each of the list in `of` or `what` has the same.",
  unknown: "The record is silent: a number, without a verdict (a prediction).",
  held: "Of a promise: it holds.",
  broken: "Of a promise: it breaks, and that is the point of the case.",
  "not-exercised": "Of a promise: what it is about never came up.",
  infeasible: "Of a promise: no legal state existed."
})

const Window = Schema.Struct({ from: must(InstantText, "From when on.", "2015-12-01"), until: must(InstantText, "Until when: the end of that day.", "2015-12-15") }).annotations({ identifier: "Window", description: "A time between two instants." })
const Sent = Schema.Struct({ from: may(InstantText, "Written from then on.", "2015-07-01"), until: may(InstantText, "Written until then: the end of that day.", "2015-11-30") }).annotations({ identifier: "Sent", description: "When a message was written." })

export const Claim = Schema.Struct({
  id: may(Id, "A name for it in reports.", "cut-off"),
  says: must(Schema.String, "The claim, as a sentence.", "Residents lose the chat"),
  variant: otherwise(Several(Id), () => ["as-happened"], "The variants in which it is judged. Left out: as it happened.", "a-variant"),
  measure: may(Measure, "What is measured.", "accepted"),
  promise: may(Schema.String, "A promise of the engine by its id, where its breach is the point of the case.", "R2"),
  of: may(Of, "Whose messages, copies or time. A list is compared by `in this order` and `equal`.", { account: "GB" }),
  what: may(Several(Schema.String), "Of which services or classes.", "a-chat.content"),
  in: may(Several(Schema.String), "In which countries, or on which sites.", "GB", "country code or site"),
  at: may(Several(Schema.String), "At which site or point.", "a-site"),
  by: may(Several(Schema.String), "The authority that can read, or holds keys.", "GB"),
  to: may(Several(Schema.String), "The authority to which it is disclosed.", "GB"),
  order: may(Id, "The order whose state or end is meant.", "an-order"),
  answer: may(Id, "The answer whose state or end is meant.", "an-answer"),
  site: may(Id, "The site that is meant.", "a-site"),
  reason: may(Several(Schema.String), "Only messages refused for this: a reason code, or the id of an order or answer.", "not-provisioned"),
  form: may(Several(oneOf({ content: "The message itself.", metadata: "Who, when, where and how much.", ciphertext: "Bytes that cannot be opened." })), "In which form it is read. Left out: content and metadata.", "content"),
  after: may(InstantText, "Only from this instant on.", "2015-12-31"),
  before: may(InstantText, "Only before this instant.", "2015-12-31"),
  during: may(Window, "Only between two instants.", { from: "2015-12-01", until: "2015-12-15" }),
  daily: may(Daily, "Only in these hours of every day, on the clock of the place.", "01:00-06:00"),
  sent: may(Sent, "Only messages written in this time, whenever they were read or lay somewhere.", { until: "2015-11-30" }),
  expect: must(Expected, "What is expected: a word; `at least 99 %`, `at most 3 h`, `3 h to 5 h`, `10 ± 2`; `more than in`, `less than in` or `same as in` a variant; `never` a state; or a plain value.", "at least 99 %"),
  "known-miss": may(Schema.String, "Why record and model differ here. The miss is kept and shown; once the claim holds, the word is stale and is reported.", "the record counts lines, not people"),
  ...evidence
}).annotations({ identifier: "Claim", description: "A sentence with a measure, selectors, a window and what is expected." })
export type Claim = typeof Claim.Type

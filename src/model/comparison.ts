/** What options change, group by group, and in how many runs: differences are always option minus baseline, in real people. */
import { Schema } from "effect"
import { count, maybeNumber, maybeText, number, text } from "./column.ts"
import { Estimate } from "./replicated.ts"

/** What people are grouped by. `access` includes the VPN's exit; `everybody` has one group, `all`. */
export const GROUPED_BY = ["everybody", "cohort", "home", "segment", "status", "present", "access"] as const
/** Measures of an effect, each with its unit. */
export const EFFECTS = {
  attempted: "messages",
  accepted: "messages",
  delivered: "messages",
  refused: "messages",
  hoursWithoutService: "person-hours",
  peopleWithoutService: "people",
  disclosed: "messages",
  peopleRead: "people"
} as const
export type EffectMeasure = keyof typeof EFFECTS

export const GroupEffect = Schema.Struct({
  baseline: text("Variant compared with."),
  variant: text("Variant compared: the option."),
  by: Schema.Literal(...GROUPED_BY).annotations({ description: "What people are grouped by. Who changes status, place or way counts under each." }),
  about: maybeText("State relative to which a status is meant; null for other groupings."),
  group: text("The group: a cohort; a country or territory; a segment, `none` where people have none; a status; a way to the network, with `, vpn COUNTRY` where a tunnel leaves; `all`."),
  measure: Schema.Literal(...(Object.keys(EFFECTS) as ReadonlyArray<EffectMeasure>)).annotations({
    description:
      "attempted, accepted, delivered, refused: messages that these people first tried, over the whole run. hoursWithoutService: person-hours in which a probe would have been refused, of each service that they use: who is without two at a time counts for both. peopleWithoutService: distinct people whom a probe would have been refused at some instant. disclosed: messages (content or metadata) that a state has, each once for each of its ends and each state. peopleRead: distinct people of whose messages some state reads, or has, content; of copies at rest and keys it is known only in which stretch of time a message was sent: all who had such mail count, at most one for each message, so that there it is the greatest that it can be. By status, present and access people are where they first tried, or were without service; where they were when something was read is not known, so that disclosed and peopleRead are left out there."
  }),
  unit: text("Unit of the numbers."),
  people: count("Real people of the group in the baseline, each once who was there at some instant, the mean over the runs: the denominator of counts of people. By access, status and place an option may have more of them: people who change their way.", "people"),
  baselineValue: Estimate.annotations({ description: "In the baseline." }),
  value: Estimate.annotations({ description: "With the option." }),
  difference: Estimate.annotations({ description: "Option minus baseline, pair by pair with the same chance." }),
  more: count("Runs in which it is more than in the baseline.", "runs"),
  less: count("Runs in which it is less.", "runs")
}).annotations({ identifier: "GroupEffect", description: "What an option changes for a group of people." })
export type GroupEffect = typeof GroupEffect.Type

export const Conclusion = Schema.Struct({
  variant: text("Variant that it is about."),
  id: text("Conclusion: `loses:STATUS` (`loses:STATUS@STATE` where the scenario is about several states), `keeps-all`, `reads-content:STATE`, `reads-metadata:STATE`, `claim:ID`, `promise:ID`."),
  says: text("The conclusion, in words."),
  yes: count("Runs in which it is so.", "runs"),
  runs: count("Runs that decide it: fewer than 100 messages decide nothing of service, a claim that is undetermined or a prediction nothing, nor a promise that was not exercised.", "runs"),
  first: Schema.NullOr(Schema.Boolean).annotations({ description: "Whether it is so in the first run; null where that one does not decide it." })
}).annotations({ identifier: "Conclusion", description: "Something that is so or not in a run, and in how many runs it is." })
export type Conclusion = typeof Conclusion.Type

export const Change = Schema.Struct({
  kind: Schema.Literal("set", "without", "with", "source").annotations({ description: "set: a value is another. without, with: an order, answer or event is switched off, or on. source: values of another source are taken." }),
  path: text("Path in the file; for a switch the id of the order, answer or event; for a source its id."),
  was: maybeText("Value of the file; null where there was none, or at a switch."),
  becomes: maybeText("Value in the variant; null at a switch.")
}).annotations({ identifier: "Change", description: "In what a variant's file differs from the file as it stands, like-variants resolved." })
export type Change = typeof Change.Type

export const HEADLINES = ["accepted", "hoursWithoutService", "peopleWithoutService", "disclosed", "peopleRead"] as const satisfies ReadonlyArray<EffectMeasure>

export const Precision = Schema.Struct({
  asked: number("Share that was asked for, at most.", "1"),
  reached: maybeNumber("Share that was reached; 0 where nothing differs by chance; null with one run.", "1"),
  widest: Schema.NullOr(
    Schema.Struct({
      variant: text("Option."),
      measure: Schema.Literal(...HEADLINES).annotations({ description: "Outcome, of everybody." })
    })
  ).annotations({ description: "The effect whose interval is the widest by this measure; null where none has a width." })
}).annotations({ identifier: "Precision", description: "Half-width of the 95 % interval of a difference, as a share of the larger of the difference and the baseline's value: the largest of all options and headline outcomes of everybody." })
export type Precision = typeof Precision.Type

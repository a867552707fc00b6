/** A scenario file, whole: head, who and where, orders, answers, events, variants, claims. */
import { Schema } from "effect"
import { Claim, Variant } from "./claims.ts"
import { evidence, Id, JurisdictionCode, Several } from "./ids.ts"
import { CalendarDate, InstantText } from "./instants.ts"
import { Answer, Choices, Happening, Order } from "./orders.ts"
import { Cohort } from "./people.ts"
import { Carrier, Country, Provider, Site } from "./places.ts"
import { Service } from "./services.ts"
import { Duration } from "./units.ts"
import { may, must, otherwise, textOr } from "./word.ts"

export const Source = Schema.Struct({
  title: must(Schema.String, "What it is called, as one would cite it.", "The order to block the chat"),
  url: may(Schema.String, "Where it can be read.", "https://example.org/article"),
  date: may(CalendarDate, "When it was published.", "2015-11-30"),
  kind: must(textOr({
    law: "A statute, a regulation, or the text of an order.",
    court: "A court's file or judgment.",
    press: "Newspapers and agencies.",
    vendor: "A provider's or maker's documents.",
    statement: "What a party or an authority said itself.",
    paper: "Research.",
    data: "A data set or statistics.",
    text: "Any other text."
  }), "What kind of source it is.", "law"),
  grade: evidence.grade,
  note: evidence.note
}).annotations({ identifier: "Source", description: "A source that values can name." })

const named = <A, I>(value: Schema.Schema<A, I>, meaning: string, example: unknown) => otherwise(Schema.Record({ key: Id, value }), () => ({}) as Record<string, A>, meaning, example)

export const Scenario = Schema.Struct({
  situs: must(Schema.Literal(1).annotations({ jsonSchema: { enumDescriptions: ["The first version."] } }), "The version of the language. Another one is refused, with what to do.", 1),
  id: must(Id, "A name for the case: country, service, year.", "a-country-a-chat-2015"),
  title: must(Schema.String, "What the case is called.", "A state orders a chat to be blocked"),
  question: may(Schema.String, "What the case is to answer.", "Who keeps service, and who can read what?"),
  about: may(Several(JurisdictionCode), "The states relative to which people are resident, visitor or abroad. Left out: all states that give orders; where none does, the first country of the file.", "GB"),
  baseline: may(Id, "The variant that others are compared with. Left out: `no-order` if there is one, else `as-happened`.", "no-order"),
  from: must(CalendarDate, "The first day of the run. What was ordered before has happened by then.", "2015-07-01"),
  until: must(CalendarDate, "The last day of the run.", "2016-01-31"),
  "warm-up": may(Duration, "A stretch at the start after which the file claims a steady state: what is first tried in it is simulated and not counted. Left out: the run is terminating, and all of it counts.", "14 days"),
  seed: otherwise(Schema.Int.pipe(Schema.between(0, 2 ** 32 - 1)), () => 1, "The number that chance begins with: the same seed gives the same run.", 7),
  marks: otherwise(Schema.Array(InstantText), () => [], "Further instants at which tables of results are cut.", ["2015-12-31"]),
  sources: named(Source, "What the file's values rest on; `source` names them by id.", { "a-source": { title: "The order to block the chat", kind: "law" } }),
  countries: must(Schema.Record({ key: JurisdictionCode, value: Country }), "Every state that holds people, SIMs, sites or packets, by its ISO code.", { GB: { timezone: "Europe/London", place: "London" } }),
  carriers: named(Carrier, "Network operators. They carry orders out, or do not.", { "a-carrier": { country: "GB", share: "100 %" } }),
  providers: named(Provider, "The companies behind services, with the states that can compel them.", { "a-company": { seat: "GB", established: ["GB"] } }),
  sites: named(Site, "Machines: where copies and keys lie and relays stand.", { "a-site": { place: "London", country: "GB", operator: "a-company", roles: ["relay", "mailbox"] } }),
  services: must(Schema.Record({ key: Id, value: Service }), "The message services, with their data, keys, relay and waits.", { "a-chat": { provider: "a-company", relay: "a-site", classes: { content: { kept: "a-site", keys: "provider" } } } }),
  people: must(Schema.Record({ key: Id, value: Cohort }), "Cohorts: people who are alike. Never names or numbers of anybody.", { "some-people": { home: "GB", count: 200, use: { "a-chat": "100 %" }, reach: { "local-sim": "70 %", wifi: "30 %" }, writes: { "per-day": 10 } } }),
  orders: named(Order, "What states demand, and what they have carried out.", { "an-order": { by: "GB", kind: "network-block", through: { others: "obeys" }, does: [{ block: { what: "a-chat", at: "national-internet" } }], timeline: [{ "in-effect": "2015-12-01" }] } }),
  answers: named(Answer, "What providers, carriers, customers and bystanders do about orders.", { "an-answer": { by: "a-company", to: "an-order", kind: "evade", do: [{ evade: { what: "a-chat", leak: { share: "80 %", by: "connection" } } }] } }),
  events: named(Happening, "What nobody ordered or answered: habits, faults, chance, a third state's act.", { "an-event": { when: "2015-12-05", do: [{ shift: { people: "some-people", habit: "vpn", to: "yes", share: "15 %", over: "5 days" } }] } }),
  choices: otherwise(Choices, () => Schema.decodeSync(Choices)({}), "What is chosen where the rules leave it open.", { "no-legal-place": "refuse" }),
  variants: named(Variant, "Counterfactuals: the file with a named difference.", { "no-order": { without: ["an-order"] } }),
  claims: otherwise(Schema.Array(Claim), () => [], "Sentences that a run holds or breaks: what is on record, or what the author expects.", [{ says: "Residents lose the chat", measure: "accepted", of: { home: "GB" }, after: "2015-12-02", expect: "none" }]),
  ...evidence
}).annotations({ identifier: "Scenario", description: "A Situs scenario: a real or imagined order to a message service, and the answers to it." })
export type Scenario = typeof Scenario.Type

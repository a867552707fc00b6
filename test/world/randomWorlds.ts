/** Small worlds drawn at random: orders, answers, trips, habits and lines out of few words, so that they collide. */
import fc from "fast-check"
import { inEffect, MAIL, type Parts, type Section } from "./smallWorld.ts"

const SERVICES = {
  mail: { ...MAIL, classes: { mailbox: { kept: { PK: "karachi", others: "london" }, keys: "provider", copies: { backup: "dubai" } }, metadata: { kept: "london", keys: "nobody", for: "2 days" } }, features: ["calls"] },
  work: { provider: "firm", relay: "london", classes: { content: { kept: { PK: "premises", others: "london" }, keys: { by: "customer", in: "premises" } }, metadata: { kept: "london", keys: "nobody" } }, waits: { "at-client": { for: "1 h", retry: "20 min" }, "at-relay": "10 min", "at-network": { messages: 2, for: "1 day" } } },
  chat: { provider: "other", relay: "dubai", classes: { content: { kept: "at-relay", keys: "global" }, metadata: { kept: "none", keys: "nobody" } }, waits: { "at-relay": "2 h", then: "expire" } }
}

const country = fc.constantFrom("PK", "GB", "AE")
const date = fc.integer({ min: 2, max: 8 }).map((day) => `2015-03-0${day}`)
const what = fc.constantFrom<unknown[]>("mail", "work", "chat", "all", "data", "international", ["mail", "work"], "mail.calls")
const service = fc.constantFrom("mail", "work", "chat")
const of = fc.constantFrom<unknown[]>("all", { home: "PK" }, { present: "PK" }, { account: "GB" }, { people: "guests" }, { access: "wifi" }, { "other-end": { home: "GB" } }, { vpn: "yes" }, { present: "PK", "since-arrival": "1 day" })
const leak = fc.option(fc.record({ share: fc.constantFrom("20 %", "60 %"), by: fc.constantFrom("attempt", "connection", "line", "service", "carrier") }), { nil: undefined })
const drop = (section: Section): Section => Object.fromEntries(Object.entries(section).filter(([, value]) => value !== undefined))

const block = fc
  .record({ what, of, leak, at: fc.constantFrom("subscription", "attach", "gateway", "fixed", "national-internet", "border", "relay-ingress", ["gateway", "national-internet"]), daily: fc.option(fc.constantFrom("01:00-06:00", "20:00-03:00"), { nil: undefined }) })
  .map((body) => ({ block: drop(body) }))
const slow = fc.record({ what, at: fc.constantFrom("national-internet", "attach"), rate: fc.constantFrom("64 kbit/s", "1 Mbit/s") }).map((body) => ({ slow: body }))
const state = fc.oneof({ weight: 5, arbitrary: block }, { weight: 1, arbitrary: slow })

const order = fc
  .record({ by: country, from: date, last: fc.option(date, { nil: undefined }), does: fc.array(state, { minLength: 1, maxLength: 2 }), eased: fc.boolean() })
  .map(({ by, from, last, does, eased }) => {
    const ends = last !== undefined && last > from
    return inEffect(by, from, does, { timeline: [{ "in-effect": from }, ...(eased && !ends ? [{ eased: "2015-03-08", lets: { what: "mail", share: { value: "50 %", by: "line" } } }] : []), ...(ends ? [{ lifted: last }] : [])] })
  })

const act = fc.oneof(
  fc.record({ what: service, of: fc.constantFrom({ home: "PK" }, { present: "PK" }, { people: "guests" }) }).map((body) => ({ suspend: body })),
  service.map((name) => ({ restore: { what: name } })),
  fc.constant({ withdraw: { what: "mail.calls" } }),
  fc.record({ of: fc.constantFrom({ account: "PK" }, { present: "PK" }), what: fc.constantFrom(["mail", "work"], ["mail"], ["work"]), old: fc.constantFrom("moves", "erased") }).map((body) => ({ exit: body })),
  fc.record({ what: fc.constantFrom("mail.mailbox", "mail"), in: fc.constantFrom("PK", "GB", "AE"), of: fc.constantFrom({ account: "PK" }, { home: "GB" }), old: fc.constantFrom("moves", "stays", "erased") }).map((body) => ({ place: body })),
  fc.record({ what: fc.constantFrom("mail.mailbox", "mail"), "not-in": fc.constantFrom("PK", "GB", "AE"), old: fc.constantFrom("moves", "stays") }).map((body) => ({ place: body })),
  fc.constantFrom("london", "karachi", "dubai", "premises").map((at) => ({ stop: { at } })),
  fc.constantFrom("london", "karachi", "premises").map((at) => ({ start: { at } })),
  fc.constantFrom("karachi", "london", "dubai").map((at) => ({ seize: { at, to: "PK" } })),
  fc.record({ what: fc.constantFrom("mail.mailbox", "chat.content"), to: fc.constantFrom("PK", "GB") }).map((body) => ({ "give-keys": body })),
  fc.record({ what: fc.constantFrom("mail", "chat.content", "mail.metadata"), of, span: fc.constantFrom("from-now", "stored"), to: fc.constantFrom("PK", "GB"), via: fc.constantFrom("firm", "attach", "national-internet") }).map((body) => ({ open: body })),
  fc.record({ people: fc.constantFrom("residents", "all"), habit: fc.constant("reach"), to: fc.constantFrom("wifi", "local-sim"), share: fc.constantFrom("50 %", "100 %"), over: fc.constantFrom("1 day", "3 days") }).map((body) => ({ shift: body })),
  fc.record({ people: fc.constant("all"), habit: fc.constant("vpn"), to: fc.constantFrom("yes", "no"), exit: country, share: fc.constant("50 %") }).map((body) => ({ shift: body })),
  fc.record({ people: fc.constant("residents"), habit: fc.constant("use"), from: fc.constant("mail"), to: fc.constant("chat"), share: fc.constant("40 %"), over: fc.constant("2 days") }).map((body) => ({ shift: body })),
  fc.record({ what: fc.constantFrom("mail", "mail.mailbox"), of: fc.constantFrom({ home: "PK" }, { account: "GB" }) }).map((body) => ({ erase: body }))
)
const event = fc.record({ when: fc.tuple(date, fc.constantFrom("", " 10:30", " 17:45")).map(([day, time]) => `${day}${time}`), do: fc.array(act, { minLength: 1, maxLength: 2 }), by: fc.constant("firm") })

const reach = fc.constantFrom({ wifi: "50 %", "local-sim": "50 %" }, { "local-sim": "100 %" }, { wifi: "100 %" })
const also = fc.option(fc.constantFrom(["wifi"], ["local-sim", "wifi"]), { nil: undefined })
const guests = fc.record({
  away: fc.constantFrom({ present: { in: "PK", count: 3, nights: 2 } }, { count: 4, trips: [{ to: "PK", from: "2015-03-03", until: "2015-03-05", reach: { "home-routed": "50 %", "local-breakout": "50 %" } }] }, { count: 6, present: { in: "PK", count: 2, nights: 1.5, reach: { "hub-breakout": { share: "100 %", exit: "AE" } } } }, { count: 4, travels: { to: { PK: "50 %", AE: "50 %" }, "trips-per-year": 200, nights: 1 } }),
  also
})

/** Sections of a scenario; about a thousand messages in six days. */
export const worlds: fc.Arbitrary<Parts> = fc
  .record({ orders: fc.array(order, { maxLength: 3 }), events: fc.array(event, { maxLength: 4 }), reach, also, guests, choice: fc.constantFrom("wait", "refuse", "violate-and-report"), capacity: fc.boolean(), fails: fc.boolean() })
  .map(({ orders, events, choice, capacity, fails, ...people }): Parts => ({
    about: "PK",
    providers: { firm: { seat: "GB", established: ["GB", "PK"] }, other: { seat: "AE" } },
    sites: {
      london: { country: "GB", operator: "firm", roles: ["relay", "mailbox", "log", "keys"], ...(capacity ? { capacity: ["1 messages/s", "100 kbit/s"] } : {}), ...(fails ? { fails: [{ from: "2015-03-04 10:00", until: "2015-03-04 16:00" }] } : {}) },
      karachi: { country: "PK", operator: "firm", roles: ["mailbox", "backup", "log", "keys"] },
      dubai: { country: "AE", operator: "firm", roles: ["relay", "mailbox", "backup"] },
      premises: { country: "PK", operator: "customer", roles: ["mailbox", "keys"] }
    },
    services: SERVICES,
    people: {
      residents: drop({ home: "PK", count: 8, use: { mail: "100 %", work: "50 %", chat: "50 %" }, reach: people.reach, also: people.also, vpn: { share: "20 %", exit: "GB" }, writes: { "per-day": { mail: 4, work: 4, chat: 3, "mail.calls": 1 }, tail: "heavy", hours: "waking" } }),
      guests: drop({ home: "GB", ...people.guests.away, use: { mail: "100 %", work: "50 %" }, reach: { "home-routed": "50 %", "local-breakout": "50 %" }, also: people.guests.also, writes: { "per-day": 6, to: { residents: "60 %", guests: "40 %" } } })
    },
    orders: Object.fromEntries(orders.map((o, i) => [`order-${i}`, o])),
    events: Object.fromEntries(events.map((e, i) => [`event-${i}`, e])),
    choices: { "no-legal-place": choice }
  }))

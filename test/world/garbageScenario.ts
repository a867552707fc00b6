/**
 * The bench's scenario with everything in it that an event can meet: each kind of event, each reason, each unit of a leak, orders
 * that all stand from the first tenth of the run on and to its end.
 */
import { parse } from "yaml"
import { messagesScenario } from "../../bench/messagesScenario.ts"

type Section = Record<string, unknown>

/** A file of the language, as JSON. @param days of the run, at least 1. */
export function garbageScenario(people: number, days: number, perDay = 30): string {
  const file = parse(messagesScenario(people, days, perDay)) as { sites: Record<string, Section>; services: Record<string, Section>; people: Record<string, Section> }
  const startMs = Date.UTC(2026, 0, 1)
  const at = (part: number) => `${new Date(startMs + 0.1 * part * days * 86_400_000).toISOString().slice(0, 16).replace("T", " ")} UTC`
  return JSON.stringify({ ...file, sites: sitesOf(file.sites, at), services: servicesOf(file.services), people: peopleOf(file.people, people, perDay, at(0.5)), orders: ordersOf(at), events: eventsOf(at, days), providers: PROVIDERS, choices: { "no-legal-place": "wait" } })
}

const PROVIDERS = { firm: { seat: "US", established: ["US", "GB", "CA"] }, voice: { seat: "US", established: ["US", "CA"] } }

/** A relay of capacity that stands still for a while, one that is cut off for the rest of the run, links so slow that copies move as long; a relay and a mailbox that lose messages, and get again what they have not answered. */
function sitesOf(sites: Record<string, Section>, at: (part: number) => string): Section {
  const [from, until] = [at(0.9), "2026-12-31"]
  const lossy = [{ from, until, what: "lossy", share: "20 %" }]
  return {
    ...sites,
    "relay-gb": { ...sites["relay-gb"], capacity: "500 messages/s", fails: [{ from: at(0.3), until: from, what: "paused" }] },
    "relay-us": { ...sites["relay-us"], fails: [{ from: at(0.8), until, what: "unreachable" }] },
    "relay-br": { ...sites["relay-br"], fails: lossy },
    "site-sg": { ...sites["site-sg"], fails: lossy },
    "site-jp": { ...sites["site-jp"], capacity: "200 kbit/s" },
    "site-au": { country: "AU", operator: "firm", roles: ["mailbox"] },
    "site-za": { country: "ZA", operator: "customer", roles: ["mailbox"] }
  }
}

function servicesOf({ mail, chat, "voice-notes": voice }: Record<string, Section>): Section {
  const content = (chat.classes as { content: Section }).content
  return {
    mail: { ...mail, waits: { "at-client": { for: "30 min", retry: "15 min" }, "at-relay": "3 h", "at-network": { messages: 2, for: "2 h" }, then: "expire" } },
    chat: { ...chat, features: ["calls", "search"], classes: { content: { ...content, kept: { ...(content.kept as Section), AU: "site-au", ZA: "site-za" } } }, waits: { "at-client": { for: "20 min", retry: "10 min" }, "at-relay": "2 h", then: "expire" } },
    "voice-notes": { ...voice, provider: "voice", options: { vault: { changes: { "content.keys": "user" } } }, waits: { "at-client": { for: "30 min", retry: "10 min" }, "at-relay": "1 h", then: "bounce" } },
    letters: { ...mail, waits: { "at-client": { for: "30 min", retry: "15 min" }, "at-relay": "3 h", then: "expire" } }
  }
}

function peopleOf(people: Record<string, Section>, count: number, perDay: number, from: string): Section {
  const travelling = Object.fromEntries(Object.entries(people).map(([name, cohort]) => {
    // Few ways to be abroad, and many on each: what holds for one is worked out when the first is on it, and that must be over.
    const travels = { to: { [cohort.home === "TR" ? "GB" : "TR"]: "100 %" }, "trips-per-year": cohort.segment === "consumer" ? 6 : 0, nights: 1, reach: { "home-routed": "50 %", wifi: "50 %" } }
    // For the same reason they write to few.
    const country = name.slice(-2)
    const far = country === "us" ? "in" : "us"
    const writes = { ...(cohort.writes as Section), to: { [`consumer-${country}`]: "50 %", [`enterprise-${country}`]: "20 %", [`consumer-${far}`]: "30 %" }, "per-day": { ...((cohort.writes as Section)["per-day"] as Section), "chat.calls": 1 } }
    return [name, { ...cohort, writes, travels, ...(cohort.segment === "enterprise" ? { vpn: { share: "5 %", exit: "US" } } : {}), ...(cohort.segment === "official" ? { also: ["wifi", "local-sim"] } : {}) }]
  }))
  const part = (share: number) => Math.max(4, Math.round(count * share))
  const guest = { home: "GB", use: { mail: "100 %", chat: "50 %" }, reach: { "home-routed": "50 %", "local-breakout": "20 %", wifi: "20 %", "hub-breakout": { share: "10 %", exit: "AE" } }, writes: { "per-day": perDay, to: { "consumer-us": "50 %", "consumer-in": "50 %" } } }
  return {
    ...travelling,
    guests: { ...guest, present: { in: "AE", count: part(0.01), nights: 2 } },
    crews: { ...guest, count: part(0.03), present: { in: "ZA", count: part(0.01), nights: 2 } },
    // Dates are read at home, where the day begins when it begins in UTC.
    delegates: { ...guest, count: part(0.01), trips: [{ to: "TR", from: from.slice(0, 16), until: "2026-12-31", reach: { "home-routed": "100 %" }, share: "50 %" }] },
    writers: { ...guest, home: "GB", count: part(0.01), use: { letters: "100 %" }, reach: { "local-sim": "100 %" }, writes: { "per-day": perDay, to: { writers: "100 %" } } },
    newcomers: { ...guest, home: "AU", count: part(0.01), use: { mail: "100 %", "voice-notes": "10 %", chat: "50 %" }, reach: { "local-sim": "100 %" }, options: { vault: "10 %" }, "takes-up": { "voice-notes": "50 % per day", chat: "50 % per day", vault: "50 % per day" } }
  }
}

/** One order for each reason. */
function ordersOf(at: (part: number) => string): Section {
  const order = (by: string, part: number, ...does: ReadonlyArray<Section>) => ({ by, kind: "network-block", does, timeline: [{ "in-effect": at(part) }] })
  const leak = (by: string) => ({ share: "60 %", by })
  return {
    "not-provisioned": order("IN", 0.1, { block: { what: "mail", at: ["subscription", "national-internet"] } }),
    localise: order("JP", 0.6, { place: { what: ["mail", "chat", "voice-notes"], of: { account: "JP" }, in: "JP", copies: "all", old: "moves" } }),
    "account-suspended": order("IN", 0.2, { suspend: { what: "chat", of: { home: "IN", segment: "consumer" } } }),
    "leaks-by-attempt": order("TR", 0.2, { block: { what: "voice-notes", at: "national-internet", leak: leak("attempt") } }, { open: { what: ["mail.content", "chat.content"], of: { present: "TR" }, span: "from-now", to: "TR" } }),
    "leaks-by-connection": order("BR", 0.2, { block: { what: "chat", at: "national-internet", leak: leak("connection") } }),
    "leaks-by-line": order("GB", 0.2, { block: { what: "chat", at: "national-internet", leak: leak("line") } }),
    "leaks-by-service": order("SG", 0.2, { block: { what: "chat", at: "national-internet", leak: leak("service") } }),
    "leaks-by-carrier": order("SG", 0.3, { block: { what: "mail", at: "national-internet", leak: leak("carrier") } }),
    "roamer-barred": order("AE", 0.3, { block: { what: "mail", at: "attach", of: { sim: "foreign" } } }),
    "waiting-period": order("TR", 0.3, { block: { what: "mail", at: "attach", first: { for: "6 h", after: "registration", "again-after": [{ silent: "4 h" }, { change: "territory" }, { change: "carrier" }, { return: "abroad" }] } } }),
    throttled: order("BR", 0.3, { slow: { what: "mail", at: "national-internet", rate: "64 kbit/s" } }),
    filtered: order("CA", 0.3, { filter: { what: "chat.calls", of: { home: "CA" } } }),
    "feature-withdrawn": order("US", 0.3, { withdraw: { what: "chat.calls", of: { home: "GB" } } }),
    "not-installable": order("AU", 0.3, { "close-to-new": { what: "voice-notes" } }, { "close-to-new": { what: "voice-notes.vault" } }),
    "no-legal-place": order("ZA", 0.4, { place: { what: "voice-notes", of: { account: "ZA" }, in: "ZA", copies: "all", old: "stays" } }),
    "mailbox-unreachable": order("ZA", 0.4, { block: { what: "all", at: "national-internet", of: { account: "ZA" }, leak: leak("attempt") } }),
    "other-end": order("DE", 0.4, { block: { what: "mail", at: "national-internet", of: { present: "DE", "since-arrival": "6 h", "other-end": { home: "US" } } } })
  }
}

/** Answers nobody asked for, and what people do by themselves. */
function eventsOf(at: (part: number) => string, days: number): Section {
  const over = `${days * 24} h`
  return {
    leaves: { when: at(0.7), by: "voice", do: [{ exit: { what: "voice-notes", of: { account: "CA" }, old: "moves" } }] },
    withdraws: { when: at(0.7), by: "firm", do: [{ exit: { what: "mail", of: { account: "SG" }, old: "moves" } }] },
    "mailbox-off": { when: at(0.7), by: "firm", do: [{ stop: { at: "site-au" } }] },
    "service-off": { when: at(0.7), by: "firm", do: [{ stop: { at: "letters" } }] },
    "relay-off": { when: at(0.8), by: "firm", do: [{ stop: { at: "relay-de" } }] },
    lines: { when: at(0.9), do: [{ shift: { people: "consumer-de", habit: "reach", to: "wifi", share: "80 %", over } }] },
    tunnels: { when: at(0.9), do: [{ shift: { people: "official-us", habit: "vpn", to: "yes", exit: "US", share: "20 %", over } }] },
    services: { when: at(0.9), do: [{ shift: { people: "consumer-jp", habit: "use", from: "mail", to: "chat", share: "50 %", over } }] },
    options: { when: at(0.9), do: [{ shift: { people: "consumer-tr", habit: "options", to: "vault", share: "50 %", over } }] },
    presence: { when: at(0.9), do: [{ shift: { people: "official-us", habit: "presence", to: "GB", share: "50 %", over } }] }
  }
}

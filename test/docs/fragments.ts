/** Fragments of scenario files in the docs, each completed to a whole file with the parties and services that it names. */
import { stringify } from "yaml"

type Section = Readonly<Record<string, unknown>>

const ZONES: Readonly<Record<string, string>> = { RU: "Europe/Moscow", IR: "Asia/Tehran", KZ: "Asia/Almaty", NG: "Africa/Lagos", BR: "America/Sao_Paulo", US: "America/New_York", CH: "Europe/Zurich", FR: "Europe/Paris", DE: "Europe/Berlin", AE: "Asia/Dubai" }
const PROVIDERS = ["company", "messenger", "chat-company", "soroush", "others", "mozilla", "google", "apple", "microsoft", "proton", "mailer", "rim"]
const CARRIERS: Readonly<Record<string, Section>> = {
  etisalat: { country: "AE", share: "50 %" },
  du: { country: "AE", share: "50 %" },
  mci: { country: "IR", share: "100 %" },
  starlink: { country: "US", kind: "satellite", share: "100 %" }
}
const CONDITIONS = "entity representative tax portal code training liaison office licence levy audit report".split(" ")

const all = <A>(names: ReadonlyArray<string>, value: (name: string) => A) => Object.fromEntries(names.map((name) => [name, value(name)]))
const service = (classes: ReadonlyArray<string>) => ({ provider: "company", relay: "hall", classes: all(classes, () => ({ kept: "hall", keys: "provider" })) })

/** A file around a fragment: what it names exists, and nothing else happens. */
export function completed(fragment: Readonly<Record<string, Section>>): string {
  const { services, orders, answers, ...rest } = fragment
  return stringify({
    situs: 1,
    id: "fragment",
    title: "A fragment, completed",
    from: "2010-01-01",
    until: "2024-12-31",
    countries: all(Object.keys(ZONES), (code) => ({ timezone: ZONES[code] })),
    carriers: CARRIERS,
    providers: all(PROVIDERS, () => ({ seat: "US" })),
    sites: { hall: { country: "US", operator: "company", roles: ["relay", "mailbox"] }, tehran: { country: "IR", operator: "soroush", roles: ["relay", "mailbox"] } },
    services: {
      ...all(["messenger", "bbm", "bis", "bes", "mail", "proton", "mailer"], () => service(["content", "metadata", "mailbox"])),
      ...all(["shop", "games", "telegram", "chirp", "bank", "news", "x"], () => service(["content"])),
      chat: { ...service(["content"]), provider: "chat-company" },
      web: { provider: "company", path: "open-web", classes: { session: { kept: "none", keys: "user" } }, options: { root: { changes: { "session.keys": ["user", "KZ"] } } } },
      ...services
    },
    people: { residents: { home: "RU", count: 10, use: { chat: "100 %" }, reach: { wifi: "100 %" }, list: "one-account" } },
    orders: { "permanent-block": { by: "IR", kind: "network-block", timeline: [{ "in-effect": "2018-04-30" }] }, ...orders },
    answers: { ...answers, ...all(CONDITIONS, () => ({ by: "company", kind: "comply", when: "2021-07-01" })) },
    ...rest
  })
}

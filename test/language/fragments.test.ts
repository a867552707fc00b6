/** Every fragment of the language's page is part of a file that reads: completed here with the parties and services that it names. */
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import { readText } from "./sample.ts"

/** The fragments of docs, kept beside this test so that it needs nothing outside of the project. */
const FRAGMENTS = readFileSync(join(import.meta.dirname, "fragments.md"), "utf8")
const blocks = [...FRAGMENTS.matchAll(/^(.*)\n\n```yaml\n([\s\S]*?)```/gm)].map(([, title, text]) => ({ title, text }))

type Section = Record<string, unknown>

const country = (code: string) => ({ timezone: ZONES[code] ?? "UTC" })
const ZONES: Record<string, string> = { RU: "Europe/Moscow", IR: "Asia/Tehran", KZ: "Asia/Almaty", NG: "Africa/Lagos", BR: "America/Sao_Paulo", US: "America/New_York", CH: "Europe/Zurich", FR: "Europe/Paris", DE: "Europe/Berlin", AE: "Asia/Dubai" }
const service = (classes: ReadonlyArray<string>) => ({ provider: "company", relay: "hall", classes: Object.fromEntries(classes.map((id) => [id, { kept: "hall", keys: "provider" }])) })

/** A file around a fragment: what it names exists, and nothing else happens. */
function whole(fragment: Record<string, Section>): Record<string, unknown> {
  const { services, orders, answers, ...rest } = fragment
  const names = ["etisalat", "du", "mci", "starlink"]
  return {
    situs: 1,
    id: "fragment",
    title: "A fragment, completed",
    from: "2010-01-01",
    until: "2024-12-31",
    countries: Object.fromEntries(Object.keys(ZONES).map((code) => [code, country(code)])),
    carriers: Object.fromEntries(names.map((id) => [id, { country: { etisalat: "AE", du: "AE", mci: "IR", starlink: "US" }[id], kind: id === "starlink" ? "satellite" : "mobile", share: { etisalat: "50 %", du: "50 %", mci: "100 %", starlink: "100 %" }[id] }])),
    providers: Object.fromEntries(["company", "messenger", "chat-company", "soroush", "others", "mozilla", "google", "apple", "microsoft", "proton", "mailer", "rim"].map((id) => [id, { seat: "US" }])),
    sites: { hall: { country: "US", operator: "company", roles: ["relay", "mailbox"] }, tehran: { country: "IR", operator: "soroush", roles: ["relay", "mailbox"] } },
    services: {
      ...Object.fromEntries(["messenger", "bbm", "bis", "bes", "mail", "proton", "mailer"].map((id) => [id, service(["content", "metadata", "mailbox"])])),
      ...Object.fromEntries(["shop", "games", "telegram", "chirp", "bank", "news", "x"].map((id) => [id, service(["content"])])),
      chat: { ...service(["content"]), provider: "chat-company" },
      web: { provider: "company", path: "open-web", classes: { session: { kept: "none", keys: "user" } }, options: { root: { changes: { "session.keys": ["user", "KZ"] } } } },
      ...services
    },
    people: { residents: { home: "RU", count: 10, use: { chat: "100 %" }, reach: { wifi: "100 %" }, list: "one-account" } },
    orders: { ...(orders?.["permanent-block"] === undefined && { "permanent-block": { by: "IR", kind: "network-block", timeline: [{ "in-effect": "2018-04-30" }] } }), ...orders },
    answers: { ...answers, ...Object.fromEntries("entity representative tax portal code training liaison office licence levy audit report".split(" ").map((id) => [id, { by: "company", kind: "comply", when: "2021-07-01" }])) },
    ...rest
  }
}

describe("a fragment of the language", () => {
  it.each(blocks)("decodes: $title", ({ text }) => {
    const fragment = parse(text) as Record<string, Section>
    const read = readText(fragment.situs === undefined ? stringify(whole(fragment)) : text)
    expect(read.ok ? "" : read.text).toBe("")
  })
  it("is one of thirteen", () => {
    expect(blocks.length).toBe(13)
    expect(existsSync(join(import.meta.dirname, "fragments.md"))).toBe(true)
  })
})

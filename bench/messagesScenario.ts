/**
 * The scenario of `npm run bench:messages`: 12 countries, 36 cohorts, three services with a mailbox, a replica, a backup, an index
 * and a log each, trips, and four orders: a block, a localisation that moves what lies elsewhere, a suspension, a leaky block with
 * access to what passes. It is written as a file, so that what is timed is what a user's file would do.
 */

const COUNTRIES: ReadonlyArray<readonly [code: string, zone: string, lat: number, lon: number]> = [
  ["US", "America/New_York", 40.7, -74],
  ["GB", "Europe/London", 51.5, -0.1],
  ["DE", "Europe/Berlin", 50.1, 8.7],
  ["IN", "Asia/Kolkata", 19.1, 72.9],
  ["BR", "America/Sao_Paulo", -23.5, -46.6],
  ["JP", "Asia/Tokyo", 35.7, 139.7],
  ["ZA", "Africa/Johannesburg", -26.2, 28],
  ["TR", "Europe/Istanbul", 41, 29],
  ["AE", "Asia/Dubai", 25.2, 55.3],
  ["SG", "Asia/Singapore", 1.3, 103.9],
  ["AU", "Australia/Sydney", -33.9, 151.2],
  ["CA", "America/Toronto", 43.7, -79.4]
]
/** Countries with the provider's own sites, and those with relays, as in the reference. */
const SITES = [0, 1, 2, 3, 4, 5, 7, 9]
const RELAYS = [0, 1, 2, 4]
const SEGMENTS: ReadonlyArray<readonly [name: string, share: number]> = [["enterprise", 0.15], ["consumer", 0.8], ["official", 0.05]]
const SERVICES = ["mail", "chat", "voice-notes"]

/** @param people simulated people in all. @param days simulated span. @param perDay messages that each writes a day. */
export function messagesScenario(people: number, days: number, perDay = 30): string {
  const code = (i: number) => COUNTRIES[i % COUNTRIES.length][0]
  const site = (i: number) => `site-${code(SITES[i % SITES.length]).toLowerCase()}`
  const byCountry = (pick: (i: number) => string) => `{ ${COUNTRIES.map(([c], i) => `${c}: ${pick(i)}`).join(", ")} }`
  const at = (part: number) => new Date(Date.UTC(2026, 0, 1) + part * days * 86_400_000).toISOString().slice(0, 16).replace("T", " ")
  const services = SERVICES.map(
    (name, s) => `  ${name}:
    provider: firm
    relay: ${byCountry((i) => `relay-${code(RELAYS[(s + i) % RELAYS.length]).toLowerCase()}`)}
    classes:
      content:
        kept: ${byCountry((i) => site(i))}
        copies: { replica: ${byCountry((i) => site(i + 1))}, backup: ${byCountry((i) => site(i + 2))}, index: ${byCountry((i) => site(i))}, log: ${byCountry((i) => site(i + 1))} }
        keys: provider
        size: 2 kB
    waits: { at-client: { for: 30 min, retry: 15 min }, at-relay: 3 days, then: expire }`
  )
  return `situs: 1
id: bench-messages
title: A benchmark, no case
from: 2026-01-01
until: ${new Date(Date.UTC(2026, 0, 1) + (days - 1) * 86_400_000).toISOString().slice(0, 10)}
baseline: as-happened
countries:
${COUNTRIES.map(([c, zone, lat, lon]) => `  ${c}: { timezone: ${zone}, place: { lat: ${lat}, lon: ${lon} } }`).join("\n")}
carriers:
${COUNTRIES.map(([c]) => `  ${c.toLowerCase()}-one: { country: ${c}, share: 60 % }\n  ${c.toLowerCase()}-two: { country: ${c}, share: 40 % }\n  ${c.toLowerCase()}-wire: { country: ${c}, kind: fixed, share: 100 % }`).join("\n")}
providers:
  firm: { seat: US, established: [US, GB] }
sites:
${SITES.map((i) => `  site-${code(i).toLowerCase()}: { country: ${code(i)}, operator: firm, roles: [mailbox, backup, index, log] }`).join("\n")}
${RELAYS.map((i) => `  relay-${code(i).toLowerCase()}: { country: ${code(i)}, operator: firm, roles: [relay] }`).join("\n")}
services:
${services.join("\n")}
people:
${cohortsOf(people, perDay).join("\n")}
orders:
  block-mail:
    by: IN
    kind: network-block
    does: [{ block: { what: mail, at: [subscription, national-internet] } }]
    timeline: [{ in-effect: "${at(0.2)} UTC" }]
  localise:
    by: JP
    kind: localisation
    does: [{ place: { what: [mail, chat, voice-notes], of: { account: JP }, in: JP, copies: all, old: moves } }]
    timeline: [{ in-effect: "${at(0.4)} UTC" }]
  suspend:
    by: IN
    kind: service-suspension
    does: [{ suspend: { what: mail, of: { home: IN, segment: consumer } } }]
    timeline: [{ in-effect: "${at(0.6)} UTC" }]
  leaky-block:
    by: TR
    kind: network-block
    does:
      - block: { what: voice-notes, at: national-internet, leak: { share: 10 %, by: attempt } }
      - open: { what: [mail.content, chat.content], of: { present: TR }, span: from-now, to: TR }
    timeline: [{ in-effect: "${at(0.8)} UTC" }]
`
}

/** Sizes fall off by country as 1, 1/2, 1/3, ..., and by segment; they write by a heavy tail, twenty times as often at home as abroad. */
function cohortsOf(people: number, perDay: number): ReadonlyArray<string> {
  const cohorts = COUNTRIES.flatMap(([code], c) => SEGMENTS.map(([segment, share], s) => ({ c, s, code, segment, name: `${segment}-${code.toLowerCase()}`, part: share / (c + 1) })))
  const whole = cohorts.reduce((sum, { part }) => sum + part, 0)
  const sized = cohorts.map((cohort) => ({ ...cohort, count: Math.max(3, Math.round((people * cohort.part) / whole)) }))
  sized[1].count += people - sized.reduce((sum, { count }) => sum + count, 0)
  return sized.map((me, k) => {
    const weights = sized.map((other) => other.count * (other.c === me.c ? 20 : 1) * (other.s === me.s ? 2 : 1))
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    const [first, second] = [SERVICES[k % 3], SERVICES[(k + 1) % 3]]
    return `  ${me.name}:
    home: ${me.code}
    segment: ${me.segment}
    count: ${me.count}
    use: { ${SERVICES.map((name) => `${name}: 100 %`).join(", ")} }
    reach: { local-sim: 75 %, wifi: 25 % }
    writes: { per-day: { ${first}: ${(perDay * 13) / 16}, ${second}: ${(perDay * 3) / 16} }, to: { ${sized.map((other, j) => `${other.name}: ${(100 * weights[j]) / total} %`).join(", ")} }, tail: heavy, hours: waking }
    travels: { to: { ${COUNTRIES.filter(([c]) => c !== me.code).map(([c]) => `${c}: ${100 / 11} %`).join(", ")} }, trips-per-year: 4, nights: 6, reach: { home-routed: 40 %, local-breakout: 20 %, wifi: 30 %, local-sim: 10 % } }`
  })
}

/** A small world made by hand: an order of NO blocks `chat` for residents from day 10 to day 25 of January 2020; every number is chosen so that claims can be checked by eye. */
import { Schema } from "effect"
import type { DailyWindows, InstantMs } from "../../src/analysis/claimwindow.ts"
import type { Run } from "../../src/analysis/question.ts"
import { referenceOf } from "../../src/analysis/selector.ts"
import { Scenario } from "../../src/model/scenario.ts"
import { type ActRow, type AtRestRow, type Group, type KeyRow, type MoveRow, NO_CAUSE, type OutcomeRow, type ReaderRow, type RunRecord, type Situation } from "../../src/world/record.ts"

export const DAY = 86_400_000
export const EPOCH = Date.parse("2020-01-01T00:00:00Z")
export const RESIDENT = 0
export const ABROAD = 1
export const VISITOR_SIM = 2
export const VISITOR_WIFI = 3
export const FRIEND = 4

export const instantMs: InstantMs = (instant, edge) => {
  if (instant.kind === "date") return Date.parse(instant.date) - EPOCH + (edge === "end" ? DAY : 0) + instant.plus.ms
  if (instant.kind === "clock") return Date.parse(instant.date) - EPOCH + instant.minute * 60_000 + instant.plus.ms
  return undefined
}

/** Every place has the clock of UTC. */
export const dailyWindows: DailyWindows = (_place, fromMin, untilMin, fromMs, untilMs) => {
  const windows: Array<[number, number]> = []
  for (let day = Math.floor(fromMs / DAY) - 1; day * DAY < untilMs; day++) {
    const from = Math.max(fromMs, day * DAY + fromMin * 60_000)
    const until = Math.min(untilMs, 30 * DAY, day * DAY + (untilMin > fromMin ? untilMin : untilMin + 1440) * 60_000)
    const last = windows.at(-1)
    if (last !== undefined && last[1] === from) last[1] = until
    else if (from < until) windows.push([from, until])
  }
  return windows
}

export function scenarioOf(more: Record<string, unknown> = {}): Scenario {
  return Schema.decodeUnknownSync(Scenario)({
    situs: 1, id: "handmade", title: "Made by hand", from: "2020-01-01", until: "2020-01-30", about: "NO",
    sources: { gazette: { title: "The gazette", kind: "law" } },
    countries: { NO: { members: undefined }, SE: {}, CH: {} },
    carriers: { tel: { country: "NO", share: "100 %" } },
    providers: { maker: { seat: "CH" }, host: { seat: "NO" } },
    sites: {
      home: { country: "CH", operator: "maker", roles: ["relay", "mailbox"] },
      oslo: { country: "NO", operator: "maker", roles: ["mailbox"] },
      office: { country: "NO", operator: "customer", roles: ["mailbox"] },
      rented: { country: "NO", operator: "host", roles: ["backup"] }
    },
    services: {
      chat: { provider: "maker", relay: "home", classes: { content: { kept: "home", keys: "user" }, metadata: { kept: "home", keys: "nobody" } }, features: ["calls"], options: { vault: { changes: { "content.keys": "user" } } } },
      mail: { provider: "maker", relay: "home", classes: { mailbox: { kept: "home", keys: "provider" } } },
      unused: { provider: "maker", relay: "home", classes: { content: { kept: "home", keys: "user" } } }
    },
    people: {
      residents: { home: "NO", count: 100, use: { chat: "100 %" }, reach: { "local-sim": "100 %" } },
      visitors: { home: "SE", count: 50, use: { chat: "100 %" }, reach: { wifi: "100 %" } },
      friends: { home: "SE", count: 20, use: { chat: "100 %" }, reach: { wifi: "100 %" } }
    },
    orders: { gag: { by: "NO", kind: "network-block", timeline: [{ issued: "2020-01-05" }] } },
    ...more
  })
}

const person = (cohort: string, home: string, people: number, weight: number): Group => ({
  cohort, home, homeCountry: home, citizen: home, account: home, sim: home, store: home, segment: cohort === "residents" ? "enterprise" : "consumer", plan: undefined,
  lists: cohort === "friends" ? ["targets"] : [], options: cohort === "visitors" ? ["chat.vault"] : [], accepts: [], uses: ["chat", "mail"], weight, people
})
const stay = (group: number, present: string, access: Situation["access"], lineSim: string | undefined): Situation => ({ group, present, place: present, access, lineSim, carrier: lineSim === "NO" ? "tel" : undefined, exit: undefined, vpn: undefined })

export interface Messages {
  readonly attempted: number
  readonly accepted?: number
  readonly delivered?: number
  readonly refused?: ReadonlyArray<readonly [reason: string, cause: number, messages: number]>
  readonly bounced?: number
  readonly more?: Partial<OutcomeRow>
}

/** A row that balances: what is not said was accepted and delivered. */
export function row(situation: number, service: string, slot: number, m: Messages): OutcomeRow {
  const refused = (m.refused ?? []).map(([reason, cause, messages]) => ({ reason, cause, messages }))
  const accepted = m.accepted ?? m.attempted - refused.reduce((sum, one) => sum + one.messages, 0)
  const bounced = m.bounced ?? 0
  const delivered = m.delivered ?? accepted - bounced
  return {
    situation, service, slot, attempted: m.attempted, refused, accepted, underWay: m.attempted - accepted - refused.reduce((sum, one) => sum + one.messages, 0), delivered,
    bounced: bounced === 0 ? [] : [{ reason: "market-left", cause: 0, messages: bounced }],
    expired: accepted - delivered - bounced, erased: 0, inFlight: 0, people: 5, hoursWithout: 0, hoursPresent: 240, peopleWithout: 0,
    delayBins: delivered === 0 ? [] : [[320, delivered]], firstAcceptedMs: accepted === 0 ? undefined : slot * 10 * DAY + 1000,
    received: { addressed: 10, delivered: 8, expired: 0, bounced: 2, erased: 0, inFlight: 0 },
    ...m.more
  }
}

export const reader = (more: Partial<ReaderRow>): ReaderRow => ({ authority: "NO", level: "disclosed", basis: "open", cause: 0, service: "chat", class: "content", form: "content", group: 1, slot: 1, sentSlot: 1, messages: 4, later: 0, firstMs: 11 * DAY, lastMs: 12 * DAY, ...more })
export const copy = (more: Partial<AtRestRow>): AtRestRow => ({ atMs: 10 * DAY, site: "home", group: 1, otherGroup: 2, service: "chat", class: "content", kind: "primary", sentSlot: 0, copies: 6, bytes: 600, ...more })
export const key = (more: Partial<KeyRow>): KeyRow => ({ service: "chat", class: "content", group: 1, holder: "user", holderKind: "user", country: "SE", startMs: 0, endMs: undefined, cause: NO_CAUSE, ...more })
export const move = (more: Partial<MoveRow>): MoveRow => ({ fromSite: "home", toSite: "oslo", group: 1, service: "chat", class: "content", kind: "primary", copies: 3, bytes: 300, startMs: 11 * DAY, endMs: 12 * DAY, cause: 0, ...more })

const act: ActRow = { path: "gag/does/block", verb: "block", order: "gag", answer: undefined, event: undefined, issuer: "NO", startMs: 10 * DAY, endMs: 25 * DAY, source: ["gazette"] }
const leave: ActRow = { path: "leave/do/exit", verb: "exit", order: undefined, answer: "leave", event: undefined, issuer: undefined, startMs: 10 * DAY, endMs: 30 * DAY, source: [] }

const outcomes: ReadonlyArray<OutcomeRow> = [0, 1, 2].flatMap((slot) => [
  row(RESIDENT, "chat", slot, slot === 0 ? { attempted: 100 } : { attempted: 100, refused: [["blocked", 0, 100]], more: { hoursWithout: 240, peopleWithout: 60, hoursPresent: 24_000 } }),
  row(RESIDENT, "mail", slot, { attempted: 50 }),
  row(VISITOR_SIM, "chat", slot, { attempted: 40, bounced: slot === 0 ? 0 : 4 }),
  row(VISITOR_WIFI, "chat", slot, slot === 0 ? { attempted: 20 } : { attempted: 20, refused: [["blocked", 0, 5], ["relay-down", NO_CAUSE, 5]] }),
  row(VISITOR_SIM, "chat.calls", slot, { attempted: 7 }),
  row(FRIEND, "chat", slot, { attempted: 30 })
])

/** Of each group the first `people` wrote, the first `peopleWithout` were without, and all were there: so the same people are in every row. */
function seenIn(rows: ReadonlyArray<OutcomeRow>): RunRecord["seen"] {
  const all = rows.flatMap((one, outcome) => {
    const group = [0, 0, 1, 1, 2][one.situation]
    return [...Array([100, 50, 20][group]).keys()].map((n) => [outcome, group * 1000 + n, (n < one.people ? 1 : 0) | (n < one.peopleWithout ? 2 : 0) | 4] as const)
  })
  return { each: (visit) => all.forEach((one) => visit(...one)) }
}

/** Slots of ten days. Residents send 100 chats each, visitors 40 on a SIM and 20 on Wi-Fi; weights are 10, 1 and 1. */
export function recordOf(more: Partial<RunRecord> = {}): RunRecord {
  return {
    variant: "as-happened", about: ["NO"], epochMs: EPOCH, horizonMs: 30 * DAY,
    groups: [person("residents", "NO", 100, 10), person("visitors", "SE", 50, 1), person("friends", "SE", 20, 1)],
    situations: [stay(0, "NO", "local-sim", "NO"), stay(0, "SE", "home-routed", "NO"), stay(1, "NO", "home-routed", "SE"), stay(1, "NO", "wifi", undefined), stay(2, "SE", "wifi", undefined)],
    slots: [0, 1, 2].map((n) => ({ fromMs: n * 10 * DAY, untilMs: (n + 1) * 10 * DAY })),
    windowCutsMs: [0, 10 * DAY, 30 * DAY],
    outcomes,
    atRest: [copy({}), copy({ atMs: 20 * DAY }), copy({ atMs: 20 * DAY, site: "oslo", copies: 3 }), copy({ atMs: 30 * DAY }), copy({ atMs: 30 * DAY, site: "office", copies: 2 })],
    readers: [reader({}), reader({ class: "metadata", form: "metadata", messages: 6 }), reader({ form: "ciphertext", messages: 9 }), reader({ level: "exposed", cause: NO_CAUSE, basis: "site", group: 2, slot: 2, sentSlot: 0, messages: 2 })],
    readTwice: [{ level: "disclosed", service: "chat", group: 1, slot: 1, sentSlot: 1, kinds: [reader({}), reader({ class: "metadata", form: "metadata" })], messages: 4 }],
    readerPeople: [{ authority: "NO", level: "disclosed", service: "chat", class: "content", form: "content", group: 1, people: 3 }],
    readBy: { each: (visit) => [1000, 1001, 1002].forEach((person) => visit(reader({}), person)) },
    keys: [key({}), key({ service: "mail", class: "mailbox", holder: "maker", holderKind: "provider", country: "CH" }), key({ holder: "NO", holderKind: "state", country: "NO", startMs: 15 * DAY, endMs: 18 * DAY, cause: 0 })],
    newPeople: [{ group: 0, service: "mail", slot: 0, people: 3 }, { group: 0, service: "mail", slot: 1, people: 2 }, { group: 2, service: "chat", slot: 2, people: 4 }],
    seen: seenIn(more.outcomes ?? outcomes),
    losses: [],
    moves: [move({}), move({ fromSite: "oslo", toSite: "home", startMs: 21 * DAY, endMs: undefined, cause: 1 })],
    sites: [
      { site: "home", steps: [{ state: "running", atMs: 0, cause: NO_CAUSE }] },
      { site: "oslo", steps: [{ state: "running", atMs: 0, cause: NO_CAUSE }, { state: "seized", atMs: 12 * DAY, cause: 0 }, { state: "stopped", atMs: 20 * DAY, cause: 1 }] }
    ],
    orders: [
      {
        id: "gag", issuer: "NO", kind: "network-block", dueMs: 10 * DAY, demand: "in-breach", breach: [[10 * DAY, 15 * DAY]], answers: ["leave"],
        states: [{ state: "issued", atMs: 4 * DAY, source: ["gazette"] }, { state: "in-effect", atMs: 10 * DAY, source: [] }, { state: "lifted", atMs: 25 * DAY, source: [] }],
        effect: [[10 * DAY, 25 * DAY]]
      }
    ],
    answers: [{ id: "leave", kind: "exit", atMs: 10 * DAY, by: ["maker"] }, { id: "threat", kind: "threaten", atMs: undefined, by: ["maker"] }],
    acts: [act, leave],
    sanctions: [{ cause: 0, text: "fined", fine: 500, currency: "NOK", atMs: 12 * DAY }],
    conflicts: [],
    promises: [{ id: "R1", verdict: "held", exercised: 12, witness: undefined }, { id: "R5", verdict: "broken", exercised: 1, witness: "oslo is declared elsewhere" }, { id: "K5", verdict: "not-exercised", exercised: 0, witness: undefined }],
    cameAgain: 3,
    fingerprint: { events: 10, draws: 20, digest: "abc" },
    ...more
  }
}

/** The same without the order: nothing is refused. */
export function quietRecord(): RunRecord {
  const record = recordOf({ variant: "no-order", orders: [], acts: [], readers: [], readerPeople: [], readBy: { each: () => undefined }, moves: [], sanctions: [], promises: [], answers: [], atRest: [copy({}), copy({ atMs: 20 * DAY }), copy({ atMs: 30 * DAY })] })
  const quiet = record.outcomes.map((one) => row(one.situation, one.service, one.slot, { attempted: one.attempted }))
  return { ...record, keys: record.keys.filter((one) => one.cause === NO_CAUSE), newPeople: [], sites: record.sites.map(({ site, steps }) => ({ site, steps: steps.slice(0, 1) })), outcomes: quiet, seen: seenIn(quiet) }
}

export function runOf(id: string, record: RunRecord, scenario: Scenario): Run {
  return { id, scenario, record, reference: referenceOf(scenario, record.about), instantMs, dailyWindows }
}

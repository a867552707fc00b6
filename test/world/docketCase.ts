/** Small scenarios for the tests of the docket: two states, three carriers, two services; orders, answers and events as each test says. */
import { Schema } from "effect"
import { Scenario } from "../../src/model/scenario.ts"
import { type DatedAct, type Docket, docket } from "../../src/world/docket.ts"
import { Clock } from "../../src/world/zones.ts"

type Section = Readonly<Record<string, unknown>>

export interface Case {
  readonly scenario: Scenario
  readonly clock: Clock
  readonly docket: Docket
  readonly act: (path: string) => DatedAct
  /** Intervals of the act of that path as dates and times of PK, "2015-12-31", "2016-01-01 12:00" or "end". */
  readonly spans: (path: string) => ReadonlyArray<string>
  readonly states: (order: string) => ReadonlyArray<string>
  readonly local: (atMs: number) => string
}

export function caseOf(parts: { orders?: Section; answers?: Section; events?: Section; choices?: Section; countries?: Section; from?: string; until?: string }, draw: (cause: string, key: string) => number = () => 0.5): Case {
  const scenario = Schema.decodeUnknownSync(Scenario)({
    situs: 1,
    id: "case",
    title: "A case",
    from: parts.from ?? "2015-07-01",
    until: parts.until ?? "2016-01-31",
    countries: { PK: { timezone: "Asia/Karachi" }, GB: { timezone: "Europe/London" }, ...parts.countries },
    carriers: { one: { country: "PK", share: "60 %" }, two: { country: "PK", share: "40 %" }, isle: { country: "GB", share: "100 %" } },
    providers: { firm: { seat: "GB" }, rival: { seat: "GB" } },
    sites: { home: { country: "GB", operator: "firm", roles: ["relay", "mailbox"] }, branch: { country: "PK", operator: "firm", roles: ["mailbox"] } },
    services: {
      mail: { provider: "firm", classes: { content: { kept: "home", keys: "provider" }, metadata: { kept: "home", keys: "nobody" } } },
      chat: { provider: "firm", classes: { content: { kept: "home", keys: "user" } } }
    },
    people: { residents: { home: "PK", use: { mail: "100 %" }, reach: { "local-sim": "100 %" } } },
    orders: parts.orders ?? {},
    answers: parts.answers ?? {},
    events: parts.events ?? {},
    ...(parts.choices === undefined ? {} : { choices: parts.choices })
  })
  const clock = new Clock(scenario)
  const made = docket(scenario, clock, draw)
  const act = (path: string) => {
    const found = made.acts.filter((one) => one.path === path)
    if (found.length !== 1) throw new Error(`${found.length} acts are ${path}, of ${made.acts.map((one) => one.path).join(", ")}`)
    return found[0]
  }
  const local = (atMs: number) => {
    if (atMs === Infinity) return "end"
    const minute = clock.localMinuteOfDay("PK", atMs)
    return `${clock.localDate("PK", atMs)}${minute === 0 ? "" : ` ${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`}`
  }
  return {
    scenario,
    clock,
    docket: made,
    act,
    local,
    spans: (path) => made.acts.filter((one) => one.path === path).flatMap((one) => one.intervals.map((i) => `${local(i.fromMs)} to ${local(i.untilMs)}`)),
    states: (order) => lifeOf(made, order).states.map((state) => `${state.state} ${local(state.atMs)}`)
  }
}

export function lifeOf(made: Docket, order: string) {
  const life = made.lives.find((one) => one.id === order)
  if (life === undefined) throw new Error(`no order ${order}`)
  return life
}

export const block = { block: { what: "mail", at: "subscription" } }
export const open = { open: { what: ["mail.content", "mail.metadata"], of: { present: "PK" }, span: "from-now", to: "PK" } }

/** An order to open mail or be blocked, with its timeline. */
export const openOrBlock = (timeline: ReadonlyArray<unknown>, more: Section = {}) => ({ by: "PK", kind: "bulk-access", to: "firm", demands: [open], else: [block], timeline, ...more })

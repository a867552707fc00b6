/** A world for one act at a time: its names are those of the vocabulary's examples. Each case is a variant, beside the one in which the act does not come. */
import { stringify } from "yaml"
import { type Verb, VERBS } from "../../src/model/acts.ts"
import { Scenario } from "../../src/model/scenario.ts"
import { wordsOf } from "../../src/model/word.ts"

export interface Case {
  readonly id: string
  readonly verb: Verb
  /** The act, as a file writes it. */
  readonly act: unknown
  /** What has happened before it, in both variants. */
  readonly before?: unknown
  /** What happens a day after it, in both variants. */
  readonly besides?: unknown
}

/** The example of a verb in the vocabulary. */
function exampleOf(verb: Verb): unknown {
  return wordsOf(Scenario.ast).find((word) => word.within === "act" && word.word === verb)?.example
}

/** Every verb's example, and what an example alone does not show. */
export const CASES: ReadonlyArray<Case> = [
  ...VERBS.filter((verb) => !["comply", "refuse", "any-of", "evade", "restore", "start", "keep", "erase", "rotate-keys", "destroy-keys"].includes(verb)).map((verb) => ({ id: verb, verb, act: { [verb]: exampleOf(verb) } })),
  { id: "evade", verb: "evade", act: { evade: exampleOf("evade") }, before: { block: { what: "a-chat", at: "national-internet", in: "GB" } } },
  { id: "restore", verb: "restore", act: { restore: exampleOf("restore") }, before: { suspend: { what: "a-chat", of: { account: "GB" } } } },
  { id: "restore-feature", verb: "restore", act: { restore: { what: "a-chat.calls" } }, before: { withdraw: { what: "a-chat.calls" } } },
  { id: "withdraw-feature", verb: "withdraw", act: { withdraw: { what: "a-chat.calls" } } },
  { id: "start", verb: "start", act: { start: exampleOf("start") }, before: { stop: { at: "b-site" } } },
  { id: "stop-carrier", verb: "stop", act: { stop: { at: "a-carrier" } } },
  { id: "start-carrier", verb: "start", act: { start: { at: "a-carrier" } }, before: { stop: { at: "a-carrier" } } },
  { id: "keep", verb: "keep", act: { keep: { what: "a-chat.content", for: "180 days", in: "XX" } } },
  { id: "erase", verb: "erase", act: { erase: { what: "a-chat.content", of: { home: "GB" }, in: "XX" } } },
  { id: "destroy-keys", verb: "destroy-keys", act: { "destroy-keys": exampleOf("destroy-keys") }, besides: { open: { what: "a-chat.content", of: { home: "GB" }, in: "XX", via: "a-company", span: "stored", to: "GB" } } },
  { id: "rotate-keys", verb: "rotate-keys", act: { "rotate-keys": exampleOf("rotate-keys") }, before: { "give-keys": { what: "a-chat.content", to: "GB" } } },
  { id: "ask-suspended", verb: "ask", act: { ask: { of: { home: "GB" }, for: "terms", default: "suspended" } } },
  { id: "exit-moves", verb: "exit", act: { exit: { of: { account: "GB" }, old: "moves" } } },
  { id: "shut-down-erased", verb: "shut-down", act: { "shut-down": { what: "a-chat", old: "erased" } } }
]

/** Acts of a state's own hand or through its carriers; all others are its provider's. */
const OF_STATES: ReadonlySet<Verb> = new Set(["block", "slow", "open", "seize", "sanction", "ask", "close-to-new"])

/** The whole file. */
export function effectsFile(): string {
  const dated = (act: unknown, date: string, byState: boolean) => (byState ? { by: "GB", kind: "network-block", hypothetical: true, does: [act], timeline: [{ "in-effect": date }] } : { by: "a-company", when: date, hypothetical: true, do: [act] })
  const orders: Record<string, unknown> = {}
  const events: Record<string, unknown> = {}
  const put = (id: string, act: unknown, date: string) => {
    const byState = OF_STATES.has(Object.keys(act as object)[0] as Verb)
    ;(byState ? orders : events)[id] = dated(act, date, byState)
  }
  const variants: Record<string, unknown> = { quiet: {} }
  for (const { id, act, before, besides } of CASES) {
    const around: Array<string> = []
    const beside = (name: string, one: unknown, date: string) => {
      if (one === undefined) return
      put(name, one, date)
      around.push(name)
    }
    beside(`before-${id}`, before, "2015-07-05")
    beside(`besides-${id}`, besides, "2015-07-11")
    put(`does-${id}`, act, "2015-07-10")
    if (around.length > 0) variants[`without-${id}`] = { with: around }
    variants[id] = { with: [`does-${id}`, ...around] }
  }
  return stringify({ ...WORLD, orders, events, variants })
}

const people = { count: 30, reach: { "local-sim": "100 %" }, options: { vault: "30 %" }, accepts: "50 %" }
const WORLD = {
  situs: 1,
  id: "effects",
  title: "One act at a time",
  from: "2015-07-01",
  until: "2015-07-20",
  marks: ["2015-07-11"],
  grade: "judgement",
  countries: { GB: { timezone: "Europe/London", place: "London" }, XX: { timezone: "UTC", place: "Reykjavik" } },
  carriers: { "a-carrier": { country: "GB", share: "100 %" }, "b-carrier": { country: "XX", share: "100 %" } },
  providers: { "a-company": { seat: "XX", established: ["XX", "GB"] }, "b-company": { seat: "XX" } },
  sites: {
    "a-site": { place: "London", country: "GB", operator: "a-company", roles: ["mailbox", "log", "keys"] },
    "b-site": { place: "Reykjavik", country: "XX", operator: "a-company", roles: ["relay", "mailbox", "keys"] },
    "c-site": { place: "Reykjavik", country: "XX", operator: "b-company", roles: ["relay", "mailbox"] }
  },
  services: {
    "a-chat": {
      provider: "a-company",
      relay: "b-site",
      features: ["calls"],
      options: { vault: { changes: { "content.keys": "user" } } },
      classes: {
        content: { kept: "b-site", keys: { by: "provider", in: "a-site" }, for: "3 days" },
        metadata: { kept: "a-site", keys: "nobody" }
      },
      waits: { "at-relay": "3 days" }
    },
    "b-chat": { provider: "b-company", relay: "c-site", classes: { content: { kept: "c-site", keys: "provider" } } }
  },
  people: {
    "some-people": { ...people, home: "GB", use: { "a-chat": "100 %", "b-chat": "0 %" }, writes: { "per-day": { "a-chat": 4, "a-chat.calls": 1 }, to: { "some-people": "100 %" } } },
    "new-people": { ...people, home: "GB", use: { "a-chat": "10 %" }, "takes-up": { "a-chat": "10 % per day" }, writes: { "per-day": { "a-chat": 2 }, to: { "new-people": "100 %" } } },
    "other-people": { ...people, home: "XX", use: { "a-chat": "100 %", "b-chat": "100 %" }, writes: { "per-day": { "a-chat": 2, "b-chat": 1 }, to: { "other-people": "100 %" } } }
  }
}

import { join } from "node:path"
import { NodeContext } from "@effect/platform-node"
import { Effect, Either } from "effect"
import { describe, expect, it } from "vitest"
import { printDiagnostics } from "../../src/language/diagnostics.ts"
import { readScenario, type ScenarioFile } from "../../src/language/file.ts"
import type { UnknownSubject } from "../../src/model/errors.ts"
import type { MessageStory } from "../../src/model/story.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import * as ScenarioFiles from "../../src/run/ScenarioFiles.ts"
import * as Traces from "../../src/run/Traces.ts"
import { zones } from "../../src/run/Zones.ts"

const files = new Map<string, Promise<ScenarioFile>>()
function flip(name: string): Promise<ScenarioFile> {
  const path = join(import.meta.dirname, "../flips", `${name}.yaml`)
  const file = files.get(name) ?? Effect.runPromise(ScenarioFiles.load(path).pipe(Effect.provide(NodeContext.layer)))
  files.set(name, file)
  return file
}
const seed = { seed: 1 }
const message = async (name: string, id: string, variant: string) => Effect.runPromise(Traces.message(await flip(name), id, variant, seed))
const person = async (name: string, id: string, variant: string) => Effect.runPromise(Traces.person(await flip(name), id, variant, seed))
const refusal = async (effect: Effect.Effect<unknown, UnknownSubject>) => Either.getOrThrow(Either.flip(await Effect.runPromise(Effect.either(effect)))).message
const last = (story: MessageStory) => story.steps[story.steps.length - 1]

describe("A message", () => {
  it("has the same number, ends and instant in every variant, of another world too", async () => {
    const file = await flip("roaming-mode")
    const stories = await Promise.all(file.variantIds.map((variant) => message("roaming-mode", "visitors/chat/692", variant)))
    expect(new Set(stories.map((s) => JSON.stringify([s.sender.id, s.recipient.id, s.first]))).size).toBe(1)
    expect(stories.map((s) => last(s).kind)).toEqual(["delivered", "delivered", "refused", "delivered", "delivered", "refused"])
  })
  it("that is refused tells the point, the gates before it, the act, the order and its date", async () => {
    const story = await message("roaming-mode", "visitors/chat/692", "foreign-sims")
    const step = last(story)
    expect(step).toMatchObject({
      kind: "refused",
      final: true,
      passed: [{ point: "account" }, { point: "subscription", country: "GB" }, { point: "radio", country: "PK" }],
      obstacle: { reason: "roamer-barred", point: "attach", country: "PK", act: { path: "wall/does/block", order: { id: "wall", issuer: "PK", states: [{ state: "in-effect", at: { local: "2015-03-03 00:00:00", utc: "2015-03-02 19:00:00" } }] } } }
    })
    expect(story).toMatchObject({ copies: [], readings: [], open: undefined })
  })
  it("that waits for a mailbox nobody can reach lies in the relay's queue and bounces after its limit", async () => {
    const story = await message("evacuation", "offices/mail/716", "not-evacuated")
    expect(story.steps.map((s) => s.kind)).toEqual(["sent", "accepted", "waits", "bounced"])
    expect(last(story)).toMatchObject({ kind: "bounced", reason: "mailbox-unreachable", act: { path: "leave/do/exit" } })
    expect(story.copies).toEqual([])
  })
  it("is followed after its delivery: where its copies lie, and who seizes them later", async () => {
    const story = await message("all-effects", "clients/mail/528", "as-happened")
    expect(story.copies).toContainEqual(expect.objectContaining({ class: "mailbox", kind: "primary", at: expect.objectContaining({ site: "karachi", country: "PK" }), act: expect.objectContaining({ path: "obey-placement/do/place" }) }))
    // The record of it lies there too: another order has it kept in that country.
    expect(story.readings.map((r) => [r.class, r.how, r.act?.path])).toEqual([["metadata", "taken", "obey-access/do/open"], ["mailbox", "taken", "site/does/seize"], ["metadata", "taken", "site/does/seize"]])
  })
  it("that nobody writes is told with the nearest, or the last, that is written", async () => {
    const file = await flip("roaming-mode")
    expect(await refusal(Traces.message(file, "visitors/chat/99999999", "as-happened", seed))).toMatch(/the last that is written before the run ends is visitors\/chat\/\d+/)
    expect(await refusal(Traces.message(file, "vistors/chat/3", "as-happened", seed))).toContain('did you mean "visitors"?')
    expect(await refusal(Traces.message(file, "visitors/chatt/3", "as-happened", seed))).toContain("they write by chat")
    expect(await refusal(Traces.message(file, "visitors", "as-happened", seed))).toContain("COHORT/SERVICE/NUMBER")
  })
})

describe("A person", () => {
  it("is where his trips take him, and loses service with the act and with the place", async () => {
    const story = await person("across-the-deadline", "guests-breakout#0", "as-happened")
    expect(story.stays.map((s) => s.place)).toEqual(["GB", "PK", "GB"])
    expect(story.spans.map((s) => [s.state, s.from.local.slice(0, 10), s.obstacle?.act?.path])).toEqual([
      ["works", "2015-03-01", undefined],
      ["refused", "2015-03-05", "open-chat/else/block"],
      ["works", story.stays[2].from.local.slice(0, 10), undefined]
    ])
    expect(story.spans.map((s) => s.until.ms).at(-1)).toBe(story.until.ms)
  })
  it("has his messages counted in a balance", async () => {
    const story = await person("roaming-mode", "visitors#36", "breakout")
    for (const c of story.counts) {
      const lost = [...c.refused, ...c.bounced].reduce((sum, r) => sum + r.messages, 0)
      expect(c.wrote).toBe(lost + c.delivered + c.expired + c.open)
    }
    expect(story.counts[0].refused).toEqual([{ reason: "blocked", messages: expect.any(Number) }])
    expect(story.copies.filter((c) => c.class === "content").reduce((sum, c) => sum + c.messages, 0)).toBe(story.counts[0].accepted + story.counts[0].got)
  })
  it("who is in no cohort is told with those that are", async () => {
    const file = await flip("roaming-mode")
    expect(await refusal(Traces.person(file, "visitors#99999", "as-happened", seed))).toContain("visitors#0 to visitors#119 (60 at a time")
    expect(await refusal(Traces.person(file, "vistors#1", "as-happened", seed))).toContain('did you mean "visitors"?')
    expect(await refusal(Traces.person(file, "visitors", "as-happened", seed))).toContain("COHORT#N")
  })
})

describe("Telling examples", () => {
  it("are at most ten, of whom three are people, and their stories are what they say", async () => {
    for (const name of ["roaming-mode", "all-effects", "evacuation"]) {
      const file = await flip(name)
      const told = await Effect.runPromise(Traces.telling(file, undefined, seed))
      expect(told.length).toBeLessThanOrEqual(10)
      expect(told.filter((t) => t.subject === "person").length).toBeLessThanOrEqual(3)
      expect(told.length).toBeGreaterThan(3)
      for (const one of told.filter((t) => t.subject === "message")) {
        const story = await message(name, one.id, one.variant)
        if (one.says.word === "refused" || one.says.word === "bounced") expect([one.id, last(story).kind, JSON.stringify(last(story))]).toEqual([one.id, one.says.word, expect.stringContaining(one.says.reason)])
        else if (one.says.word === "disclosed") expect(story.readings.map((r) => `${r.service}.${r.class}`)).toContain(one.says.class)
        else expect([one.id, last(story).kind]).toEqual([one.id, one.says.word === "expired" ? "expired" : "delivered"])
      }
    }
  })
  it("name the act that passes mail by, of several that stand the one that can stop it, with its own dates", async () => {
    const told = await Effect.runPromise(Traces.telling(threeActs(""), undefined, seed))
    const passes = told.flatMap((one) => (one.says.word === "passes" ? [{ at: one.at.local.slice(0, 10), act: one.says.act.path, from: one.says.act.from?.local, until: one.says.act.until?.local }] : []))
    expect(passes).toEqual([{ at: "2020-01-05", act: "wall/does/block", from: "2020-01-05 00:00:00", until: "2020-01-08 00:00:00" }])
    expect(told.flatMap((one) => (one.says.word === "refused" ? [one.says.act?.path] : []))).toEqual(["wall/does/block"])
  })
  it("are of the variant as it happened too, where a file has no other or orders are carried out in it", async () => {
    const variants = async (more: string) => new Set((await Effect.runPromise(Traces.telling(threeActs(more), undefined, seed))).map((one) => one.variant))
    expect(await variants("")).toEqual(new Set(["as-happened"]))
    expect(await variants("variants: { no-tap: { without: [listen] } }")).toContain("as-happened")
    expect(await variants("variants: { no-order: { without: [freeze, listen, wall] } }")).toEqual(new Set(["as-happened"]))
  })
  it("of one variant come from it alone", async () => {
    const told = await Effect.runPromise(Traces.telling(await flip("leak"), "by-line", seed))
    expect(new Set(told.map((t) => t.variant))).toEqual(new Set(["by-line"]))
  })
})

/** Assets are frozen, then traffic is recorded, then blocked; visitors pass beside all of it. */
function threeActs(more: string): ScenarioFile {
  const text = `situs: 1
id: three-acts
title: Frozen before it is blocked
from: 2020-01-01
until: 2020-01-10
grade: judgement
countries: { DE: { timezone: Europe/Berlin }, FR: { timezone: Europe/Paris } }
carriers: { one: { country: DE, share: 100 % } }
providers: { firm: { seat: FR } }
sites: { paris: { place: Paris, country: FR, operator: firm, roles: [relay, mailbox] } }
services: { chat: { provider: firm, relay: paris, classes: { content: { kept: paris, keys: provider } } } }
people:
  locals: { home: DE, count: 20, use: { chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 10 } }
  guests: { home: FR, present: { in: DE, stock: 20, count: 20, nights: 30 }, use: { chat: 100 % }, reach: { home-routed: 100 % }, writes: { per-day: 10 } }
orders:
  freeze: { by: DE, kind: seizure, does: [{ sanction: { freeze: accounts, of: firm } }], timeline: [{ in-effect: 2020-01-02 }] }
  listen: { by: DE, kind: bulk-access, through: { others: obeys }, does: [{ open: { what: chat.content, via: gateway, span: from-now } }], timeline: [{ in-effect: 2020-01-03 }] }
  wall: { by: DE, kind: network-block, through: { others: obeys }, does: [{ block: { what: chat, at: national-internet } }], timeline: [{ in-effect: 2020-01-05 }, { lifted: 2020-01-08 }] }
${more}
`
  const read = readScenario(new TextEncoder().encode(text), "three-acts.yaml", locate, zones)
  if (!read.ok) throw new Error(printDiagnostics(read.text, read.diagnostics))
  return read.file
}

import { describe, expect, it } from "vitest"
import type { CopyKind } from "../../src/world/record.ts"
import { DAY, HOUR, inEffect, MAIL, type Parts, planOf, type Section, Stepped } from "./smallWorld.ts"

/** Mail of London with a backup in Karachi; London is set back at noon of the third to what lay there a day before. */
const RESTORED = { what: "restored", from: "2015-03-03 12:00 UTC", age: "1 day" }
const SITES = {
  london: { country: "GB", operator: "firm", roles: ["relay", "mailbox", "keys"], capacity: "8 kbit/s", fails: [RESTORED] },
  karachi: { country: "PK", operator: "firm", roles: ["mailbox", "backup"], capacity: "8 kbit/s" },
  dubai: { country: "AE", operator: "firm", roles: ["mailbox", "backup"] }
}
const PEOPLE = { residents: { home: "PK", count: 3, use: { mail: "100 %" }, reach: { wifi: "100 %" }, writes: { "per-day": 10 } } }
const services = (content: Section = {}) => ({ mail: { ...MAIL, relay: "london", classes: { content: { kept: "london", keys: "provider", copies: { backup: "karachi" }, ...content } } } })
const staged = (parts: Parts) => new Stepped(planOf({ services: services(), people: PEOPLE, sites: SITES, ...parts }))
const failing = (...fails: ReadonlyArray<Section>) => ({ ...SITES, london: { ...SITES.london, fails } })
/** The run begins at midnight in Karachi. */
const BACK = 41 * HOUR
const MADE = BACK - DAY
const lying = (stage: Stepped, name: string, kind: CopyKind = "primary") => {
  const { stock } = stage.w
  let copies = 0
  for (let row = 0; row < stock.rows.size; row++) if (stage.plan.sites[stock.siteOf(row)].name === name && stock.kindOf(row) === kind) copies += stock.counts.get(row)
  return copies
}
const missing = (stage: Stepped) => stage.w.restores.gone.save().reduce((sum, n) => sum + n, 0)
const erase = (more: Section = {}) => ({ gone: { by: "firm", when: "2015-03-03 06:00 UTC", do: [{ erase: { what: "mail.content", ...more } }] } })
/** First copies that the backup has. */
const THEN = lying(staged({}).until(MADE + 1), "london")

describe("A site that is set back to an old backup", () => {
  it("keeps what the backup has, and gets what came later from where else it lies", () => {
    const stage = staged({}).until(BACK + 1)
    const later = missing(stage)
    expect([THEN > 10, lying(stage, "london"), later > 10, lying(stage, "london", "revived")]).toEqual([true, THEN, true, 0])
    stage.until(BACK + DAY)
    expect([missing(stage), lying(stage, "london"), stage.w.restores.losses]).toEqual([0, THEN + later, []])
  })

  it("has again what an act has erased since: beside the mail, and for good", () => {
    const stage = staged({ events: erase({ in: "GB" }) }).until(BACK + 1)
    expect([lying(stage, "london", "revived"), lying(stage, "london"), missing(stage) > 0]).toEqual([THEN, 0, true])
    stage.until(BACK + DAY)
    expect([lying(stage, "london", "revived"), missing(stage)]).toEqual([THEN, 0])
  })

  it("loses what came later where nothing else has it", () => {
    const stage = staged({ events: erase({ in: "PK" }) }).until(BACK + 1)
    const lost = stage.w.restores.losses.reduce((sum, { copies }) => sum + copies, 0)
    expect([lost > 0, lying(stage, "london"), lying(stage, "london", "revived")]).toEqual([true, THEN, 0])
  })

  it("has again what has moved away; a rule that stands sends it off or erases it anew", () => {
    const away = (old: string, more: Section = {}) => ({ home: { by: "firm", when: "2015-03-03", do: [{ place: { what: "mail", in: "AE", old } }], ...more } })
    const ended = staged({ events: away("moves", { until: "2015-03-03 10:00 UTC" }) }).until(BACK + 1)
    expect(lying(ended, "london", "revived")).toBe(THEN)
    const moved = staged({ events: away("moves") }).until(BACK + 1)
    expect(lying(moved, "london", "revived")).toBe(THEN)
    expect(moved.w.stock.moves.filter(({ endMs }) => endMs === undefined).reduce((sum, { copies }) => sum + copies, 0)).toBe(THEN)
    const gone = staged({ events: away("erased") }).until(BACK + 1)
    expect([lying(gone, "london", "revived"), lying(gone, "london")]).toEqual([0, 0])
  })

  it("does not keep what is too old by then", () => {
    const stage = new Stepped(planOf({ services: services({ for: "1 day" }), people: PEOPLE, sites: failing({ ...RESTORED, from: "2015-03-04 12:00 UTC", age: "2 days" }) }, 1, 0, [0, DAY, 2 * DAY, 3 * DAY, 7 * DAY]))
    stage.until(BACK + DAY + 1)
    const back = lying(stage, "london", "revived")
    stage.until(3 * DAY + 1)
    expect([back > 0, lying(stage, "london", "revived")]).toEqual([true, 0])
  })

  it("has mail again that was lost with the disks, as mail", () => {
    const wiped = { what: "wiped", from: "2015-03-03 06:00 UTC", until: "2015-03-03 12:00 UTC" }
    const stage = staged({ sites: failing(wiped, RESTORED) }).until(BACK + 1)
    expect([lying(stage, "london"), lying(stage, "london", "revived"), missing(stage) > 0]).toEqual([THEN, 0, true])
  })

  it("has nothing of a backup that is older than the run", () => {
    const stage = staged({ sites: failing({ ...RESTORED, age: "30 days" }) }).until(BACK + 1)
    expect([lying(stage, "london"), lying(stage, "london", "revived"), missing(stage) > 0]).toEqual([0, 0, true])
  })

  it("goes on alike from a snapshot that lies between the backup and its return", () => {
    const orders = { gone: inEffect("GB", "2015-03-03", [{ erase: { what: "mail.content" } }]) }
    const stage = staged({ orders }).until(MADE + HOUR)
    const state = stage.w.save()
    const backIn = (one: Stepped) => [lying(one.until(BACK + 1), "london", "revived"), missing(one)]
    const first = backIn(stage)
    const other = staged({ orders }).until(MADE + HOUR)
    other.w.restore(state)
    expect([first[0] > 0, backIn(other)]).toEqual([true, first])
  })
})

import { afterEach, describe, expect, it, vi } from "vitest"
import { Neighbours } from "../../src/invariants/neighbours.ts"
import { PassedOver } from "../../src/invariants/passedOver.ts"
import { ScopeSums } from "../../src/invariants/scope.ts"
import { World } from "../../src/world/world.ts"
import { judged, world } from "./planted.ts"

afterEach(() => {
  vi.restoreAllMocks()
})

const CLASSES = "{ content: { kept: bern, keys: provider } }"
const ORDER = `orders:
  block-mail: { by: DE, kind: network-block, through: { others: obeys, one: obeys }, does: [{ block: { what: mail, at: gateway } }], timeline: [{ in-effect: 2020-01-03 }, { lifted: 2020-01-05 }] }`
const COMPARED = world({ classes: CLASSES, more: `${ORDER}\nvariants:\n  no-order: { without: [block-mail] }` })
const TWO = `  germans: { home: DE, count: 12, use: { mail: 100 %, chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 6, to: { germans: 100 % } } }
  french: { home: FR, count: 12, use: { mail: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { french: 100 % } } }`
const BESIDE = world({ classes: CLASSES, people: TWO, service: "  chat: { provider: company, relay: bern, classes: { content: { kept: bern, keys: provider } } }", more: `${ORDER}\nvariants:\n  no-order: { without: [block-mail] }` })
/** Some of those who have mail come to the chat that others have. */
const COMING = world({
  classes: CLASSES,
  people: TWO.replace("chat: 100 %", "chat: 40 %").replace("count: 12", "count: 40"),
  service: "  chat: { provider: company, relay: bern, classes: { content: { kept: bern, keys: provider } } }",
  more: `${ORDER}
events:
  come: { when: 2020-01-03, do: [{ shift: { people: germans, habit: use, to: chat, share: 20 %, over: 1 day } }] }
variants:
  no-order: { without: [block-mail, come] }`
})

/** Germans, who may not write, write to the French, whose networks take one message each for six hours; for a day none gets to them. */
const FEW_PLACES = world({
  classes: CLASSES,
  people: `  germans: { home: DE, count: 4, use: { chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 6, to: { french: 100 % } } }
  french: { home: FR, count: 12, use: { chat: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { french: 100 % } } }`,
  sites: `  zurich: { place: Bern, country: CH, operator: company, roles: [relay], fails: [{ from: 2020-01-03, until: 2020-01-03 }] }
  basel: { place: Bern, country: CH, operator: company, roles: [mailbox], fails: [{ from: 2020-01-02, until: 2020-01-03 06:00 }] }`,
  service: "  chat: { provider: company, relay: zurich, classes: { content: { kept: basel, keys: provider } }, waits: { at-network: { messages: 1, for: 6 h } } }",
  more: `orders:
  block-chat: { by: DE, kind: network-block, through: { others: obeys, one: obeys }, does: [{ block: { what: chat, at: gateway } }], timeline: [{ in-effect: 2020-01-01 }] }
variants:
  no-order: { without: [block-chat] }`
})

/** Draws of messages of some people change once an act has begun: chance hangs on a rule. */
function chanceHangsOnRules(isTheirs: (w: World, key: number) => boolean) {
  const draw = World.prototype.drawOn
  vi.spyOn(World.prototype, "drawOn").mockImplementation(function (this: World, key, purpose, index) {
    return draw.call(this, isTheirs(this, key) && this.begun().length > 0 ? key ^ 0x5bd1e995 : key, purpose, index)
  })
}
const keysOf = (w: World, cohort: string, product: string) => w.streams.filter((s) => w.plan.cohorts[s.cohort].name === cohort && w.plan.products[s.product].name === product).map((s) => s.begun)

describe("X3: whom no act reaches gets the same mail as without the order", () => {
  it("holds for the people of another country, message by message", () => {
    const clean = judged(COMPARED)
    expect(clean.of("X3")).toMatchObject({ verdict: "held" })
    expect(clean.of("X3").exercised).toBeGreaterThan(100)
    expect(clean.broken, clean.text).toEqual([])
  })

  it("whose mail an act may erase while it waits is in its scope", () => {
    const erased = world({
      classes: CLASSES,
      more: `orders:
  gone: { by: CH, kind: network-block, to: company, demands: [{ erase: { what: mail.content, of: { home: DE } } }], timeline: [{ issued: 2020-01-02, due: 2020-01-04 }] }
answers:
  does: { by: company, to: gone, kind: comply, do: [comply] }
events:
  cut: { when: 2020-01-04, until: 2020-01-05, do: [{ block: { what: mail, at: gateway, in: DE } }] }
variants:
  no-order: { without: [gone] }`
    })
    const clean = judged(erased)
    expect(clean.broken, clean.text).toEqual([])
    expect(clean.of("X3")).toMatchObject({ verdict: "held" })
  })

  it("who may be cut off from mail that lies under its writer's rules is in scope, though no mailbox is his, and though its writer has come to the service since", () => {
    const cut = (germans: string) => judged(world({
      classes: "{ content: { kept: { DE: berlin }, keys: provider } }",
      people: `  germans: { home: DE, count: 12, ${germans}, reach: { local-sim: 100 % }, writes: { per-day: 6, to: { germans: 50 %, french: 50 % } } }
  french: { home: FR, count: 12, use: { mail: 100 % }, reach: { wifi: 100 % }, writes: { per-day: 6, to: { french: 70 %, germans: 30 % } } }`,
      more: `orders:
  block: { by: DE, kind: network-block, does: [{ block: { of: { account: FR }, at: fixed } }], timeline: [{ in-effect: 2020-01-03 }] }
choices: { cross-border-message: sender-home }
variants:
  no-order: { without: [block] }`
    }))
    for (const germans of ["use: { mail: 100 % }", "use: { mail: 0 % }, takes-up: { mail: 90 % per day }"]) {
      const clean = cut(germans)
      expect(clean.broken, clean.text).toEqual([])
      expect(clean.of("X3")).toMatchObject({ verdict: "held" })
    }
  })

  it("whose mail has stood beside that of people in scope in a network that takes few messages is left out, and no other", () => {
    const clean = judged(FEW_PLACES)
    expect(clean.broken, clean.text).toEqual([])
    expect(clean.of("X3").exercised).toBeGreaterThan(100)
    chanceHangsOnRules((w, key) => keysOf(w, "french", "chat").includes(key))
    expect(judged(FEW_PLACES).broken).toContain("X3")
    vi.restoreAllMocks()
    vi.spyOn(Neighbours.prototype, "has").mockReturnValue(false)
    expect(judged(FEW_PLACES).broken).toEqual(["X3"])
  })

  it("is not exercised where there is nothing to compare with", () => {
    expect(judged(world({ classes: CLASSES, more: ORDER })).of("X3")).toMatchObject({ verdict: "not-exercised", exercised: 0 })
  })

  it("is broken alone when chance hangs on whether an act has begun", () => {
    chanceHangsOnRules((w, key) => keysOf(w, "french", "mail").includes(key))
    const found = judged(COMPARED)
    expect(found.broken, found.text).toEqual(["X3"])
    expect(found.of("X3").witness).toMatch(/^of the mail between people whom no act reaches \d+ messages were delivered, \d+ in no-order/)
  })
})

describe("X4: mail beside an act", () => {
  it("what people in scope write by a service that no act names is the same as without the order", () => {
    const clean = judged(BESIDE)
    expect(clean.of("X4")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when the block of one service changes another", () => {
    chanceHangsOnRules((w, key) => keysOf(w, "germans", "chat").includes(key))
    const found = judged(BESIDE)
    expect(found.broken, found.text).toEqual(["X4"])
    expect(found.of("X4").witness).toMatch(/^of the mail by services that no act stops of people whom some act reaches \d+ messages were delivered, \d+ in no-order/)
  })

  it("leaves out what might have gone to people who come to the service, and nothing else", () => {
    const sums = vi.spyOn(ScopeSums.prototype, "of")
    const clean = judged(COMING)
    expect(clean.of("X4")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
    const beside = sums.mock.results.filter((_, i) => sums.mock.calls[i][0] === "as-happened" && sums.mock.calls[i][1] === "beside").map(({ value }) => value.messages)
    expect(Math.min(...beside)).toBeGreaterThan(100)
    chanceHangsOnRules((w, key) => keysOf(w, "germans", "chat").includes(key))
    expect(judged(COMING).broken).toEqual(["X4"])
  })

  it("would be broken by mail that goes to those who came", () => {
    vi.spyOn(PassedOver.prototype, "of").mockReturnValue(0)
    expect(judged(COMING).broken).toEqual(["X4"])
  })
})

import { describe, expect, it } from "vitest"
import { COUNTRIES, DAY, HOUR, MAIL, planOf, type Section, Stepped } from "./smallWorld.ts"

const SITES = { london: { country: "GB", operator: "firm", roles: ["relay", "mailbox"] }, karachi: { country: "PK", operator: "firm", roles: ["mailbox"] } }
const SERVICES = { mail: { ...MAIL, classes: { content: { kept: "london", keys: "provider" } } } }
const rule = (when: string, words: Section, until?: string) => ({ by: "firm", when, ...(until === undefined ? {} : { until }), do: [{ place: { what: "mail", copies: "all", ...words } }] })

/** Copies by site, after a message before all rules, one after the first and one under both, at an instant. */
function lies(events: Section, atMs: number, more: Section = {}): Record<string, number> {
  const stage = new Stepped(planOf({ until: "2015-03-12", sites: SITES, services: SERVICES, events, choices: { "no-legal-place": "violate-and-report" }, ...more }))
  for (const hour of [1, 30, 54]) stage.send(0, 1, hour * HOUR)
  stage.until(atMs)
  stage.w.stock.flush()
  const { stock } = stage.w
  const found: Record<string, number> = {}
  for (const row of stock.select(() => true)) found[stage.plan.sites[stock.siteOf(row)].name] = (found[stage.plan.sites[stock.siteOf(row)].name] ?? 0) + stock.counts.get(row)
  return found
}

describe("What lies against all rules, for it could lie nowhere", () => {
  const against = (old: string) => ({ first: rule("2015-03-03", { "not-in": "GB", old }), then: rule("2015-03-04", { "not-in": "PK", old: "stays" }, "2015-03-05") })

  it("stays while that is so, and once it could lie elsewhere goes as the rule against its place has it", () => {
    expect(lies(against("stays"), 3 * DAY)).toEqual({ karachi: 1, london: 2 })
    expect(lies(against("stays"), 5 * DAY)).toEqual({ karachi: 1, london: 2 })
    expect(lies(against("moves"), 3 * DAY)).toEqual({ karachi: 2, london: 1 })
    expect(lies(against("moves"), 5 * DAY)).toEqual({ karachi: 3 })
    expect(lies(against("erased"), 3 * DAY)).toEqual({ karachi: 1, london: 1 })
    expect(lies(against("erased"), 5 * DAY)).toEqual({ karachi: 1 })
  })

  it("is erased though the other place cannot be had yet", () => {
    const down = { sites: { ...SITES, karachi: { ...SITES.karachi, fails: [{ from: "2015-03-05", until: "2015-03-10" }] } } }
    expect(lies(against("erased"), 5 * DAY, down)).toEqual({ karachi: 1 })
    expect(lies(against("moves"), 5 * DAY, down)).toEqual({ karachi: 2, london: 1 })
  })
})

describe("What is on its way to where a rule forbids from then on", () => {
  it("stays where it lies, if that rule erases; goes where it may, if it moves; and arrives, if it leaves what is old", () => {
    const sites = { ...SITES, london: { ...SITES.london, capacity: "1 bit/s" } }
    const left = (old: string) => lies({ first: rule("2015-03-03", { "not-in": "GB", old: "moves" }, "2015-03-03"), then: rule("2015-03-04", { "not-in": "PK", old }) }, 6 * DAY, { sites })
    expect(left("stays")).toEqual({ karachi: 2, london: 1 })
    expect(left("moves")).toEqual({ london: 3 })
    expect(left("erased")).toEqual({ london: 2 })
  })
})

describe("What is on its way to a market as that is left", () => {
  it("stays where it lies, though the rule that sent it there has ended", () => {
    const sites = { london: { ...SITES.london, capacity: "1 bit/s" }, dubai: { country: "AE", operator: "firm", roles: ["mailbox"] } }
    const away = rule("2015-03-03", { "not-in": "GB", old: "moves" }, "2015-03-03")
    const left = (events: Section) => lies({ away, ...events }, 6 * DAY, { sites })
    const gone = (old: string) => ({ gone: { by: "firm", when: "2015-03-04", do: [{ exit: { of: { account: "AE" }, old } }] } })
    expect(left({})).toEqual({ dubai: 2, london: 1 })
    expect(left(gone("erased"))).toEqual({ london: 2 })
    expect(left(gone("moves"))).toEqual({ london: 3 })
  })
})

describe("An exit", () => {
  it("takes what lay on its party's machines as it left, sold since or not, and nothing from those that it has bought since", () => {
    const sites = (operator: string) => ({ london: { country: "GB", operator: "firm", roles: ["relay"] }, karachi: { ...SITES.karachi, operator }, dubai: { country: "AE", operator: "firm", roles: ["mailbox"], fails: [{ from: "2015-03-02", until: "2015-03-04" }] } })
    const services = { mail: { ...MAIL, provider: "rival", classes: { content: { kept: "karachi", keys: "provider" } } } }
    const gone = { by: "firm", when: "2015-03-03", do: [{ exit: { of: { account: "PK" }, old: "moves", at: "dubai" } }] }
    const left = (from: string, to: string) => lies({ gone, sale: { when: "2015-03-04", do: [{ transfer: { at: "karachi", to } }] } }, 6 * DAY, { sites: sites(from), services, providers: { firm: { seat: "GB" }, rival: { seat: "GB" } } })
    expect(left("firm", "rival")).toEqual({ dubai: 1 })
    expect(left("rival", "firm")).toEqual({ karachi: 3 })
  })
})

describe("What an exit takes along that states no place", () => {
  it("goes to no market that the service's own provider has left, whose ever the machines are there", () => {
    const sites = { london: { country: "GB", operator: "rival", roles: ["relay"] }, karachi: { ...SITES.karachi, capacity: "1 Gbit/s" }, dubai: { country: "AE", operator: "firm", roles: ["mailbox"] } }
    const services = { mail: { ...MAIL, provider: "rival", classes: { content: { kept: "karachi", keys: "provider" } } } }
    const exit = (by: string, when: string, account: string, old: string) => ({ by, when, do: [{ exit: { of: { account }, old } }] })
    const left = (events: Section) => lies({ gone: exit("firm", "2015-03-04", "PK", "moves"), ...events }, 6 * DAY, { sites, services, providers: { firm: { seat: "GB" }, rival: { seat: "GB" } } })
    expect(left({})).toEqual({ dubai: 2 })
    for (const old of ["moves", "erased"]) expect(left({ other: exit("rival", "2015-03-03", "AE", old) })).toEqual({ karachi: 2 })
  })
})

describe("What an exit takes to a place that it states", () => {
  it("goes wherever the rules let it lie, as new mail does, where the market of that place has been left too", () => {
    const leave = (when: string, of: string, words: Section, more: Section = {}) => ({ by: "firm", kind: "exit", when, ...more, do: [{ exit: { of: { account: of }, ...words } }] })
    const services = { mail: { ...MAIL, relay: "dubai", classes: { content: { kept: "karachi", keys: "provider" } } } }
    const left = (atMs: number, first: Section) => lies({}, atMs, { answers: { ...first, go: leave("2015-03-05", "PK", { old: "moves", at: "london" }, { notice: "2015-03-04" }) }, sites: { ...SITES, dubai: { country: "AE", operator: "firm", roles: ["relay", "mailbox"] } }, services })
    const other = { other: leave("2015-03-03", "GB", { old: "erased" }) }
    expect(left(2 * DAY - 1, other)).toEqual({ karachi: 2 })
    expect(left(3 * DAY - 1, other)).toEqual({ dubai: 3 })
    expect(left(3 * DAY - 1, {})).toEqual({ london: 3 })
  })

  const gone = { gone: { by: "firm", when: "2015-03-03", do: [{ exit: { what: "mail", old: "moves", at: "dubai" } }] } }
  const sites = (dubai: Section = {}, london: Section = {}) => ({ ...SITES, london: { ...SITES.london, ...london }, dubai: { country: "AE", operator: "firm", roles: ["mailbox"], ...dubai } })

  it("goes where a rule has it while that place cannot be got to, and there after that", () => {
    const cut = sites({ fails: [{ from: "2015-03-02", until: "2015-03-05", what: "unreachable" }] }, { capacity: "4 bit/s" })
    const both = { ...gone, away: rule("2015-03-03", { "not-in": "GB", old: "moves" }) }
    expect(lies(gone, 3 * DAY, { sites: cut })).toEqual({ london: 1 })
    expect(lies(both, 3 * DAY, { sites: cut })).toEqual({ karachi: 1 })
    expect(lies(both, 5 * DAY, { sites: cut })).toEqual({ dubai: 1 })
  })

  it("is sent off once, whatever rules that let it lie there begin meanwhile", () => {
    const stage = new Stepped(planOf({ until: "2015-03-12", sites: sites({}, { capacity: "1 bit/s" }), services: SERVICES, events: { ...gone, away: rule("2015-03-03 06:00", { "not-in": "GB", old: "moves" }), too: rule("2015-03-03 12:00", { "not-in": "FR", old: "moves" }) }, countries: { ...COUNTRIES, FR: { timezone: "Europe/Paris", place: { lat: 48.9, lon: 2.4 } } } }))
    stage.send(0, 1, HOUR)
    expect(stage.until(9 * DAY).w.stock.moves.map((move) => [stage.plan.sites[move.toSite].name, move.copies])).toEqual([["dubai", 1]])
  })
})

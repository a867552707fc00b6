import { describe, expect, test } from "vitest"
import { claimsOf, type Judged } from "../../src/analysis/claims.ts"
import type { RunRecord } from "../../src/world/record.ts"
import { quietRecord, recordOf, row, RESIDENT, runOf, scenarioOf } from "./handmade.ts"

type Words = Record<string, unknown>

function ask(claim: Words, record: RunRecord = recordOf()): Judged {
  const scenario = scenarioOf({ claims: [{ says: "so it is", ...claim }] })
  const run = runOf("as-happened", record, scenario)
  return claimsOf(run, [run, runOf("no-order", quietRecord(), scenario)])[0]
}

/** One claim that holds and its partner that breaks: measure, selectors, expectation that holds, expectation that breaks, what is observed. */
const pairs: ReadonlyArray<readonly [measure: string, selectors: Words, holds: unknown, breaks: unknown, observed: string]> = [
  ["attempted", { of: { people: "residents" }, what: "chat" }, "at least 3000", "at most 2999", "3,000 messages"],
  ["attempted", { of: { people: "visitors" }, what: "chat.calls" }, 21, 22, "21 messages"],
  ["accepted", { of: { people: "residents" }, what: "chat", after: "2020-01-11" }, "none", "some", "0 of 2,000 messages (0 %)"],
  ["accepted", { of: { people: "residents" }, what: "chat", before: "2020-01-11" }, "all", "none", "1,000 of 1,000 messages (100 %)"],
  ["accepted", { of: { status: "resident" }, what: "mail" }, "at least 99 %", "at most 99 %", "1,500 of 1,500 messages (100 %)"],
  ["accepted", { of: { status: "visitor" }, what: "chat", during: { from: "2020-01-11", until: "2020-01-20" } }, "80 % to 90 %", "at least 90 %", "57 of 67 messages (85.1 %)"],
  ["accepted", { of: [{ people: "visitors", access: "wifi" }, { people: "visitors", access: "home-routed" }], after: "2020-01-11" }, "in this order", "equal", "20 of 40 messages (50 %); 94 of 94 messages (100 %)"],
  ["accepted", { of: { people: "residents" }, what: ["mail", "chat"], before: "2020-01-11" }, "equal", "in this order", "500 of 500 messages (100 %); 1,000 of 1,000 messages (100 %)"],
  ["accepted", { of: { people: "residents" } }, "less than in no-order", "more than in no-order", "2,500 of 4,500 messages (55.6 %)"],
  ["accepted", { of: { people: "friends" } }, "same as in no-order", "less than in no-order", "90 of 90 messages (100 %)"],
  ["delivered", { of: { access: "home-routed" }, what: "chat", after: "2020-01-11" }, "at least 90 %", "all", "86 of 94 messages (91.5 %)"],
  ["delivered", { of: { "other-end": { people: "friends" } }, what: "chat" }, "80 %", "all", "24 of 30 messages (80 %)"],
  ["refused", { of: { people: "residents" }, what: "chat", after: "2020-01-11" }, "all", "none", "2,000 of 2,000 messages (100 %)"],
  ["refused", { reason: "gag", of: { people: "visitors" } }, 10, "none", "10 of 201 messages (5 %)"],
  ["refused", { reason: "relay-down" }, "at most 10", "none", "10 of 4,791 messages (0.2 %)"],
  ["refused", { order: "gag", by: "NO" }, "some", "none", "2,010 of 4,791 messages (42 %)"],
  ["bounced", { of: { people: "visitors" }, reason: "market-left" }, "8 ± 1", "20 ± 10 %", "8 of 181 messages (4.4 %)"],
  ["expired", {}, "none", "some", "0 of 2,771 messages (0 %)"],
  ["delay", { of: { people: "friends" } }, "at most 2 s", "at most 1 s", "1,035 ms"],
  ["time-without", { of: { people: "residents" }, what: "chat", after: "2020-01-11" }, "4 h to 5 h", "none", "4.8 h of 20 days (1 %)"],
  ["people-without", { of: { people: "residents" }, what: "chat", after: "2020-01-11" }, "60 %", "all", "600 of 1,000 people (60 %)"],
  ["first-accepted", { of: { people: "residents" }, what: "mail", after: "2020-01-11" }, "2020-01-11", "at least 2020-01-12", "2020-01-11T00:00:01.000Z"],
  ["first-accepted", { of: { people: "residents" }, what: "chat", after: "2020-01-11" }, "none", "at most 2020-01-30", "never"],
  ["people-without", { of: { status: "visitor" } }, "none", "some", "0 of 50 people (0 %)"],
  ["new-people", { of: { home: "NO" }, what: "mail" }, 50, "none", "50 people"],
  ["new-people", { what: "mail", after: "2020-01-21" }, "none", "some", "0 people"],
  ["new-people", { before: "2020-01-21" }, "more than in no-order", "less than in no-order", "50 people"],
  ["accepted", { of: { people: "residents" }, what: "chat", daily: "00:00-24:00", after: "2020-01-11" }, "none", "some", "0 of 2,000 messages (0 %)"],
  ["copies", { in: "NO", what: "chat.content" }, "at most 3", "none", "2 of 8 copies (25 %); 3 at most"],
  ["copies", { in: "NO", by: "provider", after: "2020-01-21" }, "none", "some", "0 of 8 copies (0 %)"],
  ["copies", { at: "home", before: "2020-01-21" }, 6, "all", "6 of 9 copies (66.7 %)"],
  ["copies", { of: { people: "visitors", "other-end": { people: "friends" } }, site: "office" }, "some", "none", "2 of 8 copies (25 %)"],
  ["moved", { in: "NO", before: "2020-01-15" }, 3, "none", "3 of 3 copies (100 %)"],
  ["moved", { answer: "leave" }, "some", "at least 4", "3 of 3 copies (100 %)"],
  ["disclosed", { to: "NO", what: "chat.content" }, 4, "none", "4 of 1,691 messages (0.2 %)"],
  ["disclosed", { to: "NO", of: { people: "visitors" } }, "at most 6", "at most 4", "6 of 271 messages (2.2 %)"],
  ["disclosed", { to: "SE" }, "none", "some", "0 of 3,491 messages (0 %)"],
  ["disclosed", { form: "ciphertext", what: "chat.content" }, 9, 4, "9 of 1,691 messages (0.5 %)"],
  ["readable", { by: "NO" }, "none", "some", "0 of 3,491 messages (0 %)"],
  ["exposed", { by: "NO", after: "2020-01-21" }, "some", "none", "2 of 3,491 messages (0.1 %)"],
  ["openable", { by: "NO" }, "none", "some", "0 of 3,491 messages (0 %)"],
  ["exposed", { by: "NO", of: { people: "friends" }, sent: { until: "2020-01-10" } }, "5 %", "none", "2 of 40 messages (5 %)"],
  ["exposed", { by: "NO", sent: { from: "2020-01-11" } }, "none", "some", "0 of 1,654 messages (0 %)"],
  ["keys", { by: "NO", what: "chat.content" }, "some", "none", "50 of 50 holders (100 %)"],
  ["keys", { by: "provider", in: "NO" }, "none", "some", "0 of 50 holders (0 %)"],
  ["keys", { what: "mail.mailbox" }, "provider", "customer", "50 of 50 holders (100 %)"],
  ["state", { order: "gag" }, "lifted", "in-effect", "issued, then in-effect, then in-breach until 2020-01-16T00:00:00.000Z, then lifted"],
  ["state", { order: "gag" }, "never stayed", "never in-effect", "issued, then in-effect, then in-breach until 2020-01-16T00:00:00.000Z, then lifted"],
  ["state", { order: "gag", during: { from: "2020-01-16", until: "2020-01-20" } }, "in-effect", "lifted", "in-effect"],
  ["state", { answer: "threat" }, "never", "happened", "never"],
  ["state", { site: "oslo" }, "stopped", "running", "running, then seized, then stopped"],
  ["state", { site: "oslo", during: { from: "2020-01-16", until: "2020-01-20" } }, "seized", "stopped", "running"],
  ["state", { site: "oslo", after: "2020-01-21" }, "never running", "never seized", "stopped"],
  ["state", { site: "home" }, "never stopped", "seized", "running"],
  ["time-in-breach", { order: "gag" }, "5 days", "none", "5 days"],
  ["time-in-breach", { by: "NO", after: "2020-01-14" }, "at most 2 days", "at least 3 days", "2 days"],
  ["finished", { order: "gag" }, "2020-01-12 ± 1 day", "at least 2020-01-20", "2020-01-13T00:00:00.000Z"],
  ["finished", { answer: "leave" }, "none", "at most 2020-01-30", "never"],
  ["fined", { order: "gag" }, "500 NOK", "none", "500 NOK"],
  ["fined", { by: "SE" }, "none", "some", "0"]
]

describe("a claim", () => {
  test.each(pairs.map((pair, n) => [`${n} ${pair[0]} ${JSON.stringify(pair[1])}`, pair] as const))("%s holds or breaks as it should", (_, [measure, selectors, holds, breaks, observed]) => {
    const held = ask({ measure, ...selectors, expect: holds })
    expect([held.verdict, held.observed, held.note]).toEqual(["held", observed, null])
    expect(ask({ measure, ...selectors, expect: breaks }).verdict).toBe("broken")
  })

  test("every measure has a pair", () => {
    const measured = new Set(pairs.map(([measure]) => measure))
    expect([...measured].sort()).toEqual(["accepted", "attempted", "bounced", "copies", "delay", "delivered", "disclosed", "expired", "exposed", "fined", "finished", "first-accepted", "keys", "moved", "new-people", "openable", "people-without", "readable", "refused", "state", "time-in-breach", "time-without"])
  })

  test("on another variant is left out", () => {
    const scenario = scenarioOf({ claims: [{ says: "a", variant: "no-order", measure: "refused", expect: "none" }, { id: "both", says: "b", variant: ["no-order", "as-happened"], measure: "refused", expect: "none" }] })
    const runs = [runOf("as-happened", recordOf(), scenario), runOf("no-order", quietRecord(), scenario)]
    expect(claimsOf(runs[0], runs).map((claim) => [claim.id, claim.verdict])).toEqual([["both", "broken"]])
    expect(claimsOf(runs[1], runs).map((claim) => [claim.id, claim.verdict])).toEqual([["claim-1", "held"], ["both", "held"]])
  })

  test("whose selectors match nobody is undetermined", () => {
    for (const measure of ["accepted", "delay", "copies", "disclosed", "keys", "time-without", "first-accepted"]) {
      expect(ask({ measure, of: { segment: "mission" }, expect: "none" })).toMatchObject({ verdict: "undetermined", observed: "nothing", note: "its selectors match nobody who uses the service" })
    }
    expect(ask({ measure: "disclosed", what: "unused.content", expect: "none" }).verdict).toBe("undetermined")
    expect(ask({ measure: "copies", what: "chat.nonsense", expect: "none" }).note).toContain("chat.nonsense")
  })

  test("on a share of nothing is undetermined", () => {
    const silent = recordOf({ outcomes: recordOf().outcomes.map((one) => (one.situation === RESIDENT && one.slot === 2 ? row(RESIDENT, one.service, 2, { attempted: 0 }) : one)) })
    for (const wanted of ["none", "all", "at least 1 %"]) expect(ask({ measure: "accepted", of: { people: "residents" }, after: "2020-01-21", expect: wanted }, silent)).toMatchObject({ verdict: "undetermined", note: "nothing was attempted" })
    expect(ask({ measure: "delivered", of: { people: "residents" }, what: "chat", after: "2020-01-11", expect: "all" }).verdict).toBe("undetermined")
    expect(ask({ measure: "delivered", of: { people: "residents" }, what: "chat", after: "2020-01-11", expect: "none" }).verdict).toBe("held")
  })

  test("a known miss is kept while it misses, and is stale once it holds", () => {
    expect(ask({ measure: "refused", expect: "none", "known-miss": "leaks are not modelled" })).toMatchObject({ verdict: "known-miss", note: "leaks are not modelled" })
    expect(ask({ measure: "expired", expect: "none", "known-miss": "leaks are not modelled" })).toMatchObject({ verdict: "broken", note: expect.stringContaining("stale") })
  })

  test("that expects unknown is a prediction with a number", () => {
    expect(ask({ measure: "disclosed", to: "NO", expect: "unknown" })).toMatchObject({ verdict: "prediction", value: 6, note: null })
    expect(ask({ measure: "accepted", of: { segment: "mission" }, expect: "unknown" }).verdict).toBe("undetermined")
  })

  test("about a promise reads its verdict", () => {
    expect(ask({ promise: "R1", expect: "held" })).toMatchObject({ verdict: "held", expectsBroken: false })
    expect(ask({ promise: "R1", expect: "broken" })).toMatchObject({ verdict: "broken", expectsBroken: true })
    expect(ask({ promise: "R5", expect: "broken" })).toMatchObject({ verdict: "held", promise: "R5" })
    expect(ask({ promise: "K5", expect: "held" }).verdict).toBe("undetermined")
    expect(ask({ promise: "M9", expect: "held" }).verdict).toBe("undetermined")
  })

  test("narrowed by what its measure does not know is undetermined, not answered", () => {
    expect(ask({ measure: "accepted", at: "gateway", expect: "none" }).note).toBe("`at` selects nothing of `accepted`")
    expect(ask({ measure: "new-people", in: "NO", expect: "none" }).note).toBe("`in` selects nothing of `new-people`")
    expect(ask({ measure: "accepted", what: "chat.vault", expect: "none" }).note).toContain("`of: { option: … }` selects who has it")
    for (const what of ["international", "chat.relay"]) expect(ask({ measure: "accepted", what, expect: "none" }).note).toBe(`\`what: ${what}\` names nothing that this version can measure`)
    expect(ask({ measure: "state", order: "gag", site: "oslo", expect: "lifted" }).note).toContain("whose state is meant")
    expect(ask({ measure: "copies", daily: "01:00-06:00", expect: "none" }).note).toBe("`daily` selects nothing of `copies`")
  })

  test("on rows that may or may not be meant is undetermined unless both ways agree", () => {
    const readers = [...recordOf().readers, { ...recordOf().readers[0], group: 0 }]
    const record = recordOf({ readers, outcomes: [...recordOf().outcomes, row(1, "chat", 0, { attempted: 5 })] })
    expect(ask({ measure: "disclosed", of: { status: "abroad" }, expect: "none" }, record)).toMatchObject({ verdict: "undetermined", note: expect.stringContaining("not by where they then were") })
    expect(ask({ measure: "disclosed", of: { status: "abroad" }, to: "SE", expect: "none" }, record).verdict).toBe("held")
    expect(ask({ measure: "refused", of: { people: "residents" }, after: "2020-01-05", expect: "none" })).toMatchObject({ verdict: "broken" })
    expect(ask({ measure: "refused", of: { people: "residents" }, what: "chat", after: "2020-01-05", expect: "all" })).toMatchObject({ verdict: "undetermined", note: expect.stringContaining("not cut") })
  })

  test("takes windows from what the run has seen of orders and answers", () => {
    expect(ask({ measure: "accepted", of: { people: "residents" }, what: "chat", after: "orders.gag.in-effect", expect: "none" }).observed).toBe("0 of 2,000 messages (0 %)")
    expect(ask({ measure: "accepted", of: { people: "residents" }, what: "chat", before: "answers.leave", expect: "all" }).observed).toBe("1,000 of 1,000 messages (100 %)")
    expect(ask({ measure: "accepted", after: "orders.gag.rescinded", expect: "none" })).toMatchObject({ verdict: "undetermined", note: "its window never begins in this variant" })
    expect(ask({ measure: "accepted", after: "2021-01-01", expect: "none" }).note).toBe("its window is empty or lies outside the run")
  })

  test("compares with a variant only if that was run", () => {
    expect(ask({ measure: "accepted", expect: "less than in elsewhere" })).toMatchObject({ verdict: "undetermined", note: expect.stringContaining("elsewhere") })
  })

  test("whose expectation has another unit than its measure is undetermined", () => {
    expect(ask({ measure: "time-without", of: { people: "residents" }, expect: "at most 3" }).verdict).toBe("undetermined")
    expect(ask({ measure: "accepted", expect: "at most 3 h" }).verdict).toBe("undetermined")
    expect(ask({ measure: "fined", expect: "500 EUR" }).verdict).toBe("undetermined")
    expect(ask({ measure: "accepted", expect: "at laest 3" }).note).toBe("what it expects cannot be read")
  })

  test("inherits source and grade, and is stated where it has a source", () => {
    expect(ask({ measure: "refused", expect: "some", source: "gazette" })).toMatchObject({ source: ["gazette"], grade: "stated" })
    expect(ask({ measure: "refused", expect: "some", grade: "inferred" })).toMatchObject({ source: [], grade: "inferred" })
  })

  test("messages still under way when the run ends count neither for nor against", () => {
    const outcomes = [row(RESIDENT, "chat", 2, { attempted: 10, accepted: 0, refused: [["blocked", 0, 8]] })]
    const observed = "80 of 80 messages (100 %); 20 still under way when the run ends"
    for (const wanted of ["all", "100 %"]) expect(ask({ measure: "refused", expect: wanted }, recordOf({ outcomes }))).toMatchObject({ verdict: "held", observed })
    expect(ask({ measure: "accepted", expect: "none" }, recordOf({ outcomes }))).toMatchObject({ verdict: "held", observed: "0 of 80 messages (0 %); 20 still under way when the run ends" })
    expect(ask({ measure: "accepted", expect: "some" }, recordOf({ outcomes })).verdict).toBe("broken")
    const undecided = recordOf({ outcomes: [row(RESIDENT, "chat", 2, { attempted: 10, accepted: 0 })] })
    for (const wanted of ["none", "all"]) expect(ask({ measure: "refused", expect: wanted }, undecided)).toMatchObject({ verdict: "undetermined", note: "nothing that was attempted was decided before the run ends" })
  })

  test("messages in flight when the run ends are part of what `delivered` is of, and are named", () => {
    const outcomes = [row(RESIDENT, "chat", 2, { attempted: 10, delivered: 8, more: { expired: 0, inFlight: 2 } })]
    expect(ask({ measure: "delivered", expect: "80 %" }, recordOf({ outcomes }))).toMatchObject({ verdict: "held", observed: "80 of 100 messages (80 %); 20 still in flight when the run ends" })
    expect(ask({ measure: "delivered", expect: "all" }, recordOf({ outcomes })).verdict).toBe("broken")
  })

  test("a copy that came and went in the window breaks `none`, not the number at its end", () => {
    expect(ask({ measure: "copies", at: "oslo", expect: "none" }).verdict).toBe("broken")
    expect(ask({ measure: "copies", at: "oslo", expect: "at least 1" }).verdict).toBe("broken")
    expect(ask({ measure: "copies", at: "oslo", expect: "some" }).verdict).toBe("held")
  })
})

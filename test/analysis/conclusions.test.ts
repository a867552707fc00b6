import { describe, expect, test } from "vitest"
import { type Concluded, conclusionsOf, MESSAGES_MIN, pooledConclusions } from "../../src/analysis/conclusions.ts"
import type { Conclusion } from "../../src/model/comparison.ts"
import type { Result, SummaryRow } from "../../src/model/result.ts"
import { fixture } from "../report/fixture.ts"

type Group = Pick<SummaryRow, "verdict" | "status"> & Partial<SummaryRow>
const summaryRow = fixture().variants[0].summary[0]
const variantOf = (summary: ReadonlyArray<Group>, more: Partial<Concluded> = {}): Concluded => ({ id: "x", summary: summary.map((group) => ({ ...summaryRow, about: "NO", weight: 1, attempted: 1000, ...group })), readers: [], claims: [], invariants: [], ...more })
const decided = (rows: ReadonlyArray<Conclusion>) => Object.fromEntries(rows.map((row) => [row.id, row.first]))
const of = (summary: ReadonlyArray<Group>, about: ReadonlyArray<string> = ["NO"]) => decided(conclusionsOf([variantOf(summary)], about))

describe("A status loses service", () => {
  test("where groups that lose it tried 99 of 100 of its messages", () => {
    expect(of([{ status: "resident", verdict: "loses" }, { status: "visitor", verdict: "keeps" }])).toMatchObject({ "loses:resident": true, "loses:visitor": false })
    expect(of([{ status: "resident", verdict: "loses", attempted: 990 }, { status: "resident", verdict: "keeps", attempted: 10 }])).toMatchObject({ "loses:resident": true })
    expect(of([{ status: "resident", verdict: "loses", attempted: 989 }, { status: "resident", verdict: "keeps", attempted: 11 }])).toMatchObject({ "loses:resident": false })
    expect(of([{ status: "resident", verdict: "partly" }])).toMatchObject({ "loses:resident": false })
  })

  test("by messages of real people: a group that stands for more weighs more", () => {
    expect(of([{ status: "resident", verdict: "loses", weight: 200 }, { status: "resident", verdict: "keeps" }])).toMatchObject({ "loses:resident": true })
  })

  test("is not decided by fewer messages than could tell one in a hundred, nor of people who are not there", () => {
    const few = of([{ status: "resident", verdict: "loses", attempted: MESSAGES_MIN - 1 }])
    expect(few["loses:resident"]).toBe(null)
    expect("loses:abroad" in few).toBe(false)
    expect(conclusionsOf([variantOf([{ status: "resident", verdict: "loses", attempted: 5 }])], ["NO"])[0]).toMatchObject({ yes: 0, runs: 0, first: null })
  })

  test("of one state among several names it", () => {
    expect(of([{ status: "resident", verdict: "loses" }, { status: "visitor", verdict: "keeps", about: "SE" }], ["NO", "SE"])).toMatchObject({ "loses:resident@NO": true, "loses:visitor@SE": false })
  })
})

describe("Everybody keeps service", () => {
  test("where no group that tried enough loses it or a part of it", () => {
    expect(of([{ status: "resident", verdict: "keeps" }, { status: "visitor", verdict: "silent", attempted: 0 }])["keeps-all"]).toBe(true)
    for (const verdict of ["loses", "partly"] as const) expect(of([{ status: "resident", verdict: "keeps" }, { status: "visitor", verdict }])["keeps-all"]).toBe(false)
    expect(of([{ status: "resident", verdict: "keeps" }, { status: "visitor", verdict: "partly", attempted: MESSAGES_MIN - 1 }])["keeps-all"]).toBe(true)
    expect(of([{ status: "resident", verdict: "silent", attempted: 0 }])["keeps-all"]).toBe(null)
  })
})

describe("A state reads", () => {
  const [reader] = fixture().variants.flatMap((variant) => variant.readers)
  const reads = (more: Partial<Result["variants"][number]["readers"][number]>) => decided(conclusionsOf([variantOf([]), { ...variantOf([], { readers: [{ ...reader, authority: "SE", messages: 1, ...more }] }), id: "y" }], ["NO"]).filter((row) => row.variant === "y"))

  test("what is readable or disclosed, content and metadata each; every state that reads anything in any variant is asked", () => {
    expect(reads({ level: "readable", form: "content" })).toEqual({ "keeps-all": null, "reads-content:NO": false, "reads-metadata:NO": false, "reads-content:SE": true, "reads-metadata:SE": false })
    expect(reads({ level: "disclosed", form: "metadata" })).toMatchObject({ "reads-content:SE": false, "reads-metadata:SE": true })
    for (const more of [{ level: "exposed", form: "content" }, { level: "openable", form: "content" }] as const) expect("reads-content:SE" in reads(more)).toBe(false)
    expect(reads({ level: "disclosed", form: "ciphertext" })).toMatchObject({ "reads-content:SE": false, "reads-metadata:SE": false })
  })
})

test("Claims and promises are so where they held; what decides nothing counts no run", () => {
  const { claims, invariants } = fixture().variants[0]
  const claimed = (["held", "broken", "known-miss", "undetermined", "prediction"] as const).map((verdict) => ({ ...claims[0], id: verdict, verdict }))
  const promised = (["held", "broken", "not-exercised", "infeasible"] as const).map((verdict) => ({ ...invariants[0], id: verdict, verdict }))
  const rows = decided(conclusionsOf([variantOf([], { claims: claimed, invariants: promised })], []))
  expect(rows).toMatchObject({ "claim:held": true, "claim:broken": false, "claim:known-miss": false, "claim:undetermined": null, "claim:prediction": null, "promise:held": true, "promise:broken": false, "promise:not-exercised": null, "promise:infeasible": null })
})

describe("Conclusions of several runs", () => {
  const row = (id: string, first: boolean | null): Conclusion => ({ variant: "x", id, says: id, yes: first === true ? 1 : 0, runs: first === null ? 0 : 1, first })

  test("count the runs that decide, and those in which it is so", () => {
    expect(pooledConclusions([[row("a", true)], [row("a", null)], [row("a", false)], [row("a", true)]])).toEqual([{ ...row("a", true), yes: 2, runs: 3 }])
    expect(pooledConclusions([[], [row("a", true)]])).toEqual([{ ...row("a", true), first: null }])
  })

  test("take a state that some run does not name to read nothing in it", () => {
    expect(pooledConclusions([[row("b", true)], [row("b", true), row("reads-content:SE", true)], [row("b", true)]])[1]).toMatchObject({ yes: 1, runs: 3, first: false })
  })
})

import { describe, expect, it } from "vitest"
import { nearestSources } from "../../src/world/docketSources.ts"
import { block, caseOf, lifeOf, openOrBlock } from "./docketCase.ts"

const sources = (timeline: Parameters<typeof openOrBlock>[0], more: Parameters<typeof openOrBlock>[1] = {}) => caseOf({ orders: { x: openOrBlock(timeline, { source: "dawn", ...more }) } })

describe("The nearest source or grade above", () => {
  it("holds: what has a grade of its own and no source cites none", () => {
    expect(nearestSources({}, { source: ["dawn"] })).toEqual(["dawn"])
    expect(nearestSources({ source: ["zdnet"], grade: "inferred" }, { source: ["dawn"] })).toEqual(["zdnet"])
    expect(nearestSources({ grade: "judgement" }, { source: ["dawn"] })).toEqual([])
    expect(nearestSources(undefined, {})).toEqual([])
  })

  it("is that of a step, and of the order where a step says nothing", () => {
    const c = sources([{ announced: "2015-07-01" }, { issued: "2015-07-24", due: "2015-11-30", source: "zdnet" }, { lifted: "2015-12-20", grade: "judgement" }])
    expect(lifeOf(c.docket, "x").states.map(({ state, source }) => [state, ...source])).toEqual([["announced", "dawn"], ["issued", "zdnet"], ["in-effect", "dawn", "zdnet"], ["lifted"]])
  })

  it("is that of an act, which cites the steps that led to it besides", () => {
    const issued = { issued: "2015-07-24", due: "2015-11-30", source: "zdnet" }
    const cited = (act: object) => sources([issued], { else: [act] }).act("x/else/block").source
    expect(cited(block)).toEqual(["dawn", "zdnet"])
    expect(cited({ block: { ...block.block, grade: "judgement" } })).toEqual(["zdnet", "dawn"])
  })

  it("is missing from what follows from a step that has none, and from acts that do", () => {
    const graded = { issued: "2015-07-24", due: "2015-11-30", grade: "judgement" }
    const c = sources([{ announced: "2015-07-01", source: "zdnet" }, graded], { else: [block, { ...block, id: "told", source: "cnn" }] })
    expect(lifeOf(c.docket, "x").states.map(({ state, source }) => [state, ...source])).toEqual([["announced", "zdnet"], ["issued"], ["in-effect"]])
    expect([c.act("x/else/block").source, c.act("x/else/told").source]).toEqual([["dawn"], ["cnn", "dawn"]])
  })

  it("is missing from what an answer does that is hypothetical, or graded by itself, without a source", () => {
    const orders = { x: openOrBlock([{ issued: "2015-07-24", due: "2015-11-30", source: "zdnet" }], { source: "dawn" }) }
    const cited = (more: object) => caseOf({ orders, answers: { stays: { by: "blackberry", to: "x", kind: "comply", when: "2015-08-01", do: [{ keep: { what: "bes.content" } }], ...more } } }).act("stays/do/keep").source
    expect(cited({})).toEqual(["zdnet"])
    expect(cited({ source: "cnn", grade: "inferred" })).toEqual(["cnn", "zdnet"])
    expect(cited({ grade: "judgement" })).toEqual([])
  })
})

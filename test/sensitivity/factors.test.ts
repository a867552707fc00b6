import { describe, expect, it } from "vitest"
import { factorsOf } from "../../src/sensitivity/factors.ts"
import { fileOf, RANGES } from "./files.ts"

const settings = (text: string, path: string, position: number) => factorsOf(fileOf(text)).varied.find(({ row }) => row.path === path)?.settings(position).map((one) => `${one.path}=${String(one.value)}`)

describe("Factors", () => {
  it("are the ranges of a file, with what they rest on", () => {
    const { left, varied } = factorsOf(fileOf(RANGES))
    expect(left).toEqual([])
    expect(varied.map(({ row }) => [row.path, row.value, row.low, row.high])).toEqual([
      ["people.townsfolk.stands-for", "4000", "2000", "9000"],
      ["people.townsfolk.reach.local-sim", "60 %", "20 %", "100 %"],
      ["people.townsfolk.writes.per-day", "5", "2", "9"],
      ["orders.block-chat.timeline.lifted", "2020-01-17", "2020-01-12", "2020-01-20"]
    ])
    expect(varied[1].row).toMatchObject({ sources: ["book"], grade: "stated" })
  })

  it("scale the shares beside them in proportion, so that all add up to 100 %", () => {
    const path = "people.townsfolk.reach.local-sim"
    const [rest, exit] = ["people.townsfolk.reach.wifi", "people.townsfolk.reach.satellite.share"]
    expect(settings(RANGES, path, 0)).toEqual([`${path}=20 %`, `${rest}=60 %`, `${exit}=20 %`])
    expect(settings(RANGES, path, 0.5)).toEqual([`${path}=60 %`, `${rest}=30 %`, `${exit}=10 %`])
    expect(settings(RANGES, path, 1)).toEqual([`${path}=100 %`, `${rest}=0 %`, `${exit}=0 %`])
    expect(factorsOf(fileOf(RANGES)).varied.map(({ row }) => row.beside)).toEqual([[], [rest, exit], [], []])
  })

  it("give files that can be read at every position", () => {
    const file = fileOf(RANGES)
    for (const factor of factorsOf(file).varied) for (const position of [0, 1 / 3, 0.5, 2 / 3, 1]) expect(file.withSets(factor.settings(factor.scale.snap(position)))).toMatchObject({ ok: true })
  })

  it("of carriers scale those of the same country and kind alone", () => {
    const three = RANGES.replace("one: { country: DE, share: 100 % }", "one: { country: DE, share: { value: 60 %, range: [50 %, 80 %] } }\n  other: { country: DE, share: 40 % }")
    expect(settings(three, "carriers.one.share", 1)).toEqual(["carriers.one.share=80 %", "carriers.other.share=20 %"])
  })

  it("are left out with the first sentence of what is wrong where the file cannot have an end of the range", () => {
    const wrong = RANGES.replace("range: [2000, 9000]", "range: [0, 9000]").replace("one: { country: DE, share: 100 % }", "one: { country: DE, share: { value: 100 %, range: [95 %, 100 %] } }")
    const { left, varied } = factorsOf(fileOf(wrong))
    expect(left).toEqual([
      expect.stringMatching(/^carriers\.one\.share: the file cannot have 95 % there: the shares .* add up to 95 %/),
      expect.stringMatching(/^people\.townsfolk\.stands-for: the file cannot have 0 there: cannot be 0/)
    ])
    expect(varied).toHaveLength(3)
  })

  it("are left out where one of the shares beside them is varied already", () => {
    const both = RANGES.replace("wifi: 30 %", "wifi: { value: 30 %, range: [10 %, 40 %] }")
    expect(factorsOf(fileOf(both)).left).toEqual(["people.townsfolk.reach.wifi: it is one of the shares beside people.townsfolk.reach.local-sim, which is varied"])
  })
})

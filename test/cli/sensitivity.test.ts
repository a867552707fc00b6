/** `situs compare --sensitivity` with the program itself, and the file of one of its runs. */
import { describe, expect, it } from "vitest"
import { fileAt } from "../../src/cli/Point.ts"
import type { Result } from "../../src/model/result.ts"
import { fileOf, RANGES } from "../sensitivity/files.ts"
import { SMALL } from "./small.ts"
import { place } from "./spawned.ts"

const { file, situs } = place()
const sensitivityIn = (printed: string) => (JSON.parse(printed) as Result).sensitivity!
const compare = (...words: ReadonlyArray<string>) => situs("compare", "small.yaml", "--json", "--quiet", ...words)
/** A program that runs some dozens of runs is given this long on a machine that does much else. */
const SPAWNED_MS = 300_000
/** Everybody is on a SIM, or up to half of them on Wi-Fi, which the block does not reach. */
const OPEN = SMALL.replace(
  "townsfolk: { home: DE, count: 40, use: { chat: 100 % }, reach: { local-sim: 100 % }",
  "townsfolk: { home: DE, count: 40, stands-for: { value: 4000, range: [2000, 9000] }, use: { chat: 100 % }, reach: { local-sim: { value: 100 %, range: [50 %, 100 %] }, wifi: 0 % }"
)

describe("situs compare --sensitivity", () => {
  it("tells what drives an outcome and where a claim turns over", () => {
    file("small.yaml", OPEN)
    const compared = compare("--sensitivity")
    expect(compared).toMatchObject({ status: 0, stderr: "" })
    const told = sensitivityIn(compared.stdout)
    const [people, share] = ["people.townsfolk.stands-for", "people.townsfolk.reach.local-sim"]
    expect(told).toMatchObject({ thinning: 1, left: [], indices: [], factors: [{ path: people, beside: [] }, { path: share, beside: ["people.townsfolk.reach.wifi"] }] })
    // A week without service for all of them, or for the half who are on a SIM.
    const hours = told.swings.filter((row) => row.variant === "as-happened" && row.measure === "hoursWithoutService")
    expect(hours.map((row) => [row.factor, row.atLow.mean, row.atValue.mean, row.atHigh.mean])).toEqual([[people, 2000 * 168, 4000 * 168, 9000 * 168], [share, 2000 * 168, 4000 * 168, 4000 * 168]])
    const ranks = told.screening.filter((row) => row.variant === "as-happened" && row.measure === "hoursWithoutService")
    expect(ranks.map((row) => [row.factor, row.rank, row.mean > 0])).toEqual([[people, 1, true], [share, 2, true]])
    // Of 40 people the first leaves his SIM where fewer than 39.5 in 40 have one, and then somebody has the chat.
    const flip = told.flips.find((row) => row.factor === share && row.conclusion === "claim:cut-off")!
    expect(flip).toMatchObject({ variant: "as-happened", base: true, flips: true, runs: 3, of: 3, unit: "%" })
    expect(flip.from! <= 98.75 && 98.75 <= flip.to! && flip.to! - flip.from! <= 50 / 32).toBe(true)
    expect(told.flips.filter((row) => row.factor === people)).toMatchObject([{ conclusion: "all", flips: false, note: expect.stringContaining("Of 3 values tried (2000, 4000, 9000)") }])
  }, SPAWNED_MS)

  it("gives the same bytes at any number of workers, Sobol indices too", () => {
    file("small.yaml", OPEN)
    const [one, three] = ["1", "3"].map((workers) => compare("--sensitivity", "--trajectories", "2", "--sobol", "8", "--workers", workers).stdout)
    expect(three === one).toBe(true)
    const { indices } = sensitivityIn(one)
    expect(indices.filter((row) => row.variant === "as-happened" && row.measure === "accepted").map((row) => [row.factor, row.base])).toEqual([["people.townsfolk.stands-for", 8], ["people.townsfolk.reach.local-sim", 8]])
    for (const { total } of indices) expect(total.low! <= total.high! && total.mean! >= 0).toBe(true)
  }, SPAWNED_MS)

  it("says so where the file has no range, and is refused where its words stand without it", () => {
    expect(sensitivityIn(compare("--sensitivity").stdout).method).toBe("The file states no range: nothing was varied, and no run was simulated for it.")
    const refused = compare("--sobol", "8")
    expect([refused.status, refused.stderr]).toEqual([64, expect.stringContaining("--sobol says how far --sensitivity goes")])
  })
})

describe("The file of a run of a study", () => {
  it("has what the point sets, and one in so many people with as many times the weight", () => {
    const people = fileAt(fileOf(RANGES), { settings: [{ path: "people.townsfolk.stands-for", value: 9000 }], thinning: 8 })!.base.people
    expect([people.townsfolk, people.friends].map((cohort) => [cohort.count, cohort["stands-for"]])).toEqual([[5, 9000], [5, 40]])
  })

  it("thins the people whom the point sets, where it sets how many are simulated", () => {
    const people = fileAt(fileOf(RANGES), { settings: [{ path: "people.friends.count", value: 200 }], thinning: 10 })!.base.people
    expect([people.friends.count, people.friends["stands-for"]]).toEqual([20, 200])
  })

  it("is none where no file can have these values", () => {
    expect(fileAt(fileOf(RANGES), { settings: [{ path: "people.friends.count", value: 0 }], thinning: 1 })).toBeUndefined()
    expect(fileAt(fileOf(RANGES), { settings: [{ path: "people.friends.count", value: 0 }], thinning: 8 })).toBeUndefined()
  })
})

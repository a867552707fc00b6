/** Faults of sites as a file states them: keys that belong to their kind, and no others. */
import { describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import { readText, SAMPLE } from "./sample.ts"

type Tree = Record<string, unknown>

/** What is told of the sample with a fault of its site in Slough. */
const told = (fault: Tree): string => {
  const tree = parse(SAMPLE) as Tree
  const sites = tree.sites as Record<string, Tree>
  sites.slough.fails = [{ from: "2015-08-01", until: "2015-08-03", ...fault }]
  const read = readText(stringify(tree))
  return read.ok ? "" : read.text
}

describe("A fault of a site", () => {
  it("is read with the keys of its kind", () => {
    for (const fault of [{}, { what: "down" }, { what: "unreachable" }, { what: "wiped" }, { what: "clock", off: "-2 h" }]) expect(told(fault)).toBe("")
  })

  it.each([
    [{ what: "slow" }, "of a site that is slow `adds` is missing"],
    [{ what: "lossy" }, "of a site that is lossy `share` is missing"],
    [{ what: "doubling" }, "of a site that is doubling `share` is missing"],
    [{ what: "clock" }, "of a site that is clock `off` is missing"],
    [{ what: "down", until: undefined }, "of a site that is down `until` is missing"]
  ])("%j lacks what it needs", (fault, says) => {
    expect(told(fault)).toContain(says)
  })

  it.each([
    [{ what: "down", adds: "10 min" }, "`adds` says nothing of a site that is down"],
    [{ what: "slow", adds: "10 min", off: "1 h" }, "`off` says nothing of a site that is slow"],
    [{ what: "lossy", share: "10 %", with: "waterloo" }, "`with` says nothing of a site that is lossy"],
    [{ what: "wiped", age: "3 days" }, "`age` says nothing of a site that is wiped"],
    [{ what: "restored" }, "`until` says nothing of a site that is restored"],
    [{ what: "deaf", share: "10 %" }, "`share` says nothing of a site that is deaf"]
  ])("%j says what its kind knows nothing of, with its place", (fault, says) => {
    expect(told(fault)).toMatch(/:\d+:\d+: /)
    expect(told(fault)).toContain(says)
  })

  it("hits some messages, of a lossy site not all, and is towards other sites that there are", () => {
    expect(told({ what: "doubling", share: "0 %" })).toContain("hits no message")
    expect(told({ what: "lossy", share: "100 %" })).toContain("loses every message")
    expect(told({ what: "deaf", with: "slough" })).toContain("is the site itself")
    expect(told({ what: "deaf", with: ["waterlo"] })).toContain('there is no site "waterlo"')
  })

  it("that sets a site back is refused where nothing that it keeps has a backup", () => {
    expect(told({ what: "restored", until: undefined })).toContain("nothing that slough keeps has a backup")
  })

  it("sets a site back to a backup that is some time old: anything else is told with its place and what was expected", () => {
    const back = (age: string) => told({ what: "restored", until: undefined, age })
    expect(back("soon")).toContain('a duration such as "10 min", "12 h", "7 days"')
    expect(back("0 days")).toMatch(/:\d+:\d+: [\s\S]*is no age[\s\S]*a duration above 0, such as age: 3 days/)
    expect(back("0 days")).toContain("^")
    expect(back("3 days")).not.toContain("duration")
  })

  it("has a clock that is off by a duration, ahead or behind", () => {
    expect(told({ what: "clock", off: "soon" })).toContain('a duration ahead or behind, such as "5 min" or "-2 h"')
    for (const off of ["5 min", "+5 min", "-2 h"]) expect(told({ what: "clock", off })).not.toContain("a duration ahead")
  })
})

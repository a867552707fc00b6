import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { parse } from "../report/readcsv.ts"
import { place } from "./spawned.ts"

const { dir, situs } = place()

/** Rows of a table of data/, by the names of its columns. */
function table(name: string): ReadonlyArray<Readonly<Record<string, string>>> {
  const [head, ...rows] = parse(readFileSync(join(dir(), "out/small/data", `${name}.csv`), "utf8"))
  return rows.map((row) => Object.fromEntries(row.map((cell, i) => [head[i], cell])))
}

describe("situs explain --number", () => {
  it("leads from a row of data/effects.csv to its messages, and from each of them to its story", () => {
    expect(situs("run", "small.yaml", "--seed", "7", "--quiet").status).toBe(0)
    const row = table("effects").find((one) => one.by === "cohort" && one.group === "townsfolk" && one.measure === "refused" && one.variant === "as-happened")!
    const told = situs("explain", "small.yaml", "--seed", "7", "--number", "refused of by=cohort, group=townsfolk")
    expect(told.status).toBe(0)
    const count = Number(row["value.mean"]).toLocaleString("en-GB")
    expect(Number(row["value.mean"])).toBeGreaterThan(1000)
    expect(told.stdout).toContain(`${count} messages (refused), counted one by one`)
    expect(told.stdout.replace(/\s+/g, " ")).toContain(`In the baseline no-order: 0 messages, 0 messages of real people. Option minus baseline: +${count} messages`)
    expect(told.stdout).toContain(`The first 10 messages of ${count} in as-happened`)
    const command = /situs (explain small\.yaml --seed 7 --variant as-happened --message \S+)/.exec(told.stdout)![1].split(" ")
    const story = situs(...command)
    expect(story.status).toBe(0)
    expect(story.stdout).toContain("Try 1 was refused")
  })

  it("leads from person-hours to the people who were without service, each with a command", () => {
    expect(situs("run", "small.yaml", "--quiet").status).toBe(0)
    const rows = table("outcomes").filter((row) => row.variant === "as-happened" && row.cohort === "townsfolk" && Number(row.hoursWithoutService) > 0)
    const told = situs("explain", "small.yaml", "--number", `hoursWithoutService of cohort=townsfolk, window=${rows[0]["window.id"]}`)
    expect(rows.length).toBe(1)
    expect(told.stdout).toContain(`${Number(rows[0].hoursWithoutService).toLocaleString("en-GB")} person-hours (hoursWithoutService)`)
    expect(told.stdout).toContain("10 of 40 simulated people in as-happened")
    const person = /--person '(\S+)'/.exec(told.stdout)![1]
    expect(situs("explain", "small.yaml", "--person", person).stdout).toContain("refused")
  })

  it("explains a changed file and another baseline, and refuses what does not go together", () => {
    const changed = situs("explain", "small.yaml", "--set", "people.townsfolk.writes.per-day=1", "--variant", "no-order", "--baseline", "as-happened", "--number", "accepted")
    expect(changed.stdout.replace(/\s+/g, " ")).toMatch(/In the baseline as-happened: [\d,]+ messages/)
    expect(changed.stdout).toContain("situs explain small.yaml --set people.townsfolk.writes.per-day=1 --variant no-order --message ")
    expect(situs("explain", "small.yaml", "--number", "accepted", "--person", "friends#1").stderr).toContain("one of --message, --person and --number")
    expect(situs("explain", "small.yaml", "--baseline", "no-order").stderr).toContain("--baseline goes with --number")
    const wrong = situs("explain", "small.yaml", "--number", "accepted of cohort=townfolk")
    expect([wrong.status, wrong.stderr]).toEqual([64, 'situs: no row has cohort=townfolk; known: townsfolk, friends; did you mean "townsfolk"?\n'])
  })
})

describe("situs explain --svg", () => {
  it("draws the way of a message into a file beside telling its story, whole or not at all", () => {
    const told = situs("explain", "small.yaml")
    const message = /--message (\S+)/.exec(told.stdout)![1]
    const one = situs("explain", "small.yaml", "--message", message, "--svg", "way.svg")
    expect(one.status).toBe(0)
    expect(one.stdout).toContain(`MESSAGE ${message}`)
    const svg = readFileSync(join(dir(), "way.svg"), "utf8")
    for (const words of ["<svg ", ">SIMULATED<", `Message ${message} in as-happened`, "scenario small, run "]) expect(svg).toContain(words)
    const nowhere = situs("explain", "small.yaml", "--message", message, "--svg", "nowhere/way.svg")
    expect([nowhere.status, nowhere.stdout]).toEqual([74, ""])
    expect(nowhere.stderr).toContain("cannot write nowhere/way.svg")
    const folder = situs("explain", "small.yaml", "--message", message, "--svg", ".")
    expect(folder.status).toBe(74)
    expect(readdirSync(dir()).filter((name) => name.startsWith(".situs-"))).toEqual([])
  })

  it("is of one message", () => {
    const none = situs("explain", "small.yaml", "--svg", "way.svg")
    expect(none.status).toBe(64)
    expect(none.stderr).toContain("--svg goes with --message")
  })
})

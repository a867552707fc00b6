/** Snapshots as users make them: each command is a process of its own. */
import { copyFileSync, existsSync, readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { place } from "./spawned.ts"

const { situs, below, dir } = place()
const flips = join(import.meta.dirname, "../flips")
const take = (name: string) => copyFileSync(join(flips, name), join(dir(), name))
const eventsOf = (folder: string, variant: string): number => JSON.parse(readFileSync(join(dir(), folder, "result.json"), "utf8")).variants.find((one: { id: string }) => one.id === variant).fingerprint.events

describe("situs run --resume", () => {
  it.each([
    ["small.yaml", "small", "as-happened", 2],
    ["small.yaml", "small", "no-order", 1],
    ["evacuation.yaml", "flip-evacuation", "not-evacuated", 1],
    ["all-effects.yaml", "flip-all-effects", "as-happened", 2],
    ["relay-inside.yaml", "flip-relay-inside", "relay-abroad", 1]
  ])("of %s (%s, %s) writes every byte that the run would have written unstopped, wherever it was stopped", (name, id, variant, numRuns) => {
    if (name !== "small.yaml") take(name)
    const whole = situs("run", name, "--variant", variant, "--seed", "7", "--out", "whole", "--quiet")
    const events = eventsOf(join("whole", id), variant)
    for (const share of fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { seed: events, numRuns })) {
      const at = String(Math.floor(share * events))
      const stopped = situs("run", name, "--variant", variant, "--seed", "7", "--stop-at", at, "--snapshot", "run.situsnap")
      expect([stopped.status, stopped.stdout]).toEqual([0, expect.stringMatching(new RegExp(`^${variant} stands after ${at} events at 20\\d\\d-\\d\\d-\\d\\dT[\\d:.]+Z; run\\.situsnap has ${statSync(join(dir(), "run.situsnap")).size} bytes\\.\\n$`))])
      expect(existsSync(join(dir(), "out"))).toBe(false)
      const gone = situs("run", name, "--resume", "run.situsnap", "--out", "gone", "--quiet")
      expect([gone.status, gone.stderr]).toEqual([whole.status, whole.stderr])
      expect(below("gone")).toEqual(below("whole"))
    }
  }, 120_000)

  it("takes a replication and what is set along, goes on from snapshot to snapshot, and prints the same JSON", () => {
    const set = ["--set", "people.friends.count=55", "--replication", "3"]
    const whole = situs("run", "small.yaml", "--variant", "as-happened", ...set, "--json")
    expect(situs("run", "small.yaml", "--variant", "as-happened", ...set, "--stop-at", "1000", "--snapshot", "a").status).toBe(0)
    expect(situs("run", "small.yaml", "--set", "people.friends.count=55", "--resume", "a", "--stop-at", "4000", "--snapshot", "a").status).toBe(0)
    const gone = situs("run", "small.yaml", "--set", "people.friends.count=55", "--resume", "a", "--json")
    expect(gone.stdout).toBe(whole.stdout)
    expect(JSON.parse(whole.stdout).run.seed).toBe(1)
    expect(readdirSync(dir()).sort()).toEqual(["a", "small.yaml"])
  }, 60_000)
})

describe("A snapshot on the command line", () => {
  it("is refused by name, with what was found and expected, where it does not fit", () => {
    expect(situs("run", "small.yaml", "--variant", "as-happened", "--stop-at", "10", "--snapshot", "s").status).toBe(0)
    const refused = (...words: ReadonlyArray<string>) => {
      const { status, stderr, stdout } = situs("run", "small.yaml", "--resume", ...words)
      expect(stdout).toBe("")
      return [status, stderr.trim()]
    }
    expect(refused("gone")).toEqual([66, "gone: there is no such snapshot"])
    expect(refused("small.yaml")).toEqual([65, 'small.yaml: this is no snapshot\n  expected a file that begins with "situsnap", as --snapshot writes it'])
    expect(refused("s", "--seed", "8")).toEqual([65, "s: the snapshot is of seed 1\n  expected seed 8"])
    expect(refused("s", "--variant", "no-order")).toEqual([65, "s: the snapshot is of variant as-happened\n  expected variant no-order"])
    expect(refused("s", "--replication", "2")).toEqual([65, "s: the snapshot is of replication 0\n  expected replication 2"])
    expect(refused("s", "--set", "people.friends.count=55")).toEqual([65, expect.stringMatching(/^s: the snapshot is of a scenario \(with what is set\) of hash [0-9a-f]{64}\n {2}expected a scenario \(with what is set\) of hash [0-9a-f]{64}$/)])
    expect(existsSync(join(dir(), "out"))).toBe(false)
  }, 60_000)

  it("is not written over another file, nor into no folder: that is said before anything is simulated", () => {
    const written = (path: string) => {
      const { status, stderr } = situs("run", "small.yaml", "--variant", "as-happened", "--stop-at", "10", "--snapshot", path)
      return [status, stderr.trim()]
    }
    expect(written("small.yaml")).toEqual([74, "cannot write small.yaml: a file stands there that is no snapshot; move it away or choose another place"])
    expect(written("no/such/folder")).toEqual([74, "cannot write no/such/folder: there is no folder no/such"])
    expect(written(".")).toEqual([74, "cannot write .: what stands there is no regular file"])
  })

  it("is asked for in one way: anything else is wrong usage, with a sentence", () => {
    const usage = (...words: ReadonlyArray<string>) => {
      const { status, stderr } = situs("run", ...words)
      return [status, stderr.split("\n")[0]]
    }
    const one = ["small.yaml", "--variant", "as-happened"]
    const stop = ["--stop-at", "10", "--snapshot", "s"]
    expect(usage(...one, "--stop-at", "10")).toEqual([64, "situs: --stop-at wants --snapshot PATH, the file for what is stopped"])
    expect(usage(...one, "--snapshot", "s")).toEqual([64, "situs: --snapshot wants --stop-at N, the events after which to stop"])
    expect(usage("small.yaml", ...stop)).toEqual([64, "situs: --stop-at wants --variant ID, the variant to stop"])
    expect(usage("small.yaml", "--variant", "as-happened,no-order", ...stop)).toEqual([64, "situs: --snapshot is of one variant; 2 are given"])
    expect(usage(...one, "small.yaml", ...stop)).toEqual([64, "situs: --snapshot is of one file; 2 are given"])
    expect(usage("small.yaml", "small.yaml", "--resume", "s")).toEqual([64, "situs: --resume is of one file; 2 are given"])
    expect(usage("small.yaml", "--resume", "s", "--variant", "as-happened", "--variant", "no-order")).toEqual([64, "situs: --resume is of one variant; 2 are given"])
    expect(usage(...one, ...stop, "--replications", "3")).toEqual([64, "situs: --snapshot is of one run; --replication N names which of several"])
    expect(usage("small.yaml", "--resume", "s", "--replications", "3")).toEqual([64, "situs: --resume is of one run; --replication N names which of several"])
    expect(usage(...one, ...stop, "--json")).toEqual([64, "situs: --json prints a result; a run that is stopped has none"])
    expect(usage(...one, "--stop-at", "-1", "--snapshot", "s")[0]).toBe(64)
    const [code, beyond] = usage(...one, "--stop-at", "99999999", "--snapshot", "s")
    expect([code, beyond]).toEqual([64, expect.stringMatching(/^situs: --stop-at 99999999 lies beyond the end: as-happened has \d+ events$/)])
    expect(existsSync(join(dir(), "s"))).toBe(false)
    expect(situs("run", ...one, "--stop-at", "500", "--snapshot", "s").status).toBe(0)
    expect(usage("small.yaml", "--resume", "s", "--stop-at", "400", "--snapshot", "t")).toEqual([64, "situs: --stop-at 400 lies behind the snapshot, which stands after 500 events"])
  }, 60_000)
})

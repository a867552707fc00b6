/** Traces as users get them: recounted against the tables, the same messages in every variant, one run with and without. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import * as NodeWorker from "@effect/platform-node/NodeWorker"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest"
import { load } from "../../src/cli/Engine.ts"
import { codeOf, failureOf } from "../../src/cli/Exits.ts"
import { type Request, runFiles } from "../../src/cli/Run.ts"
import { verify } from "../../src/cli/Verify.ts"
import type { Result } from "../../src/model/result.ts"
import { KEYS, KINDS } from "../../src/run/traceWords.ts"
import { SMALL } from "./small.ts"

const layers = Layer.mergeAll(NodeFileSystem.layer, NodePath.layer, NodeWorker.layer(() => {
  throw new Error("no thread is wanted here")
}))
const CASES = { small: "", "flip-all-effects": "flips/all-effects.yaml", "flip-evacuation": "flips/evacuation.yaml" } as const
let dir = ""

const exitOf = (asked: Partial<Request>) => {
  const request: Request = { files: [], variants: [], seed: undefined, replications: 1, stopAt: undefined, snapshot: undefined, resume: undefined, replication: undefined, workers: 1, set: [], out: dir, trace: undefined, json: false, quiet: true, ...asked }
  return Effect.runPromiseExit(runFiles(load)(request).pipe(Effect.provide(layers)))
}
const fileOf = (id: keyof typeof CASES) => (id === "small" ? join(dir, "small.yaml") : join(import.meta.dirname, "..", CASES[id]))
const textOf = (out: string, id: string, name: string) => readFileSync(join(dir, out, id, name), "utf8")
const resultOf = (out: string, id: string): Result => JSON.parse(textOf(out, id, "result.json"))

type Line = Readonly<Record<string, unknown>> & { readonly at: string; readonly kind: string; readonly message?: string }
const linesOf = (out: string, id: string, variant: string): ReadonlyArray<Line> => textOf(out, id, `trace/${variant}.jsonl`).trimEnd().split("\n").map((line) => JSON.parse(line))

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "situs-trace-test-"))
  writeFileSync(join(dir, "small.yaml"), SMALL)
  for (const id of Object.keys(CASES) as ReadonlyArray<keyof typeof CASES>) await exitOf({ files: [fileOf(id)], out: join(dir, "all"), trace: 1_000_000 })
  await exitOf({ files: [fileOf("small")], out: join(dir, "some"), trace: 1000 })
  await exitOf({ files: [fileOf("small")], out: join(dir, "none") })
}, 120_000)
afterAll(() => rmSync(dir, { recursive: true, force: true }))

/** Counts of lines of some kinds by what a key says of them. */
function counted(lines: ReadonlyArray<Line>, of: (line: Line) => string | undefined): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const line of lines) {
    const key = of(line)
    if (key !== undefined) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

describe.each(Object.keys(CASES))("A trace of every message: %s", (id) => {
  it("adds up to the outcomes of the tables, by cohort, place, way to the network and service", () => {
    for (const variant of resultOf("all", id).variants) {
      const first = new Map<string, string>()
      const told = linesOf("all", id, variant.id).filter((line) => line.message !== undefined)
      for (const line of told) {
        const [cohort] = String(line.message).split("/")
        if (line.kind === "attempt" && line.try === 1) first.set(String(line.message), [cohort, line.place, line.access, line.vpn ?? "", line.service].join(" "))
      }
      const rows = variant.outcomes.filter((row) => row.about === variant.outcomes[0].about)
      const table = (value: (row: (typeof rows)[number]) => number) => counted(rows.flatMap((row) => Array<Line>(value(row)).fill({ at: "", kind: "", key: [row.cohort, row.present, row.access, row.vpn ?? "", row.service].join(" ") })), (line) => String(line.key))
      const trace = (kind: string) => counted(told, (line) => (line.kind === kind ? first.get(String(line.message)) : undefined))
      expect(counted([...first.values()].map((key) => ({ at: "", kind: "", key })), (line) => String(line.key))).toEqual(table((row) => row.attempted))
      for (const [kind, value] of [["accepted", "accepted"], ["delivered", "delivered"], ["expired", "expired"], ["bounced", "bounced"], ["erased", "erased"], ["in-flight", "inFlight"], ["under-way", "underWay"]] as const) expect(trace(kind), `${variant.id}: ${kind}`).toEqual(table((row) => row[value]))
      expect(trace("given-up"), variant.id).toEqual(table((row) => Object.values(row.refused).reduce((sum, n) => sum + n, 0)))
      const causes = counted(rows.flatMap((row) => row.causes.filter((cause) => cause.outcome === "refused").flatMap((cause) => Array<Line>(cause.messages).fill({ at: "", kind: "", key: `${cause.reason} ${cause.act}` }))), (line) => String(line.key))
      expect(counted(told, (line) => (line.kind === "given-up" ? `${line.reason} ${line.act ?? null}` : undefined))).toEqual(causes)
    }
  })

  it("tells of orders and acts as the tables do, and goes forward in time", () => {
    for (const variant of resultOf("all", id).variants) {
      const [head, ...lines] = linesOf("all", id, variant.id)
      expect(head).toMatchObject({ kind: "trace", schemaVersion: 1, variant: variant.id, share: 1, sample: "every message, and every arrival of a person" })
      expect(lines.at(-1)).toEqual({ kind: "end", messages: new Set(lines.flatMap((line) => line.message ?? [])).size })
      const steps = lines.filter((line) => line.kind === "order").map((line) => `${line.order} ${line.state}`).sort()
      expect(steps).toEqual(variant.orders.flatMap((order) => order.states.filter(({ at }) => Date.parse(at) <= Date.parse(resultOf("all", id).scenario.endsAt)).map(({ state }) => `${order.id} ${state}`)).sort())
      const times = lines.slice(0, -1).map((line) => Date.parse(line.at))
      expect(times.every((time, i) => i === 0 || time >= times[i - 1])).toBe(true)
      expect([...new Set(lines.slice(0, -1).map((line) => line.kind))].filter((kind) => !(kind in KINDS))).toEqual([])
      expect([...new Set(lines.slice(0, -1).flatMap((line) => Object.keys(line)))].filter((key) => !(key in KEYS) && !["at", "variant", "kind"].includes(key))).toEqual([])
      if (variant.acts.length > 0) expect(lines.filter((line) => line.kind === "act-begins").length).toBeGreaterThan(0)
    }
  })
})

describe("A trace of some messages", () => {
  it("tells all of the same ones in every variant, as many as it says, and is a part of the whole", () => {
    const ids = (out: string, variant: string) => new Set(linesOf(out, "small", variant).flatMap((line) => line.message ?? []))
    const variants = resultOf("some", "small").variants.map((variant) => variant.id)
    const [first, ...others] = variants.map((variant) => ids("some", variant))
    for (const other of others) expect([...other].sort()).toEqual([...first].sort())
    const whole = ids("all", variants[0])
    const [head] = linesOf("some", "small", variants[0])
    // Each message is told of with the probability `share`, by a hash of its key: five deviations, 1 in 1.7 million.
    expect(Number(head.share)).toBeCloseTo(1000 / whole.size, 3)
    expect(Math.abs(first.size - 1000)).toBeLessThan(5 * Math.sqrt(1000))
    for (const variant of variants) {
      const part = linesOf("all", "small", variant).filter((line) => line.message !== undefined && first.has(line.message))
      expect(linesOf("some", "small", variant).filter((line) => line.message !== undefined)).toEqual(part)
    }
    expect(head.sample).toMatch(/^a share of 0\.\d+ of all messages and people, chosen by their keys: the same ones in every variant$/)
  })

  it("changes nothing in the run, nor in the other files", () => {
    const files = (out: string) => Object.fromEntries(readdirSync(join(dir, out, "small"), { recursive: true, withFileTypes: true, encoding: "utf8" }).filter((entry) => entry.isFile() && !entry.parentPath.endsWith("trace") && entry.name !== "manifest.json").map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString("base64")]))
    expect(files("some")).toEqual(files("none"))
    expect(files("all")).toEqual(files("none"))
    expect(resultOf("some", "small").variants.map((variant) => variant.fingerprint)).toEqual(resultOf("none", "small").variants.map((variant) => variant.fingerprint))
  })
})

interface Slice {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  readonly ts?: number
  readonly dur?: number
  readonly cat?: string
  readonly id?: string
  readonly args: Readonly<Record<string, unknown>>
}

describe.each(Object.keys(CASES))("The same for Perfetto: %s", (id) => {
  it("has what the trace event format asks of each kind of event", () => {
    for (const variant of resultOf("all", id).variants) {
      const whole = JSON.parse(textOf("all", id, `trace/${variant.id}.chrome.json`)) as { readonly displayTimeUnit: string; readonly otherData: object; readonly traceEvents: ReadonlyArray<Slice> }
      expect(whole).toMatchObject({ displayTimeUnit: "ms", otherData: { variant: variant.id, says: expect.stringContaining("Simulation, not measurement.") } })
      const processes = new Map<number, unknown>()
      const open = new Map<string, number>()
      const ends = new Map<number, number>()
      const faults: Array<string> = []
      const holds = (is: boolean, says: string, event: Slice) => (is ? undefined : void faults.push(`${says}: ${JSON.stringify(event)}`))
      for (const event of whole.traceEvents) {
        if (event.ph === "M") {
          if (event.name === "process_name") processes.set(event.pid, event.args.name)
          continue
        }
        holds(Number.isFinite(event.ts) && Number(event.ts) >= 0, "an instant", event)
        holds(processes.has(event.pid), "a process with a name", event)
        if (event.ph === "X") {
          holds(Number(event.dur) >= 0, "a length", event)
          // Slices of one thread have to nest: these follow each other.
          holds(Number(event.ts) >= (ends.get(event.tid) ?? 0), "one after another", event)
          ends.set(event.tid, Number(event.ts) + Number(event.dur))
          continue
        }
        const key = `${event.pid} ${event.cat} ${event.id}`
        holds(["b", "n", "e"].includes(event.ph) && event.cat !== undefined && event.id !== undefined, "a phase with category and id", event)
        if (event.ph === "b") holds(!open.has(key), "begun once", event)
        else holds(Number(event.ts) >= (open.get(key) ?? Number.POSITIVE_INFINITY), "between begin and end", event)
        if (event.ph === "b") open.set(key, Number(event.ts))
        if (event.ph === "e") open.delete(key)
      }
      expect(faults).toEqual([])
      expect([...open.keys()]).toEqual([])
      const messages = whole.traceEvents.filter((event) => event.ph === "b")
      expect(messages.length).toBe(new Set(linesOf("all", id, variant.id).flatMap((line) => line.message ?? [])).size)
      for (const { id: message, pid } of messages.slice(0, 100)) expect(processes.get(pid)).toBe(String(message).split("/")[0])
      if (variant.acts.length > 0) expect(whole.traceEvents.some((event) => event.ph === "X")).toBe(true)
    }
  })
})

describe("A result with a trace", () => {
  const verdictOf = async (folder: string) => {
    const out: Array<string> = []
    const spy = vi.spyOn(process.stdout, "write").mockImplementation((text: unknown, done?: unknown) => {
      out.push(String(text))
      if (typeof done === "function") done()
      return true
    })
    const exit = await Effect.runPromiseExit(verify(load)({ target: folder, workers: 1, json: true, quiet: false }).pipe(Effect.provide(layers)))
    spy.mockRestore()
    return { code: codeOf(exit), differences: JSON.parse(out.join("")).differences as ReadonlyArray<Readonly<Record<string, string>>> }
  }

  it("is verified with it, and a changed line is found out", async () => {
    const folder = join(dir, "some", "small")
    expect(await verdictOf(folder)).toEqual({ code: 0, differences: [] })
    const at = join(folder, "trace/no-order.jsonl")
    const before = readFileSync(at, "utf8")
    writeFileSync(at, before.replace('"kind":"delivered"', '"kind":"expired"'))
    const line = before.slice(0, before.indexOf('"kind":"delivered"')).split("\n").length
    expect(await verdictOf(folder)).toEqual({ code: 1, differences: [{ file: "trace/no-order.jsonl", at: `line ${line}`, expected: expect.stringContaining('"kind":"delivered"'), found: expect.stringContaining('"kind":"expired"') }] })
    writeFileSync(at, before)
    rmSync(join(folder, "trace/no-order.chrome.json"))
    expect((await verdictOf(folder)).differences).toEqual([{ file: "trace/no-order.chrome.json", at: "", expected: "a file", found: "no file of this name" }])
  }, 60_000)

  it("is not what --json prints, nor what a stopped run has", async () => {
    for (const [asked, says] of [[{ json: true }, "--trace writes files"], [{ snapshot: "s", stopAt: 5, variants: ["no-order"] }, "--trace is of a whole run"]] as const) {
      const exit = await exitOf({ files: [fileOf("small")], trace: 10, ...asked })
      expect([codeOf(exit), exit._tag === "Failure" && failureOf(exit.cause)?.message]).toEqual([64, expect.stringContaining(says)])
    }
  })
})

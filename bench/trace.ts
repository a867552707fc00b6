/**
 * `npm run bench:trace`: what the trace sink costs while nobody listens. The bench of messages as it is, beside the same bundle from which every
 * call to the sink has been cut, in pairs that take turns at going first. Prints medians and the ratio of the processor's seconds that they
 * take, and writes out/bench/trace.json.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { bundle } from "./bundle.ts"

const root = join(import.meta.dirname, "..")
const PEOPLE = 10_000
const DAYS = 3
const PAIRS = 10
/** Of ten ratios the second and the ninth: the true median lies between them in 98 of 100 batches. */
const [LOW, HIGH] = [1, PAIRS - 2]

const folder = mkdtempSync(join(tmpdir(), "situs-trace-"))

function main(): void {
  const [whole, without] = [join(folder, "whole.mjs"), join(folder, "without.mjs")]
  bundle("traceRun.ts", whole)
  const cut = withoutTrace(readFileSync(whole, "utf8"))
  writeFileSync(without, cut.text)
  const pairs = Array.from({ length: PAIRS }, (_, i) => {
    const order = i % 2 === 0 ? [whole, without] : [without, whole]
    const [first, second] = order.map(measure)
    const [withIt, withoutIt] = i % 2 === 0 ? [first, second] : [second, first]
    if (withIt.digest !== withoutIt.digest) throw new Error("without the sink another run came out")
    return { with: withIt.seconds, without: withoutIt.seconds, ratio: withIt.seconds / withoutIt.seconds }
  })
  const ratios = pairs.map(({ ratio }) => ratio).sort((a, b) => a - b)
  const slower = ratios.filter((ratio) => ratio > 1).length
  const row = {
    people: PEOPLE,
    days: DAYS,
    calls: cut.calls,
    pairs: PAIRS,
    secondsWith: round3(median(pairs.map((pair) => pair.with))),
    secondsWithout: round3(median(pairs.map((pair) => pair.without))),
    ratio: round3(median(ratios)),
    low: round3(ratios[LOW]),
    high: round3(ratios[HIGH]),
    spread: round3(ratios[PAIRS - 1] - ratios[0]),
    slower,
    withinNoise: ratios[LOW] <= 1 && ratios[HIGH] >= 1
  }
  mkdirSync(join(root, "out/bench"), { recursive: true })
  writeFileSync(join(root, "out/bench/trace.json"), `${JSON.stringify({ ...row, ratios: ratios.map(round3) }, undefined, 2)}\n`)
  console.log(`${cut.calls} calls to the sink: ${row.secondsWith} s with them, ${row.secondsWithout} s without; ratio ${row.ratio} (${row.low} to ${row.high}), slower in ${slower} of ${PAIRS} pairs, spread ${row.spread}: ${row.withinNoise ? "within the noise" : "NOT within the noise"}`)
}

function measure(file: string): { readonly seconds: number; readonly digest: string } {
  const [told, cpu] = execFileSync(process.execPath, [file, String(PEOPLE), String(DAYS)], { encoding: "utf8" }).trim().split("\n").map((line) => JSON.parse(line) as unknown) as [{ digest: string }, NodeJS.CpuUsage]
  return { seconds: (cpu.user + cpu.system) / 1e6, digest: told.digest }
}

/** The bundle without what the world tells the sink: calls are cut, and what asks whether somebody listens is told that nobody does. */
function withoutTrace(text: string): { readonly text: string; readonly calls: number } {
  let calls = 0
  const parts = text.split(/^(?=\/\/ )/m).map((part) => {
    if (!part.startsWith("// src/world/")) return part
    let rest = part.replace(/\b(?:this\.)?w\d*\.trace !== void 0/g, () => {
      calls++
      return "false"
    })
    for (let call = CALL.exec(rest); call !== null; call = CALL.exec(rest)) {
      rest = `${rest.slice(0, call.index)}void 0${rest.slice(endOfCall(rest, call.index + call[0].length))}`
      calls++
    }
    if (/\bw\d*\.trace\b/.test(rest)) throw new Error(`${part.slice(3, part.indexOf("\n"))} uses the sink in a way that is not known here`)
    return rest
  })
  if (calls === 0) throw new Error("nothing in the world tells the sink anything")
  return { text: parts.join(""), calls }
}

const CALL = /\b(?:this\.)?w\d*\.trace(?:\?\.)?\(/

/** Behind the parenthesis that closes a call. */
function endOfCall(text: string, from: number): number {
  let depth = 1
  let quote = ""
  for (let at = from; at < text.length; at++) {
    const c = text[at]
    if (quote !== "") {
      if (c === "\\") at++
      else if (c === quote) quote = ""
    } else if (c === '"' || c === "'" || c === "`") quote = c
    else if (c === "(") depth++
    else if (c === ")" && --depth === 0) return at + 1
  }
  throw new Error("a call that does not end")
}

function median(numbers: ReadonlyArray<number>): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

function round3(x: number): number {
  return Math.round(1000 * x) / 1000
}

try {
  main()
} finally {
  rmSync(folder, { recursive: true })
}

/** A small valid scenario in which tests plant their faults, and the ways to read it. */
import { printDiagnostics } from "../../src/language/diagnostics.ts"
import { type Read, readScenario, type ScenarioFile } from "../../src/language/file.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"

export const SAMPLE = `situs: 1
id: sample
title: A sample
from: 2015-07-01
until: 2016-01-31
sources:
  paper: { title: "A paper", kind: press }
countries:
  PK: { timezone: Asia/Karachi, place: Karachi }
  GB: { timezone: Europe/London, place: London }
carriers:
  mobilink: { country: PK, share: 60 %, grade: judgement }
  telenor:  { country: PK, share: 40 %, grade: judgement }
providers:
  rim: { seat: CA, established: [CA, GB] }
sites:
  slough: { place: Slough, country: GB, operator: rim, roles: [relay, mailbox, log] }
services:
  bes:
    provider: rim
    relay: slough
    classes:
      content:  { kept: slough, keys: customer }
      metadata: { kept: slough, keys: nobody, for: 90 days }
people:
  residents:
    home: PK
    count: { value: 50, range: [40, 60], or: [{ value: 70, source: paper }], source: paper }
    use: { bes: 100 % }
    reach: { local-sim: 70 %, wifi: 30 % }
    writes: { per-day: 10, to: { residents: 60 %, visitors: 40 % } }
    trips: [{ to: GB, from: 2015-09-01, until: 2015-09-10 }]
  visitors: { home: GB, present: { in: PK, stock: 20, nights: 10 }, use: { bes: 100 % }, reach: { home-routed: 100 % } }
orders:
  open-bes:
    by: PK
    kind: bulk-access
    to: rim
    demands:
      - open: { what: bes.content, span: from-now, to: PK }
    through: { mobilink: obeys, telenor: obeys }
    else:
      - block: { what: bes, at: subscription }
    timeline:
      - { issued: 2015-07-24, due: 2015-11-30, source: paper }
      - { postponed: 2015-11-30, to: 2015-12-30 }
      - { rescinded: 2015-12-31 }
answers:
  leave: { by: rim, to: open-bes, kind: exit, when: orders.open-bes.in-effect, do: [{ exit: { what: bes, of: { account: PK } } }] }
  maybe: { by: rim, to: open-bes, kind: comply, hypothetical: true, do: [comply] }
variants:
  no-order: { without: open-bes }
  nobody-yields:
    set: [{ path: orders.open-bes.timeline.rescinded, was: 2015-12-31, becomes: never }]
  stays: { like: nobody-yields, without: [leave], with: maybe }
claims:
  - { id: all-is-well, says: Nobody loses service, measure: refused, expect: none }
  - { id: gone, says: They do, variant: nobody-yields, measure: accepted, of: { account: PK }, after: 2015-12-31, expect: at most 1 % }
`

export const FILE = "sample.yaml"

export function readText(text: string): Read {
  return readScenario(new TextEncoder().encode(text), FILE, locate, zones)
}

/** The sample with one part of its text replaced; the part must be there. */
export function withFault(part: string | ReadonlyArray<readonly [string, string]>, by = ""): string {
  const edits = typeof part === "string" ? [[part, by] as const] : part
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`the sample has no ${from}`)
    return text.replace(from, () => to)
  }, SAMPLE)
}

/** Line and column of the first place of a part of a text, counted from 1. */
export function placeOf(text: string, part: string): { readonly line: number; readonly column: number } {
  const at = text.indexOf(part)
  const before = text.slice(0, at).split("\n")
  return { line: before.length, column: before[before.length - 1].length + 1 }
}

/** The file, or the test fails with what is wrong with it. */
export function good(read: Read): ScenarioFile {
  if (read.ok) return read.file
  throw new Error(read.text)
}

/** The errors of a file; the test fails if there are none. */
export function bad(read: Read): Extract<Read, { readonly ok: false }> {
  if (!read.ok) return read
  throw new Error(`no errors; notes: ${printDiagnostics(read.file.text, read.file.notes)}`)
}

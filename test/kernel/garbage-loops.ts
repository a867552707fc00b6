/** Run by garbage.test.ts in a process of its own: each loop is warmed up, then marked, then run for the test to count collections. */
import { Calendar } from "../../src/kernel/calendar.ts"
import { Column, IntColumn } from "../../src/kernel/columns.ts"
import { Digest } from "../../src/kernel/digest.ts"
import { hash4, Stream, uniform } from "../../src/kernel/rng.ts"
import { Alias, exponentialInto } from "../../src/kernel/sample.ts"
import { RowTable } from "../../src/kernel/table.ts"

const calendar = new Calendar()
const stream = new Stream(1, 2)
const digest = new Digest()
const instant = new Float64Array(1)
const table = new RowTable(3)
const doubles = new Column()
const ints = new IntColumn()
const alias = new Alias([1, 2, 3, 4])
const cell = new Float64Array(1)
const control: { x: number }[] = []
const TURNS = 5_000_000

for (let i = 0; i < 1000; i++) calendar.schedule(stream.exponential(), 0, i, 0)

/** A double that is handed from function to function goes through a cell: whether V8 inlines a call, and so need not box it, hangs on the caller. */
function hold(count: number): void {
  for (let i = 0; i < count; i++) {
    calendar.pop()
    exponentialInto(cell, hash4(3, i, calendar.a, 0))
    calendar.schedule(calendar.nowMs + cell[0], i & 7, calendar.a, i)
  }
}

function draw(count: number): void {
  for (let i = 0; i < count; i++) cell[0] += stream.exponential()
}

function cancel(count: number): void {
  for (let i = 0; i < count; i++) calendar.cancel(calendar.schedule(calendar.nextMs() + 0.5, 1, i, i))
}

function tabulate(count: number): void {
  for (let i = 0; i < count; i++) {
    const row = table.intern(alias.pick(uniform(hash4(1, 2, 3, i))), i & 15, i & 3)
    doubles.add(row, 0.5)
    ints.add(row, 1)
  }
}

function fingerprint(count: number): void {
  for (let i = 0; i < count; i++) {
    instant[0] = i * 0.1
    digest.mixBoth(i, instant, 0)
  }
}

/** What a loop that makes garbage looks like: an object and a double a turn. */
function litter(count: number): void {
  for (let i = 0; i < count; i++) control[i & 63] = { x: i * 0.1 }
}

for (const loop of [hold, draw, cancel, tabulate, fingerprint, litter]) {
  for (let i = 0; i < 20; i++) loop(100_000)
  console.log(`loop ${loop.name}`)
  loop(TURNS)
  console.log("loop warm-up")
}

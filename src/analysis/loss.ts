/** When acts took service from people who fare alike, as far as what they wrote tells. */
import type { RunRecord } from "../world/record.ts"
import { emptyFate, type Fate, merge } from "./fate.ts"

/** Stretches in which acts took service, as one. */
export interface Loss {
  readonly fromMs: number
  /** Undefined: it lasts to the end of what is summed. */
  readonly untilMs: number | undefined
  readonly stretches: number
  /** Messages of these stretches. */
  readonly fate: Fate
}

/**
 * A stretch is made of slots in which acts refused something, one after the other. Slots in which nobody tried belong to it where it goes
 * on behind them, before it from the start of its first act on, and after it until something about its acts changes. Stretches that are
 * over before the turning point are left out.
 */
export function lossOf(record: RunRecord, bySlot: ReadonlyMap<number, Fate>, turnMs: number, endMs: number): Loss | undefined {
  const parts = partsOf(record, bySlot, endMs)
  const changesMs = changesOf(record, parts)
  passByChance(parts, changesMs)
  const stretches = stretchesOf(record, parts)
  for (const stretch of stretches) goOn(stretch, parts, changesMs, Math.max(...causesOf(record, stretch.fate).map((act) => act.endMs)))
  const met = stretches.filter((stretch) => stretch.untilMs > turnMs)
  const last = met.at(-1)
  if (last === undefined) return undefined
  return { fromMs: met[0].fromMs, untilMs: parts.slice(last.last + 1).every(isSilent) ? undefined : last.untilMs, stretches: met.length, fate: merged(met.map(({ fate }) => fate)) }
}

/** A slot of the tables, and how these people fared in it. */
interface Part {
  readonly fromMs: number
  readonly untilMs: number
  readonly fate: Fate
  is: "refused" | "passed" | "silent"
}

interface Stretch {
  fromMs: number
  untilMs: number
  /** Numbers of its first part and of its last. */
  readonly first: number
  last: number
  readonly fate: Fate
}

function partsOf(record: RunRecord, bySlot: ReadonlyMap<number, Fate>, endMs: number): ReadonlyArray<Part> {
  return record.slots.flatMap(({ fromMs, untilMs }, slot) => {
    const fate = bySlot.get(slot) ?? emptyFate()
    return untilMs > endMs ? [] : [{ fromMs, untilMs, fate, is: fate.causes.size > 0 ? ("refused" as const) : fate.attempted === 0 ? ("silent" as const) : ("passed" as const) }]
  })
}

function isSilent(part: Part): boolean {
  return part.is === "silent"
}

function merged(fates: ReadonlyArray<Fate>): Fate {
  const sum = emptyFate()
  for (const fate of fates) merge(sum, fate)
  return sum
}

function causesOf(record: RunRecord, fate: Fate): ReadonlyArray<RunRecord["acts"][number]> {
  return [...fate.causes.values()].map(({ cause }) => record.acts[cause])
}

/** Instants at which these people may be refused more or less than before [ms]: of the acts that refused them and of their orders. */
function changesOf(record: RunRecord, parts: ReadonlyArray<Part>): ReadonlyArray<number> {
  const acts = new Set(parts.flatMap(({ fate }) => causesOf(record, fate)))
  const orders = new Set([...acts].map((act) => act.order))
  const turns = record.orders.filter(({ id }) => orders.has(id)).flatMap((order) => (order.turns ?? []).filter(({ what }) => !STILL.has(what)))
  const undone = record.acts.filter(({ verb }) => UNDOES.has(verb))
  return [...[...acts].flatMap((act) => [act.startMs, act.endMs]), ...turns.map(({ atMs }) => atMs), ...undone.map(({ startMs }) => startMs)]
}

/** Steps after which an order does what it did before. */
const STILL: ReadonlySet<string> = new Set(["announced", "issued", "due", "extended", "upheld"])
const UNDOES: ReadonlySet<string> = new Set(["start", "restore", "evade"])

/**
 * Of few messages all may pass though acts refuse most, since a leak lets these people's through: beside a slot with refusals such a
 * slot belongs to the stretch, unless something changed between the two.
 */
function passByChance(parts: ReadonlyArray<Part>, changesMs: ReadonlyArray<number>): void {
  const refused = merged(parts.flatMap(({ is, fate }) => (is === "refused" ? [fate] : [])))
  const rate = refused.attempted === 0 ? 0 : refused.accepted / refused.attempted
  for (const inOrder of [[...parts].reverse(), parts]) {
    let beside: Part | undefined
    for (const part of inOrder) {
      if (part.is === "silent") continue
      if (part.is === "passed" && beside?.is === "refused" && rate ** part.fate.attempted >= CHANCE) {
        const [fromMs, untilMs] = [Math.min(part.untilMs, beside.untilMs), Math.max(part.fromMs, beside.fromMs)]
        if (!changesMs.some((atMs) => atMs >= fromMs && atMs <= untilMs)) part.is = "refused"
      }
      beside = part
    }
  }
}

/** So unlikely a run of messages that pass tells that nothing refused them. */
const CHANCE = 0.01

function stretchesOf(record: RunRecord, parts: ReadonlyArray<Part>): ReadonlyArray<Stretch> {
  const stretches: Array<Stretch> = []
  for (const [n, { fromMs, untilMs, fate, is }] of parts.entries()) {
    if (is !== "refused") continue
    const open = stretches.at(-1)
    if (open === undefined || !parts.slice(open.last + 1, n).every(isSilent)) stretches.push({ fromMs, untilMs, first: n, last: n, fate: merged([fate]) })
    else {
      Object.assign(open, { untilMs, last: n })
      merge(open.fate, fate)
    }
  }
  for (const stretch of stretches) {
    let { first } = stretch
    while (first > 0 && isSilent(parts[first - 1])) first--
    const begunMs = Math.min(...causesOf(record, stretch.fate).map((act) => act.startMs))
    stretch.fromMs = Math.min(stretch.fromMs, Math.max(parts[first].fromMs, begunMs))
  }
  return stretches
}

/** Nobody tried for a while, or any more: it goes on as long as its acts do and, where service is there behind that, until something about them changed. */
function goOn(stretch: Stretch, parts: ReadonlyArray<Part>, changesMs: ReadonlyArray<number>, endMs: number): void {
  const isThereAgain = !parts.slice(stretch.last + 1).every(isSilent)
  for (let next = parts[stretch.last + 1]; next?.is === "silent" && next.fromMs < endMs && !(isThereAgain && changesMs.includes(next.fromMs)); next = parts[stretch.last + 1]) {
    stretch.untilMs = next.untilMs
    stretch.last++
  }
}

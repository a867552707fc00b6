/** The answer in two sentences made of numbers: who is without service, and whose content a state reads, over all options. */
import type { EffectMeasure, GroupEffect } from "../model/comparison.ts"
import type { Result, Status } from "../model/result.ts"
import { NAME_MAX } from "./alike.ts"
import { baselineOf, differenceWords, differs, effectOf, greatestOf, options, peopleOf, quantityOf } from "./effect.ts"
import type { Finding } from "./finding.ts"
import { joined, type Words } from "./quantity.ts"
import { STATUSES, statusNoun } from "./who.ts"
import { BRIEF, count, counted, distinct, firstFew, grouped, percentOf, shortened, sum } from "./words.ts"

/** Two sentences, short enough to be read out. Without an option there is nothing to compare: then they tell of the one variant. */
export function answer(result: Result, found: ReadonlyArray<Finding>): ReadonlyArray<Words> {
  if (result.effects.length === 0) return found.flatMap(alone)
  return [without(result), read(result, found)]
}

/** Options by how they differ from the baseline in a measure of everybody, from the least difference to the most. */
interface Spread {
  readonly any: GroupEffect
  readonly more: ReadonlyArray<GroupEffect>
  readonly less: ReadonlyArray<GroupEffect>
  readonly same: number
}

function spreadOf(result: Result, measure: EffectMeasure): Spread | undefined {
  const rows = options(result).flatMap((option) => effectOf(result, option, measure) ?? [])
  if (rows.length === 0) return undefined
  const of = (how: ReturnType<typeof differs>) => rows.filter((row) => differs(row) === how).sort((a, b) => Math.abs(a.difference.mean ?? 0) - Math.abs(b.difference.mean ?? 0))
  return { any: rows[0], more: of("more"), less: of("less"), same: of("same").length }
}

function without(result: Result): Words {
  const spread = spreadOf(result, "peopleWithoutService")
  if (spread === undefined) return "People without service were not counted."
  return joined("Of ", [peopleOf(spread.any)], " people, ", baselineHas(spread), ` are without service at some time in the baseline (${shortened(baselineOf(result), NAME_MAX)}); `, optionsDiffer(spread, result), mostByStatus(result), ".")
}

/** `: at most 58,700 of 59,000 residents, 1,765 of 11,989 visitors`: who they are, over all variants. With several states a person has several statuses: then the chapter tells it. */
function mostByStatus(result: Result): Words {
  if (result.scenario.about.length !== 1) return ""
  const rows = result.effects.filter((row) => row.by === "status" && row.measure === "peopleWithoutService")
  const most = STATUSES.flatMap((status) => greatestOf(rows.filter((row) => row.group === status)) ?? [])
  const said = most.flatMap(({ part, row }, i): ReadonlyArray<Words> => [i === 0 ? "" : ", ", [quantityOf(row, part, BRIEF) ?? "not known", " of ", peopleOf(row, BRIEF)], ` ${statusNoun(row.group as Status)}`])
  return most.length === 0 ? "" : joined("; at most ", ...said)
}

function read(result: Result, found: ReadonlyArray<Finding>): Words {
  const spread = spreadOf(result, "peopleRead")
  const metadata = found.filter((f) => f.readings.some((r) => r.form === "metadata")).length
  const ofMetadata = metadata === 0 ? "" : `; a state has metadata in ${count(metadata)} of ${counted(found.length, "variant")}`
  if (spread === undefined) return "People whose content a state reads were not counted."
  return joined("Of the same people, a state reads or has content of ", baselineHas(spread), " in the baseline; ", optionsDiffer(spread, result), `${ofMetadata}.`)
}

function baselineHas({ any }: Spread): Words {
  const quantity = quantityOf(any, "baselineValue")
  return quantity === undefined ? "an unknown number" : [quantity]
}

/** `5 of 11 options have more, by +1,204 (carriers-only) to +2.91 million (as-announced), 6 have as many`. */
function optionsDiffer({ more, less, same }: Spread, result: Result): Words {
  const total = more.length + less.length + same
  const as = result.run.replications > 1 ? "no difference that the runs tell from 0" : "as many"
  if (same === total) return total === 1 ? `the 1 option has ${as}` : `each of ${count(total)} options has ${as}`
  const parts: ReadonlyArray<Words> = [...sided(more, "more"), ...sided(less, "fewer"), ...(same === 0 ? [] : [`${count(same)} ${same === 1 ? "has" : "have"} ${as}`])]
  return joined(...parts.flatMap((part, i): ReadonlyArray<Words> => (i === 0 ? [joined(of(part, total))] : [", ", part])))
}

/** The first number of options says of how many. */
function of(part: Words, total: number): Words {
  const [first, ...rest] = typeof part === "string" ? [part] : part
  return typeof first === "string" ? [first.replace(/^\d+/, (n) => `${n} of ${counted(total, "option")}`), ...rest] : part
}

/** `5 have more, by +1,204 (carriers-only) to +2.91 million (as-announced)`. */
function sided(rows: ReadonlyArray<GroupEffect>, how: "more" | "fewer"): ReadonlyArray<Words> {
  if (rows.length === 0) return []
  const named = (row: GroupEffect): Words => joined(differenceWords(row), ` (${shortened(row.variant, NAME_MAX)})`)
  const most = rows[rows.length - 1]
  const verb = `${count(rows.length)} ${rows.length === 1 ? "has" : "have"} ${how}, by `
  if (rows.length === 1) return [joined(verb, named(most))]
  return [rows[0].difference.mean === most.difference.mean ? joined(verb, differenceWords(most), " each") : joined(verb, named(rows[0]), " to ", named(most))]
}

/** Of one variant that nothing is compared with: who loses service, and what is read. */
function alone(finding: Finding): ReadonlyArray<Words> {
  const lost = [...finding.loses, ...finding.partly]
  const { accepted, attempted } = finding.keeps
  const kept = attempted === 0 ? "" : `; of those who keep it ${percentOf(accepted, attempted)} messages are accepted`
  const after = finding.variant.turningPoint.what === "start" ? "in the whole run" : "after the turning point"
  const service = attempted === 0 && lost.length === 0
    ? `In ${finding.variant.id} nobody tried to send a message ${after}.`
    : lost.length === 0
      ? `In ${finding.variant.id} nobody loses service ${after}: ${percentOf(accepted, attempted)} messages are accepted.`
      : `In ${finding.variant.id} service is lost, or lost in part, by ${firstFew(distinct(lost.flatMap((fate) => fate.who)), 3)}: while it lasts ${percentOf(sum(lost, (f) => f.accepted), sum(lost, (f) => f.attempted))} messages are accepted${kept}.`
  const read = finding.readings.filter((r) => r.form !== "ciphertext")
  // Readable and disclosed may be the same messages, so that the larger of the two stands.
  const what = [...grouped(read, (r) => `${r.authority} ${r.form} of`)].map(([who, own]) => `${who} ${firstFew([...grouped(own, (r) => r.what)].map(([name, of]) => `${count(Math.max(...of.map((r) => r.messages)))} of ${name}`), 2)}`)
  return [service, read.length === 0 ? "No state reads or has content or metadata of a message." : `A state reads or has, a message counting at each of its ends: ${firstFew(what, 3)}.`]
}

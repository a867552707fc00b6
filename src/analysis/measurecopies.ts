/** Copies at rest, copies moved, and who held keys. */
import type { AtRestRow, KeyRow, MoveRow } from "../world/record.ts"
import { slotMask } from "./claimwindow.ts"
import { notExercised, type Observation, observation } from "./observation.ts"
import { ACROSS, authoritiesOf, causeMatches, counts, type Question, tidy, weightOf, WHERE_UNKNOWN } from "./question.ts"
import { groupMatches, matches, type Match, UNSURE, whatClass, YES } from "./selector.ts"
import { siteFacts } from "./sites.ts"

/**
 * Copies [of real people]: at the window's end, and the most at any time in it. `of` is the mailbox's owner, `in` the true
 * country, `at` and `site` the site, `by` its operator (his name, or a kind such as provider). % is of the same copies anywhere.
 */
export function measureCopies(question: Question): Observation {
  const { record } = question.run
  if (!inUse(question)) return notExercised("copies", UNUSED)
  const here = new Map<number, number>()
  const anywhere = new Map<number, number>()
  const subject = subjects(question)
  const inSent = slotMask(record.slots, question.sent)
  const meantOnce = remembered((service, dataClass) => meant(question, service, dataClass))
  const siteOnce = remembered((place, service) => {
    const [site, operator, provider] = place.split(" ").map((word) => (word === "" ? undefined : word))
    return siteMeant(question, site ?? "", service, { operator, provider })
  })
  for (const row of record.atRest) {
    if (!meantOnce(row.service, row.class)) continue
    const sent = question.sent === undefined ? YES : (inSent[row.sentSlot] ?? UNSURE)
    if (!counts(question, WHERE_UNKNOWN, subject(row)) || !counts(question, ACROSS, sent)) continue
    const copies = row.copies * weightOf(record, row.group)
    add(anywhere, row.atMs, copies)
    if (siteOnce(row.operator === undefined && row.provider === undefined ? row.site : `${row.site} ${row.operator ?? ""} ${row.provider ?? ""}`, row.service)) add(here, row.atMs, copies)
  }
  const instants = snapshotsIn(question)
  const last = instants[instants.length - 1]
  let most = 0
  for (const atMs of instants) most = Math.max(most, here.get(atMs) ?? 0)
  return observation({ unit: "copies", value: tidy(here.get(last) ?? 0), most: tidy(most), total: tidy(anywhere.get(last) ?? 0) })
}

/** Copies moved [of real people] whose move ended in the window; one that does not end counts when the run does. `in`, `at`, `site`: either end. % is of the same copies moved anywhere. */
export function measureMoved(question: Question): Observation {
  const { record } = question.run
  if (!inUse(question)) return notExercised("copies", UNUSED)
  let here = 0
  let anywhere = 0
  for (const row of movesSelected(question)) {
    const endMs = row.endMs ?? record.horizonMs
    if (endMs <= question.window.fromMs || endMs > question.window.untilMs) continue
    const copies = row.copies * weightOf(record, row.group)
    anywhere += copies
    if (moveMeant(question, row)) here += copies
  }
  return observation({ unit: "copies", value: tidy(here), total: tidy(anywhere) })
}

/** Moves of the people, classes, order and answer that the claim means, whenever and wherever. */
export function movesSelected(question: Question): ReadonlyArray<MoveRow> {
  const { record, reference } = question.run
  const people = groupMatches(question.of, record, reference)
  return record.moves.filter((row) => meant(question, row.service, row.class) && causeMatches(question, row.cause, undefined) && counts(question, WHERE_UNKNOWN, people(row.service)[row.group] as Match))
}

export function moveMeant(question: Question, row: MoveRow): boolean {
  return siteMeant(question, row.fromSite, row.service) || siteMeant(question, row.toSite, row.service)
}

/**
 * Real people of whose keys somebody was a holder in the window; a key that belongs to nobody in particular counts one.
 * `by` or `to` is the holder (his name, or a kind such as provider), `in` the country where the keys are. % is of the
 * people of the same keys whoever holds them. Its words are the holders at the window's end.
 */
export function measureKeys(question: Question): Observation {
  const { record, reference } = question.run
  if (!inUse(question)) return notExercised("holders", UNUSED)
  const people = groupMatches(question.of, record, reference)
  const holders = authoritiesOf(question.claim)
  const inside = new Set<number>()
  const all = new Set<number>()
  const standing = new Set<string>()
  for (const row of record.keys) {
    if (!meant(question, row.service, row.class) || !causeMatches(question, row.cause, undefined)) continue
    if (row.startMs >= question.window.untilMs || (row.endMs ?? Infinity) <= question.window.fromMs) continue
    if (!counts(question, WHERE_UNKNOWN, row.group < 0 ? YES : (people(row.service)[row.group] as Match))) continue
    all.add(row.group)
    if (!placeMeant(question, row) || (holders !== undefined && !holders.includes(row.holder) && !holders.includes(row.holderKind))) continue
    inside.add(row.group)
    if ((row.endMs ?? Infinity) >= question.window.untilMs) standing.add(row.holderKind === row.holder || row.holderKind === "state" ? row.holder : `${row.holderKind}:${row.holder}`)
  }
  const peopleOf = (groups: Set<number>) => tidy([...groups].reduce((sum, group) => sum + (group < 0 ? 1 : record.groups[group].people * record.groups[group].weight), 0))
  return observation({ unit: "holders", value: peopleOf(inside), total: peopleOf(all), standing: [...standing].sort() })
}

export const UNUSED = "its selectors match nobody who uses the service"

/** Whether anybody meant uses a service meant, as far as messages tell: "no copies" of a service in use holds. */
export function inUse(question: Question): boolean {
  const { record, reference, scenario } = question.run
  const people = groupMatches(question.of, record, reference)
  return record.outcomes.some((row) => {
    if (row.attempted === 0 && row.received.addressed === 0) return false
    if (people(row.service)[record.situations[row.situation].group] === 0) return false
    const name = row.service.split(".")[0]
    return Object.keys(scenario.services[name]?.classes ?? {}).some((dataClass) => whatClass(question.what, name, dataClass, scenario.services))
  })
}

function meant(question: Question, service: string, dataClass: string): boolean {
  return whatClass(question.what, service, dataClass, question.run.scenario.services)
}

/** How far the owner of a copy (and who wrote to him) is meant. */
function subjects(question: Question): (row: AtRestRow) => Match {
  const { record, reference } = question.run
  const hasOther = question.of !== undefined && question.of !== "all" && question.of.some((clause) => clause["other-end"] !== undefined)
  if (!hasOther) {
    const people = groupMatches(question.of, record, reference)
    return (row) => people(row.service)[row.group] as Match
  }
  return (row) => matches(question.of, record.groups[row.group], undefined, reference, record.groups[row.otherGroup], row.service)
}

function siteMeant(question: Question, site: string, service: string, now?: Parameters<typeof siteFacts>[3]): boolean {
  const { claim, run } = question
  const facts = siteFacts(run.scenario, site, service, now)
  if (claim.in !== undefined && !claim.in.some((code) => code === "all" || run.reference.covers(code, facts.country))) return false
  if (claim.at !== undefined && !claim.at.includes(site)) return false
  if (claim.site !== undefined && claim.site !== site) return false
  return claim.by === undefined || claim.by.includes(facts.operator) || claim.by.includes(facts.operatorKind)
}

function placeMeant(question: Question, row: KeyRow): boolean {
  const { claim, run } = question
  return claim.in === undefined || claim.in.some((code) => code === "all" || (row.country !== undefined && run.reference.covers(code, row.country)))
}

/** Instants in the window at which copies were counted; the last one before its end where there is none. A count at an instant is of what lay there until then. */
function snapshotsIn(question: Question): ReadonlyArray<number> {
  const { record } = question.run
  const instants = new Set([...record.windowCutsMs, record.horizonMs])
  for (const row of record.atRest) instants.add(row.atMs)
  const all = [...instants].sort((a, b) => a - b)
  const inside = all.filter((atMs) => atMs > question.window.fromMs && atMs <= question.window.untilMs)
  if (inside.length > 0) return inside
  return all.filter((atMs) => atMs <= question.window.fromMs).slice(-1)
}

/** Asks once for each pair of words: the table of copies is long, its words are few. */
function remembered(ask: (a: string, b: string) => boolean): (a: string, b: string) => boolean {
  const known = new Map<string, Map<string, boolean>>()
  return (a, b) => {
    let row = known.get(a)
    if (row === undefined) known.set(a, (row = new Map()))
    let answer = row.get(b)
    if (answer === undefined) row.set(b, (answer = ask(a, b)))
    return answer
  }
}

function add(to: Map<number, number>, atMs: number, copies: number): void {
  to.set(atMs, (to.get(atMs) ?? 0) + copies)
}

/** What an authority could read or has: exposed, openable, readable, disclosed. */
import type { ReaderKind, ReaderLevel, ReaderRow } from "../world/record.ts"
import { slotMask } from "./claimwindow.ts"
import { inUse, UNUSED } from "./measurecopies.ts"
import { notExercised, type Observation, observation } from "./observation.ts"
import { ACROSS, authoritiesOf, causeMatches, counts, type Question, tidy, weightOf, WHERE_UNKNOWN } from "./question.ts"
import { type Distinct, distinctOf, type Opened, type Passed } from "./readdistinct.ts"
import { groupMatches, type Match, NO, UNSURE, whatClass, whatMessages, YES } from "./selector.ts"

/**
 * Messages to or from the people selected [real ones] of which it came about in the window. A message has several classes
 * and forms, and may be read by several authorities and because of several acts: it counts once. Of copies that lie exposed
 * the class and form of which most do counts.
 * % is of the messages that it could be: those that these people sent and got, first tried in `sent`, else at any time
 * until the window's end, since what is opened today may be old. Each end counts, here and there alike.
 */
export function measureReaders(question: Question, level: ReaderLevel): Observation {
  const { run, claim } = question
  const { record, reference, scenario } = run
  if (!inUse(question)) return notExercised("messages", UNUSED)
  const people = groupMatches(question.of, record, reference)
  const inWindow = slotMask(record.slots, question.window)
  const inSent = slotMask(record.slots, question.sent)
  const authorities = authoritiesOf(claim)
  const forms: ReadonlyArray<string> = claim.form ?? ["content", "metadata"]
  const isMeant = (row: Pick<ReaderRow, "level" | "service" | "group" | "slot" | "sentSlot">) => {
    if (row.level !== level || people(row.service)[row.group] === NO || inWindow[row.slot] === NO) return false
    const sent = question.sent === undefined ? YES : (inSent[row.sentSlot] ?? UNSURE)
    return counts(question, WHERE_UNKNOWN, people(row.service)[row.group] as Match) && counts(question, ACROSS, inWindow[row.slot], sent)
  }
  const isAsked = (kind: ReaderKind, service: string) => forms.includes(kind.form) && (authorities === undefined || authorities.includes(kind.authority)) && whatClass(question.what, service, kind.class, scenario.services) && causeMatches(question, kind.cause, kind.basis)
  const byMessage = new Map<string, MessagesRead>()
  for (const row of record.readers) if (row.level === level && isAsked(row, row.service) && isMeant(row)) readOf(byMessage, row).rows.push(row)
  for (const row of level === "exposed" ? [] : record.readTwice) {
    if (row.level !== level || !byMessage.has(keyOf(row)) || !isMeant(row)) continue
    const times = row.kinds.filter((kind) => isAsked(kind, row.service)).length
    if (row.opened === undefined) {
      if (times > 1) readOf(byMessage, row).passed.push({ slot: row.slot, times, messages: row.messages })
    } else if (times > 0 && isAsked(row.opened.kind, row.service) && isMeant({ ...row, slot: row.opened.slot })) readOf(byMessage, row).opened.push({ slot: row.opened.slot, kind: row.opened.kind, messages: row.messages })
  }
  const all = level === "exposed" ? new Map<string, number>() : allOf(question, byMessage)
  let value = 0
  for (const [key, read] of byMessage) {
    const { least, most } = level === "exposed" ? greatestOf(read.rows) : distinctOf(read, record.acts)
    const capped = Math.max(least, Math.min(most, all.get(key) ?? most))
    value += (least === capped || !counts(question, PERHAPS_AGAIN, UNSURE) ? least : capped) * weightOf(record, read.group)
  }
  const total = messagesOf(question, people)
  // Mail that was first tried in `sent` and accepted later is counted at its other end when it was accepted.
  const capped = question.sent === undefined ? Math.min(value, total) : value
  return observation({ unit: "messages", value: tidy(capped), total: tidy(Math.max(capped, total)) })
}

/** Messages of a service, time of sending and group: the rows in which they count. */
interface MessagesRead {
  readonly group: number
  readonly rows: Array<ReaderRow>
  readonly passed: Array<Passed>
  readonly opened: Array<Opened>
}

function readOf(byMessage: Map<string, MessagesRead>, row: Pick<ReaderRow, "service" | "sentSlot" | "group">): MessagesRead {
  const key = keyOf(row)
  const known = byMessage.get(key) ?? { group: row.group, rows: [], passed: [], opened: [] }
  byMessage.set(key, known)
  return known
}

function keyOf({ service, sentSlot, group }: Pick<ReaderRow, "service" | "sentSlot" | "group">): string {
  return `${service} ${sentSlot} ${group}`
}

/** Copies in several places, of several classes: the greatest is how many messages there are at least. */
function greatestOf(rows: ReadonlyArray<ReaderRow>): Distinct {
  const byClass = new Map<string, number>()
  for (const row of rows) {
    const name = `${row.authority} ${row.cause} ${row.class} ${row.form}`
    byClass.set(name, (byClass.get(name) ?? 0) + row.messages)
  }
  const most = Math.max(...byClass.values())
  return { least: most, most }
}

/** All messages of which some were read, by the same key: no more than these can be. */
function allOf({ run: { record } }: Question, byMessage: ReadonlyMap<string, MessagesRead>): ReadonlyMap<string, number> {
  const all = new Map<string, number>()
  for (const row of record.outcomes) {
    const key = keyOf({ service: row.service.split(".")[0], sentSlot: row.slot, group: record.situations[row.situation].group })
    if (byMessage.has(key)) all.set(key, (all.get(key) ?? 0) + row.accepted + row.received.addressed)
  }
  return all
}

const PERHAPS_AGAIN = "the run does not tell whether what was taken at rest or opened by a key had been read before"

/** Accepted messages sent by them, and addressed to them: written in `sent`, else until the window's end. */
function messagesOf(question: Question, people: ReturnType<typeof groupMatches>): number {
  const { record, scenario } = question.run
  const inTime = slotMask(record.slots, question.sent ?? { fromMs: 0, untilMs: question.window.untilMs })
  let sum = 0
  for (const row of record.outcomes) {
    const { group } = record.situations[row.situation]
    const match = people(row.service)[group] as Match
    if (match === NO || inTime[row.slot] === NO || !serviceMeant(question, row.service, scenario.services)) continue
    if (!counts(question, WHERE_UNKNOWN, match) || !counts(question, ACROSS, inTime[row.slot])) continue
    sum += (row.accepted + row.received.addressed) * weightOf(record, group)
  }
  return sum
}

function serviceMeant(question: Question, service: string, services: Question["run"]["scenario"]["services"]): boolean {
  // A service's classes are those of its features' messages too.
  return whatMessages(question.what, service, services) || whatMessages(question.what, service.split(".")[0], services)
}

/** What an authority could read or has: exposed, openable, readable, disclosed. */
import type { ReaderLevel, ReaderRow } from "../world/record.ts"
import { slotMask } from "./claimwindow.ts"
import { inUse, UNUSED } from "./measurecopies.ts"
import { notExercised, type Observation, observation } from "./observation.ts"
import { ACROSS, authoritiesOf, causeMatches, counts, type Question, tidy, weightOf, WHERE_UNKNOWN } from "./question.ts"
import { groupMatches, type Match, NO, UNSURE, whatClass, whatMessages, YES } from "./selector.ts"

/**
 * Messages to or from the people selected [real ones] of which it came about in the window. A message has several classes
 * and forms, and may be read by several authorities and because of several acts: the greatest of them counts, not their sum.
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
  const byMessage = new Map<string, MessagesRead>()
  for (const row of record.readers) {
    if (row.level !== level || !forms.includes(row.form) || people(row.service)[row.group] === NO || inWindow[row.slot] === NO) continue
    if (authorities !== undefined && !authorities.includes(row.authority)) continue
    if (!whatClass(question.what, row.service, row.class, scenario.services) || !causeMatches(question, row.cause, row.basis)) continue
    const sent = question.sent === undefined ? YES : (inSent[row.sentSlot] ?? UNSURE)
    if (!counts(question, WHERE_UNKNOWN, people(row.service)[row.group] as Match) || !counts(question, ACROSS, inWindow[row.slot], sent)) continue
    addTo(byMessage, row)
  }
  let value = 0
  for (const { group, byClass } of byMessage.values()) value += Math.max(...byClass.values()) * weightOf(record, group)
  const total = messagesOf(question, people)
  // Mail that was first tried in `sent` and accepted later is counted at its other end when it was accepted.
  const capped = question.sent === undefined ? Math.min(value, total) : value
  return observation({ unit: "messages", value: tidy(capped), total: tidy(Math.max(capped, total)) })
}

/** Messages of a service, time of sending and group: the greatest over authorities, acts, classes and forms is how many there are at least. */
interface MessagesRead {
  readonly group: number
  readonly byClass: Map<string, number>
}

function addTo(byMessage: Map<string, MessagesRead>, row: ReaderRow): void {
  const key = `${row.service} ${row.sentSlot} ${row.group}`
  let sum = byMessage.get(key)
  if (sum === undefined) byMessage.set(key, (sum = { group: row.group, byClass: new Map() }))
  const name = `${row.authority} ${row.cause} ${row.class} ${row.form}`
  sum.byClass.set(name, (sum.byClass.get(name) ?? 0) + row.messages)
}

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
  return whatMessages(question.what, service, services)
}

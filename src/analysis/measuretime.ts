/** How long and how many people were without service: when a probe would have been refused, whether or not anybody wrote. */
import { NOBODY, selectRows } from "./measuremessages.ts"
import { notExercised, type Observation, observation } from "./observation.ts"
import { type Question, tidy, weightOf } from "./question.ts"

/**
 * Time without service of a person who is there throughout the window [ms]: the window's length times the part of their
 * person-hours in which a probe would have been refused, over all services selected. % and `all` are of the window.
 */
export function measureTimeWithout(question: Question): Observation {
  const { found, rows } = selectRows(question)
  if (!found) return notExercised("ms", NOBODY)
  let without = 0
  let present = 0
  for (const { row, weight } of rows) {
    without += weight * row.hoursWithout
    present += weight * row.hoursPresent
  }
  const lengthMs = question.window.untilMs - question.window.fromMs
  // To the second: sums of hours differ in their last bits by the order of rows.
  const value = present === 0 ? undefined : Math.round((lengthMs * without) / present / 1000) * 1000
  return observation({ unit: "ms", value, total: lengthMs, idle: value === undefined ? "nobody was there in the window" : undefined })
}

/**
 * Real people whom a probe would have been refused at some instant of the window. The run tells distinct people by slot:
 * of each situation the most in one slot and service count, so it is at least so many. % and `all` are of those there
 * at a time.
 */
export function measurePeopleWithout(question: Question): Observation {
  const { found, rows } = selectRows(question)
  if (!found) return notExercised("people", NOBODY)
  const { record } = question.run
  const without = new Map<number, number>()
  const there = new Map<number, number>()
  for (const { row } of rows) {
    const slot = record.slots[row.slot]
    const hours = (slot.untilMs - slot.fromMs) / 3_600_000
    without.set(row.situation, Math.max(without.get(row.situation) ?? 0, row.peopleWithout))
    if (hours > 0) there.set(row.situation, Math.max(there.get(row.situation) ?? 0, row.hoursPresent / hours))
  }
  const sum = (people: Map<number, number>) => {
    let all = 0
    for (const [situation, n] of people) all += n * weightOf(record, record.situations[situation].group)
    return tidy(all)
  }
  const value = sum(without)
  const total = sum(there)
  // Where people come and go, more are refused over a slot than are there at a time.
  return observation({ unit: "people", value, total: Math.max(total, value), idle: total === 0 && value === 0 ? "nobody was there in the window" : undefined })
}

/** How long and how many people were without service: when a probe would have been refused, whether or not anybody wrote. */
import { lengthOf } from "./claimwindow.ts"
import { distinctReal } from "./distinct.ts"
import { NOBODY, selectRows } from "./measuremessages.ts"
import { notExercised, type Observation, observation } from "./observation.ts"
import { type Question, tidy } from "./question.ts"

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
  const lengthMs = lengthOf(question.window)
  // To the second: sums of hours differ in their last bits by the order of rows.
  const value = present === 0 ? undefined : Math.round((lengthMs * without) / present / 1000) * 1000
  return observation({ unit: "ms", value, total: lengthMs, idle: value === undefined ? "nobody was there in the window" : undefined })
}

/** Real people, each once, whom a probe would have been refused at some instant of the window. % and `all` are of those who were there at some instant of it. */
export function measurePeopleWithout(question: Question): Observation {
  const { found, rows } = selectRows(question)
  if (!found) return notExercised("people", NOBODY)
  const { record } = question.run
  const weights = new Float64Array(record.outcomes.length)
  for (const { at, weight } of rows) weights[at] = weight
  const total = tidy(distinctReal(record, weights, "there"))
  return observation({ unit: "people", value: tidy(distinctReal(record, weights, "without")), total, idle: total === 0 ? "nobody was there in the window" : undefined })
}

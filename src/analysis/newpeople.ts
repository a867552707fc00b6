/** Who took a service up while the run went on. */
import type { NewPeople } from "../model/result.ts"
import type { RunRecord } from "../world/record.ts"
import { slotMask } from "./claimwindow.ts"
import { NOBODY } from "./measuremessages.ts"
import { notExercised, type Observation, observation } from "./observation.ts"
import { ACROSS, counts, type Question, tidy, WHERE_UNKNOWN, weightOf } from "./question.ts"
import { groupMatches, type Match, NO, whatMessages } from "./selector.ts"
import { groupRows, keyOf } from "./tableorder.ts"
import type { WindowTable } from "./windows.ts"

/** By cohort, service and window. */
export function newPeopleOf(record: RunRecord, windows: WindowTable): ReadonlyArray<NewPeople> {
  const sums = groupRows(
    record.newPeople.filter((row) => row.people > 0),
    (row) => keyOf(record.groups[row.group].cohort, row.service, windows.ofSlot[row.slot], weightOf(record, row.group)),
    (row) => ({ ...row, people: 0 }),
    (sum, row) => void (sum.people += row.people)
  )
  return sums.map(({ group, service, slot, people }) => {
    const { id, from, to } = windows.rows[windows.ofSlot[slot]]
    return { cohort: record.groups[group].cohort, service, window: { id, from, to }, people, weight: weightOf(record, group) }
  })
}

/** Real people who newly obtained a service in the window; who takes two up counts for each. They are of nothing: % tells nothing. */
export function measureNewPeople(question: Question): Observation {
  const { record, reference, scenario } = question.run
  const people = groupMatches(question.of, record, reference)
  if (Object.keys(scenario.services).every((service) => people(service).every((match) => match === NO))) return notExercised("people", NOBODY)
  const inWindow = slotMask(record.slots, question.window)
  let value = 0
  for (const row of record.newPeople) {
    const person = people(row.service)[row.group] as Match
    if (person === NO || inWindow[row.slot] === NO || !whatMessages(question.what, row.service, scenario.services)) continue
    if (counts(question, WHERE_UNKNOWN, person) && counts(question, ACROSS, inWindow[row.slot])) value += row.people * weightOf(record, row.group)
  }
  return observation({ unit: "people", value: tidy(value) })
}

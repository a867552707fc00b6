/** Networks that change hands by what orders and answers have carried out so far. */
import type { Act } from "../model/acts.ts"
import type { Scenario } from "../model/scenario.ts"
import type { Reply } from "./docketAnswers.ts"
import type { Course } from "./docketCourse.ts"
import { carriedOut, complied } from "./docketDemands.ts"
import { type Sale, salesOf } from "./owners.ts"

/** Sales of the orders that have taken effect and of the answers and events that have come. */
export function salesIn(courses: Iterable<Course>, replies: ReadonlyArray<Reply>, scenario: Scenario): ReadonlyArray<Sale> {
  const sales: Array<Sale> = []
  const add = (acts: ReadonlyArray<Act>, atMs: number | undefined) => {
    if (atMs !== undefined) sales.push(...salesOf(carriedOut(acts), atMs, scenario))
  }
  for (const { order, effectStart, elseStart, rungStarts } of courses) {
    add(order.does ?? [], effectStart?.atMs)
    let rung = 0
    for (const item of order.else ?? []) {
      if ("after" in item) add(item.do, rungStarts[rung++]?.atMs)
      else add([item as Act], elseStart?.atMs)
    }
  }
  for (const { acts, to, start } of replies) {
    add(acts, start?.atMs)
    for (const { comply } of carriedOut(acts)) if (comply !== undefined) for (const { order } of to) add(complied(order.demands ?? [], comply.only), start?.atMs)
  }
  return sales
}

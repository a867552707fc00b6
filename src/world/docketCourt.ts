/** What the lives of orders share: clock, agenda, chronicle, and the words for when something began. */
import type { Lets as LetsWords, Order } from "../model/orders.ts"
import type { Agenda, Rank } from "./docketAgenda.ts"
import type { Course } from "./docketCourse.ts"
import type { Chronicle } from "./docketInstants.ts"
import type { Clock } from "./zones.ts"

export interface Court {
  readonly clock: Clock
  readonly agenda: Agenda
  readonly chronicle: Chronicle
  /** Whether answers done by now meet all demands of an order as it now stands. */
  readonly isMet: (course: Course) => boolean
}

/** An order that cannot be followed: an amendment that leads nowhere, an end that cannot be read. */
export class UnreadableOrder extends Error {
  override readonly name = "UnreadableOrder"
}

/** When something began, its rank within the instant, and its place in the course of things. */
export interface Start {
  readonly atMs: number
  readonly rank: Rank
  readonly seq: number
}

export type Lets = typeof LetsWords.Type
/** What passes again, and when. */
export interface Easing {
  readonly lets: Lets
  readonly fromMs: number
  untilMs: number
}

/** The state that compels: the executing one where it acts on another's request. */
export function issuerOf(order: Order): string {
  return typeof order.by === "string" ? order.by : order.by.state
}

/** What plots are laid out with: days, orders with their answers, events, sites, and mail that is written. */
import type { Act } from "../../model/acts.ts"
import type { Answer, Order } from "../../model/orders.ts"
import type { Cohort } from "../../model/people.ts"
import type { Site } from "../../model/places.ts"
import { DAYS, instant, type Sketch, undated } from "./sketch.ts"

/** The start of a day of the run, from 0, or an hour of it. */
export const on = (day: number, hour?: string) => instant(`${DAYS[day]}${hour === undefined ? "" : ` ${hour}`}`)
const obeyed = { others: "obeys" as const }

export function order(by: string, body: Partial<Order> & Pick<Order, "timeline">): Order {
  return { by, kind: "network-block", extent: "territory", hypothetical: false, through: obeyed, ...body }
}

export function answer(to: string, body: Partial<Answer>): Answer {
  return { by: ["firm"], to: [to], kind: "unknown", do: [{ comply: {} }], hypothetical: false, ...body }
}

export function event(s: Sketch, id: string, when: Answer["when"], acts: ReadonlyArray<Act>): void {
  s.events[id] = { by: ["firm"], when: when!, do: acts, hypothetical: false }
}

export function site(s: Sketch, id: string, patch: Partial<Site>): void {
  // What else it was drawn for stays.
  const roles = [...new Set([...s.sites[id].roles, ...(patch.roles ?? [])])]
  s.sites[id] = { ...s.sites[id], ...patch, roles }
}

/** Mail lies in the first state, at the second site, over a line so slow that a move takes hours; the first site is elsewhere. */
export function slowMailbox(s: Sketch): void {
  const { draw } = s
  s.sites["site-1"] = undated(s.sites["site-1"])
  site(s, "site-1", { country: s.codes[0], operator: "firm", roles: ["mailbox", "backup", "keys"], capacity: { messagesPerSecond: undefined, bitsPerSecond: draw.pick([4, 4, 15]) } })
  site(s, "site-0", { country: s.codes[1] })
  keptAt(s, "site-1")
  writes(s)
}

export function keptAt(s: Sketch, kept: string, copies?: Record<string, string>): void {
  const { letters } = s.services
  s.services.letters = { ...letters, classes: { ...letters.classes, content: { ...letters.classes.content, kept, size: 20_000, ...(copies === undefined ? {} : { copies }) } } }
}

/** Somebody uses mail, from the first day on; mostly they are two or more who write to each other, since one alone may have nobody to write to. */
export function writes(s: Sketch): void {
  const { locals } = s.people
  if (s.draw.chance(60)) correspond(s, { "per-day": 2 })
  else s.people.locals = { ...locals, use: { ...locals.use, letters: 1 }, writes: { ...locals.writes, "per-day": 4 } }
}

/** Two people at least, who write to each other all the time. */
export function correspond(s: Sketch, writes: NonNullable<Cohort["writes"]>): void {
  const { present: _present, silent: _silent, ...locals } = s.people.locals
  s.people.locals = { ...locals, count: Math.max(2, locals.count ?? 2), use: { ...locals.use, letters: 1 }, writes: { ...locals.writes, to: { locals: 1 }, ...writes } }
}

/** A failure that touches an instant of a day: at it, around it, or hours later. */
export function failsOn(s: Sketch, day: number): NonNullable<Site["fails"]> {
  const { draw } = s
  const from = draw.pick([on(day), on(day, "01:00"), on(day, "03:00"), on(day, "12:00"), on(day - 1, "18:00")])
  return [{ from, until: draw.pick([on(day, "18:00"), on(day, "23:00"), on(day)]), what: draw.pick(["down", "down", "unreachable", "wiped"] as const) }]
}

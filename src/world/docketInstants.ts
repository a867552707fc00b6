/** When things happen that a file dates by a calendar, a clock, or by something else that happens. */
import type { Instant } from "../model/instants.ts"
import type { Lapse } from "../model/units.ts"
import type { Agenda, Turn } from "./docketAgenda.ts"
import type { Clock } from "./zones.ts"

/** A date means its start, but its end in `due`, `until` and `to`. */
export type Edge = "start" | "end"

/** When each named thing happened: "orders.x" (its first effect), "orders.x.issued", "answers.y" [ms]. What never happened is not in it. */
export type Happened = ReadonlyMap<string, number>

/**
 * The instant on the simulated clock [ms]; undefined where it never comes. Dates and clock times without a zone are those of `place`.
 * @fails UnknownZone
 */
export function instantMs(instant: Instant, edge: Edge, place: string, clock: Clock, happened: Happened): number | undefined {
  if (instant.kind === "never") return undefined
  if (instant.kind === "ref") {
    const atMs = happened.get(refKey(instant))
    return atMs === undefined ? undefined : later(atMs, instant.plus, place, clock)
  }
  if (instant.kind === "clock") return later(clock.at(instant.date, instant.minute, instant.zone ?? place), instant.plus, place, clock)
  return later(edge === "end" ? clock.endOfDay(instant.date, place) : clock.startOfDay(instant.date, place), instant.plus, place, clock)
}

/** The name under which what an instant refers to happens: `orders.x` is the order's first effect. */
export function refKey(ref: { readonly of: string; readonly id: string; readonly step: string | undefined }): string {
  return ref.step === undefined || (ref.of === "orders" && ref.step === "in-effect") ? `${ref.of}.${ref.id}` : `${ref.of}.${ref.id}.${ref.step}`
}

/** An instant after a lapse: of time, or of business days of a country [ms]. */
export function later(atMs: number, lapse: Lapse, country: string, clock: Clock): number {
  return clock.addBusinessDays(atMs + lapse.ms, lapse.businessDays, country)
}

/** What has happened, and who waits for what is to happen. */
export class Chronicle {
  readonly happened = new Map<string, number>()
  readonly #waiting = new Map<string, Array<(atMs: number) => void>>()
  readonly #clock: Clock
  readonly #agenda: Agenda

  constructor(clock: Clock, agenda: Agenda) {
    this.#clock = clock
    this.#agenda = agenda
  }

  /** Something happens now: the first time counts, and sets off whatever waited for it. */
  tell(key: string): void {
    if (this.happened.has(key)) return
    this.happened.set(key, this.#agenda.nowMs)
    const waiting = this.#waiting.get(key) ?? []
    this.#waiting.delete(key)
    for (const go of waiting) go(this.#agenda.nowMs)
  }

  /** Calls back when it happens, at once if it has. */
  await(key: string, go: (atMs: number) => void): void {
    const atMs = this.happened.get(key)
    if (atMs !== undefined) go(atMs)
    else this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), go])
  }

  /** Puts something on the agenda for an instant; if that hangs on something else, once that has happened, if ever. */
  schedule(instant: Instant, edge: Edge, place: string, turn: Turn, row: number, run: () => void): void {
    const put = () => {
      const atMs = instantMs(instant, edge, place, this.#clock, this.happened)
      if (atMs !== undefined) this.#agenda.add(atMs, turn, row, run)
    }
    if (instant.kind === "ref") this.await(refKey(instant), put)
    else put()
  }
}

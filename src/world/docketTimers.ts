/** Timers of one order: each has a name, and setting it anew replaces the one before. */
import type { Instant } from "../model/instants.ts"
import type { Agenda, Turn } from "./docketAgenda.ts"
import type { Chronicle } from "./docketInstants.ts"

export class Timers {
  readonly #tokens = new Map<string, number>()
  readonly #agenda: Agenda
  readonly #chronicle: Chronicle
  readonly #place: string
  readonly #row: number
  #closed = false

  constructor(agenda: Agenda, chronicle: Chronicle, place: string, row: number) {
    this.#agenda = agenda
    this.#chronicle = chronicle
    this.#place = place
    this.#row = row
  }

  /** At an instant of the file; a date means its end. */
  set(name: string, when: Instant, turn: Turn, run: () => void): void {
    const token = this.cancel(name)
    this.#chronicle.schedule(when, "end", this.#place, turn, this.#row, () => void (this.isLatest(name, token) && run()))
  }

  setAt(name: string, atMs: number, turn: Turn, run: () => void): void {
    const token = this.cancel(name)
    this.#agenda.add(atMs, turn, this.#row, () => void (this.isLatest(name, token) && run()))
  }

  /** Gives the token of what may be set next. */
  cancel(name: string): number {
    const token = (this.#tokens.get(name) ?? 0) + 1
    this.#tokens.set(name, token)
    return token
  }

  isLatest(name: string, token: number): boolean {
    return !this.#closed && this.#tokens.get(name) === token
  }

  close(): void {
    this.#closed = true
  }
}

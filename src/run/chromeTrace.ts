/**
 * A trace in Chrome's trace event format, as Perfetto opens it: a process for each cohort, with its messages as asynchronous slices by
 * service, and one for orders and acts, a thread each. Instants are microseconds since the run starts.
 */
import type { Told } from "./eventTrace.ts"

/** What the format has of an event. */
export interface ChromeEvent {
  readonly name: string
  readonly ph: "b" | "n" | "e" | "X" | "M"
  readonly pid: number
  readonly tid: number
  readonly ts?: number
  readonly dur?: number
  readonly cat?: string
  readonly id?: string
  readonly args: Readonly<Record<string, unknown>>
}

/** The process of orders and acts; cohorts have the numbers behind it. */
const WORLD = 1
const US = 1000
const ENDS: ReadonlySet<Told["kind"]> = new Set(["delivered", "bounced", "expired", "erased", "given-up", "in-flight", "under-way"])

export class ChromeTrace {
  readonly #processes = new Map<string, number>()
  readonly #threads = new Map<string, number>()
  /** Services of the messages under way. */
  readonly #services = new Map<string, string>()
  /** Spans of orders and acts that have begun, by thread. */
  readonly #open = new Map<number, { readonly name: string; readonly fromMs: number; readonly args: Told["about"] }>()

  constructor(private readonly put: (event: ChromeEvent) => void) {
    put({ name: "process_name", ph: "M", pid: WORLD, tid: 0, args: { name: "orders and acts" } })
  }

  told({ about, atMs, kind }: Told): void {
    if (typeof about.message === "string") return this.#message(about.message, kind, atMs, about)
    if (kind === "order") return this.#begins(`order ${about.order}`, String(about.state), atMs, about)
    if (kind === "act-begins") return this.#begins(`act ${about.act}`, String(about.verb), atMs, about)
    if (kind === "act-ends") this.#ends(this.#thread(`act ${about.act}`), atMs)
  }

  /** At the end of the run [ms]: what has not ended ends with it. */
  end(atMs: number): void {
    for (const tid of [...this.#open.keys()]) this.#ends(tid, atMs)
  }

  #message(id: string, kind: Told["kind"], atMs: number, about: Told["about"]): void {
    const [cohort] = id.split("/")
    const { message: _, ...args } = about
    if (typeof about.service === "string") this.#services.set(id, about.service)
    const service = this.#services.get(id) ?? ""
    const event = { pid: this.#process(cohort), tid: 0, ts: atMs * US, cat: "message", id }
    if (kind === "attempt" && about.try === 1) this.put({ ...event, name: service, ph: "b", args: { message: id, ...args } })
    this.put({ ...event, name: kind, ph: "n", args })
    if (!ENDS.has(kind)) return
    this.put({ ...event, name: service, ph: "e", args: { ended: kind } })
    this.#services.delete(id)
  }

  /** One span a thread at a time: they would have to nest otherwise. */
  #begins(thread: string, name: string, atMs: number, args: Told["about"]): void {
    const tid = this.#thread(thread)
    this.#ends(tid, atMs)
    this.#open.set(tid, { name, fromMs: Math.max(0, atMs), args })
  }

  #ends(tid: number, atMs: number): void {
    const span = this.#open.get(tid)
    if (span === undefined) return
    this.#open.delete(tid)
    // What was over before the run has no place on its time line.
    if (atMs >= 0) this.put({ name: span.name, ph: "X", cat: "world", pid: WORLD, tid, ts: span.fromMs * US, dur: (atMs - span.fromMs) * US, args: span.args })
  }

  #process(cohort: string): number {
    const known = this.#processes.get(cohort)
    if (known !== undefined) return known
    const pid = WORLD + 1 + this.#processes.size
    this.#processes.set(cohort, pid)
    this.put({ name: "process_name", ph: "M", pid, tid: 0, args: { name: cohort } })
    return pid
  }

  #thread(name: string): number {
    const known = this.#threads.get(name)
    if (known !== undefined) return known
    const tid = this.#threads.size + 1
    this.#threads.set(name, tid)
    this.put({ name: "thread_name", ph: "M", pid: WORLD, tid, args: { name } })
    return tid
  }
}

/** A queue before a number of servers, written on the kernel alone. Times are in mean service times unless a test says otherwise. */
import { Calendar } from "../../src/kernel/calendar.ts"
import { Stream } from "../../src/kernel/rng.ts"

export interface Station {
  readonly servers: number
  /** Arrivals per unit of time, a Poisson process. */
  readonly rate: number
  readonly service: (stream: Stream) => number
  readonly customers: number
  readonly seed: number
  /** Who is served next: who came first (where nothing is said), or last. */
  readonly next?: "first" | "last"
  /** A planted error: of so many arrivals one is lost. */
  readonly losesOneIn?: number
}

/** What customers met, by number of entry. It begins and ends with nobody there. */
export interface Visits {
  readonly waited: Float64Array
  readonly stayed: Float64Array
  /** 1 where nobody was there: a cycle begins. */
  readonly foundNobody: Uint8Array
  /** Integral of the number of customers there, counted event by event, and of the number of busy servers. */
  readonly area: number
  readonly busyArea: number
  /** When the last arrival was due, and when the last customer left. */
  readonly lastArrivalAt: number
  readonly endedAt: number
}

const ARRIVAL = 1
const DEPARTURE = 2

export function visitsOf(station: Station): Visits {
  const { servers, rate, service, customers, seed, losesOneIn } = station
  const calendar = new Calendar()
  const arrivals = new Stream(seed, 1)
  const services = new Stream(seed, 2)
  const arrivedAt = new Float64Array(customers)
  const waited = new Float64Array(customers)
  const stayed = new Float64Array(customers)
  const foundNobody = new Uint8Array(customers)
  const line = new Line(customers, station.next ?? "first")
  const totals = { area: 0, busyArea: 0, lastArrivalAt: 0, endedAt: 0 }
  let there = 0
  let busy = 0
  let entered = 0
  let due = 0
  const serve = (customer: number) => {
    waited[customer] = calendar.nowMs - arrivedAt[customer]
    busy++
    calendar.schedule(calendar.nowMs + service(services), DEPARTURE, customer, 0)
  }
  calendar.schedule(arrivals.exponential() / rate, ARRIVAL, 0, 0)
  while (calendar.pop()) {
    const now = calendar.nowMs
    totals.area += there * (now - totals.endedAt)
    totals.busyArea += busy * (now - totals.endedAt)
    totals.endedAt = now
    if (calendar.kind === ARRIVAL) {
      totals.lastArrivalAt = now
      const lost = losesOneIn !== undefined && ++due % losesOneIn === 0
      if (!lost) {
        arrivedAt[entered] = now
        foundNobody[entered] = there === 0 ? 1 : 0
        there++
        if (busy < servers) serve(entered)
        else line.join(entered)
        entered++
      }
      if (entered < customers) calendar.schedule(now + arrivals.exponential() / rate, ARRIVAL, 0, 0)
    } else {
      stayed[calendar.a] = now - arrivedAt[calendar.a]
      there--
      busy--
      if (line.length > 0) serve(line.leave())
    }
  }
  return { waited, stayed, foundNobody, ...totals }
}

/** Those who wait. Everybody waits at most once, so that one array holds all. */
class Line {
  private readonly customers: Int32Array
  private head = 0
  private tail = 0

  constructor(customers: number, private readonly next: "first" | "last") {
    this.customers = new Int32Array(customers)
  }

  get length(): number {
    return this.tail - this.head
  }

  join(customer: number): void {
    this.customers[this.tail++] = customer
  }

  leave(): number {
    return this.next === "first" ? this.customers[this.head++] : this.customers[--this.tail]
  }
}

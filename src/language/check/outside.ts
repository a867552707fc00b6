/** Windows that lie outside the run: what stands in them is read, and nothing of it comes about. */
import type { Instant } from "../../model/instants.ts"
import { NO_LAPSE } from "../../model/units.ts"
import { isList, isMap, type Key } from "../origins.ts"
import type { Check } from "./check.ts"
import { dateText, dayOf } from "./instants.ts"

/** Notes on windows of claims, carriers, sites and people, and on what happens, behind the run's end or before its start. */
export function checkOutside(check: Check): void {
  const { answers, claims, events, orders, people, sites } = check.scenario
  const run = new Run(check)
  claims.forEach(({ after, before, during, sent }, i) => {
    run.window(["claims", i], { after, before })
    for (const [key, span] of Object.entries({ during, sent })) if (span !== undefined) run.window(["claims", i, key], { from: span.from, until: span.until })
  })
  for (const [id, order] of Object.entries(orders)) {
    // Whoever obeyed until some day before the run is history, which may be told.
    for (const [carrier, obeys] of Object.entries(order.through ?? {})) if (isMap(obeys)) run.window(["orders", id, "through", carrier], { from: obeys.from })
  }
  for (const [section, all] of Object.entries({ answers, events })) for (const [id, { when }] of Object.entries(all)) run.behind([section, id, "when"], when, "happens")
  for (const [id, site] of Object.entries(sites)) spans(run, ["sites", id, "fails"], site.fails)
  for (const [id, cohort] of Object.entries(people)) spans(run, ["people", id, "silent"], cohort.silent)
}

function spans(run: Run, keys: ReadonlyArray<Key>, list: unknown): void {
  if (isList(list)) list.forEach((span, i) => isMap(span) && run.window([...keys, i], { from: span.from, until: span.until }))
}

class Run {
  /** Start and end [days since 1970]. */
  private readonly start: number | undefined
  private readonly end: number | undefined
  constructor(private readonly check: Check) {
    const { from, until } = check.scenario
    this.start = dayOf({ kind: "date", date: from, plus: NO_LAPSE })
    this.end = dayOf({ kind: "date", date: until, plus: NO_LAPSE }, true)
  }

  window(keys: ReadonlyArray<Key>, edges: Readonly<Partial<Record<"after" | "from" | "before" | "until", unknown>>>): void {
    for (const word of ["after", "from"] as const) this.behind([...keys, word], edges[word], "begins")
    for (const word of ["before", "until"] as const) {
      const day = dayOf(edges[word] as Instant | undefined, word === "until")
      if (day !== undefined && this.start !== undefined && day <= this.start) this.note([...keys, word], `ends on ${dateText(edges[word] as Instant)}, before the run begins on ${this.check.scenario.from}: nothing lies in it`)
    }
  }

  behind(keys: ReadonlyArray<Key>, at: unknown, what: "begins" | "happens"): void {
    const day = dayOf(at as Instant | undefined)
    if (day !== undefined && this.end !== undefined && day >= this.end) this.note(keys, `${what} on ${dateText(at as Instant)}, after the run has ended on ${this.check.scenario.until}: ${what === "begins" ? "nothing lies in it" : "it does not come about in the run"}`)
  }

  private note(keys: ReadonlyArray<Key>, message: string): void {
    this.check.note(keys, message, { expected: `a time between ${this.check.scenario.from} and ${this.check.scenario.until}, or another from and until of the run`, rests: [["from"], ["until"]] })
  }
}

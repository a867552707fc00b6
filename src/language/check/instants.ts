/** When things happen: names of steps that exist, zones that are known, spans that do not run backwards. */
import type { Instant } from "../../model/instants.ts"
import { STEPS } from "../../model/orders.ts"
import { didYouMean, listed } from "../nearest.ts"
import { isList, isMap, type Key, valueAt } from "../origins.ts"
import type { Check } from "./check.ts"

/** Checks every instant of the decoded scenario for what it names. */
export function checkInstants(check: Check): void {
  for (const [section, content] of Object.entries(check.scenario)) if (section !== "sources") walk(check, content, [section])
}

function walk(check: Check, node: unknown, keys: ReadonlyArray<Key>): void {
  if (isInstant(node)) instant(check, node, keys)
  else if (isList(node)) {
    node.forEach((item, i) => {
      walk(check, item, [...keys, i])
    })
  } else if (isMap(node)) for (const [key, value] of Object.entries(node)) walk(check, value, [...keys, key])
}

function isInstant(node: unknown): node is Instant {
  return isMap(node) && ((node.kind === "ref" && "of" in node && "plus" in node) || (node.kind === "clock" && "minute" in node))
}

function instant(check: Check, at: Instant, keys: ReadonlyArray<Key>): void {
  if (at.kind === "clock" && at.zone !== undefined) check.zone(keys, at.zone)
  if (at.kind !== "ref") return
  const one = { orders: "order", answers: "answer", events: "event" }[at.of]
  if (!check.name(keys, at.id, one, check.known(at.of)) || at.step === undefined) return
  if (at.of !== "orders") {
    check.error(keys, `an ${one} has no steps: "${at.step}"`, { expected: `${at.of}.${at.id} alone` })
    return
  }
  const steps = stepNames(check, at.id)
  if (!steps.has(at.step)) check.error(keys, `the order ${at.id} has no step "${at.step}"`, { expected: `due, a step word, or an id of its own: ${listed(steps, 30)}`, hint: didYouMean(at.step, steps) })
}

/** Words and ids by which a step of an order can be named: every step word (one that never comes makes a threat), `due`, ids. */
function stepNames(check: Check, order: string): ReadonlySet<string> {
  const raw = valueAt(check.input.raw, ["orders", order])
  const own = ["timeline", "else"].flatMap((list) => {
    const entries = valueAt(raw, [list])
    return isList(entries) ? entries.map((entry) => valueAt(entry, ["id"])).filter((id) => typeof id === "string") : []
  })
  return new Set([...own, "due", ...STEPS])
}

/** Where an instant stands on the calendar, if it is a plain date or clock time [days since 1970]; the end of the day for `end`. */
export function dayOf(at: Instant | undefined, end = false): number | undefined {
  if (at === undefined || at.kind === "never" || at.kind === "ref" || at.plus.businessDays > 0) return undefined
  const day = Date.parse(at.date) / 86_400_000 + at.plus.ms / 86_400_000
  return at.kind === "clock" ? day + at.minute / 1440 : end ? day + 1 : day
}

/** Tells if a span's end comes before its beginning. */
export function checkSpan(check: Check, keys: ReadonlyArray<Key>, span: object, from: string, until: string): void {
  const [begin, end] = [valueAt(span, [from]) as Instant | undefined, valueAt(span, [until]) as Instant | undefined]
  const [a, b] = [dayOf(begin), dayOf(end, true)]
  if (a !== undefined && b !== undefined && b <= a) check.error([...keys, until], `\`${until}\` comes before \`${from}\``, { expected: `an instant after ${dateText(begin)}`, rests: [[...keys, from]] })
}

export function dateText(at: Instant | undefined): string {
  return at !== undefined && (at.kind === "date" || at.kind === "clock") ? at.date : "it"
}

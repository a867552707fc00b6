/** Orders, answers and events: who is named, steps in the order of time, deadlines after their notice. */
import type { Act } from "../../model/acts.ts"
import { amended } from "../../model/amended.ts"
import { type Order, type Step, STEPS, stepWord } from "../../model/orders.ts"
import { didYouMean, listed } from "../nearest.ts"
import { isMap, type Key, valueAt } from "../origins.ts"
import { checkActs, each, single } from "./acts.ts"
import type { Check } from "./check.ts"
import { checkSpan, dateText, dayOf } from "./instants.ts"

/** Whom the file need not describe. */
const ANYBODY = ["customer", "user", "others", "provider", "carrier", "partner", "all"]
/** Keys of a step that belong to some step words alone. */
const BELONGS: Readonly<Record<string, ReadonlyArray<string>>> = { due: ["announced", "issued", "amended", "upheld"], to: ["postponed"], set: ["amended"], lets: ["eased"], clock: ["stayed"], obeyed: ["struck-down"] }
const NEEDS: Readonly<Record<string, string>> = { postponed: "to", eased: "lets", extended: "until" }

export function checkOrders(check: Check): void {
  for (const [id, order] of Object.entries(check.scenario.orders)) {
    const keys = ["orders", id]
    each(order.to, (name, i) => check.name(check.entry([...keys, "to"], i, single(order.to)), name, "provider or carrier", [...check.parties(), ...check.known("people"), ...ANYBODY]))
    for (const name of Object.keys(order.through ?? {})) check.name([...keys, "through", name], name, "carrier", [...check.known("carriers"), ...check.known("providers"), "others"], "key")
    for (const [name, how] of Object.entries(order.through ?? {})) if (isMap(how)) checkSpan(check, [...keys, "through", name], how, "from", "until")
    if ((order.demands ?? []).length > 0 && order.to === undefined) check.error([...keys, "demands"], "nobody is named who must do it", { on: "key", expected: "to: the addressee of the order" })
    checkActs(check, [...keys, "demands"], order.demands ?? [])
    checkActs(check, [...keys, "does"], order.does ?? [])
    checkElse(check, keys, order)
    checkTimeline(check, keys, order)
    checkEnds(check, keys, order)
  }
  for (const [id, answer] of Object.entries(check.scenario.answers)) {
    const keys = ["answers", id]
    each(answer.by, (name, i) => check.name(check.entry([...keys, "by"], i, single(answer.by)), name, "provider or carrier", [...check.parties(), ...ANYBODY]))
    each(answer.to, (name, i) => check.name(check.entry([...keys, "to"], i, single(answer.to)), name, "order", check.known("orders")))
    if (answer.when === undefined && (answer.to ?? []).length === 0) check.error(keys, "says neither when it happens nor which order it answers", { on: "key", expected: "when: an instant, or to: an order" })
    checkSpan(check, keys, answer, "when", "until")
    checkActs(check, [...keys, "do"], answer.do)
  }
  for (const [id, event] of Object.entries(check.scenario.events)) {
    const keys = ["events", id]
    each(event.by, (name, i) => check.name(check.entry([...keys, "by"], i, single(event.by)), name, "party", [...check.parties(), ...check.known("people"), ...check.known("countries"), ...ANYBODY]))
    checkSpan(check, keys, event, "when", "until")
    checkActs(check, [...keys, "do"], event.do)
  }
}

/** A ladder's rungs, or acts alone. */
function checkElse(check: Check, keys: ReadonlyArray<Key>, order: Order): void {
  const ids = new Set<string>()
  ;(order.else ?? []).forEach((rung, i) => {
    const at = [...keys, "else", i]
    const id = rung.id
    if (id !== undefined && ids.has(id)) check.error([...at, "id"], `the id "${id}" stands here a second time`)
    if (id !== undefined) ids.add(id)
    if (!("after" in rung) || rung.after === undefined) {
      actAt(check, at, rung as Act)
      return
    }
    const ladder = rung as { readonly after: unknown; readonly do: ReadonlyArray<Act> }
    const steps = order.timeline.flatMap((step) => step.id ?? [])
    if (typeof ladder.after === "string") check.name([...at, "after"], ladder.after, "step of this order", [...steps, ...STEPS])
    checkActs(check, [...at, "do"], ladder.do)
  })
}

/** One act that stands at its own path. */
function actAt(check: Check, at: ReadonlyArray<Key>, act: Act): void {
  const row = Number(at[at.length - 1])
  const padded: Act[] = []
  padded[row] = act
  checkActs(check, at.slice(0, -1), padded)
}

function checkTimeline(check: Check, keys: ReadonlyArray<Key>, order: Order): void {
  const ids = new Set<string>()
  let last: { readonly day: number; readonly step: Step } | undefined
  let current: Order | string = order
  order.timeline.forEach((step, i) => {
    const at = [...keys, "timeline", i]
    const word = stepWord(step)
    if (step.id !== undefined && ids.has(step.id)) check.error([...at, "id"], `the id "${step.id}" stands here a second time`)
    if (step.id !== undefined) ids.add(step.id)
    stepKeys(check, at, step, word)
    const day = dayOf(step[word])
    if (day !== undefined && last !== undefined && day < last.day && word !== "revealed" && word !== "denied") {
      check.error([...at, word], `this step stands after "${stepWord(last.step)}" of ${dateText(last.step[stepWord(last.step)])}, and comes before it`, { expected: "steps in the order in which they happened" })
    }
    if (day !== undefined && (last === undefined || day >= last.day)) last = { day, step }
    checkSpan(check, at, step, word, "until")
    if (step.set !== undefined && typeof current !== "string") current = amendment(check, at, current, step.set)
  })
  deadlines(check, keys, order)
}

function stepKeys(check: Check, at: ReadonlyArray<Key>, step: Step, word: string): void {
  for (const [key, words] of Object.entries(BELONGS)) {
    if ((step as Readonly<Record<string, unknown>>)[key] !== undefined && !words.includes(word)) check.error([...at, key], `"${key}" does not belong to the step "${word}"`, { on: "key", expected: `it with: ${listed(words)}` })
  }
  const need = NEEDS[word]
  if (need !== undefined && (step as Readonly<Record<string, unknown>>)[need] === undefined) check.error([...at, word], `the step "${word}" needs "${need}"`, { on: "key", expected: `{ ${word}: ..., ${need}: ... }`, rests: [[...at, need]] })
}

/** No deadline ends before the order was issued. */
function deadlines(check: Check, keys: ReadonlyArray<Key>, order: Order): void {
  const issuedRow = order.timeline.findIndex((step) => step.issued !== undefined)
  const issued = order.timeline[issuedRow]?.issued
  order.timeline.forEach((step, i) => {
    const begin = step.due !== undefined && step.announced !== undefined ? step.announced : issued
    for (const key of ["due", "to"] as const) {
      const [from, until] = [dayOf(begin), dayOf(step[key], true)]
      if (from === undefined || until === undefined || until > from) continue
      check.error([...keys, "timeline", i, key], `this deadline, ${dateText(step[key])}, lies before the order was issued`, { expected: `a date on or after ${dateText(begin)}`, ...(issuedRow < 0 ? {} : { rests: [[...keys, "timeline", issuedRow, "issued"]] }) })
    }
  })
}

function amendment(check: Check, at: ReadonlyArray<Key>, order: Order, set: Readonly<Record<string, unknown>>): Order | string {
  let current: Order = order
  for (const [path, value] of Object.entries(set)) {
    const next = amended(current, { [path]: value })
    if (typeof next === "string") {
      check.error([...at, "set", path], `cannot be set in this order: ${next}`, { on: "key", expected: "a path inside the order, and a value that fits there" })
      return next
    }
    current = next
  }
  return current
}

/** `10 of [a, b, ...]`: how many of which answers lift the order. */
function checkEnds(check: Check, keys: ReadonlyArray<Key>, order: Order): void {
  if (order.ends === undefined) return
  const at = [...keys, "ends", "when"]
  const m = /^(\d+) of \[([^\]]*)\]$/.exec(order.ends.when.trim())
  if (m === null) {
    check.error(at, `cannot be "${order.ends.when}"`, { expected: "\"10 of [a, b, c]\", with ids of answers" })
    return
  }
  const ids = m[2].split(",").map((id) => id.trim()).filter((id) => id !== "")
  const known = new Set([...check.known("answers"), ...check.known("events"), ...check.known("orders")])
  for (const id of ids) if (!known.has(id)) check.error(at, `there is no answer "${id}"`, { expected: `one of: ${listed(known)}`, hint: didYouMean(id, known) })
  if (Number(m[1]) > ids.length || Number(m[1]) === 0) check.error(at, `${m[1]} of ${ids.length} can never happen`, { expected: `a number from 1 to ${ids.length}` })
}

/** Ids of orders, answers and events share one space, since variants switch them by name. */
export function checkNames(check: Check): void {
  const first = new Map<string, string>()
  for (const section of ["orders", "answers", "events"] as const) {
    const raw = valueAt(check.input.tree, [section])
    for (const id of isMap(raw) ? Object.keys(raw) : []) {
      const other = first.get(id)
      if (other !== undefined) check.error([section, id], `the id "${id}" is taken: it stands in ${other} too`, { on: "key", expected: "an id of its own: variants switch orders, answers and events by it" })
      else first.set(id, section)
    }
  }
}

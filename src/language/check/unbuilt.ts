/** Words of the language that nothing carries out yet: a file that uses one is refused, since what they say would silently not happen. */
import { type Act, verbOf } from "../../model/acts.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"

const NOT_YET = "is not built yet: it would have no effect"
/** Acts on people, whose `in` says where they are at the time. */
const OF_PEOPLE = new Set(["suspend", "restore", "withdraw", "filter"])

export function checkUnbuilt(check: Check): void {
  const { orders, answers, events } = check.scenario
  for (const [id, order] of Object.entries(orders)) {
    const at = ["orders", id]
    unbuiltActs(check, [...at, "demands"], order.demands ?? [])
    unbuiltActs(check, [...at, "does"], order.does ?? [])
    ;(order.else ?? []).forEach((item, i) => ("after" in item ? unbuiltActs(check, [...at, "else", i, "do"], item.do) : unbuiltAct(check, [...at, "else", i], item as Act)))
  }
  for (const [id, answer] of Object.entries(answers)) unbuiltActs(check, ["answers", id, "do"], answer.do)
  for (const [id, event] of Object.entries(events)) unbuiltActs(check, ["events", id, "do"], event.do)
}

function unbuiltActs(check: Check, keys: ReadonlyArray<Key>, acts: ReadonlyArray<Act>): void {
  acts.forEach((act, i) => unbuiltAct(check, [...keys, i], act))
}

function unbuiltAct(check: Check, keys: ReadonlyArray<Key>, act: Act): void {
  const verb = verbOf(act)
  if (act["any-of"] !== undefined) return unbuiltActs(check, [...keys, verb], act["any-of"])
  const body = act[verb] as Readonly<Record<string, unknown>>
  const at = [...keys, verb]
  const refuse = (key: string, what: string, instead: string) => check.error([...at, key], `${what} ${NOT_YET}`, { expected: instead })
  if ((verb === "suspend" || verb === "filter") && body.in !== undefined && !(body.what as ReadonlyArray<string> | undefined ?? []).every((word) => word === "all" || isProduct(check, word))) refuse("in", `"in" of ${verb} of an option or a class`, "a service or a feature, or of: whom, such as { account: GB }")
  if (OF_PEOPLE.has(verb) && (body.in as ReadonlyArray<string> | undefined)?.includes("others") === true) refuse("in", `"in: others" of ${verb}`, "the countries or territories themselves")
}

/** A service, or a feature of one. */
function isProduct(check: Check, word: string): boolean {
  const [service, feature] = word.split(".")
  return check.known("services").has(service) && (feature === undefined || (check.scenario.services[service]?.features ?? []).includes(feature))
}

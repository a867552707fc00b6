/** Words of the language that nothing carries out yet: a file that uses one is refused, since what they say would silently not happen. */
import { type Act, verbOf } from "../../model/acts.ts"
import type { Key } from "../origins.ts"
import type { Check } from "./check.ts"

const NOT_YET = "is not built yet: it would have no effect"
/** Acts on people, whose `in` says where they are at the time. */
const OF_PEOPLE = new Set(["suspend", "restore", "withdraw", "filter"])
const OF_SITES = new Set(["start", "stop", "seize", "transfer"])

export function checkUnbuilt(check: Check): void {
  const { orders, answers, events, choices } = check.scenario
  const refuse = (keys: ReadonlyArray<Key>, what: string, instead: string) => check.error(keys, `${what} ${NOT_YET}`, { expected: instead })
  if (choices["cross-border-message"] !== "recipient-home") refuse(["choices", "cross-border-message"], "a message under the rules of its sender's home", "recipient-home: its mailbox' rules hold")
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
  if (OF_SITES.has(verb)) {
    if (verb !== "seize" && body.what !== undefined) refuse("what", `"what" of ${verb}`, "the whole site")
    const sites = check.known("sites")
    const others = verb === "start" || verb === "stop" ? (["carriers", "services"] as const) : []
    for (const name of body.at as ReadonlyArray<string>) {
      const meant = [sites, ...others.map((section) => check.known(section))].filter((known) => known.has(name)).length
      const known = [...check.parties(), ...check.known("services")].includes(name)
      if (meant === 0 && known) refuse("at", others.length > 0 ? `${verb} of a provider` : `${verb} of what is no site`, others.length > 0 ? "a site, a carrier or a service" : "a site")
      if (meant > 1) check.error([...at, "at"], `"${name}" is a site, a carrier or a service by the same name`, { expected: "a name that means one thing" })
    }
  }
}

/** A service, or a feature of one. */
function isProduct(check: Check, word: string): boolean {
  const [service, feature] = word.split(".")
  return check.known("services").has(service) && (feature === undefined || (check.scenario.services[service]?.features ?? []).includes(feature))
}

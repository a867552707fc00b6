/** Acts, wherever they stand: what they act on, whom they concern, at which points, through whom. */
import { type Act, POINTS, verbOf } from "../../model/acts.ts"
import { JURISDICTIONS } from "../../model/ids.ts"
import { ACCESS_MODES } from "../../model/people.ts"
import { isMap, type Key } from "../origins.ts"
import { codeHint } from "../codes.ts"
import { didYouMean, listed } from "../nearest.ts"
import type { Check } from "./check.ts"
import { checkHoldings, isRoleWord } from "./holdings.ts"
import { checkOf, simClauses } from "./selectors.ts"
import { keyPlace } from "./services.ts"

/** Points at which own and foreign SIMs can be told apart. */
const TELLS_SIMS = ["subscription", "radio", "attach", "gateway"]
const NOT_ONE_OF_US = ["user", "customer", "provider", "carrier", "partner", "others"]

export function checkActs(check: Check, keys: ReadonlyArray<Key>, acts: ReadonlyArray<Act>): void {
  const ids = new Map<string, number>()
  acts.forEach((act, i) => {
    if (act.id !== undefined && ids.has(act.id)) check.error([...keys, i, "id"], `the id "${act.id}" stands here a second time`)
    if (act.id !== undefined) ids.set(act.id, i)
    checkAct(check, [...keys, i], act)
  })
}

type Body = Readonly<Record<string, unknown>>

function checkAct(check: Check, keys: ReadonlyArray<Key>, act: Act): void {
  const verb = verbOf(act)
  if (verb === "any-of") {
    checkActs(check, [...keys, "any-of"], act["any-of"] ?? [])
    return
  }
  const body = (act as Body)[verb] as Body
  const at = [...keys, verb]
  each(body.what, (word, i) => isRoleWord(verb, word) || check.word(check.entry([...at, "what"], i, single(body.what)), word, verb))
  if (body.of !== undefined && verb !== "sanction") checkOf(check, [...at, "of"], body.of)
  if (verb !== "block" && verb !== "slow" && verb !== "evade") ofMessages(check, [...at, "of"], verb, body.of)
  if (verb !== "give-keys" && verb !== "move-keys" && verb !== "rotate-keys" && verb !== "destroy-keys") for (const where of ["in", "not-in"]) each(body[where], (code, i) => checkCode(check, check.entry([...at, where], i, single(body[where])), code))
  if (isMap(body.except)) {
    const except = body.except
    each(except.what, (word, i) => check.word(check.entry([...at, "except", "what"], i, single(except.what)), word, verb))
    if (except.of !== undefined) checkOf(check, [...at, "except", "of"], except.of)
    each(except.in, (code, i) => checkCode(check, check.entry([...at, "except", "in"], i, single(except.in)), code))
  }
  simsToldApart(check, at, body)
  byVerb(check, at, verb, body)
}

/** A point sees each message with its other end at its instant; what is done to accounts, copies and keys knows neither. */
function ofMessages(check: Check, keys: ReadonlyArray<Key>, verb: string, of: unknown): void {
  if (!Array.isArray(of)) return
  of.forEach((clause: unknown, i) => {
    if (!isMap(clause)) return
    for (const key of ["other-end", "since-arrival"]) if (clause[key] !== undefined) check.error([...check.entry(keys, i, of.length === 1), key], `${/^[aeiou]/.test(verb) ? "an" : "a"} ${verb} cannot tell ${key === "other-end" ? "to whom people write" : "how long ago people arrived"}`, { on: "key", expected: `a block or slow, which sees each message; or \`of\` without ${key}` })
  })
}

/** What only some verbs have. */
function byVerb(check: Check, at: ReadonlyArray<Key>, verb: string, body: Body): void {
  const to = typeof body.to === "string" ? body.to : undefined
  const sites = (known: Iterable<string>, what: string) => each(body.at, (name, i) => check.name(check.entry([...at, "at"], i, single(body.at)), name, what, known))
  switch (verb) {
    case "place":
    case "exit":
    case "keep":
    case "erase":
      sites(check.known("sites"), "site")
      return
    case "shut-down":
      if (body.of !== undefined && body.of !== "all") check.error([...at, "of"], "a shutdown is everywhere, for everybody", { on: "key", expected: "exit, which leaves those whom it selects" })
      if (body.at !== undefined) check.error([...at, "at"], "a shutdown moves no copies: they stay on the stopped disks or are erased", { on: "key", expected: "exit, with old: moves" })
      return
    case "start":
    case "stop":
    case "seize":
    case "transfer":
      sites([...check.known("sites"), ...check.known("carriers"), ...check.known("services"), ...check.known("providers")], "site, carrier, service or provider")
      checkHoldings(check, at, verb, body)
      if (to !== undefined) party(check, [...at, "to"], to)
      return
    case "open":
      if (to !== undefined) party(check, [...at, "to"], to)
      each(body.via, (holder, i) => check.name(check.entry([...at, "via"], i, single(body.via)), holder, "holder or point", [...POINTS, ...NOT_ONE_OF_US, ...check.parties(), ...check.known("sites")]))
      return
    case "give-keys":
    case "move-keys":
    case "rotate-keys":
    case "destroy-keys":
      if (to !== undefined) party(check, [...at, "to"], to)
      if (typeof body.in === "string") keyPlace(check, [...at, "in"], body.in)
      return
    case "suspend":
      each(body.to, (word, i) => check.word(check.entry([...at, "to"], i, single(body.to)), word, verb))
      return
    case "comply":
      each(body.only, (word, i) => check.word(check.entry([...at, "only"], i, single(body.only)), word, verb))
      return
    case "ask":
      if (typeof body.for === "string") check.asked([...at, "for"], body.for)
      return
    case "sanction":
      amounts(check, at, body)
      if (isMap(body.of) || (Array.isArray(body.of) && body.of.some(isMap))) checkOf(check, [...at, "of"], body.of)
      else each(body.of, (name, i) => name === "all" || check.name(check.entry([...at, "of"], i, single(body.of)), name, "party, cohort or service", [...check.parties(), ...check.known("people"), ...check.known("services"), ...NOT_ONE_OF_US]))
      return
    case "shift":
      shift(check, at, body)
  }
}

const AMOUNT = /^(?:\d+|\d{1,3}(?:[,_ ]\d{3})+)(?:\.\d+)?(?: ([A-Z]{3}))?$/

/** Sums of money that can be read, in one currency, and a time for each. */
function amounts(check: Check, at: ReadonlyArray<Key>, body: Body): void {
  const currencies = (["fine", "most"] as const).flatMap((key) => {
    const value = body[key]
    const read = typeof value === "string" ? AMOUNT.exec(value.trim()) : undefined
    if (read === null) check.error([...at, key], `cannot be ${JSON.stringify(value)}`, { expected: "an amount such as \"800000 RUB\"" })
    return read?.[1] ?? []
  })
  if (new Set(currencies).size > 1) check.error([...at, "most"], `is in ${currencies[1]}, and the fine in ${currencies[0]}`, { expected: `an amount in ${currencies[0]}` })
  if (typeof body.per === "string") check.name([...at, "per"], body.per, "time to fine for", ["hour", "day", "week", "month"])
}

function shift(check: Check, at: ReadonlyArray<Key>, body: Body): void {
  each(body.people, (cohort, i) => cohort === "all" || check.name(check.entry([...at, "people"], i, single(body.people)), cohort, "cohort", check.known("people")))
  if (typeof body.exit === "string") check.country([...at, "exit"], body.exit, "packets leave there")
  for (const end of ["from", "to"] as const) {
    const word = body[end]
    if (typeof word !== "string") continue
    if (body.habit === "reach") check.name([...at, end], word, "way to the network", ACCESS_MODES)
    else if (body.habit === "use") check.name([...at, end], word, "service", [...check.known("services"), "none"])
    else if (body.habit === "options" && word !== "none") check.option([...at, end], word)
    else if (body.habit === "presence" && word !== "home") check.country([...at, end], word, "people go there")
  }
}

/** A state, or somebody the file describes. */
function party(check: Check, keys: ReadonlyArray<Key>, name: string): void {
  if (JURISDICTIONS.has(name) || NOT_ONE_OF_US.includes(name) || name === "nobody") return
  const known = [...check.parties()]
  if (!known.includes(name)) check.error(keys, `"${name}" is no state and nobody that the file describes`, { expected: `a country code, or one of: ${listed(known)}`, hint: /^[A-Z]+$/.test(name) ? codeHint(name, check.known("countries")) : didYouMean(name, known) })
}

/** A code of a country or territory, or `all`. */
export function checkCode(check: Check, keys: ReadonlyArray<Key>, code: string): void {
  if (code === "all" || code === "others") return
  if (!JURISDICTIONS.has(code.slice(0, 2)) || !/^[A-Z]{2}(-[A-Z0-9]{1,8})?$/.test(code)) check.error(keys, `cannot be "${code}"`, { expected: "a country code such as \"IN\" or a territory such as \"IN-JK\"", hint: codeHint(code, check.known("countries")) })
  else check.territory(keys, code)
}

/** `sim: own` and `sim: foreign` at a point that cannot tell. */
function simsToldApart(check: Check, keys: ReadonlyArray<Key>, body: Body): void {
  const points = (Array.isArray(body.at) ? body.at : []).filter((p): p is string => typeof p === "string" && (POINTS as ReadonlyArray<string>).includes(p))
  const blind = points.filter((point) => !TELLS_SIMS.includes(point))
  if (blind.length === 0 || body.of === undefined) return
  for (const { at, sim } of simClauses(check, [...keys, "of"], body.of)) {
    check.error(at, `${blind.join(" and ")} cannot tell ${sim} SIMs`, { expected: `sim: all, or a block at ${TELLS_SIMS.slice(0, -1).join(", ")} or ${TELLS_SIMS[TELLS_SIMS.length - 1]}`, rests: [[...keys, "at"]] })
  }
}

export function each(list: unknown, visit: (word: string, row: number) => unknown): void {
  if (!Array.isArray(list)) {
    if (typeof list === "string") visit(list, -1)
    return
  }
  list.forEach((word, i) => {
    if (typeof word === "string") visit(word, i)
  })
}

/** A list of one may have been written without its brackets. */
export function single(list: unknown): boolean {
  return !Array.isArray(list) || list.length === 1
}

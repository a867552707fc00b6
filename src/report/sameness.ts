/** In what two variants differ beside who keeps service: what is read, what a state could read, where copies lie, who holds keys. */
import type { VariantResult } from "../model/result.ts"
import { copiesAtEnd, ordered } from "./finding.ts"
import { distinct, grouped, listed, sum } from "./words.ts"

/** `more exposed to CH (protonmail.mailbox)`: each difference of a variant to another one, in words. None: a reader would call them the same. */
export function differences(variant: VariantResult, other: VariantResult): ReadonlyArray<string> {
  const without = hours(variant, other)
  return [...without, ...amounts(amountsOf(variant), amountsOf(other), without.length > 0), ...holders(variant, other)]
}

/** For how long people are without which services: since when is told of each variant, how long it lasts is not. */
function hours(variant: VariantResult, other: VariantResult): ReadonlyArray<string> {
  const [here, there] = [hoursOf(variant), hoursOf(other)]
  const changed = distinct([...here.keys(), ...there.keys()]).filter((service) => differ(here.get(service) ?? 0, there.get(service) ?? 0))
  return [...grouped(changed, (service) => ((here.get(service) ?? 0) > (there.get(service) ?? 0) ? "longer" : "shorter"))].map(([how, services]) => `${how} without ${listed(services)}`)
}

function hoursOf(variant: VariantResult): ReadonlyMap<string, number> {
  // Relative to each state the same people are told anew.
  const rows = variant.outcomes.filter((row) => row.about === variant.outcomes[0].about)
  return new Map([...grouped(rows, (row) => row.service)].map(([service, own]) => [service, sum(own, (row) => row.hoursWithoutService * row.weight)]))
}

/** How many messages or copies of what, under what is said of them. */
interface Amount {
  /** `read by CH`, `exposed to CH`, `copies in CH`. */
  readonly said: string
  /** `service.class`. */
  readonly what: string
  readonly form: VariantResult["readers"][number]["form"]
  readonly n: number
}

/** What weighs most is told first. */
const WEIGHT = ["read by", "openable by", "exposed to", "copies in"]
const SAID = { readable: "read by", disclosed: "read by", openable: "openable by", exposed: "exposed to" } as const

function amountsOf(variant: VariantResult): ReadonlyMap<string, Amount> {
  const read = [...grouped(variant.readers, (row) => JSON.stringify([row.authority, row.level, row.service, row.class, row.form])).values()].map((own): Amount => {
    const [{ authority, level, service, class: name, form }] = own
    return { said: `${SAID[level]} ${authority}`, what: `${service}.${name}`, form, n: sum(own, (row) => (row.messages - row.again) * row.weight) }
  })
  const copies = [...grouped(copiesAtEnd(variant), (row) => JSON.stringify([row.country, row.operator, row.service, row.class])).values()].map((own): Amount => {
    const [{ country, operator, service, class: name }] = own
    return { said: `copies in ${country}${operator === "provider" ? "" : ` with a ${operator}`}`, what: `${service}.${name}`, form: "content", n: sum(own, (row) => row.copies) }
  })
  const out = new Map<string, Amount>()
  for (const one of [...read, ...copies]) {
    const key = JSON.stringify([one.said, one.what, one.form])
    // Readable and disclosed may be the same messages: the larger of the two stands.
    if ((out.get(key)?.n ?? 0) < one.n) out.set(key, one)
  }
  return out
}

/** One in a hundred makes no difference that a reader would call one. */
const FEW = 0.01

function differ(here: number, there: number): boolean {
  return Math.abs(here - there) > FEW * Math.max(here, there)
}

/** Who is longer without service leaves fewer copies: then only those count that there are none of in one of the two. */
function amounts(own: ReadonlyMap<string, Amount>, other: ReadonlyMap<string, Amount>, otherwiseServed: boolean): ReadonlyArray<string> {
  const changes = distinct([...own.keys(), ...other.keys()]).flatMap((key) => {
    const [here, there] = [own.get(key)?.n ?? 0, other.get(key)?.n ?? 0]
    const one = own.get(key) ?? other.get(key)!
    if (!differ(here, there) || (otherwiseServed && one.said.startsWith("copies") && here > 0 && there > 0)) return []
    return [{ ...one, more: here > there }]
  })
  // Cipher text that has become content is told as that alone.
  const telling = changes.filter((one) => one.form !== "ciphertext" || !changes.some((same) => same.said === one.said && same.what === one.what && same.form !== "ciphertext" && same.more !== one.more))
  const inOrder = WEIGHT.flatMap((words) => telling.filter(({ said }) => said.startsWith(words)))
  return [...grouped(inOrder, (one) => `${one.more ? "more" : "less"} ${one.said}`)].map(([said, of]) => `${said.replace(/^less copies/, "fewer copies")} (${distinct(of.map(nameOf)).join(", ")})`)
}

function nameOf({ what, form }: Amount): string {
  return form === "content" || what.endsWith(`.${form}`) ? what : `${form} of ${what}`
}

/** Classes whose keys are at the end with others than in the other variant, and with whom. */
function holders(variant: VariantResult, other: VariantResult): ReadonlyArray<string> {
  const [here, there] = [holdersOf(variant), holdersOf(other)]
  const changed = distinct([...here.keys(), ...there.keys()]).filter((what) => here.get(what) !== there.get(what))
  return [...grouped(changed, (what) => here.get(what) ?? "nobody")].map(([who, own]) => `keys of ${listed(own)} with ${who}`)
}

function holdersOf(variant: VariantResult): ReadonlyMap<string, string> {
  const last = variant.keys.filter((row) => row.endAt === null)
  return new Map([...grouped(last, (row) => `${row.service}.${row.class}`)].map(([what, own]) => [what, listed(distinct(own.map((row) => `${row.holder}${row.country === null ? "" : ` in ${row.country}`}`)).sort(ordered))]))
}

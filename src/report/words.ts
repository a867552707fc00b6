/** Numbers and instants as a reader sees them. A percentage never stands without its denominator. */

/** A whole number with a comma at each thousand; a fraction keeps one digit. Rounds half up. */
export function count(n: number): string {
  const rounded = Math.abs(n) < 1000 && !Number.isInteger(n) ? n.toFixed(1) : String(Math.round(n))
  const [whole, fraction] = rounded.split(".")
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",")
  return fraction === undefined || fraction === "0" ? grouped : `${grouped}.${fraction}`
}

/** A whole number to three digits where there is no room for more: `82.3k`, `3.43M`. */
export function short(n: number): string {
  const [unit, name] = n >= 999_500_000 ? [1e9, "G"] : n >= 999_500 ? [1e6, "M"] : n >= 10_000 ? [1e3, "k"] : [1, ""]
  return name === "" ? count(n) : `${(n / unit).toPrecision(3)}${name}`
}

/** A number to be read out: whole up to a million, then to three digits: `926,570`, `2.91 million`. */
export function amount(n: number, names: Scale = READ): string {
  const size = Math.abs(n)
  const unit = names.findLastIndex(([least]) => size >= least * ROUNDS_UP)
  if (unit < 0) return count(size < 1000 ? n : Math.round(n))
  const [least, name] = names[unit]
  return `${(n / least).toPrecision(3)}${name}`
}

type Scale = ReadonlyArray<readonly [least: number, name: string]>
const READ: Scale = [[1e6, " million"], [1e9, " billion"], [1e12, " trillion"]]
/** For a cell that has no room for words. */
export const BRIEF: Scale = [[1e6, "M"], [1e9, "bn"], [1e12, "tn"]]
/** What three digits round up to the next unit is told in that one. */
const ROUNDS_UP = 0.9995

/** The same of a difference, with its sign. */
export function signedAmount(n: number, names: Scale = READ): string {
  const text = amount(Math.abs(n), names)
  return n === 0 || text === "0" ? "0" : `${n > 0 ? "+" : "−"}${text}`
}

/** Half an interval beside its mean: in the same unit, with as many digits, rounded up so that it is never told narrower than it is. */
export function beside(half: number, mean: number, names: Scale = READ): string {
  const said = amount(Math.abs(mean), names)
  const [least, name] = names.find(([, unit]) => said.endsWith(unit)) ?? ([1, ""] as const)
  const digits = said.replace(name, "").split(".")[1]?.length ?? 0
  const step = 10 ** digits
  // What a binary fraction adds is no reason for another step.
  const rounded = Math.ceil((half / least) * step - 1e-9) / step
  return name === "" ? count(rounded) : `${rounded.toFixed(digits)}${name}`
}

/** A count and its noun: `1 message`, `2 messages`. The plural is given where it is not the noun and an s. */
export function counted(n: number, one: string, many = `${one}s`): string {
  return `${count(n)} ${n === 1 ? one : many}`
}

/** A signed difference; a true minus sign, and `0` without a sign. */
export function signed(n: number): string {
  const text = count(Math.abs(n))
  return n === 0 || text === "0" ? "0" : `${n > 0 ? "+" : "−"}${text}`
}

/** `97.5 %` of a part in a whole; what is not nothing is never `0 %`, what is not all never `100 %`. */
export function percent(part: number, whole: number): string {
  if (whole <= 0) return "–"
  const share = (100 * part) / whole
  if (part > 0 && share < 0.05) return "<0.1 %"
  if (part < whole && share >= 99.95) return ">99.9 %"
  const text = share.toFixed(1)
  return `${text.endsWith(".0") ? text.slice(0, -2) : text} %`
}

/** `97.5 % of 1,234`; what weights make of messages is rounded to whole ones. */
export function percentOf(part: number, whole: number): string {
  return whole <= 0 ? "none tried" : `${percent(part, whole)} of ${count(Math.max(1, Math.round(whole)))}`
}

/** Bytes in the largest decimal unit that leaves a number of at least 1. */
export function bytes(n: number): string {
  const units = ["B", "kB", "MB", "GB", "TB", "PB"]
  let value = n
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** `2015-12-30T19:00:00.000Z` as `2015-12-30 19:00`; seconds only where there are some. Times of a page are UTC, and it says so. */
export function instant(iso: string): string {
  return iso.replace("T", " ").replace(/Z$/, "").replace(/\.000$/, "").replace(/:00$/, "")
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(words: ReadonlyArray<string>): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`
}

/** The first `max` of the words, and how many more there are. */
export function firstFew(words: ReadonlyArray<string>, max: number): string {
  return words.length <= max ? listed(words) : `${words.slice(0, max).join(", ")} and ${words.length - max} more`
}

/** A name in at most so many characters. */
export function shortened(name: string, lengthMax: number): string {
  const characters = Array.from(name)
  return characters.length <= lengthMax ? name : `${characters.slice(0, lengthMax - 1).join("")}…`
}

/** The distinct values in the order in which they first come. */
export function distinct<T>(values: Iterable<T>): Array<T> {
  return [...new Set(values)]
}

/** The items under each key, keys in the order in which they first come. */
export function grouped<T>(items: Iterable<T>, key: (item: T) => string): Map<string, Array<T>> {
  const groups = new Map<string, Array<T>>()
  for (const item of items) {
    const k = key(item)
    const group = groups.get(k)
    if (group === undefined) groups.set(k, [item])
    else group.push(item)
  }
  return groups
}

/** The sum of a number of each item. */
export function sum<T>(items: Iterable<T>, value: (item: T) => number): number {
  let total = 0
  for (const item of items) total += value(item)
  return total
}

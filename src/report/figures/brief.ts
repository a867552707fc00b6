/** Numbers where there is no room for more than three digits: `82.3k`, `−3.43M`, `7.60bn`. */
import { count, distinct, signed } from "../words.ts"

export function brief(value: number): string {
  const size = Math.abs(value)
  const unit = UNITS.find(([least]) => size >= least)
  const words = unit === undefined ? count(size) : `${(size / unit[1]).toPrecision(3)}${unit[2]}`
  return value < 0 && words !== "0" ? `−${words}` : words
}

/** From which number on, what it is told in, and how that is called: what three digits round up to the next is told in that. */
const UNITS = [[999.5e9, 1e12, "tn"], [999.5e6, 1e9, "bn"], [999.5e3, 1e6, "M"], [1e4, 1e3, "k"]] as const

/** The same of a difference, with its sign. */
export function signedBrief(value: number): string {
  const words = brief(value)
  return value > 0 && words !== "0" ? `+${words}` : words
}

/** How to tell these values: briefly, unless two of them that differ would be told alike. */
export function tellingApart(values: ReadonlyArray<number>): (value: number) => string {
  const different = distinct(values)
  return distinct(different.map(brief)).length === different.length ? brief : (value) => (value < 0 ? signed(value) : count(value))
}

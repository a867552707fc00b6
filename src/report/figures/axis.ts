/** An axis of numbers: a scale that holds all values and ends at round ones, with grid lines and their labels. */
import { type ScaleLinear, scaleLinear } from "d3-scale"
import { brief, tellingApart } from "./brief.ts"
import { label, stroke } from "./pen.ts"

/** A scale over all the values, which ends at round numbers. */
export function scaleOver(values: ReadonlyArray<number>, range: readonly [number, number]): ScaleLinear<number, number> {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return scaleLinear(low === high ? [low - 1, high + 1] : [low, high], range).nice(TICKS)
}

const TICKS = 4

/** Grid lines from `top` to `bottom` with the numbers below; of differences they have a sign. Long numbers stand at every second line. */
export function gridOf(scale: ScaleLinear<number, number>, top: number, bottom: number, signs: boolean): string {
  const ticks = scale.ticks(TICKS)
  const tell = tellingApart(ticks)
  return ticks
    .map((tick, i) => {
      const words = tell === brief || i % 2 === 0 ? `${signs && tick > 0 ? "+" : ""}${round(tell(tick))}` : ""
      return `${stroke("grid", scale(tick), top, scale(tick), bottom)}${label(words, { x: scale(tick), y: bottom + 14, kind: "tick", anchor: "middle" })}`
    })
    .join("")
}

/** A tick's number without the zeros that are not needed to tell it. */
function round(words: string): string {
  return words.replace(/(\.\d*?)0+(?=\D|$)/, "$1").replace(/\.(?=\D|$)/, "")
}

/** The fixed seeds of the hunts, how far each goes, and figures over seeds. */
import type { Caught } from "./hunters.ts"

/** Hunts from different seeds share no world. */
const APART = 1_000_003
const seeds = (count: number) => Array.from({ length: count }, (_, i) => 1 + i * APART)

export const SHORT = { seeds: seeds(3), worldsMax: 5000, shrinkPlaysMax: 3000 } as const
export const FULL = { ...SHORT, seeds: seeds(20) } as const

export function isCaught({ hunted }: Caught): boolean {
  return hunted.every(({ worlds }) => worlds !== undefined)
}

export interface Figures {
  readonly seeds: number
  readonly caught: number
  /** Infinite where so many hunts came to nothing. */
  readonly worldsMedian: number
  readonly worldsMost: number
  readonly eventsMedian: number
  /** How many of the worlds that were made small are minimal. */
  readonly minimal: number
}

export function figuresOf({ hunted }: Caught): Figures {
  const worlds = hunted.map((one) => one.worlds ?? Number.POSITIVE_INFINITY)
  const small = hunted.flatMap((one) => one.small ?? [])
  return {
    seeds: hunted.length,
    caught: hunted.filter((one) => one.worlds !== undefined).length,
    worldsMedian: median(worlds),
    worldsMost: Math.max(...worlds),
    eventsMedian: median(small.map(({ events }) => events)),
    minimal: small.filter(({ minimal }) => minimal).length
  }
}

/** The lower one of the two in the middle. */
export function median(values: ReadonlyArray<number>): number {
  return [...values].sort((a, b) => a - b)[(values.length - 1) >> 1] ?? Number.NaN
}

/** Delays from first try to delivery, as the run's bins give them: 32 bins an octave from 1 ms. */

export type DelayBins = Map<number, number>

export function addDelays(into: DelayBins, bins: ReadonlyArray<readonly [bin: number, messages: number]>, weight = 1): void {
  for (const [bin, messages] of bins) into.set(bin, (into.get(bin) ?? 0) + messages * weight)
}

/**
 * The delay [ms] that a share of the messages does not exceed, undefined without messages. Within a bin messages are taken
 * to lie evenly on the logarithm, so the error is at most the width of a bin (2.2 %).
 */
export function delayQuantileMs(bins: DelayBins, share: number): number | undefined {
  let total = 0
  for (const messages of bins.values()) total += messages
  if (total === 0) return undefined
  const wanted = share * total
  let before = 0
  let last = 0
  for (const bin of [...bins.keys()].sort((a, b) => a - b)) {
    const messages = bins.get(bin)!
    if (messages === 0) continue
    if (before + messages >= wanted) return edgeMs(bin + Math.max(0, wanted - before) / messages)
    before += messages
    last = bin
  }
  return edgeMs(last + 1)
}

/** Powers of two may differ in their last bit between engines: rounded to the microsecond they do not. */
function edgeMs(bin: number): number {
  return Math.round(2 ** (bin / 32) * 1000) / 1000
}

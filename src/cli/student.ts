/** Quantiles of Student's t, from a port of Cephes to WebAssembly: the same to the last bit on every machine. */
import type { Student95 } from "../analysis/interval.ts"

/** Loaded when it is wanted: it takes 20 ms, and most runs are single ones. */
export async function student95(): Promise<Student95> {
  const { compiled, stdtri } = await import("cephes")
  await compiled
  const known = new Map<number, number>()
  return (degrees) => {
    const quantile = known.get(degrees) ?? stdtri(degrees, 0.975)
    known.set(degrees, quantile)
    return quantile
  }
}

// HOT
/** Histograms of durations by row, in bins as wide as they are long: bin b holds [2^(b/32), 2^((b+1)/32)) ms; bin 0 what is shorter too. */

/** Bins of the delay in an octave, from 1 ms. */
export const BINS_PER_OCTAVE = 32
/** An octave beyond 2^40 ms, which are 35 years, is none of a run's. */
const OCTAVES = 41

export interface HistogramState {
  readonly pageOf: Int32Array
  readonly pages: Uint32Array
}

/** Rows, and pages, for which there is room at first. */
const FEW = 8

export class Histogram {
  /** By row and octave: number of its page of bins, from 1 on; 0 has none. */
  private pageOf = new Int32Array(OCTAVES * FEW)
  private rows = 0
  /** So many of one length no run has that they would not fit. */
  private pages = new Uint32Array(BINS_PER_OCTAVE * FEW)
  private used = 1

  add(row: number, ms: number): void {
    double[0] = ms
    this.addInPlace(row)
  }

  /** The same of `from[0]`: a double handed over in a call that is not inlined is boxed. */
  addAt(row: number, from: Float64Array): void {
    double[0] = from[0]
    this.addInPlace(row)
  }

  /** Bins of a row that hold something, with how many, from the shortest to the longest. */
  bins(row: number): ReadonlyArray<readonly [bin: number, count: number]> {
    const found: Array<readonly [number, number]> = []
    if (row >= this.rows) return found
    for (let octave = 0; octave < OCTAVES; octave++) {
      const page = this.pageOf[row * OCTAVES + octave]
      for (let k = 0; page !== 0 && k < BINS_PER_OCTAVE; k++) if (this.pages[page * BINS_PER_OCTAVE + k] > 0) found.push([octave * BINS_PER_OCTAVE + k, this.pages[page * BINS_PER_OCTAVE + k]])
    }
    return found
  }

  /** Apart, so that `add` is short, is inlined where it is called, and its double is not boxed. */
  private addInPlace(row: number): void {
    const bin = binInPlace()
    const at = row * OCTAVES + (bin >> 5)
    if (row >= this.rows) this.grow(row)
    let page = this.pageOf[at]
    if (page === 0) page = this.pageOf[at] = this.open()
    this.pages[page * BINS_PER_OCTAVE + (bin & 31)]++
  }

  private grow(row: number): void {
    this.rows = row + 1
    if (this.rows * OCTAVES <= this.pageOf.length) return
    const more = new Int32Array(OCTAVES * (this.rows + (this.rows >> 1)))
    more.set(this.pageOf)
    this.pageOf = more
  }

  private open(): number {
    const page = this.used++
    if (this.used * BINS_PER_OCTAVE > this.pages.length) {
      const more = new Uint32Array(this.pages.length + (this.pages.length >> 1))
      more.set(this.pages)
      this.pages = more
    }
    return page
  }

  save(): HistogramState {
    return { pageOf: this.pageOf.slice(0, this.rows * OCTAVES), pages: this.pages.slice(0, this.used * BINS_PER_OCTAVE) }
  }

  restore(state: HistogramState): void {
    this.rows = state.pageOf.length / OCTAVES
    if (this.pageOf.length < state.pageOf.length) this.pageOf = new Int32Array(state.pageOf.length)
    this.pageOf.set(state.pageOf)
    this.pageOf.fill(0, state.pageOf.length)
    this.used = state.pages.length / BINS_PER_OCTAVE
    if (this.pages.length < state.pages.length) this.pages = new Uint32Array(state.pages.length)
    this.pages.set(state.pages)
    this.pages.fill(0, state.pages.length)
  }
}

/** Bin of a duration [ms]. */
export function binOf(ms: number): number {
  double[0] = ms
  return binInPlace()
}

const double = new Float64Array(1)
const half = new Int32Array(double.buffer)
/** Which half holds sign and exponent: the second on little-endian machines. */
const HIGH = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0

const EDGE = new Float64Array(BINS_PER_OCTAVE)
{
  // 2^(k/32) by repeated multiplication with the 32nd root of two: the same bits everywhere.
  let x = 1
  for (let k = 0; k < BINS_PER_OCTAVE; k++) {
    EDGE[k] = x
    x *= 1.0218971486541166
  }
}
/** The same as the two halves of a double: the upper without its exponent. */
const EDGE_HIGH = new Int32Array(BINS_PER_OCTAVE + 1).fill(0x100000)
const EDGE_LOW = new Uint32Array(BINS_PER_OCTAVE + 1)
for (let k = 0; k < BINS_PER_OCTAVE; k++) {
  double[0] = EDGE[k]
  EDGE_HIGH[k] = half[HIGH] & 0xfffff
  EDGE_LOW[k] = half[1 - HIGH]
}
/** By the first eight bits of the mantissa: the bin in which the least number with them lies. */
const GUIDE = Int32Array.from({ length: 256 }, (_, i) => EDGE.findLastIndex((edge) => edge <= 1 + i / 256))

/** In whole numbers: to put a mantissa's bits together to a double again stalls the processor. */
function binInPlace(): number {
  if (!(double[0] >= 1)) return 0
  const high = half[HIGH] & 0xfffff
  const low = half[1 - HIGH]
  let k = GUIDE[high >> 12]
  while (EDGE_HIGH[k + 1] < high || (EDGE_HIGH[k + 1] === high && EDGE_LOW[k + 1] <= low >>> 0)) k++
  return ((half[HIGH] >> 20) - 1023) * BINS_PER_OCTAVE + k
}

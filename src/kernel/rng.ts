// HOT
/**
 * Chance, by two doors: hashes of a key for what belongs to a message, a person or a trip (the order in which the engine
 * comes to them does not matter), and a stream for what belongs to a cause. Both are the same to the bit everywhere and for
 * ever: every fingerprint hangs on them.
 */
import { lnInto } from "./exponential.ts"

const GOLDEN = 0x9e3779b9 | 0
/** A power of two as a literal: how an engine computes 2 ** n is its own affair. */
const TWO_MINUS_32 = 1 / 4294967296

/** A 32-bit mix of four int32 words -> int32. A change of one bit in any word changes each bit of the hash half of the time. */
export function hash4(a: number, b: number, c: number, d: number): number {
  return absorb(absorb(absorb(absorb(GOLDEN, a), b), c), d)
}

/** What hash4 has made of its first word: several hashes of one key begin with it. */
export function begun(a: number): number {
  return absorb(GOLDEN, a)
}

/** hash4(a, b, c, d), where `state` is begun(a). */
export function hashOn(state: number, b: number, c: number, d: number): number {
  return absorb(absorb(absorb(state, b), c), d)
}

/** A hash of a text's UTF-16 units -> int32. */
export function hashString(text: string): number {
  let h = absorb(GOLDEN, text.length)
  for (let i = 0; i < text.length; i++) h = absorb(h, text.charCodeAt(i))
  return h
}

/** The uniform number in [0, 1) of a hash: its 32 bits as a fraction. */
export function uniform(h: number): number {
  return (h >>> 0) * TWO_MINUS_32
}

/**
 * Takes one word in: scrambled by itself first (else the hashes of neighbouring words under two states would be the same
 * set), then a finaliser with full avalanche. For one state it is one-to-one in the word.
 */
function absorb(state: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51)
  k = (k << 15) | (k >>> 17)
  let h = (state ^ Math.imul(k, 0x1b873593)) + GOLDEN
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97)
  return h ^ (h >>> 15)
}

export interface StreamState {
  readonly words: Uint32Array
  readonly draws: number
}

/** A stream of random numbers: xoshiro128** (Blackman and Vigna), period 2^128 - 1, seeded through hash4. */
export class Stream {
  private readonly words = new Uint32Array(4)
  private readonly count = new Float64Array(1)
  private readonly drawn = new Float64Array(1)

  constructor(seedHi: number, seedLo: number) {
    for (let i = 0; i < 4; i++) this.words[i] = hash4(seedHi, seedLo, i, GOLDEN)
    // All zero is the one state that the generator never leaves.
    if ((this.words[0] | this.words[1] | this.words[2] | this.words[3]) === 0) this.words[0] = 1
  }

  /** Numbers drawn so far. */
  get draws(): number {
    return this.count[0]
  }

  /** The next 32 bits, as an unsigned number. */
  next(): number {
    return this.step() >>> 0
  }

  /** The next 32 bits as an int32: an unsigned number above 2^31 would be boxed on its way out. */
  private step(): number {
    const s = this.words
    this.count[0]++
    const x = Math.imul(s[1], 5)
    const result = Math.imul((x << 7) | (x >>> 25), 9)
    const t = s[1] << 9
    s[2] ^= s[0]
    s[3] ^= s[1]
    s[1] ^= s[2]
    s[0] ^= s[3]
    s[2] ^= t
    s[3] = (s[3] << 11) | (s[3] >>> 21)
    return result
  }

  /** A uniform number in [0, 1), a multiple of 2^-32. One draw. */
  uniform(): number {
    return this.next() * TWO_MINUS_32
  }

  /** An exponential number of mean 1, by inversion at the middle of a step of 2^-32: within (0, 23). One draw. */
  exponential(): number {
    this.drawExponential()
    return this.drawn[0]
  }

  /** The same, written into `out[0]`. */
  exponentialInto(out: Float64Array): void {
    this.drawExponential()
    out[0] = this.drawn[0]
  }

  /** Apart, so that `exponential` is short, is inlined where it is called, and its double is not boxed. */
  private drawExponential(): void {
    this.drawn[0] = 1 - (this.next() + 0.5) * TWO_MINUS_32
    lnInto(this.drawn)
    this.drawn[0] = -this.drawn[0]
  }

  save(): StreamState {
    return { words: this.words.slice(), draws: this.count[0] }
  }

  restore(state: StreamState): void {
    this.words.set(state.words)
    this.count[0] = state.draws
  }
}

// HOT
/** The digest of a trace: 64 bits in two int32 lanes, by order and value of all that was mixed in. No defence against forgers. */

const double = new Float64Array(1)
const half = new Int32Array(double.buffer)
/** Which half holds sign and exponent: the second on little-endian machines. */
const HIGH = new Uint8Array(Int32Array.of(1).buffer)[0] === 1 ? 1 : 0

export class Digest {
  private readonly lanes = Int32Array.of(0x9e3779b9, 0x85ebca6b)

  /** Mixes in an int32. */
  mix(i32: number): void {
    const lanes = this.lanes
    const first = lanes[0] ^ Math.imul(rotated(Math.imul(i32, 0xcc9e2d51), 15), 0x1b873593)
    const second = lanes[1] ^ Math.imul(rotated(Math.imul(i32, 0xab0e9789), 16), 0x38b34ae5)
    const a = Math.imul(rotated(first, 13), 5) + 0xe6546b64
    lanes[0] = a
    lanes[1] = Math.imul(rotated(second, 17) + a, 5) + 0x0bcaa747
  }

  /** Mixes in a double, both halves. Every NaN counts as the same; 0 and -0 differ. */
  mixDouble(x: number): void {
    double[0] = x
    this.mixHalves()
  }

  /** An int32 and then a double that lies in an array: what is mixed in of every event, without the lanes being put down in between. */
  mixBoth(i32: number, from: Float64Array, i: number): void {
    double[0] = from[i]
    if (double[0] !== double[0]) {
      half[HIGH] = 0x7ff80000
      half[1 - HIGH] = 0
    }
    const lanes = this.lanes
    let a = lanes[0]
    let b = lanes[1]
    for (let n = 0; n < 3; n++) {
      const word = n === 0 ? i32 : n === 1 ? half[HIGH] : half[1 - HIGH]
      const first = a ^ Math.imul(rotated(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593)
      const second = b ^ Math.imul(rotated(Math.imul(word, 0xab0e9789), 16), 0x38b34ae5)
      a = (Math.imul(rotated(first, 13), 5) + 0xe6546b64) | 0
      b = (Math.imul(rotated(second, 17) + a, 5) + 0x0bcaa747) | 0
    }
    lanes[0] = a
    lanes[1] = b
  }

  /** The digest so far, as 16 hexadecimal digits. More can be mixed in after. */
  hex(): string {
    const a = finished(this.lanes[0] + this.lanes[1])
    const b = finished(this.lanes[1] + a)
    return digits(finished(a + b)) + digits(b)
  }

  /** Apart, so that mixDouble is short and is inlined where there is room. */
  private mixHalves(): void {
    if (double[0] !== double[0]) {
      half[HIGH] = 0x7ff80000
      half[1 - HIGH] = 0
    }
    this.mix(half[HIGH])
    this.mix(half[1 - HIGH])
  }

  save(): Int32Array {
    return this.lanes.slice()
  }

  restore(state: Int32Array): void {
    this.lanes.set(state)
  }
}

function rotated(x: number, bits: number): number {
  return (x << bits) | (x >>> (32 - bits))
}

function finished(h: number): number {
  let x = Math.imul(h ^ (h >>> 16), 0x21f0aaad)
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97)
  return x ^ (x >>> 15)
}

function digits(x: number): string {
  return (x >>> 0).toString(16).padStart(8, "0")
}

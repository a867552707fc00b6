/** SHA-256 in plain TypeScript, so that a file's hash is the same in a browser and needs nothing of the platform. */

/** The digest of a text's UTF-8 bytes, in lower-case hexadecimal. */
export function sha256(text: string): string {
  const bytes = padded(new TextEncoder().encode(text))
  const view = new DataView(bytes.buffer)
  const hash = new Int32Array(fractionBits(8, 2))
  const constants = fractionBits(64, 3)
  const schedule = new Int32Array(64)
  for (let block = 0; block < bytes.length; block += 64) {
    for (let i = 0; i < 16; i++) schedule[i] = view.getInt32(block + i * 4)
    for (let i = 16; i < 64; i++) {
      const [x, y] = [schedule[i - 15], schedule[i - 2]]
      schedule[i] = schedule[i - 16] + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) + schedule[i - 7] + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))
    }
    compress(hash, schedule, constants)
  }
  return Array.from(hash, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("")
}

function compress(hash: Int32Array, schedule: Int32Array, constants: ReadonlyArray<number>): void {
  let [a, b, c, d, e, f, g, h] = hash
  for (let i = 0; i < 64; i++) {
    const t1 = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + constants[i] + schedule[i]) | 0
    const t2 = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
    ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + t1) | 0, c, b, a, (t1 + t2) | 0]
  }
  ;[a, b, c, d, e, f, g, h].forEach((word, i) => {
    hash[i] += word
  })
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by))
}

function padded(message: Uint8Array): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array((((message.length + 8) >> 6) + 1) << 6)
  out.set(message)
  out[message.length] = 0x80
  const view = new DataView(out.buffer)
  view.setUint32(out.length - 8, Math.floor(message.length / 2 ** 29))
  view.setUint32(out.length - 4, (message.length << 3) >>> 0)
  return out
}

/** First 32 bits of the fractional parts of the roots of the first primes: the standard's constants, in exact integers. */
function fractionBits(count: number, root: 2 | 3): number[] {
  const out: number[] = []
  for (let n = 2; out.length < count; n++) {
    if (!isPrime(n)) continue
    const scaled = BigInt(n) << BigInt(32 * root)
    out.push(Number(BigInt.asIntN(32, integerRoot(scaled, root))))
  }
  return out
}

function isPrime(n: number): boolean {
  for (let d = 2; d * d <= n; d++) if (n % d === 0) return false
  return true
}

/** The largest integer whose power is at most `n`, by bisection. */
function integerRoot(n: bigint, root: 2 | 3): bigint {
  let low = 0n
  let high = 1n << 40n
  while (low < high) {
    const middle = (low + high + 1n) >> 1n
    if (middle ** BigInt(root) <= n) low = middle
    else high = middle - 1n
  }
  return low
}

/**
 * A state as bytes: plain data becomes a text of JSON, its typed arrays become blobs, little-endian, each from a multiple of eight
 * bytes on. Read back it is the same to the bit. What the text says of sizes is checked before any room is made for it.
 */
import { assert } from "../kernel/assert.ts"

export interface StateBytes {
  readonly skeleton: string
  /** One after another, with the gaps that bring each to a multiple of eight. */
  readonly blobs: ReadonlyArray<Uint8Array>
  /** Of all blobs with their gaps. */
  readonly blobBytes: number
}

/** The text with its table of blobs read, before their bytes are. */
export interface Skeleton {
  readonly blobs: ReadonlyArray<Blob>
  readonly state: unknown
}

type Word = keyof typeof ARRAYS
type Numbers = Float64Array | Int32Array | Int16Array | Uint32Array | Uint16Array | Uint8Array
export type Blob = readonly [type: Word, offset: number, length: number]

const ARRAYS = { f64: Float64Array, i32: Int32Array, i16: Int16Array, u32: Uint32Array, u16: Uint16Array, u8: Uint8Array } as const
const ALIGNMENT = 8
/** What stands for data that JSON has no word for: { "$": [what, value] }. */
const MARK = "$"
const ODD_NUMBERS: ReadonlyMap<unknown, number> = new Map([["NaN", Number.NaN], ["Infinity", Number.POSITIVE_INFINITY], ["-Infinity", Number.NEGATIVE_INFINITY], ["-0", -0]])
const IS_LITTLE = new Uint8Array(Int32Array.of(1).buffer)[0] === 1

/** @fails Bug where something is neither plain data nor a typed array */
export function encode(state: unknown): StateBytes {
  const table: Array<Blob> = []
  const blobs: Array<Uint8Array> = []
  let blobBytes = 0
  const blobOf = (word: Word, array: Numbers): unknown => {
    table.push([word, blobBytes, array.length])
    const gap = gapAfter(array.byteLength)
    blobs.push(littleEndian(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), array.BYTES_PER_ELEMENT))
    if (gap > 0) blobs.push(new Uint8Array(gap))
    blobBytes += array.byteLength + gap
    return { [MARK]: ["blob", table.length - 1] }
  }
  const plain = (value: unknown): unknown => {
    if (value === undefined) return { [MARK]: ["undefined"] }
    if (value === null || typeof value === "string" || typeof value === "boolean") return value
    if (typeof value === "number") return Number.isFinite(value) && !Object.is(value, -0) ? value : { [MARK]: ["number", Object.is(value, -0) ? "-0" : String(value)] }
    if (Array.isArray(value)) return value.map(plain)
    if (ArrayBuffer.isView(value)) {
      for (const word of WORDS) if (value instanceof ARRAYS[word]) return blobOf(word, value)
      assert(false, "a state's arrays are of the types that a snapshot knows")
    }
    assert(typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype && !(MARK in value), "a state is plain data and typed arrays")
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
  }
  const skeleton = plain(state)
  return { skeleton: JSON.stringify({ blobs: table, state: skeleton }), blobs, blobBytes }
}

/** The skeleton in a text, where its table fits into so many bytes of blobs exactly; else what is wrong with it. */
export function readSkeleton(text: string, blobBytes: number): Skeleton | string {
  const read = parsed(text)
  if (typeof read !== "object" || read === null || !("blobs" in read) || !("state" in read) || !Array.isArray(read.blobs)) return "no table of blobs"
  let end = 0
  const blobs: Array<Blob> = []
  for (const entry of read.blobs as ReadonlyArray<unknown>) {
    if (!isBlob(entry) || entry[1] !== end) return "a blob where none can be"
    end += bytesOf(entry) + gapAfter(bytesOf(entry))
    if (end > blobBytes) return "more blobs than bytes"
    blobs.push(entry)
  }
  return end === blobBytes ? { blobs, state: read.state } : "more bytes than blobs"
}

/** Room for a blob, and the view through which its bytes are filled in. */
export function roomFor(blob: Blob): { readonly array: Numbers; readonly bytes: Uint8Array } {
  const array = new ARRAYS[blob[0]](blob[2])
  return { array, bytes: new Uint8Array(array.buffer) }
}

/** Bytes from a blob's end to the beginning of the next. */
export function gapOf(blob: Blob): number {
  return gapAfter(bytesOf(blob))
}

/** Puts the arrays, filled with bytes as they were read, into a skeleton. Throws where it names an array that is not there. */
export function decode(skeleton: Skeleton, arrays: ReadonlyArray<Numbers>): unknown {
  for (const array of arrays) littleEndian(new Uint8Array(array.buffer), array.BYTES_PER_ELEMENT, true)
  const real = (value: unknown): unknown => {
    if (typeof value !== "object" || value === null) return value
    if (Array.isArray(value)) return value.map(real)
    if (!(MARK in value)) return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, real(one)]))
    const [what, of] = value[MARK] as ReadonlyArray<unknown>
    if (what === "undefined") return undefined
    const found = what === "blob" ? arrays[Number(of)] : what === "number" ? ODD_NUMBERS.get(of) : undefined
    assert(found !== undefined, "a skeleton names arrays and numbers that there are")
    return found
  }
  return real(skeleton.state)
}

const WORDS = Object.keys(ARRAYS) as ReadonlyArray<Word>

function isBlob(entry: unknown): entry is Blob {
  if (!Array.isArray(entry) || entry.length !== 3) return false
  const [word, offset, length] = entry
  return WORDS.some((one) => one === word) && Number.isSafeInteger(offset) && Number.isSafeInteger(length) && length >= 0
}

const bytesOf = ([word, , length]: Blob): number => length * ARRAYS[word].BYTES_PER_ELEMENT
const gapAfter = (bytes: number): number => (ALIGNMENT - (bytes % ALIGNMENT)) % ALIGNMENT

/** Turns the bytes of each element round where this machine has them the other way; elsewhere they are as they are. */
function littleEndian(bytes: Uint8Array, size: number, inPlace = false): Uint8Array {
  if (IS_LITTLE || size === 1) return bytes
  const turned = inPlace ? bytes : bytes.slice()
  for (let at = 0; at < turned.length; at += size) turned.subarray(at, at + size).reverse()
  return turned
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

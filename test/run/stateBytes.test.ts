import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type Blob, decode, encode, gapOf, readSkeleton, roomFor } from "../../src/run/stateBytes.ts"

/** Written and read back, through one run of bytes. */
function back(state: unknown): unknown {
  const { skeleton, blobs, blobBytes } = encode(state)
  const bytes = Buffer.concat(blobs)
  expect(bytes.length).toBe(blobBytes)
  const read = readSkeleton(skeleton, blobBytes)
  if (typeof read === "string") throw new Error(read)
  const arrays = read.blobs.map((blob) => {
    const room = roomFor(blob)
    room.bytes.set(bytes.subarray(blob[1], blob[1] + room.bytes.length))
    return room.array
  })
  return decode(read, arrays)
}

const array = fc.oneof(
  fc.float64Array({ maxLength: 5 }), fc.int32Array({ maxLength: 5 }), fc.int16Array({ maxLength: 5 }),
  fc.uint32Array({ maxLength: 5 }), fc.uint16Array({ maxLength: 5 }), fc.uint8Array({ maxLength: 5 })
)
const odd = fc.constantFrom<unknown>(undefined, null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, "", "NaN", "$")
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, fc.double(), fc.string(), fc.boolean(), odd, array, fc.array(tie("tree"), { maxLength: 4 }), fc.dictionary(fc.constantFrom("a", "b", "parts", "toString"), tie("tree"), { maxKeys: 4, noNullPrototype: true }))
}))

describe("A state as bytes", () => {
  it("comes back the same to the bit", () => {
    fc.assert(fc.property(tree, (state) => {
      expect(back(state)).toStrictEqual(state)
    }), { seed: 5, numRuns: 500 })
  })

  it("has its numbers little-endian, each array from a multiple of eight on", () => {
    const { blobs, skeleton } = encode([Uint8Array.of(7), Int32Array.of(1, -2), Float64Array.of(1)])
    expect([...Buffer.concat(blobs)]).toEqual([7, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 254, 255, 255, 255, 0, 0, 0, 0, 0, 0, 240, 63])
    expect(JSON.parse(skeleton).blobs).toEqual([["u8", 0, 1], ["i32", 8, 2], ["f64", 16, 1]])
  })

  it("is of plain data and typed arrays alone", () => {
    for (const other of [new Map(), new Date(0), () => 0, 1n, Symbol("x"), { $: 1 }, new BigInt64Array(1)]) expect(() => encode({ deep: [other] })).toThrow(/plain data|types/)
  })
})

describe("A skeleton", () => {
  const text = (blobs: ReadonlyArray<unknown>, state: unknown = 0) => JSON.stringify({ blobs, state })

  it("is refused before any room is made where its blobs are not those of the file", () => {
    const wrong: ReadonlyArray<readonly [string, number]> = [
      ["no JSON", 0], ["null", 0], ["[]", 0], ['{"blobs":[]}', 0],
      [text([["f64", 0, 1]]), 0], [text([]), 8], [text([["f64", 8, 1]]), 16], [text([["f64", 0, -1]]), 0], [text([["f64", 0, 0.5]]), 8],
      [text([["f64", 0, 1e300]]), 8], [text([["f64", 0, 2 ** 52]]), 8], [text([["f32", 0, 2]]), 8], [text([["__proto__", 0, 1]]), 8], [text([["u8", 0, 1], ["u8", 1, 1]]), 16], [text([["u8", 0]]), 8], [text(["u8"]), 8]
    ]
    for (const [one, bytes] of wrong) expect(readSkeleton(one, bytes), one).toBeTypeOf("string")
    expect(readSkeleton(text([["u8", 0, 1], ["u8", 8, 8]]), 16)).toEqual({ blobs: [["u8", 0, 1], ["u8", 8, 8]], state: 0 })
  })

  it("that names what is not there is refused, and no word of it becomes a prototype", () => {
    const blob: Blob = ["u8", 0, 3]
    expect(gapOf(blob)).toBe(5)
    const { array: three } = roomFor(blob)
    for (const state of [{ $: ["blob", 1] }, { $: ["blob", "length"] }, { $: ["number", "7"] }, { $: ["number", "constructor"] }, { $: ["eval", "1"] }, { $: 7 }]) expect(() => decode({ blobs: [blob], state }, [three]), JSON.stringify(state)).toThrow()
    const read = decode({ blobs: [], state: JSON.parse('{ "__proto__": { "evil": true } }') }, []) as object
    expect(Object.getPrototypeOf(read)).toBe(Object.prototype)
    expect("evil" in read).toBe(false)
  })
})

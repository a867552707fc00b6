/** Which typed arrays something holds: their names, the way to them, and their bytes. */

export interface HeldArray {
  /** Fields on the way, `[]` for each element of a list; arrays with the same way are one row. */
  readonly name: string
  readonly bytes: number
  readonly arrays: number
}

/** From the largest on. What is reached by two ways is counted by the first, and a buffer once, whole: room that is not used yet too. */
export function heldArrays(roots: Readonly<Record<string, unknown>>): ReadonlyArray<HeldArray> {
  const found = new Map<string, { bytes: number; arrays: number }>()
  const seen = new Set<unknown>()
  const queue: Array<readonly [name: string, value: unknown]> = Object.entries(roots)
  // Breadth first, so that an array is told by its shortest name.
  for (let i = 0; i < queue.length; i++) {
    const [name, value] = queue[i]
    if (typeof value !== "object" || value === null || seen.has(value)) continue
    seen.add(value)
    if (ArrayBuffer.isView(value)) {
      if (seen.has(value.buffer)) continue
      seen.add(value.buffer)
      const row = found.get(name) ?? { bytes: 0, arrays: 0 }
      found.set(name, { bytes: row.bytes + value.buffer.byteLength, arrays: row.arrays + 1 })
    } else if (Array.isArray(value) || value instanceof Set) for (const one of value) queue.push([`${name}[]`, one])
    else if (value instanceof Map) for (const one of value.values()) queue.push([`${name}[]`, one])
    else for (const [key, one] of Object.entries(value)) queue.push([`${name}.${key}`, one])
  }
  return [...found].map(([name, row]) => ({ name, ...row })).sort((a, b) => b.bytes - a.bytes)
}

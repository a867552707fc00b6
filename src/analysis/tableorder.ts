/** The order of rows in a table: by their keys, the same whatever order a run recorded them in. */

/** A key of several columns; absent ones sort first, numbers by size. */
export function keyOf(...columns: ReadonlyArray<string | number | null | undefined>): string {
  return columns.map((column) => (typeof column === "number" ? sortable(column) : (column ?? ""))).join("\u0001")
}

/** By code units, not by the words of a locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** Sums rows of the same key, in the order of the keys. */
export function groupRows<Row, Sum>(rows: Iterable<Row>, key: (row: Row) => string, start: (row: Row) => Sum, add: (sum: Sum, row: Row) => void): ReadonlyArray<Sum> {
  const sums = new Map<string, Sum>()
  for (const row of rows) {
    const k = key(row)
    let sum = sums.get(k)
    if (sum === undefined) sums.set(k, (sum = start(row)))
    add(sum, row)
  }
  return [...sums.entries()].sort(([a], [b]) => compareText(a, b)).map(([, sum]) => sum)
}

function sortable(n: number): string {
  if (n >= 0 && Number.isInteger(n)) return `${String(n).padStart(16, "0")}.000`
  return n < 0 ? `-${n}` : n.toFixed(3).padStart(20, "0")
}

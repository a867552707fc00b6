/**
 * A number on a page that says where it comes from: the table of data/, the row and the column. So a reader, or a program,
 * finds it again there; `shown` may be rounded, `value` is what the table has.
 */

export interface Quantity {
  readonly shown: string
  readonly value: number
  readonly at: Place
}

/** Of data/`table`.csv the column in the rows that have these values: one row, or several to be added up. */
export interface Place {
  readonly table: string
  readonly row: Readonly<Record<string, string>>
  /** Name of the column; `a*b` where each row's number counts so many times. */
  readonly column: string
}

/** A text with numbers of which some say where they come from. */
export type Words = string | ReadonlyArray<string | Quantity>

/** The text alone. */
export function plain(words: Words): string {
  return typeof words === "string" ? words : words.map((part) => (typeof part === "string" ? part : part.shown)).join("")
}

/** The parts of a text, one after the other. */
export function joined(...all: ReadonlyArray<Words>): ReadonlyArray<string | Quantity> {
  return all.flatMap((words): ReadonlyArray<string | Quantity> => (typeof words === "string" ? [words] : words))
}

/** What the numbers of a file rest on, as result.json says it. */
import { Schema } from "effect"
import { count, maybeText, text, texts } from "./column.ts"
import { Grade } from "./ids.ts"

export const Assumptions = Schema.Struct({
  total: count("Values that the file states.", "values"),
  stated: count("Graded stated.", "values"),
  inferred: count("Graded inferred.", "values"),
  unverified: count("Graded unverified.", "values"),
  judgement: count("Graded judgement.", "values"),
  unknown: count("Graded unknown.", "values"),
  ungraded: count("Without grade and source.", "values"),
  withSource: count("With a source.", "values")
}).annotations({ identifier: "Assumptions", description: "How well the numbers of the file are founded." })
export type Assumptions = typeof Assumptions.Type

const Scalar = Schema.Union(Schema.String, Schema.Number, Schema.Boolean)

export const Otherwise = Schema.Struct({
  value: Scalar.annotations({ description: "What it is instead; a list or a mapping as JSON." }),
  sources: texts("Sources that say so."),
  grade: Schema.NullOr(Grade).annotations({ description: "Grade of this value; null: none is given." }),
  note: maybeText("Note on this value.")
}).annotations({ identifier: "Otherwise", description: "What another source says of a value; the base run does not take it." })
export type Otherwise = typeof Otherwise.Type

export const Evidence = Schema.Struct({
  path: text("Path of the value in the file."),
  value: Scalar.annotations({ description: "The value, as the file writes it." }),
  sources: texts("Sources that hold for it."),
  grade: Schema.NullOr(Grade).annotations({ description: "Grade that holds for it." }),
  range: Schema.NullOr(Schema.Tuple(Scalar, Scalar)).annotations({ description: "What its source leaves open; null: nothing." }),
  otherwise: Schema.Array(Otherwise).annotations({ description: "What other sources say instead." }),
  note: maybeText("Note that holds for it: its own, else that of what its source or grade comes from.")
}).annotations({ identifier: "Evidence", description: "A value of the file with what it rests on." })
export type Evidence = typeof Evidence.Type

export const SourceRow = Schema.Struct({
  id: text("Source, as the file names it."),
  title: text("Title."),
  url: maybeText("Address."),
  date: maybeText("Date of publication."),
  kind: text("Kind of source.")
}).annotations({ identifier: "SourceRow", description: "A source of the file." })
export type SourceRow = typeof SourceRow.Type

/** What the open values of a file do to the outcomes: which of them drive what, and where a conclusion turns over. */
import { Schema } from "effect"
import { count, maybeNumber, maybeText, number, text, texts } from "./column.ts"
import { EFFECTS, type EffectMeasure } from "./comparison.ts"
import { Estimate } from "./replicated.ts"
import { Grade } from "./ids.ts"

const factor = text("Path of the open value in the file.")
const variant = text("Variant whose outcome it is.")
const measure = Schema.Literal(...(Object.keys(EFFECTS) as ReadonlyArray<EffectMeasure>)).annotations({ description: "Outcome, of everybody: option minus baseline; of the baseline itself its own value." })

export const Factor = Schema.Struct({
  path: text("Path of the value in the file."),
  value: text("Value of the file, as it writes it."),
  low: text("Lower end of what its source leaves open."),
  high: text("Upper end."),
  sources: texts("Sources that hold for it."),
  grade: Schema.NullOr(Grade).annotations({ description: "Grade that holds for it." }),
  beside: texts("Paths of the shares beside it that are scaled in proportion, so that all add up to 100 %.")
}).annotations({ identifier: "Factor", description: "A value of the file with a range: what is varied." })
export type Factor = typeof Factor.Type

export const Screening = Schema.Struct({
  variant,
  measure,
  factor,
  unit: text("Unit of the effects."),
  meanAbsolute: count("Mean of the absolute elementary effects over the whole range (Morris' mu*, after Campolongo): the rank goes by it.", "unit of the measure"),
  mean: number("Mean of the elementary effects (Morris' mu).", "unit of the measure"),
  sigma: count("Their standard deviation: the larger beside mu*, the more the effect depends on the other values, or on chance.", "unit of the measure"),
  trajectories: count("Elementary effects that these are of.", "1"),
  rank: count("1 for the value that matters most to this outcome.", "1")
}).annotations({ identifier: "Screening", description: "Morris screening: how far an outcome moves as one value goes through its range." })
export type Screening = typeof Screening.Type

const Index = Schema.Struct({
  mean: maybeNumber("The estimate; it may lie beyond 0 and 1, which tells of too small a sample.", "1"),
  low: maybeNumber("Lower end of the 95 % interval (percentiles of 1,000 bootstrap samples of the rows); null with fewer than 8 rows.", "1"),
  high: maybeNumber("Upper end of the 95 % interval.", "1"),
  runs: count("Rows of the design that it is over: those of which a run could not be made are left out.", "1")
}).annotations({ identifier: "Index", description: "A Sobol index with its interval." })

export const Indices = Schema.Struct({
  variant,
  measure,
  factor,
  first: Index.annotations({ description: "First-order Sobol index: share of the variance due to the value alone." }),
  total: Index.annotations({ description: "Total Sobol index: share due to the value and whatever it acts together with." }),
  base: count("Size of the base sample, as far as its runs could be made.", "1")
}).annotations({ identifier: "Indices", description: "Sobol indices of the values that matter." })
export type Indices = typeof Indices.Type

export const Swing = Schema.Struct({
  variant,
  measure,
  factor,
  unit: text("Unit of the numbers."),
  atLow: Estimate.annotations({ description: "Outcome with the value at the lower end of its range, all else as in the file." }),
  atValue: Estimate.annotations({ description: "With the value of the file." }),
  atHigh: Estimate.annotations({ description: "At the upper end." })
}).annotations({ identifier: "Swing", description: "One value at the ends of its range, all else as in the file: a bar of the tornado." })
export type Swing = typeof Swing.Type

export const Flip = Schema.Struct({
  factor,
  variant: text("Variant that the conclusion is about; `all` in a row on those that no value tried turns over."),
  conclusion: text("Conclusion, as in `conclusions`; `all`, or `others` beside those that turn over."),
  says: text("The conclusion, in words."),
  base: Schema.NullOr(Schema.Boolean).annotations({ description: "Whether it is so at the value of the file." }),
  flips: Schema.Boolean.annotations({ description: "Whether some value in the range turns it over in some run; no: none that was tried does." }),
  at: Estimate.annotations({ description: "Value at which it turns over, by bisection in each run; null where it does not flip." }),
  from: maybeNumber("Lower end of what bisection left, over all runs.", "unit of the value"),
  to: maybeNumber("Upper end.", "unit of the value"),
  unit: text("Unit of the value; empty for a plain number."),
  runs: count("Runs in which it turns over.", "runs"),
  of: count("Runs that were tried.", "runs"),
  note: maybeText("Why no value is told, where none is.")
}).annotations({ identifier: "Flip", description: "At which value of an open assumption a conclusion changes; that none in its range does is an answer too." })
export type Flip = typeof Flip.Type

export const Sensitivity = Schema.Struct({
  method: text("How it was done, in sentences with the numbers of runs."),
  runs: count("Runs simulated for it, each of all variants.", "runs"),
  thinning: count("One in so many simulated people was taken, with so many times the weight; 1: all of them.", "1"),
  factors: Schema.Array(Factor),
  left: texts("Ranges of the file that were not varied, each with the reason."),
  screening: Schema.Array(Screening),
  indices: Schema.Array(Indices),
  swings: Schema.Array(Swing),
  flips: Schema.Array(Flip)
}).annotations({ identifier: "Sensitivity", description: "Which open values drive which outcome, and where conclusions flip." })
export type Sensitivity = typeof Sensitivity.Type

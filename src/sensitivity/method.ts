/** How a study was done, in sentences with its numbers. */
import { listed } from "../language/nearest.ts"
import { TOLERANCE } from "./flips.ts"
import { type Concluded, observedOf, valueIn } from "./observed.ts"
import type { Runs } from "./runs.ts"
import type { Study } from "./study.ts"
import { PEOPLE_LEAST } from "./thinning.ts"

/** A factor matters to an outcome if its mean absolute effect is at least this part of the largest one. */
export const MATTERS = 0.1
/** Names that a sentence lists before it only counts. */
const NAMED = 8

/** `other`: conclusions that the first thinned run judges otherwise than the first whole one. */
export function methodOf(study: Study, runs: Runs, other: ReadonlyArray<Concluded>): string {
  const { factors, sobol, trajectories } = study
  const { length } = factors.varied
  if (length === 0) return `The file states ${factors.left.length === 0 ? "no range" : "no range that can be varied"}: nothing was varied, and no run was simulated for it.`
  return [
    `${counted(length, "value")} of the file with a range ${length === 1 ? "was" : "were"} varied, ${factors.left.length} left as ${factors.left.length === 1 ? "it is" : "they are"}; ${counted(runs.asked, "run")} of all variants ${runs.asked === 1 ? "was" : "were"} simulated.`,
    ...(runs.refused === 0 ? [] : [`Of them ${runs.refused} could not be made, since no file can have those values together: they are left out.`]),
    ...thinningSentences(study, runs, other),
    `Screening: Morris' elementary effects over ${counted(trajectories, "trajectory", "trajectories")} of ${counted(length + 1, "run")} on a grid of 4 levels, told for the whole range of a value; all runs of a trajectory have the same chance, each trajectory another.`,
    `Swings and flips: one value at a time, all else as in the file, each with ${counted(trajectories, "run")}; runs of the same number have the same chance at every value.`,
    `A conclusion that differs between the values tried is bisected run by run down to 1/${Math.round(1 / TOLERANCE)} of the range, or to neighbouring whole numbers, days or minutes. One place is found; between tried values that agree there may be others.`,
    ...(sobol === 0 ? ["Sobol indices were not asked for."] : [`Sobol indices of each value whose mean absolute effect on some outcome is at least ${MATTERS * 100} % of the largest on it: ${sobol} rows of Saltelli's design, uniform within the ranges, all runs with the chance of the first, so that the variance is that of the values alone; first-order indices by Saltelli 2010, total ones by Jansen, intervals from the percentiles of 1,000 bootstrap samples of the rows.`]),
    "Outcomes are of everybody: of an option its difference to the baseline, option minus baseline, of the baseline its own value. An outcome that no value moves has no rows."
  ].join(" ")
}

/** How far thinned runs lie from whole ones is measured at the values of the file. */
function thinningSentences({ thinning, trajectories, whole }: Study, runs: Runs, other: ReadonlyArray<Concluded>): ReadonlyArray<string> {
  if (thinning === 1) return ["All simulated people of the file were taken."]
  const means = observedOf(whole).outcomes.filter(({ value }) => value !== 0)
  const off = means
    .flatMap((outcome) => {
      const values = Array.from({ length: trajectories }, (_, replication) => valueIn(runs.at(runs.alone(undefined, undefined, replication)), outcome)).filter((value) => value !== null)
      return values.length === 0 ? [] : [{ outcome, part: Math.abs(values.reduce((sum, value) => sum + value, 0) / values.length / outcome.value - 1) }]
    })
    .sort((a, b) => a.part - b.part)
  const last = off[off.length - 1]
  return [
    `One in ${thinning} simulated people of each cohort was taken, but not fewer than ${PEOPLE_LEAST}, with as many times the weight.`,
    ...(last === undefined ? [] : [`At the values of the file the mean of ${counted(trajectories, "thinned run")} lies within ${percent(off[Math.ceil(off.length / 2) - 1].part)} of the whole runs' mean in half of ${counted(off.length, "outcome")}, at most ${percent(last.part)} from it (${last.outcome.measure} of ${last.outcome.variant}).`]),
    ...(other.length === 0 ? [] : [`${counted(other.length, "conclusion")} (${listed(other.map(({ id, variant }) => `${variant} ${id}`), NAMED)}) the first thinned run does not judge as the first whole one does: of ${other.length === 1 ? "it" : "them"} no flip is told.`])
  ]
}

function percent(part: number): string {
  return `${(100 * part).toFixed(1)} %`
}

function counted(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`
}

/** Whether a decoded scenario means something: names that exist, shares that add up, times in order. */
import { Check, type Checked } from "./check/check.ts"
import type { Problem } from "./problem.ts"

/** All problems of references and meaning, at paths of the decoded tree. */
export function checkScenario(checked: Checked): ReadonlyArray<Problem> {
  const check = new Check(checked)
  return check.problems
}

/** The register of a file's assumptions, as result.json has it. */
import type { Assumption } from "../language/assumptions.ts"
import { Grade } from "../model/ids.ts"
import type { Assumptions, Evidence } from "../model/evidence.ts"

/** Each value with what it rests on, and how many rest on what. */
export function evidenceOf(register: ReadonlyArray<Assumption>): { readonly counts: Assumptions; readonly evidence: ReadonlyArray<Evidence> } {
  const graded = (grade: string): number => register.filter((one) => one.grade === grade).length
  return {
    counts: {
      total: register.length,
      stated: graded("stated"),
      inferred: graded("inferred"),
      unverified: graded("unverified"),
      judgement: graded("judgement"),
      unknown: graded("unknown"),
      ungraded: graded("ungraded"),
      withSource: register.filter((one) => one.source.length > 0).length
    },
    evidence: register.map((one) => ({ path: one.path, value: one.value, sources: one.source, grade: gradeOf(one.grade), range: rangeOf(one.range), otherwise: one.or.map(otherwiseOf), note: one.note ?? null }))
  }
}

function otherwiseOf({ value, source, grade, note }: Assumption["or"][number]): Evidence["otherwise"][number] {
  return { value: isScalar(value) ? value : JSON.stringify(value), sources: source, grade: gradeOf(grade), note: note ?? null }
}

function gradeOf(word: string | undefined): Evidence["grade"] {
  return Grade.literals.find((grade) => grade === word) ?? null
}

function rangeOf(range: readonly [unknown, unknown] | undefined): Evidence["range"] {
  if (range === undefined) return null
  const [low, high] = range
  return isScalar(low) && isScalar(high) ? [low, high] : null
}

const isScalar = (value: unknown): value is string | number | boolean => typeof value === "string" || typeof value === "number" || typeof value === "boolean"

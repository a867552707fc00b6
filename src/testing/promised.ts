/** Promises that worlds are held to: a user's own, row by row, and those of the engine. */
import { PROMISES } from "../invariants/promise.ts"
import { didYouMean } from "../language/nearest.ts"
import type { Checkable, PromiseOf } from "./surface.ts"

export function ownPromise<Row>(says: string, { about, holds }: PromiseOf<Row>): Checkable {
  return {
    says,
    judge: (run) => {
      let exercised = 0
      for (const row of about(run)) {
        exercised++
        // An assertion that says nothing holds.
        if (holds(row, run) === false) return { exercised, broken: `it does not hold of ${rowWords(row)}` }
      }
      return { exercised }
    }
  }
}

function rowWords(row: unknown): string {
  if (typeof row !== "object" || row === null) return String(row)
  return JSON.stringify(row, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value))?.replace(/"([\w-]+)":/g, "$1: ").replace(/([,{])(?=\w+: |")/g, "$1 ") ?? String(row)
}

/** @fails TypeError where there is no such promise */
export function enginePromises(ids: ReadonlyArray<string>): Checkable {
  const known = Object.keys(PROMISES)
  const unknown = ids.find((id) => !known.includes(id))
  if (unknown !== undefined) throw new TypeError(`there is no promise "${unknown}"; ${didYouMean(unknown, known) ?? `known: ${known.join(", ")}`}`)
  const asked = ids.length === 0 ? known : ids
  return {
    // They are about the engine, whatever it simulates.
    spares: "all",
    says: ids.length === 0 ? "Every promise of the engine holds." : ids.map((id) => `${id}: ${PROMISES[id as keyof typeof PROMISES]}`).join(" "),
    judge: (run) => {
      const verdicts = run.invariants.filter(({ id }) => asked.includes(id))
      const broken = verdicts.find(({ verdict }) => verdict === "broken")
      // Who names promises wants each of them exercised; no file exercises all there are.
      const counts = Object.fromEntries(verdicts.map((one) => [one.id, one.exercised]))
      const exercised = ids.length > 0 ? counts : Object.values(counts).reduce((sum, one) => sum + one, 0)
      return broken === undefined ? { exercised } : { exercised, which: broken.id, broken: `${broken.id} says: ${PROMISES[broken.id as keyof typeof PROMISES]} It breaks: ${broken.witness ?? "it does not say where"}` }
    }
  }
}

/** What held: promises of the engine, and claims of the file. */
import type { ClaimVerdict, Result, VariantResult } from "../model/result.ts"
import { breaches } from "./breaches.ts"
import { type Block, type Cell, heading, table, text, verdictCell } from "./document.ts"
import { PROMISES } from "./promises.ts"
import { claimWords, inRuns, runsOfClaim, runsOfPromise } from "./replicated.ts"
import { count, counted, distinct, instant } from "./words.ts"

/** Each promise over all variants, then every breach with its witness. */
export function promises(result: Result): ReadonlyArray<Block> {
  const ids = distinct(result.variants.flatMap((v) => v.invariants.map((i) => i.id)))
  const rows = ids.map((id): ReadonlyArray<Cell> => {
    const own = result.variants.flatMap((v) => v.invariants.filter((i) => i.id === id).map((i) => ({ ...i, variant: v.id })))
    const of = (verdict: VariantResult["invariants"][number]["verdict"]) => own.filter((i) => i.verdict === verdict)
    const broken = [...of("broken"), ...of("infeasible")]
    const verdict = of("broken").length > 0 ? "broken" : of("infeasible").length > 0 ? "infeasible" : of("held").length > 0 ? "held" : "not-exercised"
    const exercised = own.map((i) => i.exercised)
    const [least, most] = [Math.min(...exercised), Math.max(...exercised)]
    return [id, PROMISES[id] ?? "", verdictCell(verdict, broken.length === 0 ? "" : ` in ${broken.map((i) => `${i.variant}${inRuns(runsOfPromise(i), result)}`).join(", ")}`), `${of("held").length} of ${own.length}`, `${of("not-exercised").length} of ${own.length}`, least === most ? count(least) : `${count(least)} to ${count(most)}`]
  })
  const apart = result.variants.flatMap((v) => v.invariants.filter((i) => i.witness !== undefined && (i.verdict === "not-exercised" || i.verdict === "held")).map((i): ReadonlyArray<Cell> => [v.id, i.id, verdictCell(i.verdict), i.witness ?? ""]))
  return [
    text(coverage(result)),
    text("Checked while the variants ran. Not exercised: what the promise is about never came up, which is not a pass. The last column: how often it came up, from the variant with the least to the one with the most."),
    table("Promises over all variants", ["Promise", "What it says~", "Verdict", "Held, of variants#", "Not exercised, of variants#", "Exercised, times#"], rows, "no promise was checked."),
    heading("Counter-examples"),
    ...breaches(result),
    ...(apart.length === 0 ? [] : [table("Promises that could not be compared with the baseline", ["Variant", "Promise", "Verdict", "Why~"], apart, "all were.")])
  ]
}

/** How many were put to the test at all. */
function coverage({ variants }: Result): string {
  const all = variants.flatMap((variant) => variant.invariants)
  const of = (verdict: VariantResult["invariants"][number]["verdict"]) => all.filter((one) => one.verdict === verdict).length
  const ids = distinct(all.map((one) => one.id))
  const exercised = new Set(all.filter((one) => one.verdict !== "not-exercised").map((one) => one.id))
  return `${count(exercised.size)} of ${counted(ids.length, "promise")} came up in a variant at least. Of ${counted(all.length, "verdict")}, one for each promise and variant: ${count(of("held"))} held, ${count(of("broken"))} broken, ${count(of("infeasible"))} infeasible, ${count(of("not-exercised"))} not exercised.`
}

/** Every claim of the file; what came out against what it expects. */
export function claims(result: Result): ReadonlyArray<Block> {
  const all = result.variants.flatMap((v) => v.claims.map((claim) => ({ claim, variant: v.id })))
  const number = (verdict: ClaimVerdict["verdict"]) => all.filter(({ claim }) => claim.verdict === verdict).length
  const rows = all.map(({ claim, variant }): ReadonlyArray<Cell> => [
    claim.id,
    claim.says,
    variant,
    verdictCell(claim.verdict, `${inRuns(runsOfClaim(claim), result)}${claim.note === null ? "" : `: ${claim.note}`}`),
    { text: [`${whichRun(claim.replication, result)}${readable(claim.observed)}`, ...[claimWords(claim)].filter((words) => words !== undefined)] },
    `${claim.expected}${claim.expectsBroken ? " (expects the breach of a promise)" : ""}`,
    claim.source.join(", "),
    claim.grade === "judgement" ? "author's judgement" : (claim.grade ?? "")
  ])
  return [
    text(
      `Of ${count(all.length)} verdicts on ${counted(distinct(all.map(({ claim }) => claim.id)).length, "claim")} (a claim has one for each variant that it is about): ${number("held")} held, ${number("broken")} broken, ${number("known-miss")} known to miss (on record, while the model says otherwise), ${number("prediction")} for prediction only (a number, no verdict), ${number("undetermined")} undetermined.`
    ),
    table("Claims of the file", ["Claim", "It says~", "Variant", "Verdict", "Observed~", "Expected", "Sources", "Grade"], rows, "the file makes no claim on these variants.")
  ]
}

/** Which of several it is of. */
function whichRun(replication: number, result: Result): string {
  return result.run.replications === 1 ? "" : `replication ${replication}: `
}

/** Instants as elsewhere on the page, in UTC. */
function readable(observed: string): string {
  return observed.replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (iso) => `${instant(iso)} UTC`)
}

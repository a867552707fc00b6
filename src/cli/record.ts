/** What the claims of the catalogue's cases came to when they were last run for the record: it goes into every report, misses included. */
import catalogue from "../../docs/catalogue.json" with { type: "json" }
import type { CaseHistory } from "../report/history.ts"

interface Verdict {
  readonly claim: string
  readonly variant: string
  readonly verdict: string
  readonly observed: string
  readonly says?: string
  readonly why?: string
}

export const record: ReadonlyArray<CaseHistory> = Object.entries(catalogue as Readonly<Record<string, { readonly claims: ReadonlyArray<Verdict> }>>).map(([id, { claims }]) => {
  const of = (verdict: string) => claims.filter((one) => one.verdict === verdict)
  return {
    id,
    held: of("held").length,
    missed: of("known-miss").length,
    broken: of("broken").length,
    undetermined: of("undetermined").length,
    prediction: of("prediction").length,
    misses: [...of("known-miss"), ...of("broken")].map(({ claim, observed, says, variant, why }) => ({ claim, variant, says: says ?? "", observed, why: why ?? "" }))
  }
})

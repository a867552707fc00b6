import { expect, it } from "vitest"
import { actWords } from "../../src/analysis/explainact.ts"

const words = (of: unknown) => actWords({ path: "", act: { sanction: { fine: "5 EUR", of } }, verb: "sanction", places: [], carriers: undefined, from: undefined, until: undefined, order: undefined, answer: undefined, event: undefined, sources: [] } as unknown as Parameters<typeof actWords>[0])

it("A sanction is told with what it is and the parties or the people against whom it is", () => {
  expect([words("firm"), words(["firm", "rival"]), words([{ vpn: ["yes"] }]), words(undefined)]).toEqual(["fine of 5 EUR on firm", "fine of 5 EUR on firm and rival", "fine of 5 EUR for people with VPN: yes", "fine of 5 EUR"])
})

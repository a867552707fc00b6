import { expect, it } from "vitest"
import { actWords } from "../../src/analysis/explainact.ts"

const words = (of: unknown) => actWords({ path: "", act: { sanction: { fine: "5 EUR", of } }, verb: "sanction", places: [], carriers: undefined, from: undefined, until: undefined, order: undefined, answer: undefined, event: undefined, sources: [] } as unknown as Parameters<typeof actWords>[0])

it("A sanction is told with the parties or the people against whom it is", () => {
  expect([words("firm"), words(["firm", "rival"]), words([{ vpn: ["yes"] }]), words(undefined)]).toEqual(["sanction against firm", "sanction against firm and rival", "sanction against what the file says for people with VPN: yes", "sanction against what the file says"])
})

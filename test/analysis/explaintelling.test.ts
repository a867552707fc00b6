import { describe, expect, it } from "vitest"
import { explainTelling } from "../../src/analysis/explaintelling.ts"
import { moment } from "./explainstory.ts"

describe("Telling examples", () => {
  it("each have a sentence and a command on one line of its own", () => {
    const text = explainTelling(
      [
        { subject: "message", id: "folk/chat/7", variant: "shut", at: moment(0), says: { word: "refused", reason: "blocked", point: "border", country: "NO" } },
        { subject: "person", id: "folk#1", variant: "shut", at: moment(0), says: { word: "refused-most", messages: 1234 } }
      ],
      "situs explain 'my file.yaml'",
      60
    )
    expect(text).toContain("\n   situs explain 'my file.yaml' --variant shut --message folk/chat/7\n")
    expect(text).toContain("\n   situs explain 'my file.yaml' --variant shut --person 'folk#1'\n")
    expect(text.replace(/\s+/g, " ")).toContain("nobody was refused more often in this variant: 1,234 messages.")
  })
  it("may be none", () => {
    expect(explainTelling([], "situs explain a.yaml", 80)).toContain("there is no telling example")
  })
})

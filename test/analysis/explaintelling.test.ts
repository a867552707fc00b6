import { describe, expect, it } from "vitest"
import { explainTelling } from "../../src/analysis/explaintelling.ts"
import { moment, wall } from "./explainstory.ts"

describe("Telling examples", () => {
  it("each have a sentence and a command on one line of its own", () => {
    const text = explainTelling(
      [
        { subject: "message", id: "folk/chat/7", variant: "shut", at: moment(0), says: { word: "refused", reason: "blocked", point: "border", country: "NO", act: undefined } },
        { subject: "message", id: "folk/chat/9", variant: "shut", at: moment(0), says: { word: "passes", mode: "home-routed", present: "NO", act: { ...wall, from: moment(0), until: moment(60) } } },
        { subject: "person", id: "folk#1", variant: "shut", at: moment(0), says: { word: "refused-most", messages: 1234 } }
      ],
      "situs explain 'my file.yaml'",
      60
    )
    expect(text).toContain("\n   situs explain 'my file.yaml' --variant shut --message folk/chat/7\n")
    expect(text).toContain("\n   situs explain 'my file.yaml' --variant shut --person 'folk#1'\n")
    expect(text.replace(/\s+/g, " ")).toContain(`while an order is carried out, a visitor in Norway on a foreign SIM, home-routed, writes and gets through. The act: ${wall.path}, in force from 31 December 2015, 00:00 (30 December, 19:00 UTC), until 31 December 2015, 01:00 (30 December, 20:00 UTC).`)
    expect(text.replace(/\s+/g, " ")).toContain("nobody was refused more often in this variant: 1,234 messages.")
  })
  it("may be none", () => {
    expect(explainTelling([], "situs explain a.yaml", 80)).toContain("there is no telling example")
  })
})

import { describe, expect, it } from "vitest"
import { DAY, MAIL, played, type Section } from "./smallWorld.ts"

const SERVICES = { mail: { ...MAIL, classes: { content: { kept: "london", keys: ["user", "provider"] } }, options: { sealed: { changes: { "content.keys": "user" } } } } }
const people = { residents: { home: "PK", count: 2, use: { mail: "100 %" }, reach: { wifi: "100 %" }, options: { sealed: "100 %" } } }
const withdraw = (more: Section = {}) => ({ by: "firm", when: "2015-03-04", do: [{ withdraw: { what: "mail.sealed" } }], ...more })
/** Holders with the days from and until which they hold, and the act by which they came to. */
const held = (events: Section) => {
  const { record } = played({ services: SERVICES, people, events })
  return record.keys.map((row) => `${row.holder} ${row.startMs / DAY} to ${row.endMs === undefined ? "the end" : row.endMs / DAY}${row.cause < 0 ? "" : ` by ${record.acts[row.cause].path}`}`).sort()
}

describe("The table of keys", () => {
  it("has who holds them with an option, and nobody else, as long as it is on", () => {
    expect(held({})).toEqual(["user 0 to the end"])
  })

  it("has whoever holds them without the option from its withdrawal on, by that act", () => {
    expect(held({ off: withdraw() })).toEqual(["firm 2 to the end by off/do/withdraw", "user 0 to the end"])
  })

  it("has him until the option is restored, or its withdrawal ends", () => {
    expect(held({ off: withdraw(), on: { by: "firm", when: "2015-03-06", do: [{ restore: { what: "mail.sealed" } }] } })).toEqual(["firm 2 to 4 by off/do/withdraw", "user 0 to the end"])
    expect(held({ off: withdraw({ until: "2015-03-05" }) })).toEqual(["firm 2 to 4 by off/do/withdraw", "user 0 to the end"])
  })

  it("has whom keys are given from that instant on", () => {
    expect(held({ give: { by: ["firm", "user"], when: "2015-03-05", do: [{ "give-keys": { what: "mail.content", to: "PK" } }] } })).toEqual(["PK 3 to the end by give/do/give-keys", "user 0 to the end"])
  })
})

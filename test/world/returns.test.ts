import { describe, expect, it } from "vitest"
import { HOUR, MAIL, planOf, type Section, Stepped } from "./smallWorld.ts"

const SERVICES = { mail: { ...MAIL, waits: {}, options: { vault: { changes: { "content.keys": "user" } } } } }
const PEOPLE = {
  some: { home: "GB", count: 1, use: { mail: "100 %" }, reach: { "home-routed": "100 %" }, trips: [{ to: "PK", from: "2015-03-04", until: "2015-03-06" }] },
  others: { home: "GB", count: 1, use: { mail: "100 %" }, reach: { "home-routed": "100 %" } }
}
/** What lies in mailboxes waits for its device behind a wall, until its owner's account ends. */
const events = (ends: string, more: Section = {}) => ({
  wall: { when: "2015-03-02 01:00", do: [{ block: { what: "mail", at: "national-internet", of: { people: "some" } } }] },
  ...more,
  gone: { by: "firm", when: ends, do: [{ exit: { what: "mail", of: { people: "some" }, old: "moves" } }] }
})

/** Copies of one message at the end, what became of it, and of how many groups its recipient has been. */
function left(happens: Section) {
  const stage = new Stepped(planOf({ services: SERVICES, people: PEOPLE, events: happens })).until(2 * HOUR)
  const group = () => stage.w.persons.group(0)
  const before = group()
  const key = stage.send(1, 0, 2 * HOUR)
  stage.until(79 * HOUR)
  const moved = group() !== before
  stage.until(stage.plan.horizonMs)
  let copies = 0
  for (let row = 0; row < stage.w.stock.rows.size; row++) copies += stage.w.stock.counts.get(row)
  return { copies, end: stage.story(key).at(-1), moved }
}

describe("A message that comes back from its mailbox", () => {
  it("leaves no copy there", () => {
    expect(left(events("2015-03-03"))).toEqual({ copies: 0, end: "bounced", moved: false })
  })

  it("leaves none where its recipient is of another group by now, since he is elsewhere", () => {
    expect(left(events("2015-03-05", { off: { when: "2015-03-02 00:30", do: [{ withdraw: { what: "mail.vault", in: "PK" } }] } }))).toEqual({ copies: 0, end: "bounced", moved: true })
  })
})

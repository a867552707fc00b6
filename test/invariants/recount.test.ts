import { afterEach, describe, expect, it, vi } from "vitest"
import { Calendar } from "../../src/kernel/calendar.ts"
import { Outcomes } from "../../src/world/outcomes.ts"
import { Readers } from "../../src/world/readers.ts"
import { Kind } from "../../src/world/world.ts"
import { planOf, judged, world } from "./planted.ts"

afterEach(() => {
  vi.restoreAllMocks()
})

const CLASSES = "{ content: { kept: bern, keys: provider } }"
const READ = world({
  classes: CLASSES,
  more: `orders:
  open-mail: { by: DE, kind: bulk-access, to: company, demands: [{ open: { what: mail.content, of: { account: DE }, span: from-now, to: DE } }], timeline: [{ issued: 2020-01-02, due: 2020-01-03 }] }
  cut: { by: DE, kind: network-block, through: { others: obeys, one: obeys }, does: [{ block: { what: data, at: gateway } }], timeline: [{ in-effect: 2020-01-02 }, { lifted: 2020-01-02 12:00 }] }
answers:
  yield: { by: company, to: open-mail, kind: comply, when: orders.open-mail.due, do: [comply] }`
}).replace("waits: {", "waits: { at-client: { for: 20 min, retry: 5 min },")

describe("E2: totals equal a recount", () => {
  it("of messages and of what was read", () => {
    const clean = judged(READ)
    expect(clean.of("E2")).toMatchObject({ verdict: "held" })
    expect(clean.broken, clean.text).toEqual([])
  })

  it("is broken alone when a delivered message is written down as one that came back", () => {
    const { countPerson } = Outcomes.prototype
    vi.spyOn(Outcomes.prototype, "countPerson").mockImplementation(function (this: Outcomes, row, person, how) {
      countPerson.call(this, row, person, how)
      const moved = (this as unknown as { moved?: boolean }).moved === true
      if (moved || this.delivered.get(row) === 0 || this.gotDelivered.get(row) === 0) return
      ;(this as unknown as { moved: boolean }).moved = true
      this.delivered.add(row, -1)
      this.gotDelivered.add(row, -1)
      this.expired.add(row, 1)
      this.gotExpired.add(row, 1)
    })
    const found = judged(READ)
    expect(found.broken, found.text).toEqual(["E2"])
    expect(found.of("E2").witness).toMatch(/^the tables have \d+ messages of mail delivered; counted one by one they are \d+/)
  })

  it("is broken alone when what was read is counted again", () => {
    const readers = Readers.prototype as unknown as { countEnds(...words: ReadonlyArray<unknown>): void }
    const { countEnds } = readers
    vi.spyOn(readers, "countEnds").mockImplementation(function (this: Readers, ...words) {
      countEnds.call(this, ...words)
      this.messages.add(0, 1)
    })
    const found = judged(READ)
    expect(found.broken, found.text).toEqual(["E2"])
    expect(found.of("E2").witness).toMatch(/^the tables have \d+ messages disclosed as content; counted as they were told they are \d+/)
  })
})

describe("L4: clients stop trying", () => {
  it("within the time of their service, as often as it says", () => {
    expect(judged(READ).of("L4")).toMatchObject({ verdict: "held" })
    expect(planOf(READ).services[0].waits).toMatchObject({ clientMs: 1_200_000, retryMs: 300_000 })
  })

  it("is broken alone when of a client's tries the last alone is one too many", () => {
    const { scheduleAt } = Calendar.prototype
    vi.spyOn(Calendar.prototype, "scheduleAt").mockImplementation(function (this: Calendar, times, at, kind, a, b) {
      return kind === Kind.RETRY ? scheduleAt.call(this, Float64Array.of(times[at] - 75_000), 0, kind, a, b) : scheduleAt.call(this, times, at, kind, a, b)
    })
    const found = judged(READ)
    expect(found.broken, found.text).toEqual(["L4"])
    expect(found.of("L4").witness).toMatch(/ after 6 tries since .*; its client tries every 5 min for 20 min/)
  })

  it("is broken alone when a client tries five times as often", () => {
    const { scheduleAt } = Calendar.prototype
    vi.spyOn(Calendar.prototype, "scheduleAt").mockImplementation(function (this: Calendar, times, at, kind, a, b) {
      return kind === Kind.RETRY ? scheduleAt.call(this, Float64Array.of(times[at] - 240_000), 0, kind, a, b) : scheduleAt.call(this, times, at, kind, a, b)
    })
    const found = judged(READ)
    expect(found.broken, found.text).toEqual(["L4"])
    expect(found.of("L4").witness).toMatch(/^a message of mail by germans#\d+ is tried again at .* after \d+ tries .*; its client tries every 5 min for 20 min/)
  })
})

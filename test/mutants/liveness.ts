/** Mutants of what waits, tries again, moves and comes back. */
import type { Mutant } from "./mutant.ts"

export const LIVENESS: ReadonlyArray<Mutant> = [
  {
    id: "number-nought-is-nobody",
    title: "When rules change everybody's mail that waits is tried again but the first person's, who has the number 0",
    file: "src/world/effects.ts",
    find: "for (let person = 0; person < w.plan.people.count; person++) if (w.persons.waitHead(person)",
    replace: "for (let person = 1; person < w.plan.people.count; person++) if (w.persons.waitHead(person)",
    promise: "L1"
  },
  {
    id: "nobody-wakes-the-device",
    title: "When rules change, what waits before a mailbox is tried again, and what waits for a device is not",
    file: "src/world/effects.ts",
    find: "if (w.persons.waitHead(person) !== NONE) wake(w, person)",
    replace: "if (w.persons.waitsAtRelay(person) > 0) wake(w, person)",
    promise: "L1"
  },
  {
    id: "last-byte-not-counted",
    title: "A move that is looked at at the very instant of its last byte is taken to be under way still",
    file: "src/world/stock.ts",
    find: "if (move.endMs !== undefined || this.w.nowMs < move.dueMs) return",
    replace: "if (move.endMs !== undefined || this.w.nowMs <= move.dueMs) return",
    promise: "L2"
  },
  {
    id: "timer-of-a-stalled-move",
    title: "The timer of a move that stands still is set for when the move was due before",
    after: { title: "Elasticsearch: relocations that were interrupted never complete", url: "https://github.com/elastic/elasticsearch/issues/9344" },
    file: "src/world/moves.ts",
    find: "w.calendar.schedule(dueMs, Kind.MOVE_END, i, 0)",
    replace: "w.calendar.schedule(move.dueMs, Kind.MOVE_END, i, 0)",
    promise: "L2"
  },
  {
    id: "tries-for-ever",
    title: "A client's time is held against the pause between two tries, not against the time since the first",
    after: { title: "NServiceBus: messages can be retried for more than 24 hours", url: "https://github.com/Particular/NServiceBus/pull/5904" },
    file: "src/world/messaging.ts",
    find: "const final = nextMs > msgs.firstMs(m) + waits.clientMs",
    replace: "const final = waits.retryMs > waits.clientMs",
    promise: "L4"
  },
  {
    id: "one-try-too-many",
    title: "Whether a client's time is over is asked of now, not of when it would try again: the last try comes after it",
    file: "src/world/messaging.ts",
    find: "const final = nextMs > msgs.firstMs(m) + waits.clientMs",
    replace: "const final = w.nowMs > msgs.firstMs(m) + waits.clientMs",
    promise: "L4"
  },
  {
    id: "down-at-its-last-instant",
    title: "A failure that ends at an instant is counted as one that still goes on then: the site stays down",
    file: "src/world/effects.ts",
    find: "fromMs < atMs && atMs < untilMs",
    replace: "fromMs < atMs && atMs <= untilMs",
    promise: "L5"
  },
  {
    id: "mailbox-remembered-as-gone",
    title: "Whether a mailbox can be had is remembered beyond the failure of its site",
    file: "src/world/verdicts.ts",
    find: "this.receivers, this.boxes, this.crossing,",
    replace: "this.receivers, this.crossing,",
    promise: "L5"
  }
]

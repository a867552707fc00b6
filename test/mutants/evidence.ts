/** Mutants of what a result says of its causes and sums. */
import type { Mutant } from "./mutant.ts"

export const EVIDENCE: ReadonlyArray<Mutant> = [
  {
    id: "account-refused-by-nobody",
    title: "Why an account is out of service is told, and because of which act is not",
    file: "src/world/rulebook.ts",
    find: "found ??= refusal(reason, act.row, \"account\", \"\")",
    replace: "found ??= refusal(reason, NO_CAUSE, \"account\", \"\")",
    promise: "E1"
  },
  {
    id: "comes-back-without-its-act",
    title: "Mail that has waited too long comes back for the reason why it waited, without the act that was behind it",
    file: "src/world/queues.ts",
    find: "if (then === \"bounce\") bounce(w, m, reason, msgs.cause(m))",
    replace: "if (then === \"bounce\") bounce(w, m, reason, NONE)",
    promise: "E1"
  },
  {
    id: "read-at-one-end",
    title: "A message between two people who are alike is counted as read at one end only",
    file: "src/world/readers.ts",
    find: "messages, sender === recipient ? 2 : 1, firstMs",
    replace: "messages, 1, firstMs",
    promise: "E2"
  },
  {
    id: "two-products-in-one-row",
    title: "The row of a person's messages is remembered by where he is alone: the first product's has those of all",
    file: "src/world/world.ts",
    find: "const at = situation * this.plan.products.length + product",
    replace: "const at = situation",
    promise: "E2"
  },
  {
    id: "too-old-because-of-nothing",
    title: "What an act lets grow no older than a time goes as if its own time were over, and the act is not named",
    file: "src/world/stock.ts",
    find: "return goneMs < this.w.nowMs ? cause : undefined",
    replace: "return goneMs < this.w.nowMs ? NO_CAUSE : undefined",
    promise: "E3"
  },
  {
    id: "left-by-itself",
    title: "What a move takes away from the old place is booked without the act that moved it",
    file: "src/world/stock.ts",
    find: "this.change(row, -count, move.cause)",
    replace: "this.change(row, -count, NO_CAUSE)",
    promise: "E3"
  }
]

/** A promise: one named claim about every run. Its count says how often its antecedent came true; nothing exercised is not a pass. */
import type { PromiseVerdict } from "../world/record.ts"

/**
 * What the promises that are checked at every run say, in plain words. Each says something of its own: a copy that lies where no rule
 * allows it breaks R8 if it was made again of other copies, R5 if the rules would allow it in the country that its site declares, else R4 while the stated sites are down, else R1;
 * X4 bounds whom and what an act may reach by its words, X3 what may differ for those whom none reached; C1 goes by the messages themselves, C7 by the tables.
 */
export const PROMISES = {
  R1: "Every covered copy lies where the rules adopted and then in force allow.",
  R2: "So does each other kind of copy by itself: replica, cache, queue, capture.",
  R3: "What passes a relay, or waits at one, does so where the rules for the relay allow.",
  R4: "No fault leads a copy outside: it becomes unavailable, never misplaced.",
  R5: "A site's true country decides, not the declared one.",
  R6: "An unknown or missing country is refused; there is no default.",
  R7: "Index, backup and log follow the placement of what they are of.",
  R8: "What is made again of other copies comes to where today's rules allow.",
  R9: "Travel alone moves no mailbox.",
  R10: "A relocation ends complete, and at no instant are the copies nowhere.",
  R11: "Where no legal place is left, the stated choice is applied and reported.",
  R12: "What lies with another operator than before is counted as his.",
  R13: "A further prohibition adds no legal place.",
  K1: "Nobody reads what no act gave him.",
  K2: "Keys are only with whom, and where, the file or an act has put them.",
  K3: "Destroyed keys are gone; a copy given away before is not undone.",
  K4: "What needs a key that is refused fails visibly: nothing falls back to clear text.",
  K5: "A surrendered key opens old copies too, and that is reported.",
  C1: "No accepted message is lost.",
  C2: "A delivered message is visible exactly once.",
  C3: "Mail of one sender to one mailbox becomes visible in the order in which it was accepted.",
  C4: "Nothing becomes visible that was not sent so.",
  C6: "What was deleted stays deleted.",
  C7: "Attempted = refused + accepted + under way; accepted = delivered + bounced + expired + erased + in flight.",
  C8: "The ledger of copies in each country equals a recount of what came and went.",
  X1: "After an exit no copy or key held by or for the provider lies in the market that it left.",
  X2: "After an exit no residue is left in indexes, backups, logs or held mailboxes.",
  X3: "Whom no act reaches gets the same mail as without the order.",
  X4: "An act changes nothing outside its scope.",
  X5: "No act has an effect before its date, nor after its end.",
  X6: "Orders that cannot both be obeyed are named before both are in force.",
  X7: "Stop and restart give back what had been accepted and not erased.",
  X8: "A hold against an exit is named.",
  L1: "Accepted mail that nothing keeps any more becomes visible within a bound.",
  L2: "Every move ends, done or rolled back.",
  L4: "A client tries no longer and no oftener than its service says.",
  L5: "A mailbox whose site runs again can be had.",
  E1: "Every consequence cites the act behind it, and its order, answer or event.",
  E2: "Totals equal a recount, one by one, of what was told.",
  E3: "Every change of place has a cause."
} as const
export type PromiseId = keyof typeof PROMISES

export class Check {
  exercised = 0
  witness: string | undefined
  /** Why it could not be kept: no legal state existed. */
  conflict: string | undefined

  constructor(readonly id: PromiseId) {}

  /** The antecedent came true; `sentence` says what is wrong where the promise does not hold. For checks at boundaries: what is asked for each message counts for itself. */
  holds(held: boolean, sentence: () => string, times = 1): void {
    this.exercised += times
    if (!held) this.witness ??= sentence()
  }

  verdict(): PromiseVerdict {
    const verdict = this.witness !== undefined ? "broken" : this.conflict !== undefined ? "infeasible" : this.exercised > 0 ? "held" : "not-exercised"
    return { id: this.id, exercised: this.exercised, witness: this.witness ?? this.conflict, verdict }
  }

  save(): readonly [exercised: number, witness: string | undefined, conflict: string | undefined] {
    return [this.exercised, this.witness, this.conflict]
  }

  restore(state: readonly [number, string | undefined, string | undefined]): void {
    ;[this.exercised, this.witness, this.conflict] = state
  }
}

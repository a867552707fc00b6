/** docs/promises.md: what the engine promises about every run, and how it is checked. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { PROMISES, type PromiseId } from "../../src/invariants/promise.ts"
import { opening, page, table } from "./markdown.ts"

interface Checked {
  readonly formal: string
  /** What counts as the antecedent having come true. */
  readonly exercised: string
}

export const CHECKED: Readonly<Record<PromiseId, Checked>> = {
  R1: { formal: "∀ copy c that comes to s: some act or the file allows country(s), and none in force forbids it; what an act moves or erases, or what has grown older than one lets it, is gone from where it refuses it, or on its way. No other site could take c ⇒ infeasible", exercised: "copies stored" },
  R3: { formal: "m passes relay r ∨ waits at r, and an act in force says where the relay of its end is ⇒ country(r) is allowed by each such act. No relay stands where all allow ⇒ infeasible", exercised: "messages accepted or waiting whose relay some act places" },
  R4: { formal: "all stated sites of c are down ⇒ c comes only where a rule allows, or waits", exercised: "copies stored, and messages that wait, while all stated sites are down" },
  R5: { formal: "declared(s) ≠ country(s) ⇒ ¬(country(s) is refused ∧ declared(s) would be allowed)", exercised: "copies stored at sites whose declared country differs" },
  R6: { formal: "∀ site s to which a copy comes: country(s) ∈ countries of the file", exercised: "copies stored" },
  R9: { formal: "same epoch ∧ place(p, t₁) ≠ place(p, t₂) ⇒ mailbox(p, t₁) = mailbox(p, t₂)", exercised: "messages accepted for a person who is elsewhere than at his last one" },
  R10: { formal: "copies leave s by a move ⇒ as many have arrived before; a move ended ⇒ nothing of what was to move is left at s", exercised: "copies that moved" },
  R12: { formal: "by the acts begun o runs s, or has what lies there, and the file says another ⇒ the table counts the copies as o's", exercised: "copies at rest that were handed over, at each cut of the tables" },
  K1: { formal: "J gets m ⇒ an act begun gives J the class of m and can mean an end of it; from now on, no more messages between two groups than its words let it take", exercised: "messages read or taken" },
  K4: { formal: "J gets m as content or metadata ⇒ J, or who hands it over, has a key; else it is told as cipher text", exercised: "messages read or taken" },
  K5: { formal: "J was given key k ∧ J keeps n messages as cipher text that k opens ⇒ at least n are told as readable", exercised: "kinds of cipher text whose key was given, at each boundary" },
  C1: { formal: "accepted(m) ∧ ¬(delivered ∨ bounced ∨ expired ∨ erased)(m) ⇒ m is in flight", exercised: "messages accepted" },
  C2: { formal: "∀ m: visible(m) at most once, and only if accepted and not ended", exercised: "messages delivered" },
  C3: { formal: "m, n of one sender, product and mailbox, m accepted first, both visible ⇒ m is visible first", exercised: "messages delivered after another of the same sender, product and mailbox, of the pairs remembered" },
  C4: { formal: "visible(m) to p ⇒ sent(m) by the same sender, to p, with the same key", exercised: "messages delivered" },
  C6: { formal: "erased(m) ⇒ ¬visible(m) later; all copies of an owner, class and kind at s erased at t ⇒ later no more lie there of what was tried before t than was on its way at t", exercised: "messages erased in queues, and copies erased by acts" },
  C7: { formal: "attempted = refused + accepted + underWay ∧ accepted = delivered + bounced + expired + erased + inFlight, for senders' and for recipients' rows", exercised: "boundaries after the first attempt; at the end each row, hence each pair of countries" },
  C8: { formal: "∀ country, class, kind: copies in the ledger = Σ copies told to come − Σ told to go; queues = messages that wait at a relay there", exercised: "copies at rest at each cut of the tables" },
  X1: { formal: "exit(P, market) in force ⇒ no copy held by or for P, and no key of P, in market. On its way, or nowhere else to go ⇒ infeasible", exercised: "boundaries after an exit from a market, for each exit" },
  X3: { formal: "no act reaches an end of m, nor anybody to whom it might have gone instead, here or in the baseline ⇒ delivered(m) here ⇔ delivered(m) there", exercised: "messages delivered between people whom no act reaches" },
  X4: { formal: "act a stops m ⇒ a's own words mean m's product, its sender (or, of a call or sent back, its recipient), the point and the place; and mail by products that no act stops of people whom some act reaches is as in the baseline", exercised: "refusals and returns by acts, and such mail" },
  X5: { formal: "a has a consequence at t ⇒ t lies in an interval of a, and, for an order's own act, in one in which the order was in effect", exercised: "consequences of acts" },
  X7: { formal: "a stop, a start, a suspension or its end takes no copy and sends no message back before its time; s runs again ⇒ it has what it had", exercised: "copies at sites that run again, and messages that come back because of a standstill" },
  L2: { formal: "the last byte of a move arrives at t ⇒ it has ended at t", exercised: "moves that ended" },
  L4: { formal: "m is tried again ⇒ within its service's time from the first try, and no oftener than it says", exercised: "refusals after which the client goes on trying" },
  E1: { formal: "a refusal of a kind that only acts give names its act; an act with a consequence belongs to an order, an answer or an event", exercised: "consequences of acts" },
  E2: { formal: "attempted, refused, accepted, delivered, bounced, expired, erased by product, and read by level and form: table = count of what was told. What does not balance is C7's", exercised: "messages, and messages read, at the end of the run" },
  E3: { formal: "∀ copies that leave a site: an act is the cause, or their class is kept for a time only", exercised: "copies that left a site" }
}

/** Promises of the model that this version does not check. */
const LATER: ReadonlyArray<readonly [ids: string, says: string]> = [
  ["R2 R7", "each kind of copy by itself; index, backup and log (R1 is about all kinds)"],
  ["R8", "restores: the engine has none"],
  ["R11 R13", "conflicts of sender's and recipient's rules; a prohibition never adds a place"],
  ["K2 K3", "keys stay where they may be; destroyed keys are gone"],
  ["X2 X6 X8", "no residue; conflicts reported in time; hold against exit"],
  ["L1 L5", "liveness after the last fault"],
  ["M1 M2 M3 M4 M6", "between runs: seed, renamed country, scaled time, unused parts, snapshots (all but M3 are tests of the engine, none is a verdict of a run)"]
]

export function promisesPage(): string {
  const ids = Object.keys(PROMISES) as ReadonlyArray<PromiseId>
  return page(
    opening("Promises", "src/invariants/promise.ts and test/docs/promisesPage.ts", "What the engine promises about every run. An onlooker (`src/invariants`) checks each promise while a run goes on; it reads the acts of the file and keeps books of its own. The verdict is *held*, *broken* (with a witness), *infeasible* (no legal state existed), or *not exercised*: its antecedent never came true, which is no pass. A promise is about the engine; that somebody breaks the law is no broken promise but a state of an order."),
    ["A *boundary* is an instant at which an act or a failure begins or ends, or a table is cut; an *epoch* lies between two of them.", ""],
    table(["Id", "Promise", "Formally", "Exercised by", "Checked in"], ids.map((id) => [id, PROMISES[id], CHECKED[id].formal, CHECKED[id].exercised, checkedIn(id)])),
    ["## Not checked in this version", "", "A claim on one of these is undetermined, and says so.", ""],
    table(["Id", "About"], LATER)
  )
}

const folder = join(import.meta.dirname, "../../src/invariants")

/** The file that holds the check. */
export function checkedIn(id: PromiseId): string {
  const name = readdirSync(folder).sort().find((file) => readFileSync(join(folder, file), "utf8").includes(`new Check("${id}")`))
  return name === undefined ? "" : `\`src/invariants/${name}\``
}

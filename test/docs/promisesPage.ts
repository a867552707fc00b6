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
  R1: { formal: "∀ copy c stored at site s: s ∈ stated(c) ∪ required(c), and s ∉ forbidden(c), by the acts begun", exercised: "copies stored while a stated site runs" },
  R4: { formal: "all stated sites of c are down ⇒ c is stored only where a rule allows, or waits", exercised: "copies stored, or messages waiting, while all stated sites are down" },
  R5: { formal: "declared(s) ≠ country(s) ⇒ legality of s is judged by country(s)", exercised: "copies stored at sites whose declared country differs" },
  R6: { formal: "∀ site s that stores: country(s) ∈ countries of the file", exercised: "copies stored" },
  R9: { formal: "same epoch ∧ place(p, t₁) ≠ place(p, t₂) ⇒ mailbox(p, t₁) = mailbox(p, t₂)", exercised: "messages accepted for a person who is elsewhere than at his last one" },
  K1: { formal: "readable or disclosed (J, m) ⇒ ∃ act begun that gives J the class and either end of m", exercised: "messages read or taken" },
  K4: { formal: "read(J, m) as content or metadata ⇒ J, or who hands it over, holds a key; else it is counted as cipher text", exercised: "messages read or taken" },
  K5: { formal: "J holds key k ∧ J keeps cipher text that k opens ⇒ it is counted as readable", exercised: "cipher text kept whose key its keeper holds, at each boundary" },
  C1: { formal: "Σ keys of messages accepted and not ended = Σ keys of messages in flight, at every boundary", exercised: "boundaries after the first accepted message" },
  C2: { formal: "∀ message m: |visible(m)| ≤ 1", exercised: "messages delivered" },
  C7: { formal: "attempted = refused + accepted + underWay; accepted = delivered + bounced + expired + erased + inFlight; tables = own count of events", exercised: "boundaries after the first attempt" },
  X1: { formal: "exit(P, market) in force ⇒ no copy on a site of P, and no key held by P, in market, save what is on its way out", exercised: "boundaries after an exit from a market, and classes of its provider" },
  X3: { formal: "neither end of m is reached by an act, in this variant or the baseline ⇒ delivered(m) here ⇔ delivered(m) there", exercised: "messages delivered between people whom no act reaches" },
  X4: { formal: "act a stops m ⇒ a names m's product and selects an end of m; and m outside the scope of every act in its product is delivered as in the baseline", exercised: "refusals by acts, and messages between people reached in other products only" },
  X5: { formal: "act a is the cause of something at t ⇒ t lies in an interval in which a, or its order, was in force", exercised: "acts that caused something" },
  E1: { formal: "∀ refusal or bounce with a cause: its act belongs to an order, an answer or an event", exercised: "refusals and bounces by acts" },
  E3: { formal: "∀ copy that leaves a site: an act is the cause, or the class is kept for a time only", exercised: "copies that left a site" }
}

/** Promises of the model that this version does not check. */
const LATER: ReadonlyArray<readonly [ids: string, says: string]> = [
  ["R2 R3 R7 R8", "each kind of copy by itself; transit; index, backup and log; restores"],
  ["R10 R11 R12 R13", "relocations complete and without a gap; conflicts of sender's and recipient's rules; copies handed to another operator; a prohibition never adds a place"],
  ["K2 K3", "keys stay where they may be; destroyed keys are gone"],
  ["C3 C4 C6 C8", "order per sender and mailbox; nothing seen that was not sent; deleted stays deleted; the ledger of countries"],
  ["X2 X6 X7 X8", "no residue; conflicts reported in time (they are reported, and not judged); stop and restart; hold against exit"],
  ["L1 L2 L4 L5", "liveness after the last fault"],
  ["E2", "totals equal an independent recount of the trace"],
  ["M1 M2 M3 M4 M6", "between runs: seed, renamed country, scaled time, unused parts, snapshots (tests of the engine, not verdicts of a run)"]
]

export function promisesPage(): string {
  const ids = Object.keys(PROMISES) as ReadonlyArray<PromiseId>
  return page(
    opening("Promises", "src/invariants/promise.ts and test/docs/promisesPage.ts", "What the engine promises about every run. An onlooker (`src/invariants`) checks each promise while a run goes on; it reads the acts of the file and keeps books of its own. The verdict is *held*, *broken* (with a witness), or *not exercised*: its antecedent never came true, which is no pass. A promise is about the engine; that somebody breaks the law is no broken promise but a state of an order."),
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

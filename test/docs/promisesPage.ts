/** docs/promises.md: what the engine promises about every run, and how it is checked. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { BETWEEN_RUNS, type BetweenRunsId } from "../../src/invariants/betweenRuns.ts"
import { PROMISES, type PromiseId } from "../../src/invariants/promise.ts"
import { opening, page, table } from "./markdown.ts"

interface Checked {
  readonly formal: string
  /** What counts as the antecedent having come true. */
  readonly exercised: string
}

export const CHECKED: Readonly<Record<PromiseId, Checked>> = {
  R1: { formal: "∀ copy c that comes to s: some act or the file allows country(s), and none in force forbids it; what an act moves or erases, or what has grown older than one lets it, is gone from where it refuses it, or on its way. No other site could take c ⇒ infeasible", exercised: "copies stored" },
  R2: { formal: "as R1, of replicas, caches, queues and captures", exercised: "such copies stored" },
  R3: { formal: "m passes relay r ∨ waits at r, and an act in force says where the relay of its end is ⇒ country(r) is allowed by each such act. No relay stands where all allow ⇒ infeasible", exercised: "messages accepted or waiting whose relay some act places" },
  R4: { formal: "all stated sites of c are down ⇒ c comes only where a rule allows, or waits", exercised: "copies stored, and messages that wait, while all stated sites are down" },
  R5: { formal: "declared(s) ≠ country(s) ⇒ ¬(country(s) is refused ∧ declared(s) would be allowed)", exercised: "copies stored at sites whose declared country differs" },
  R6: { formal: "∀ site s to which a copy comes: country(s) ∈ countries of the file", exercised: "copies stored" },
  R7: { formal: "as R1, of indexes, backups and logs: a rule on all copies of a class holds for them too, and a duty to keep holds where it says, until its time is over in truth, whatever the clock of a site", exercised: "such copies stored" },
  R8: { formal: "∀ copies c that come to site s, made of other copies of the same mail because disks were lost or set back: ∀ rules r in force then that mean c: r allows the true country of s; without any, s is where the file keeps such copies, or stands in for it. Where no place is legal, none comes. What an old backup brings back where a rule forbids it ⇒ infeasible", exercised: "copies made again" },
  R9: { formal: "same epoch ∧ place(p, t₁) ≠ place(p, t₂) ⇒ mailbox(p, t₁) = mailbox(p, t₂)", exercised: "messages accepted for a person who is elsewhere than at his last one" },
  R10: { formal: "copies leave s by a move ⇒ as many have arrived before; a move ended ⇒ nothing of what was to move is left at s", exercised: "copies that moved" },
  R11: { formal: "every site that could hold the mailbox of m is refused by some rule ⇒ by choice m waits, comes back at once, or is kept and R1 is infeasible; no m tried since is delivered otherwise", exercised: "messages that wait, come back or are delivered while their mailbox may lie nowhere" },
  R12: { formal: "by the acts begun o runs s, or has what lies there, and the file says another ⇒ the table counts the copies as o's", exercised: "copies at rest that were handed over, at each cut of the tables" },
  R13: { formal: "a prohibition begins; the same verdict is asked for once more as if it did not stand: no legal place without it ⇒ none with it; and what forbids none of the sites that the file or an exit states opens no other: they are down without it ⇒ no other stands in with it", exercised: "mailboxes of a group and service that a prohibition means, when it begins" },
  K1: { formal: "J gets m ⇒ an act begun gives J the class of m and can mean an end of it; from now on, no more messages between two groups than its words let it take", exercised: "messages read or taken" },
  K2: { formal: "h holds keys of a class in country c ⇒ the file states h there, or an act begun gave, moved, sold or seized them so, or h left a market with them", exercised: "holders of keys of a class and group, whenever acts on keys have begun or ended" },
  K3: { formal: "keys destroyed at t ⇒ of what was written before t only those hold some to whom another had given them, or who had seized them, by t, or who have them from one of these", exercised: "classes and groups whose keys were destroyed" },
  K4: { formal: "J gets m as content or metadata ⇒ J, or who hands it over, has a key; else it is told as cipher text", exercised: "messages read or taken" },
  K5: { formal: "J was given key k ∧ J keeps n messages as cipher text that k opens ⇒ at least n are told as readable", exercised: "kinds of cipher text whose key was given, at each boundary" },
  C1: { formal: "accepted(m) ∧ ¬(delivered ∨ bounced ∨ expired ∨ erased)(m) ⇒ m is in flight. Of mail on disks that were lost: another copy of it was left ⇒ it is made again; none was ⇒ infeasible. Set back to an old backup, a site has no fewer first copies than lay there then", exercised: "messages accepted" },
  C2: { formal: "∀ m: visible(m) at most once, and only if accepted and not ended", exercised: "messages delivered" },
  C3: { formal: "m, n of one sender, product and mailbox, m accepted first, both visible ⇒ m is visible first", exercised: "messages delivered after another of the same sender, product and mailbox, of the pairs remembered" },
  C4: { formal: "visible(m) to p ⇒ sent(m) by the same sender, to p, with the same key", exercised: "messages delivered" },
  C6: { formal: "erased(m) ⇒ ¬visible(m) later; all copies of an owner, class and kind at s, under one's rules, erased at t ⇒ later no more lie there of what was tried before t than was on its way at t. Set back to an old backup, a site has no more than lay there then; what acts have erased since is there again ⇒ infeasible", exercised: "messages erased in queues, and copies erased by acts" },
  C7: { formal: "attempted = refused + accepted + underWay ∧ accepted = delivered + bounced + expired + erased + inFlight, for senders' and for recipients' rows", exercised: "boundaries after the first attempt; at the end each row, hence each pair of countries" },
  C8: { formal: "∀ country, class, kind: copies in the ledger = Σ copies told to come − Σ told to go; queues = messages that wait at a relay there", exercised: "copies at rest at each cut of the tables" },
  X1: { formal: "exit(P, market) in force ⇒ no copy held by or for P, and no key of P, in market. On its way, or nowhere else to go ⇒ infeasible", exercised: "boundaries after an exit from a market, for each exit" },
  X2: { formal: "exit(P, …) in force, old erased ⇒ of the accounts that left no copy of any kind is at P's or a partner's; old moves ⇒ no index, backup or log in the market, else infeasible as X1", exercised: "boundaries after an exit of a service that keeps other copies than the first" },
  X3: { formal: "no act reaches an end of m, nor anybody to whom it might have gone instead, or with whose mail it may have shared the places of a network, here or in the baseline ⇒ delivered(m) here ⇔ delivered(m) there", exercised: "messages delivered between people whom no act reaches" },
  X4: { formal: "act a stops m ⇒ a's own words mean m's product, its sender (or, of a call or sent back, its recipient), the point and the place; and mail by products that no act stops of people whom some act reaches is as in the baseline", exercised: "refusals and returns by acts, and such mail" },
  X5: { formal: "a has a consequence at t ⇒ t lies in an interval of a, and, for an order's own act, in one in which the order was in effect", exercised: "consequences of acts" },
  X6: { formal: "from t on one order's act keeps, another's has gone, the same class of the same people in the same country ∨ two orders' placements, or a duty to keep and a placement, leave it no country ⇒ a conflict of both is reported as of t or before", exercised: "pairs of such acts" },
  X7: { formal: "a stop, a start, a suspension or its end takes no copy and sends no message back before its time; s runs again ⇒ it has what it had", exercised: "copies at sites that run again, and messages that come back because of a standstill" },
  X8: { formal: "as X6, where what is kept would go by an exit", exercised: "pairs of a duty to keep and an exit" },
  L1: { formal: "for more than 7 h, and what slow lines and slow sites can add, no site is down, parted or losing mail and no act can keep m from its recipient, by its words ⇒ m, accepted before, is visible", exercised: "messages that were in flight when nothing stood in their way any more" },
  L2: { formal: "the last byte of a move arrives at t ⇒ it has ended at t", exercised: "moves that ended" },
  L4: { formal: "m is tried again ⇒ within its service's time from the first try, and no oftener than it says", exercised: "refusals after which the client goes on trying" },
  L5: { formal: "the stated site of a mailbox runs again, and no rule or exit says otherwise ⇒ the mailbox has a place", exercised: "mailboxes of a group and service whose site runs again" },
  E1: { formal: "a refusal of a kind that only acts give names its act; an act with a consequence belongs to an order, an answer or an event", exercised: "consequences of acts" },
  E2: { formal: "attempted, refused, accepted, delivered, bounced, expired, erased by product, and read by level and form: table = count of what was told. What does not balance is C7's", exercised: "messages, and messages read, at the end of the run" },
  E3: { formal: "∀ copies that leave a site: an act is the cause, or their class is kept for a time only", exercised: "copies that left a site" }
}

/** What no run by itself can tell: how a world is played otherwise, and what must be the same. */
export const COMPARED: Readonly<Record<BetweenRunsId, Checked & { readonly file: string }>> = {
  M1: { formal: "same scenario, same seed ⇒ same events, draws, digest, verdicts; also in slices of another size, and without a past shared with the world without orders", exercised: "worlds played again", file: "src/check/search.ts" },
  M2: { formal: "c is a country that states its clock and place ∧ c′ a code that the file does not name ⇒ with c′ for c everywhere: same events, draws, digest, verdicts, and each row of each table but for the code", exercised: "worlds with such a country", file: "src/check/betweenRuns.ts" },
  M3: { formal: "clocks UTC, no daily window, no business day, no hours of writing ⇒ with instants and spans twice, rates half: as many messages are tried, and the same promises break; refused, accepted, delivered, bounced, expired, erased differ by 20 messages or a fifth at most, since ways over networks take as long as before", exercised: "worlds, made so, in which somebody writes", file: "src/check/betweenRuns.ts" },
  M4: { formal: "u: a source nobody cites, a state with a network nobody has, a company with a site, a service of people who neither write nor are written to (they are left out where an act shifts or asks people: it could mean them), an order and an event that are hypothetical ⇒ with u: same events, draws, promises that break, and each row of each table that does not name u", exercised: "worlds, with u added", file: "src/check/betweenRuns.ts" },
  M6: { formal: "stopped after half of the events, gone on with from the snapshot in a world compiled anew ⇒ same events, draws, digest", exercised: "worlds stopped", file: "src/check/halfway.ts" }
}

export function promisesPage(): string {
  const ids = Object.keys(PROMISES) as ReadonlyArray<PromiseId>
  return page(
    opening("Promises", "src/invariants/promise.ts, src/invariants/betweenRuns.ts and test/docs/promisesPage.ts", "What the engine promises about every run. An onlooker (`src/invariants`) checks each promise while a run goes on; it reads the acts of the file and keeps books of its own. The verdict is *held*, *broken* (with a witness), *infeasible* (no legal state existed), or *not exercised*: its antecedent never came true, which is no pass. A promise is about the engine; that somebody breaks the law is no broken promise but a state of an order."),
    ["A *boundary* is an instant at which an act or a failure begins or ends, or a table is cut; an *epoch* lies between two of them.", ""],
    table(["Id", "Promise", "Formally", "Exercised by", "Checked in"], ids.map((id) => [id, PROMISES[id], CHECKED[id].formal, CHECKED[id].exercised, checkedIn(id)])),
    ["## Between runs", "", "What no run by itself can tell. `situs check` plays one world in twenty again, in other slices and from a snapshot, and as another that must come out alike: under another code, with longer times, or beside what nobody uses, in turn. Who asks for one of these by `--promise` has it judged in every world. The result of a run does not speak of them; a claim on one is undetermined, and says so.", ""],
    table(["Id", "Promise", "Formally", "Exercised by", "Compared in"], (Object.keys(BETWEEN_RUNS) as ReadonlyArray<BetweenRunsId>).map((id) => [id, BETWEEN_RUNS[id], COMPARED[id].formal, COMPARED[id].exercised, `\`${COMPARED[id].file}\``]))
  )
}

const folder = join(import.meta.dirname, "../../src/invariants")

/** The file that holds the check. */
export function checkedIn(id: PromiseId): string {
  const name = readdirSync(folder).sort().find((file) => readFileSync(join(folder, file), "utf8").includes(`new Check("${id}")`))
  return name === undefined ? "" : `\`src/invariants/${name}\``
}

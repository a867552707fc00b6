/** The sentences of a scenario against what its variants gave: each held, broken, a known miss, a prediction, or not exercised. */
import type { Of } from "../model/acts.ts"
import type { Claim, Measure } from "../model/claims.ts"
import { type Expect, parseExpect } from "../model/expect.ts"
import type { ClaimVerdict } from "../model/result.ts"
import { datedOf, sentOf, windowOf } from "./claimwindow.ts"
import { type Company, judge, type Judgement } from "./expectation.ts"
import { single } from "./interval.ts"
import { measureCopies, measureKeys, measureMoved } from "./measurecopies.ts"
import { measureDelay, measureFirstAccepted, measureMessages } from "./measuremessages.ts"
import { measureBreach, measureFined, measureFinished, measureState } from "./measureorders.ts"
import { measureReaders } from "./measurereaders.ts"
import { measurePeopleWithout, measureTimeWithout } from "./measuretime.ts"
import { measureNewPeople } from "./newpeople.ts"
import { notExercised, type Observation, observedText, unitText } from "./observation.ts"
import { type Question, type Run, tidy } from "./question.ts"
import { claimRuns } from "./replications.ts"
import { optionsIn, unknownWhat } from "./selector.ts"

/** Verdicts of the claims on one variant, in the file's order. `runs`: all variants that were run, for claims that compare. */
export function claimsOf(run: Run, runs: ReadonlyArray<Run>): ReadonlyArray<Judged> {
  return run.scenario.claims.flatMap((claim, n) => (claim.variant.includes(run.id) || claim.variant.includes("all") ? [verdictOf(claim, `claim-${n + 1}`, run, runs)] : []))
}

/** A verdict, of whichever replication it is. */
export type Judged = Omit<ClaimVerdict, "replication">

function verdictOf(claim: Claim, numbered: string, run: Run, runs: ReadonlyArray<Run>): Judged {
  const expect = parseExpect(claim.expect)
  const found = claim.promise !== undefined ? evaluatePromise(claim, expect, run) : evaluate(claim, expect, run, runs)
  const { word, note } = withKnownMiss(claim, expect, found)
  const sources = claim.source ?? run.scenario.source ?? []
  const value = found.value === undefined ? null : tidy(found.value)
  return {
    id: claim.id ?? numbered,
    says: claim.says,
    source: [...sources],
    grade: claim.grade ?? run.scenario.grade ?? (sources.length > 0 ? "stated" : null),
    verdict: word,
    observed: found.observed,
    expected: typeof claim.expect === "string" ? claim.expect : JSON.stringify(claim.expect),
    measure: claim.measure ?? claim.promise ?? "",
    value,
    unit: found.unit,
    expectsBroken: claim.promise !== undefined && claim.expect === "broken",
    promise: claim.promise ?? null,
    note: note ?? null,
    estimate: single(value),
    runs: claimRuns([word])
  }
}

interface Found {
  readonly judgement: Judgement
  readonly observed: string
  readonly value: number | undefined
  readonly unit: string
  /** Nobody is meant: not even a number can be told. */
  readonly empty: boolean
}

function withKnownMiss(claim: Claim, expect: Expect | undefined, found: Found): { readonly word: ClaimVerdict["verdict"]; readonly note: string | undefined } {
  const { judgement } = found
  if (expect?.kind === "unknown" && !found.empty) return { word: "prediction", note: undefined }
  if (judgement.word === "undetermined") return { word: "undetermined", note: judgement.why }
  const miss = claim["known-miss"]
  if (miss === undefined) return { word: judgement.word, note: undefined }
  return judgement.word === "broken" ? { word: "known-miss", note: miss } : { word: "broken", note: `stale: it holds now, and the file still calls it a known miss (${miss})` }
}

function evaluatePromise(claim: Claim, expect: Expect | undefined, run: Run): Found {
  const verdict = run.record.promises.find((promise) => promise.id === claim.promise)
  const give = (judgement: Judgement): Found => ({ judgement, observed: verdict?.verdict ?? "nothing", value: undefined, unit: "", empty: verdict === undefined })
  if (verdict === undefined) return give({ word: "undetermined", why: `the promise ${claim.promise} is not checked in this version` })
  if (expect?.kind === "unknown") return give({ word: "undetermined", why: "it expects no verdict" })
  const wanted = expect?.kind === "value" && typeof expect.value === "string" ? expect.value : undefined
  if (wanted === undefined) return give({ word: "undetermined", why: "a promise is expected to be held, broken, not-exercised or infeasible" })
  if (verdict.verdict === "not-exercised" && wanted !== "not-exercised") return give({ word: "undetermined", why: `the promise was not exercised: ${verdict.witness ?? "its antecedent never came true"}` })
  return give({ word: verdict.verdict === wanted ? "held" : "broken" })
}

function evaluate(claim: Claim, expect: Expect | undefined, run: Run, runs: ReadonlyArray<Run>): Found {
  const sure = ask(claim, expect, run, runs, false)
  if (sure.doubts.length === 0 || sure.found.empty) return sure.found
  const possible = ask(claim, expect, run, runs, true)
  const same = sure.found.judgement.word === possible.found.judgement.word
  if (same && sure.found.observed === possible.found.observed) return sure.found
  // Only what it is of is in doubt.
  if (same && sure.found.value === possible.found.value) return possible.found
  const observed = `${sure.found.observed} for certain, at most ${possible.found.observed}`
  // Rows that may or may not be meant decide nothing as long as the verdict is the same with and without them.
  if (same) return { ...sure.found, observed }
  return { ...sure.found, observed, judgement: { word: "undetermined", why: sure.doubts.join("; ") } }
}

/** Asks the run, with doubtful rows or without. */
function ask(claim: Claim, expect: Expect | undefined, run: Run, runs: ReadonlyArray<Run>, countUnsure: boolean): { readonly found: Found; readonly doubts: ReadonlyArray<string> } {
  const doubts = new Set<string>()
  const observe = (of: Of | undefined, what: ReadonlyArray<string> | undefined, where: Run) => observeIn(claim, of, what, where, countUnsure, doubts)
  const whole = observe(claim.of, claim.what, run)
  const listed = expect?.kind === "in-order" || expect?.kind === "equal"
  const entries = listed ? entriesOf(claim).map(({ of, what }) => observe(of, what, run)) : []
  const company: Company = {
    entries,
    instantMs: run.instantMs,
    inVariant: (id) => {
      const other = runs.find((one) => one.id === id)
      return other === undefined ? `the variant ${id} that it compares with was not run` : observe(claim.of, claim.what, other)
    }
  }
  const judgement: Judgement = expect === undefined ? { word: "undetermined", why: "what it expects cannot be read" } : judge(expect, whole, company)
  const shown = entries.length > 0 ? entries : [whole]
  return {
    found: {
      judgement,
      observed: shown.map((o) => observedText(o, run.record.epochMs)).join("; "),
      value: whole.nobody !== undefined || whole.value === undefined ? undefined : whole.unit === "instant" ? whole.value + run.record.epochMs : whole.value,
      unit: unitText(whole),
      empty: whole.nobody !== undefined
    },
    doubts: [...doubts].sort()
  }
}

/** The entries of the list in `of`, else in `what`, each with the other selector whole. */
function entriesOf(claim: Claim): ReadonlyArray<{ readonly of: Of | undefined; readonly what: ReadonlyArray<string> | undefined }> {
  if (claim.of !== undefined && claim.of !== "all" && claim.of.length > 1) return claim.of.map((clause) => ({ of: [clause], what: claim.what }))
  return (claim.what ?? []).length > 1 ? claim.what!.map((word) => ({ of: claim.of, what: [word] })) : []
}

function observeIn(claim: Claim, of: Of | undefined, what: ReadonlyArray<string> | undefined, run: Run, countUnsure: boolean, doubts: Set<string>): Observation {
  const { measure } = claim
  if (measure === undefined) return notExercised("messages", "it has no measure and no promise")
  const idle = SELECTORS.filter((key) => claim[key] !== undefined && !APPLIES[measure].includes(key))
  if (idle.length > 0) return notExercised("messages", `\`${idle.join("`, `")}\` selects nothing of \`${measure}\``)
  const unknown = unknownWhat(what, run.scenario.services)
  if (unknown.length > 0) return notExercised("messages", `\`what: ${unknown.join(", ")}\` names nothing that this version can measure`)
  const options = optionsIn(what, run.scenario.services)
  if (options.length > 0) return notExercised("messages", `\`what: ${options.join(", ")}\` names an option, which has no \`${measure}\` of its own: \`of: { option: … }\` selects who has it`)
  const window = windowOf(claim, of, run)
  if (typeof window === "string") return notExercised("messages", window)
  const sent = sentOf(claim, run.record, run.instantMs)
  if (typeof sent === "string") return notExercised("messages", sent)
  return measured({ claim, measure, of: datedOf(of, run.record, run.instantMs), what, run, window, sent, countUnsure, doubts })
}

function measured(question: Question): Observation {
  const { measure } = question
  switch (measure) {
    case "attempted": case "accepted": case "delivered": case "refused": case "expired": case "bounced": return measureMessages(question, measure)
    case "delay": return measureDelay(question)
    case "time-without": return measureTimeWithout(question)
    case "people-without": return measurePeopleWithout(question)
    case "first-accepted": return measureFirstAccepted(question)
    case "new-people": return measureNewPeople(question)
    case "copies": return measureCopies(question)
    case "moved": return measureMoved(question)
    case "exposed": case "readable": case "openable": case "disclosed": return measureReaders(question, measure)
    case "keys": return measureKeys(question)
    case "state": return measureState(question)
    case "time-in-breach": return measureBreach(question)
    case "finished": return measureFinished(question)
    case "fined": return measureFined(question)
  }
}

const SELECTORS = ["of", "what", "in", "at", "by", "to", "order", "answer", "site", "reason", "form", "sent", "daily"] as const
type SelectorKey = (typeof SELECTORS)[number]
const MESSAGES: ReadonlyArray<SelectorKey> = ["of", "what", "in", "sent", "daily"]
const FAILED: ReadonlyArray<SelectorKey> = [...MESSAGES, "reason", "order", "answer", "by"]
const READ: ReadonlyArray<SelectorKey> = ["of", "what", "by", "to", "order", "answer", "reason", "form", "sent", "daily"]

/** What each measure can be narrowed by. Another selector would be ignored, so it is refused. */
const APPLIES: { readonly [M in Measure]: ReadonlyArray<SelectorKey> } = {
  attempted: MESSAGES,
  accepted: MESSAGES,
  delivered: MESSAGES,
  refused: FAILED,
  expired: MESSAGES,
  bounced: FAILED,
  delay: MESSAGES,
  "time-without": MESSAGES,
  "people-without": MESSAGES,
  "first-accepted": MESSAGES,
  "new-people": ["of", "what", "daily"],
  copies: ["of", "what", "in", "at", "site", "by", "sent"],
  moved: ["of", "what", "in", "at", "site", "by", "order", "answer", "reason"],
  exposed: READ,
  readable: READ,
  openable: READ,
  disclosed: READ,
  keys: ["of", "what", "in", "by", "to", "order", "answer", "reason"],
  state: ["order", "answer", "site"],
  "time-in-breach": ["order", "by"],
  finished: ["of", "what", "in", "at", "site", "order", "answer"],
  fined: ["order", "answer", "by", "reason"]
}

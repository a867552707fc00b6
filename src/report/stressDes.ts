/** STRESS-DES, the checklist of Monks et al. (2019), item by item: answered from a result, or open with what is missing. */
import type { Result } from "../model/result.ts"
import { baselineOf, MEASURES } from "./effect.ts"
import { count, counted, distinct, instant, sum } from "./words.ts"

export interface StressItem {
  readonly section: string
  readonly item: string
  /** Undefined: the item is open. */
  readonly answer?: string
  /** What is missing, where it is open. */
  readonly open?: string
}

export function stressItems(result: Result): ReadonlyArray<StressItem> {
  return [...objectives(result), ...logic(result), ...data(result), ...experiments(result), ...implementation(result), ...access(result)]
}

function objectives(result: Result): ReadonlyArray<StressItem> {
  const section = "1 Objectives"
  return [
    { section, item: "1.1 Purpose of the model", answer: result.scenario.question ?? "The file asks no question; the program says what an order to a message service, and each answer, does to service, readability and the place of copies." },
    { section, item: "1.2 Model outputs", answer: "By cohort, status, place, way, service and window: messages attempted, refused by reason, accepted, delivered; hours and people without service; copies at rest, keys, readers, lives of orders, claims, promises. data/dictionary.csv has each with its unit." },
    { section, item: "1.3 Aims of experimentation", answer: `${counted(result.variants.length, "variant")}, each compared with ${baselineOf(result)}; ${counted(result.run.replications, "run")} of each${result.sensitivity === null ? "; no sensitivity" : `; a sensitivity of ${counted(result.sensitivity.runs, "run")}`}.` }
  ]
}

function logic(result: Result): ReadonlyArray<StressItem> {
  const section = "2 Logic"
  const cohorts = distinct(result.variants.flatMap((variant) => variant.people.map((row) => row.cohort)))
  return [
    { section, item: "2.1 Base model overview diagram", open: "no diagram is drawn; docs/model.md says a message's way in words" },
    { section, item: "2.2 Base model logic", answer: "docs/model.md of the program; three events a message: try, relay, device." },
    { section, item: "2.3 Scenario logic", answer: "The chapter on what each variant changes; data/changes.csv." },
    { section, item: "2.4 Algorithms", answer: "The first point that refuses decides, there the oldest act; rules and holders of keys are folds over acts; placement by requirement; lives of orders are worked out before the run." },
    { section, item: "2.5.1 Entities", answer: `Messages, and people of ${counted(cohorts.length, "cohort")}.` },
    { section, item: "2.5.2 Activities", answer: "Access, relay, delivery, waiting, trips and stays, moves of copies." },
    { section, item: "2.5.3 Resources", answer: "Relays and links of stated capacity, places in a recipient's network; without a stated capacity unlimited." },
    { section, item: "2.5.4 Queues", answer: "At the client, before a relay of stated capacity, before the mailbox, before the device; order of acceptance; limits by the service's waits." },
    { section, item: "2.5.5 Entry and exit points", answer: "Messages enter by streams of attempts and leave refused, delivered, bounced or expired, or remain when the run ends." }
  ]
}

function data(result: Result): ReadonlyArray<StressItem> {
  const section = "3 Data"
  const claims = result.variants.flatMap((variant) => variant.claims)
  const decided = claims.filter((claim) => claim.verdict !== "prediction" && claim.verdict !== "undetermined")
  return [
    { section, item: "3.1 Data sources", answer: `${counted(result.sources.length, "source")}, listed with the register of assumptions.` },
    { section, item: "3.2 Pre-processing", answer: "Shares to exact quotas; cohorts sampled with weights; places to coordinates; dates to instants with a pinned time-zone database." },
    { section, item: "3.3 Input parameters", answer: `${counted(result.assumptions.total, "value")} of the file in the register; every default by situs validate --expand.` },
    { section, item: "3.4 Assumptions", answer: `${count(result.assumptions.judgement)} of ${count(result.assumptions.total)} values are the author's judgement, ${count(result.assumptions.unknown)} unknown; each says so in the register.` },
    decided.length === 0
      ? { section, item: "Validation against data", open: "no claim of the file says held or not on these variants" }
      : { section, item: "Validation against data", answer: `${counted(decided.length, "verdict")} on claims of the file: ${count(decided.filter((claim) => claim.verdict === "held").length)} held, ${count(decided.filter((claim) => claim.verdict === "known-miss").length)} known misses, ${count(decided.filter((claim) => claim.verdict === "broken").length)} broken.` }
  ]
}

function initialisation({ scenario: { baseline, warmUp } }: Result): string {
  const start = "with empty mailboxes and people at home or amid their stays"
  if (warmUp === undefined) return `The run is terminating: it begins and ends at dates, ${start}; nothing is left out as warm-up.`
  const { settledAt, until } = warmUp
  const settled = settledAt === null ? "within the first half of the run they had not settled, or it has fewer than 8 weeks" : `they had settled by ${instant(settledAt)}, ${settledAt <= until ? "within the warm-up" : "after its end: what rests on stored copies may have grown beyond it"}`
  return `The run begins ${start}. The file claims a steady state after ${instant(until)}: what was first tried before is simulated and not counted. By the least marginal standard error of copies at rest in ${baseline} at the end of each week ${settled}.`
}

function experiments(result: Result): ReadonlyArray<StressItem> {
  const section = "4 Experimentation"
  const { replications } = result.run
  return [
    { section, item: "4.1 Initialisation", answer: initialisation(result) },
    { section, item: "4.2 Run length", answer: `${result.scenario.from} to ${result.scenario.until}, as the file says.` },
    replications === 1
      ? { section, item: "4.3 Estimation approach", open: "1 run of each variant, without intervals; situs compare gives them" }
      : { section, item: "4.3 Estimation approach", answer: `${counted(replications, "run")} of each variant; means with 95 % interval by Student's t, differences pair by pair with the same chance; counts and tables of the first run.${precision(result)}` }
  ]
}

/** Why there are so many runs. */
function precision({ run }: Result): string {
  if (run.precision === null) return " The number of runs was chosen by the user."
  const { asked, reached, widest } = run.precision
  const hundredth = (share: number) => (100 * share).toFixed(2)
  return ` Runs went on until half the interval of each headline difference is at most ${hundredth(asked)} in 100 of the larger of difference and baseline; reached: ${reached === null ? "not known" : `${hundredth(reached)} in 100`}${widest === null ? "" : `, the widest for ${MEASURES[widest.measure].toLowerCase()} in ${widest.variant}`}.`
}

function implementation(result: Result): ReadonlyArray<StressItem> {
  const section = "5 Implementation"
  const events = sum(result.variants, (variant) => variant.fingerprint.events)
  return [
    { section, item: "5.1 Software", answer: `Situs ${result.run.engineVersion}, TypeScript on Node 20.19 or newer, a kernel of its own.` },
    { section, item: "5.2 Random sampling", answer: `Keyed hashes and xoshiro128** streams for each cohort and cause; inversion; seed ${result.run.seed}.` },
    { section, item: "5.3 Model execution", answer: "Next event, a priority queue of two tiers, ties by order of scheduling; one thread a run, with the same result at any number of workers." },
    { section, item: "5.4 System specification", answer: `Any machine: results do not depend on it. The first run of all variants took ${counted(events, "event")}; no time is told, since it would depend on the machine.` }
  ]
}

function access({ run }: Result): ReadonlyArray<StressItem> {
  const section = "6 Code access"
  return [
    { section, item: "6.1 Computer model sharing", answer: "Situs is free software under the MIT licence; the scenario file lies in this folder." },
    { section, item: "6.2 Reproduction", answer: `situs verify runs it again: scenario hash ${run.scenarioHash}, seed ${run.seed}, run ${run.id}.` }
  ]
}

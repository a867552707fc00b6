/**
 * A search: worlds by number from a seed on, each played and counted; one in twenty is played again in other ways, and must be the same.
 * One in twenty is also played as another that must come out alike: with another code for a country, all times longer, more that is unused.
 * What fails is made as small as it can be. A run that ended early, or a world that could not be made, is never a pass.
 */
import { BETWEEN_RUNS, type BetweenRunsId } from "../invariants/betweenRuns.ts"
import { PROMISES } from "../invariants/promise.ts"
import type { PromiseVerdict, VerdictWord } from "../world/record.ts"
import type { Between, Comparison } from "./betweenRuns.ts"
import { type Reduced, reducing } from "./smallest.ts"
import type { Outcome, Trial } from "./trial.ts"

export interface SearchOptions {
  /** Number of the first world; the next one has the next number. */
  readonly seed: number
  readonly runs: number
  /** The world with a number, for a search for a breach of some promises: it may lean to worlds that put them to the test. Undefined where there is none. */
  readonly trialOf: (number: number, wanted?: { readonly leaning: ReadonlyArray<string> }) => Trial | undefined
  readonly play: Play
  /** Fingerprint of a trial that was stopped after so many events and gone on with from its snapshot. Left out: that is not asked. */
  readonly resumed?: (trial: Trial, events: number) => Outcome["fingerprint"]
  /** Compares a trial with another that must come out alike. Left out: that is not asked. */
  readonly between?: Between
  /** Promises whose breach is a failure; those between runs that are named are asked of every world. Left out: all. */
  readonly promises?: ReadonlyArray<string>
  /** Names of all probes, those too that no world may reach. */
  readonly probes?: ReadonlyArray<string>
  /** It ends once so many failures have been found that differ. */
  readonly failuresMax: number
  /** Trials that are played at most to make one failure smaller. */
  readonly shrinkPlaysMax: number
}

export type Play = (trial: Trial, options?: { readonly sliceEvents?: number; readonly alone?: boolean; readonly probes?: boolean }) => Outcome

/** What is wrong with a world: a promise broken; one between runs, which tells of the same world played otherwise; or the engine gave up. */
export type Failure =
  | { readonly kind: "broken"; readonly promise: string; readonly says: string }
  | { readonly kind: "differs"; readonly promise: BetweenRunsId; readonly how: How; readonly says: string }
  | { readonly kind: "crashed"; readonly says: string }

/** How the world was played otherwise. */
export type How = "played again" | "played in other slices" | "gone on from a snapshot" | "played with another code for a country" | "played with all times longer" | "played beside what nobody uses"

/** A failure, the world in which it was found, and the smallest that was found for it. */
export interface Found {
  readonly failure: Failure
  /** Number of the world: a search with this seed begins with it. */
  readonly number: number
  readonly trial: Trial
  readonly reduced: Reduced
}

/** In how many worlds a promise came out how; `exercised`: how often its antecedent came true in all of them. */
export interface PromiseCount {
  readonly id: string
  readonly exercised: number
  readonly worlds: Readonly<Record<VerdictWord, number>>
}

export interface SearchReport {
  readonly seed: number
  readonly runs: number
  /** Worlds played to their end. */
  readonly played: number
  /** Numbers for which there was no world. */
  readonly discarded: number
  /** ended: every world was played. enough: as many failures as were asked for. unfinished: it was stopped before. */
  readonly status: "ended" | "enough" | "unfinished"
  readonly messages: number
  /** Worlds that were played otherwise too. */
  readonly repeated: number
  readonly promises: ReadonlyArray<PromiseCount>
  /** Probes with the number of worlds that reached them, by name. */
  readonly probes: ReadonlyArray<readonly [name: string, worlds: number]>
  readonly found: ReadonlyArray<Found>
}

export interface Search {
  /** Plays at most so many trials more, those of a reduction too. False once the search is over. */
  readonly advance: (plays: number) => boolean
  /** What has come of it so far. */
  readonly report: () => SearchReport
}

/** A search that has not begun. */
export function search(options: SearchOptions): Search {
  const state = new Searching(options)
  const steps = state.run()
  return {
    advance: (plays) => {
      for (let i = 0; i < plays; i++) if (steps.next().done === true) return false
      return true
    },
    report: () => state.report()
  }
}

/** How a search came out. A promise that was asked for and never exercised, a search that did not end, a world that could not be made: all undetermined. */
export function verdictOf(report: SearchReport, asked: ReadonlyArray<string> | undefined): "held" | "broken" | "undetermined" {
  if (report.found.length > 0) return "broken"
  if (report.status !== "ended" || report.discarded > 0) return "undetermined"
  const exercised = (id: string) => report.promises.some((promise) => promise.id === id && promise.exercised > 0)
  // That a world is the same again is no news of what happened in it.
  const vacuous = asked === undefined ? !report.promises.some(({ exercised: times, id }) => times > 0 && !(id in BETWEEN_RUNS)) : !asked.every(exercised)
  return vacuous ? "undetermined" : "held"
}

/** One world in so many is played again in other ways. The first of a search is one of them: its number is enough to see a difference again. */
const REPEAT_EVERY = 20
/** Events in a slice of a world that is played again: small, so that slices end everywhere. */
const OTHER_SLICE_EVENTS = 7

class Searching {
  private played = 0
  private discarded = 0
  private repeated = 0
  private messages = 0
  private over = false
  private enough = false
  private readonly counts = new Map<string, { exercised: number; worlds: Record<VerdictWord, number> }>()
  private readonly probes = new Map<string, number>()
  private readonly found: Array<Found> = []

  constructor(private readonly options: SearchOptions) {
    for (const id of options.promises ?? [...Object.keys(PROMISES), ...this.compared()]) this.countOf(id)
    for (const probe of options.probes ?? []) this.probes.set(probe, 0)
  }

  *run(): Generator<void, void, void> {
    const { failuresMax, promises, runs, seed, trialOf } = this.options
    for (let i = 0; i < runs; i++) {
      const number = (seed + i) % 2 ** 32
      const trial = promises === undefined ? trialOf(number) : trialOf(number, { leaning: promises })
      if (trial === undefined) this.discarded++
      else {
        for (const failure of this.judged(trial, number, i)) yield* this.reduce(failure, trial, number)
        this.played++
      }
      if (this.found.length >= failuresMax && i < runs - 1) {
        this.enough = true
        return
      }
      yield
    }
    this.over = true
  }

  report(): SearchReport {
    const { runs, seed } = this.options
    const status = this.over ? "ended" : this.enough ? "enough" : "unfinished"
    const promises = [...this.counts].map(([id, count]) => ({ id, ...count, worlds: { ...count.worlds } })).sort((a, b) => (a.id < b.id ? -1 : 1))
    const probes = [...this.probes].sort(([a], [b]) => (a < b ? -1 : 1))
    return { seed, runs, played: this.played, discarded: this.discarded, status, messages: this.messages, repeated: this.repeated, promises, probes, found: [...this.found] }
  }

  /** What is wrong with a world that was not known yet. */
  private judged(trial: Trial, number: number, i: number): ReadonlyArray<Failure> {
    const played = tried(() => this.options.play(trial))
    if ("crashed" in played) return this.news([crash(played.crashed)])
    const { outcome } = played
    this.messages += outcome.messages
    for (const verdict of outcome.promises) if (this.asked(verdict.id)) this.count(verdict)
    for (const probe of outcome.probes) this.probes.set(probe, (this.probes.get(probe) ?? 0) + 1)
    const broken = outcome.promises.filter(({ id, verdict }) => verdict === "broken" && this.asked(id)).map(brokenBy)
    return this.news([...broken, ...this.otherwise(trial, outcome, number, i)])
  }

  /** What differs when the world is played otherwise. Who names a promise between runs wants it of every world. */
  private otherwise(trial: Trial, outcome: Outcome, number: number, i: number): ReadonlyArray<Failure> {
    const named = this.options.promises !== undefined
    if (!named && i % REPEAT_EVERY !== 0) return []
    // A comparison costs two worlds: where all are asked, one of them is judged, by the world's number, so that the number shows it again.
    const turn = COMPARISONS[number % COMPARISONS.length]
    const ids = this.compared().filter((id) => this.asked(id) && (named || id === turn || !(id in COMPARED)))
    if (ids.length > 0) this.repeated++
    return ids.flatMap((id) => {
      const { asked, failure } = compare(id, trial, outcome, this.options)
      this.count({ id, exercised: asked ? 1 : 0, verdict: failure !== undefined ? "broken" : asked ? "held" : "not-exercised", witness: undefined })
      return failure ?? []
    })
  }

  /** Promises between runs that this search can judge. */
  private compared(): ReadonlyArray<BetweenRunsId> {
    const { between, resumed } = this.options
    return ["M1", ...(resumed === undefined ? [] : (["M6"] as const)), ...(between === undefined ? [] : COMPARISONS)]
  }

  private asked(promise: string): boolean {
    return this.options.promises?.includes(promise) ?? true
  }

  private count({ exercised, id, verdict }: PromiseVerdict): void {
    const count = this.countOf(id)
    count.exercised += exercised
    count.worlds[verdict]++
  }

  private countOf(id: string) {
    const known = this.counts.get(id) ?? { exercised: 0, worlds: { held: 0, broken: 0, infeasible: 0, "not-exercised": 0 } }
    this.counts.set(id, known)
    return known
  }

  private news(failures: ReadonlyArray<Failure>): ReadonlyArray<Failure> {
    return failures.filter((failure) => !this.found.some((known) => isSame(known.failure, failure)))
  }

  /** Makes the world of a failure smaller, play by play. It is on record from the beginning, whether or not that ends. */
  private *reduce(failure: Failure, trial: Trial, number: number): Generator<void, void, void> {
    const at = this.found.push({ failure, number, trial, reduced: { trial, plays: 0, minimal: false } }) - 1
    const steps = reducing(trial, (smaller) => again(smaller, failure, this.options) !== undefined, this.options.shrinkPlaysMax)
    for (;;) {
      const step = steps.next()
      const told = step.done === true ? (again(step.value.trial, failure, this.options) ?? failure) : failure
      this.found[at] = { failure: told, number, trial, reduced: step.value }
      if (step.done === true) return
      yield
    }
  }
}

/** The same failure in another world, in that one's words; undefined where it is not there. */
export function again(trial: Trial, failure: Failure, options: Ways): Failure | undefined {
  const played = tried(() => options.play(trial, { probes: failure.kind === "differs" }))
  const failures = "crashed" in played ? [crash(played.crashed)] : failure.kind === "differs" ? [compare(failure.promise, trial, played.outcome, options).failure] : played.outcome.promises.filter(({ verdict }) => verdict === "broken").map(brokenBy)
  return failures.find((one) => one !== undefined && isSame(one, failure))
}

function tried(play: () => Outcome): { readonly outcome: Outcome } | { readonly crashed: unknown } {
  try {
    return { outcome: play() }
  } catch (crashed) {
    return { crashed }
  }
}

function brokenBy({ id, witness }: PromiseVerdict): Failure {
  return { kind: "broken", promise: id, says: witness ?? "" }
}

function crash(thrown: unknown): Failure {
  return { kind: "crashed", says: thrown instanceof Error ? thrown.message : String(thrown) }
}

const COMPARISONS: ReadonlyArray<Comparison> = ["M2", "M3", "M4"]
const COMPARED: Readonly<Record<Comparison, How>> = { M2: "played with another code for a country", M3: "played with all times longer", M4: "played beside what nobody uses" }

type Ways = Pick<SearchOptions, "play" | "resumed" | "between">

/** A promise between runs, asked of a world that has been played. `asked`: the world had what it is about. */
function compare(promise: BetweenRunsId, trial: Trial, first: Outcome, ways: Ways): { readonly asked: boolean; readonly failure: Failure | undefined } {
  if (promise === "M1" || promise === "M6") return { asked: true, failure: difference(promise, trial, first, ways) }
  const differs = (says: string): Failure => ({ kind: "differs", promise, how: COMPARED[promise], says })
  try {
    const { asked, differs: says } = ways.between?.(promise, trial, first) ?? { asked: false }
    return { asked, failure: says === undefined ? undefined : differs(says) }
  } catch (thrown) {
    return { asked: true, failure: differs(crash(thrown).says) }
  }
}

/** The first way in which the same world played otherwise is not the same. */
function difference(promise: "M1" | "M6", trial: Trial, first: Outcome, { play, resumed }: Ways): Failure | undefined {
  const ways = [
    ["M1", "played again", () => told(play(trial))],
    ["M1", "played in other slices", () => told(play(trial, { sliceEvents: OTHER_SLICE_EVENTS, alone: true }))],
    ["M6", "gone on from a snapshot", () => (resumed === undefined ? told(first) : told({ ...first, fingerprint: resumed(trial, Math.floor(first.fingerprint.events / 2)) }))]
  ] as const
  for (const [of, how, otherwise] of ways) {
    if (of !== promise) continue
    let now: string
    try {
      now = otherwise()
    } catch (thrown) {
      now = crash(thrown).says
    }
    if (now !== told(first)) return { kind: "differs", promise, how, says: `${told(first)} the first time, ${now} when it is ${how}` }
  }
  return undefined
}

function told({ fingerprint, messages, promises }: Outcome): string {
  const verdicts = promises.map(({ exercised, id, verdict }) => `${id} ${verdict} ${exercised}`).join(", ")
  return `${fingerprint.events} events, ${fingerprint.draws} draws, digest ${fingerprint.digest}, ${messages} messages, ${verdicts}`
}

/** Failures that are told once: of one promise, of one way, of one sentence whatever its numbers and names. */
function isSame(a: Failure, b: Failure): boolean {
  if (a.kind === "broken" || b.kind === "broken") return a.kind === "broken" && b.kind === "broken" && a.promise === b.promise
  if (a.kind === "differs" || b.kind === "differs") return a.kind === "differs" && b.kind === "differs" && a.how === b.how
  return plain(a.says) === plain(b.says)
}

function plain(says: string): string {
  return says.split("\n")[0].replace(/"[^"]*"|'[^']*'|\d+/g, "_")
}

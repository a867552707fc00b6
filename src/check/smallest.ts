/**
 * The smallest world that still fails: delta debugging first, for speed; then values are made simpler; last every piece that is left
 * is taken out by itself, until none can be spared. Without chance: the same trial gives the same smallest one.
 */
import type { Scenario } from "../model/scenario.ts"
import type { Path } from "./gone.ts"
import { isReadable } from "./readable.ts"
import { removals } from "./removals.ts"
import { lessened, slotsOf } from "./simpler.ts"
import type { Trial } from "./trial.ts"
import { without } from "./without.ts"

/** A trial made smaller. */
export interface Reduced {
  readonly trial: Trial
  /** Trials that were played for it. */
  readonly plays: number
  /** No single piece can be spared. False where the budget ended before that was known. */
  readonly minimal: boolean
}

/** The smallest trial that fails as this one does. `budget`: how many are played at most. `fails` throws nothing. */
export function smallest(trial: Trial, fails: (trial: Trial) => boolean, budget: number): Trial {
  return reduced(trial, fails, budget).trial
}

/** As `smallest`, and what it took. */
export function reduced(trial: Trial, fails: (trial: Trial) => boolean, budget: number): Reduced {
  const steps = reducing(trial, fails, budget)
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The same play by play: after each the caller may stop, and has lost nothing but the rest of the reduction. */
export function* reducing(trial: Trial, fails: (trial: Trial) => boolean, budget: number): Generator<Reduced, Reduced, void> {
  const reduction = new Reduction(trial, fails, budget)
  for (const _ of reduction.run()) yield reduction.reached()
  return reduction.reached()
}

/** Whether the trial fails, and no longer does without any single piece: told by trying them all. */
export function isMinimal(trial: Trial, fails: (trial: Trial) => boolean): boolean {
  if (!fails(trial)) return false
  for (const scenario of oneLess(trial.scenario)) if (isReadable(scenario) && fails({ ...trial, scenario })) return false
  return true
}

/** Every scenario with a single piece less. */
function* oneLess(scenario: Scenario): Generator<Scenario> {
  for (const path of removals(scenario)) yield without(scenario, [path])
  yield* lessened(scenario)
}

class Reduction {
  plays = 0
  minimal = false
  private readonly tried = new Set<string>()

  constructor(
    public trial: Trial,
    private readonly fails: (trial: Trial) => boolean,
    private readonly budget: number
  ) {
    this.tried.add(JSON.stringify(trial.scenario))
  }

  reached(): Reduced {
    return { trial: this.trial, plays: this.plays, minimal: this.minimal }
  }

  *run(): Generator<void, void, void> {
    yield* this.halved((scenario) => removals(scenario).filter((path) => path.length === 2))
    yield* this.simplify((path) => path[path.length - 1] === "count")
    yield* this.halved(removals)
    do {
      yield* this.simplify(() => true)
      yield* this.single()
    } while (!this.spent && (yield* this.simplify(() => true)))
    this.minimal = !this.spent
  }

  private get spent(): boolean {
    return this.plays >= this.budget
  }

  /** Takes a smaller scenario in, where a file can state it and it fails. Each is tried once. */
  private *take(scenario: Scenario): Generator<void, boolean, void> {
    const text = JSON.stringify(scenario)
    if (this.spent || this.tried.has(text)) return false
    this.tried.add(text)
    if (!isReadable(scenario)) return false
    this.plays++
    const trial = { ...this.trial, scenario }
    const failed = this.fails(trial)
    if (failed) this.trial = trial
    yield
    return failed
  }

  /** Takes out many pieces at a time, then half as many, down to one. */
  private *halved(piecesOf: (scenario: Scenario) => ReadonlyArray<Path>): Generator<void, void, void> {
    let pieces = piecesOf(this.trial.scenario)
    for (let size = Math.ceil(pieces.length / 2); size >= 1 && !this.spent; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let i = 0; i < pieces.length && !this.spent; ) {
        if (yield* this.take(without(this.trial.scenario, pieces.slice(i, i + size)))) pieces = piecesOf(this.trial.scenario)
        else i += size
      }
    }
  }

  /** Makes values simpler, place by place. Whether one was. */
  private *simplify(wanted: (path: Path) => boolean): Generator<void, boolean, void> {
    let any = false
    for (const slot of slotsOf(this.trial.scenario)) {
      for (let again = wanted(slot.path); again; ) {
        again = false
        for (const scenario of slot.simpler(this.trial.scenario)) {
          if (!(yield* this.take(scenario))) continue
          any = true
          again = true
          break
        }
      }
    }
    return any
  }

  /** Takes out piece by piece until none of those left can be spared. */
  private *single(): Generator<void, void, void> {
    for (let again = true; again && !this.spent; ) {
      again = false
      for (const scenario of oneLess(this.trial.scenario)) {
        if (!(yield* this.take(scenario))) continue
        again = true
        break
      }
    }
  }
}

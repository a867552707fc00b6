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
  const reduction = new Reduction(trial, fails, budget)
  reduction.run()
  return { trial: reduction.trial, plays: reduction.plays, minimal: reduction.minimal }
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

  run(): void {
    this.halved((scenario) => removals(scenario).filter((path) => path.length === 2))
    this.simplify((path) => path[path.length - 1] === "count")
    this.halved(removals)
    do {
      this.simplify(() => true)
      this.single()
    } while (!this.spent && this.simplify(() => true))
    this.minimal = !this.spent
  }

  private get spent(): boolean {
    return this.plays >= this.budget
  }

  /** Takes a smaller scenario in, where a file can state it and it fails. Each is tried once. */
  private take(scenario: Scenario): boolean {
    const text = JSON.stringify(scenario)
    if (this.spent || this.tried.has(text)) return false
    this.tried.add(text)
    if (!isReadable(scenario)) return false
    this.plays++
    const trial = { ...this.trial, scenario }
    if (!this.fails(trial)) return false
    this.trial = trial
    return true
  }

  /** Takes out many pieces at a time, then half as many, down to one. */
  private halved(piecesOf: (scenario: Scenario) => ReadonlyArray<Path>): void {
    let pieces = piecesOf(this.trial.scenario)
    for (let size = Math.ceil(pieces.length / 2); size >= 1 && !this.spent; size = size === 1 ? 0 : Math.ceil(size / 2)) {
      for (let i = 0; i < pieces.length && !this.spent; ) {
        if (this.take(without(this.trial.scenario, pieces.slice(i, i + size)))) pieces = piecesOf(this.trial.scenario)
        else i += size
      }
    }
  }

  /** Makes values simpler, place by place. Whether one was. */
  private simplify(wanted: (path: Path) => boolean): boolean {
    let any = false
    for (const slot of slotsOf(this.trial.scenario)) {
      while (wanted(slot.path) && slot.simpler(this.trial.scenario).some((scenario) => this.take(scenario))) any = true
    }
    return any
  }

  /** Takes out piece by piece until none of those left can be spared. */
  private single(): void {
    for (let again = true; again && !this.spent; ) {
      again = false
      for (const scenario of oneLess(this.trial.scenario)) {
        if (!this.take(scenario)) continue
        again = true
        break
      }
    }
  }
}

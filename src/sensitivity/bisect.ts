/** Where between two positions a yes turns into a no: bisection, asked in batches so that many searches share their runs. */

/** A yes or no; null: undecided. */
export type Verdict = boolean | null

/** Two positions between which a verdict changes. */
export interface Bracket {
  readonly low: number
  readonly high: number
  readonly atLow: boolean
}

/** Neighbours among tried positions whose verdicts differ; undecided ones are passed over. In between it may change more than once. */
export function brackets(tried: ReadonlyArray<readonly [position: number, verdict: Verdict]>): ReadonlyArray<Bracket> {
  const decided = tried.flatMap(([position, verdict]) => (verdict === null ? [] : [{ position, verdict }])).sort((a, b) => a.position - b.position)
  return decided.flatMap((one, n) => (n > 0 && decided[n - 1].verdict !== one.verdict ? [{ low: decided[n - 1].position, high: one.position, atLow: decided[n - 1].verdict }] : []))
}

export interface Bisection {
  /** Nearest position that can be stated. */
  readonly snap: (position: number) => number
  /** A bracket as narrow as this is not halved any more. */
  readonly tolerance: number
}

/** What is left of a bracket. Yields a position to be tried, takes its verdict; ends early where a verdict is undecided. */
export function* bisected(start: Bracket, { snap, tolerance }: Bisection): Generator<number, Bracket, Verdict> {
  let bracket = start
  while (bracket.high - bracket.low > tolerance) {
    const middle = snap((bracket.low + bracket.high) / 2)
    // Between neighbouring whole numbers, or days, there is nothing left to try.
    if (middle <= bracket.low || middle >= bracket.high) return bracket
    const verdict = yield middle
    if (verdict === null) return bracket
    bracket = verdict === bracket.atLow ? { ...bracket, low: middle } : { ...bracket, high: middle }
  }
  return bracket
}

/** Searches side by side: in each round what all of them want to have tried is asked at once. Gives what each came to, in their order. */
export function* together<W, A, R>(searches: ReadonlyArray<Generator<W, R, A>>): Generator<ReadonlyArray<W>, ReadonlyArray<R>, ReadonlyArray<A>> {
  const steps = searches.map((search) => search.next())
  for (;;) {
    const open = steps.flatMap((step, n) => (step.done === true ? [] : [{ n, wants: step.value }]))
    if (open.length === 0) return steps.map((step) => step.value as R)
    const answers = yield open.map(({ wants }) => wants)
    open.forEach(({ n }, at) => {
      steps[n] = searches[n].next(answers[at])
    })
  }
}

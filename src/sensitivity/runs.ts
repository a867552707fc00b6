/** The runs of a study: each is asked for once, in batches, whatever asks for it again. */
import type { Scale } from "./scale.ts"
import type { Observed } from "./observed.ts"

/** A run of all variants: where each factor stands (undefined: the value of the file), and with which chance. */
export interface Point {
  readonly positions: ReadonlyArray<number | undefined>
  readonly replication: number
}

/** What a run gave; undefined where no file can have these values together. */
export type Gave = Observed | undefined
export type Asking<R> = Generator<ReadonlyArray<Point>, R, ReadonlyArray<Gave>>

export class Runs {
  private readonly known = new Map<string, Gave>()

  constructor(private readonly scales: ReadonlyArray<Scale>) {}

  /** Runs asked for so far, and how many of them no file could state. */
  get asked(): number {
    return this.known.size
  }

  get refused(): number {
    return [...this.known.values()].filter((gave) => gave === undefined).length
  }

  /** What the points gave, in their order; those that nobody has asked for yet are yielded. */
  *ask(points: ReadonlyArray<Point>): Asking<ReadonlyArray<Gave>> {
    const fresh = new Map<string, Point>()
    for (const point of points.map((one) => this.plain(one))) if (!this.known.has(keyOf(point))) fresh.set(keyOf(point), point)
    if (fresh.size > 0) {
      const gave = yield [...fresh.values()]
      ;[...fresh.keys()].forEach((key, n) => {
        this.known.set(key, gave[n])
      })
    }
    return points.map((point) => this.at(point))
  }

  /** What a point gave that has been asked for. */
  at(point: Point): Gave {
    return this.known.get(keyOf(this.plain(point)))
  }

  /** All factors as the file has them, but for one. */
  alone(factor: number | undefined, position: number | undefined, replication: number): Point {
    return { positions: this.scales.map((_, n) => (n === factor ? position : undefined)), replication }
  }

  /** A position at which the file's own value stands is that value. */
  private plain({ positions, replication }: Point): Point {
    return { positions: positions.map((position, n) => (position === this.scales[n].value ? undefined : position)), replication }
  }
}

function keyOf({ positions, replication }: Point): string {
  return `${replication} ${positions.map((position) => position ?? "-").join(" ")}`
}

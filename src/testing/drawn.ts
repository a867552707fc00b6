/** A world that a test holds: it says its scenario file when it is printed. */
import * as fc from "fast-check"
import { caseOf, fileText } from "../check/found.ts"
import type { Trial } from "../check/trial.ts"
import type { World } from "./surface.ts"

/** What a world is made of that no file states. */
export const GENERATED = "generated"

export class DrawnWorld implements World {
  /** `of`: the scenario that it is made of, else it was generated; `number`: which world of its kind it is. */
  constructor(
    readonly name: string,
    readonly of: string,
    readonly number: number,
    readonly trial: Trial
  ) {}

  get seed(): number {
    return this.trial.seed
  }

  get isGenerated(): boolean {
    return this.of === GENERATED
  }

  get text(): string {
    const { id, title } = this.trial.scenario
    return fileText(caseOf(this.trial, id, title), [])
  }

  /** The same, made smaller. */
  as(trial: Trial): DrawnWorld {
    return new DrawnWorld(this.name, this.of, this.number, trial)
  }

  [fc.toStringMethod](): string {
    return `${this.name}:\n${this.text}`
  }
}

/** The world behind what a test was given. @fails TypeError where it is none of this package's */
export function drawnOf(world: World): DrawnWorld {
  if (world instanceof DrawnWorld) return world
  throw new TypeError("a world comes from worlds(), variations() or world()")
}

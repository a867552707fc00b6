/** An onlooker that judges nothing: of two runs that are to be the same only what they gave is asked. */
import type { Judge } from "../invariants/judge.ts"

export class Silent implements Judge {
  attempted(): void {}
  refused(): void {}
  accepted(): void {}
  waits(): void {}
  delivered(): void {}
  bounced(): void {}
  expired(): void {}
  erased(): void {}
  stored(): void {}
  read(): void {}
  boundary(): void {}
  save(): undefined {}
  restore(): void {}

  verdicts(): ReadonlyArray<never> {
    return []
  }
}

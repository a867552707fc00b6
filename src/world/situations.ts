/** Situations: a group's people in one place on one line. Interned once; numbers only ever grow, so runs that share a past share them. */
import { RowTable } from "../kernel/table.ts"
import { keyOfLine } from "./lineChoice.ts"
import type { Line } from "./lines.ts"
import type { Plan } from "./plan.ts"
import type { Subject } from "./subjects.ts"

export class Situations {
  readonly table = new RowTable(3)
  readonly lines: Array<Line> = []
  private readonly lineByKey = new Map<string, number>()

  constructor(private readonly plan: Plan) {}

  lineRow(line: Line): number {
    const key = keyOfLine(line)
    const found = this.lineByKey.get(key)
    if (found !== undefined) return found
    this.lines.push(line)
    this.lineByKey.set(key, this.lines.length - 1)
    return this.lines.length - 1
  }

  intern(group: number, place: number, line: number): number {
    return this.table.intern(group, place, line)
  }

  group(situation: number): number {
    return this.table.key(situation, 0)
  }

  place(situation: number): number {
    return this.table.key(situation, 1)
  }

  line(situation: number): Line {
    return this.lines[this.lineOf(situation)]
  }

  /** Number of its line. */
  lineOf(situation: number): number {
    return this.table.key(situation, 2)
  }

  subject(situation: number): Subject {
    return { group: this.plan.groups.rows[this.group(situation)], place: this.plan.places[this.place(situation)], line: this.line(situation), service: undefined }
  }
}

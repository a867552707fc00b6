// HOT
/** Flows of mail: from the people of a group to those of another by a service. What is counted for all of a flow's messages is found by its number. */
import { RowTable } from "../kernel/table.ts"
import type { Plan } from "./plan.ts"

/** More pairs of groups than this are looked up in a hash table. */
const DIRECT_MAX = 1 << 22

export class Flows {
  private readonly rows = new RowTable(3)
  /** By pair of groups and service: the flow, or -1 where it has not been met. */
  private direct = new Int32Array(0)
  private groups = 0
  private readonly services: number

  constructor(private readonly plan: Plan) {
    this.services = plan.services.length
  }

  of(from: number, to: number, service: number): number {
    if (from < this.groups && to < this.groups) {
      const found = this.direct[(from * this.groups + to) * this.services + service]
      if (found >= 0) return found
    }
    return this.find(from, to, service)
  }

  private find(from: number, to: number, service: number): number {
    const flow = this.rows.intern(from, to, service)
    const groups = this.plan.groups.rows.length
    if (groups !== this.groups && groups * groups * this.services <= DIRECT_MAX) this.layOut(groups)
    if (from < this.groups && to < this.groups) this.direct[(from * this.groups + to) * this.services + service] = flow
    return flow
  }

  /** People of a new group have been met. */
  private layOut(groups: number): void {
    this.groups = groups
    this.direct = new Int32Array(groups * groups * this.services).fill(-1)
    for (let flow = 0; flow < this.rows.size; flow++) this.direct[(this.rows.key(flow, 0) * groups + this.rows.key(flow, 1)) * this.services + this.rows.key(flow, 2)] = flow
  }
}

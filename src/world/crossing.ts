/** Mail between people of two homes: under whose rules it is kept is the file's choice. */
import type { Plan } from "./plan.ts"

/** The group whose rules say where the mailbox' copies of another's mail to an owner lie: the owner's, or by the choice `sender-home` the writer's if he is at home elsewhere. */
export function ruling(plan: Plan, owner: number, writer: number): number {
  if (!plan.sendersRule || writer < 0) return owner
  const { rows } = plan.groups
  return rows[owner].homeCountry === rows[writer].homeCountry ? owner : writer
}

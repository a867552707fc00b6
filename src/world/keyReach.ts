/** How far one key reaches: whose mail an act on somebody's keys is about besides his own. */
import type { Of } from "../model/acts.ts"
import type { ActPlan, Plan } from "./plan.ts"
import type { KeySpec } from "./products.ts"
import type { Group } from "./record.ts"
import { matchesGroup } from "./rulebook.ts"
import { mailboxOwner, type Subject } from "./subjects.ts"

/**
 * A service's key is everybody's, an organisation's that of all its accounts, whichever of them the act means. A device's is what
 * the person had when the act began, and lies where he is; an account's goes with him.
 */
export function reachesKeys(plan: Plan, act: ActPlan, of: Of | undefined, spec: KeySpec, owner: Group, service: string): boolean {
  switch (spec.onePer) {
    case "service":
      return true
    case "organisation":
      return matchesGroup(act, of, mailboxOwner(owner, service)) || colleagues(plan, owner).some((other) => matchesGroup(act, of, mailboxOwner(other, service)))
    case "device":
      return (owner.device === undefined || owner.device < act.startMs) && matchesGroup(act, of, holderOf(plan, owner, service))
    case "session":
    case "account":
      return matchesGroup(act, of, mailboxOwner(owner, service))
  }
}

/** Groups of the same organisation, as the file has them. */
function colleagues(plan: Plan, owner: Group): ReadonlyArray<Group> {
  return owner.organisation === undefined ? [] : plan.groups.rows.slice(0, plan.statedGroups).filter((other) => other.organisation === owner.organisation)
}

/** Whoever holds a device, where he is with it. */
function holderOf(plan: Plan, group: Group, service: string): Subject {
  const place = group.there === undefined ? undefined : plan.places[plan.placeIndex.get(group.there[0])!]
  return { ...mailboxOwner(group, service), place }
}

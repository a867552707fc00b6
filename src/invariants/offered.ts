/** Which options people are still offered: of one that an act has withdrawn from them no selector finds them. Read from the acts' own words. */
import type { Of } from "../model/acts.ts"
import type { Group } from "../world/record.ts"
import type { World } from "../world/world.ts"
import { canMean, meansThere, type There } from "./words.ts"

/** People of a group without the options that are withdrawn from whoever is where they are now. */
export function offeredThere(w: World, own: Group, there: There): Group {
  const gone = new Set<string>()
  for (const act of own.options.length === 0 ? [] : w.begun()) {
    const body = act.act.withdraw ?? act.act.restore
    if (body === undefined || !w.isOn(act) || body.in?.some((code) => code === "all" || code === there.place || code === there.country) === false) continue
    for (const word of body.what ?? []) {
      if (!meansThere(body.of, own, { ...there, service: word.split(".")[0] }, act.issuer, "")) continue
      if (act.act.withdraw !== undefined) gone.add(word)
      else gone.delete(word)
    }
  }
  return without(w, own, gone)
}

/** Whether a selector can mean people of a group, with the options that they have had or without those that acts have withdrawn from some of them. */
export function canMeanOffered(w: World, of: Of | undefined, group: Group, service: string): boolean {
  if (canMean(of, group, service)) return true
  const gone = w.begun().flatMap(({ act: { withdraw } }) => (withdraw === undefined || !canMean(withdraw.of, group) ? [] : withdraw.what))
  return canMean(of, without(w, group, new Set(gone)), service)
}

/** An option that does not name its service is had from each that has one of that name: it is gone once all of them have withdrawn theirs. */
function without({ plan }: World, own: Group, gone: ReadonlySet<string>): Group {
  if (gone.size === 0) return own
  const words = plan.services.flatMap(({ name, spec }) => Object.keys(spec.options ?? {}).map((option) => `${name}.${option}`))
  const isGone = (option: string) => {
    const had = words.filter((word) => word === option || word.endsWith(`.${option}`))
    return had.length > 0 && had.every((word) => gone.has(word))
  }
  return { ...own, options: own.options.filter((option) => !isGone(option)) }
}

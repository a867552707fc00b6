/** Names of the time zones that the pinned tz database knows. */
import { Clock } from "../world/zones.ts"

/** A set that answers for every name, and lists those that a suggestion can choose from. */
export const zones: ReadonlySet<string> = new (class extends Set<string> {
  override has(name: string): boolean {
    return isZone(name)
  }
})(Intl.supportedValuesOf("timeZone"))

/** Whether a clock can be made for it. Codes of states are places, no zones. */
function isZone(name: string): boolean {
  if (/^[A-Z]{2}(-|$)/.test(name)) return false
  try {
    new Clock({ countries: {}, from: "2020-01-01", until: "2020-01-02" }).offsetsOf(name)
    return true
  } catch {
    return false
  }
}

/** Country codes as people mistype them: which code was probably meant. */
import { STATES, stateCalled } from "../model/codes.ts"
import { nearest } from "./nearest.ts"

/** `did you mean "PK"?` for a declared code nearby, a three-letter code, a country's name, or a code in small letters. */
export function codeHint(text: string, declared: Iterable<string>): string | undefined {
  const meant = meantBy(text.trim(), [...declared])
  return meant === undefined || meant === text ? undefined : `did you mean "${meant}"?`
}

function meantBy(text: string, declared: ReadonlyArray<string>): string | undefined {
  const state = stateCalled(text)
  if (state !== undefined && state.alpha2 !== text) return state.alpha2
  if (text.length <= 3) return nearest(text.toUpperCase(), declared)
  const name = nearest(text, STATES.map((s) => s.name))
  return STATES.find((s) => s.name === name)?.alpha2
}

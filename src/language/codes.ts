/** Country codes as people mistype them: which code was probably meant. */
import { iso31661, iso31661Reserved } from "iso-3166"
import { nearest } from "./nearest.ts"

/** `did you mean "PK"?` for a declared code nearby, a three-letter code, a country's name, or a code in small letters. */
export function codeHint(text: string, declared: Iterable<string>): string | undefined {
  const meant = meantBy(text.trim(), [...declared])
  return meant === undefined ? undefined : `did you mean "${meant}"?`
}

function meantBy(text: string, declared: ReadonlyArray<string>): string | undefined {
  const upper = text.toUpperCase()
  const assigned = iso31661.filter((c) => c.state === "assigned")
  const exact = assigned.find((c) => c.alpha2 === upper || ("alpha3" in c && c.alpha3 === upper) || c.name.toUpperCase() === upper)
  if (exact !== undefined && exact.alpha2 !== text) return exact.alpha2
  // Reserved codes that stand for a country under another code, found by the start of its name.
  const reserved = iso31661Reserved.find((c) => c.alpha2 === upper && c.state === "exceptionally-reserved")
  const same = reserved === undefined ? undefined : assigned.find((c) => c.name.startsWith(reserved.name))
  if (same !== undefined) return same.alpha2
  const byName = text.length > 3 ? nearest(text, assigned.map((c) => c.name)) : undefined
  if (byName !== undefined) return assigned.find((c) => c.name === byName)?.alpha2
  return text.length <= 3 ? nearest(upper, declared) : undefined
}

/** The states of the world with the codes and names that people may write for them. */
import { iso31661, iso31661Reserved } from "iso-3166"

/** A state with its ISO 3166-1 codes and English name. */
export interface State {
  readonly alpha2: string
  readonly alpha3: string
  readonly name: string
}

export const STATES: ReadonlyArray<State> = iso31661.filter((c) => c.state === "assigned").map((c) => ({ alpha2: c.alpha2, alpha3: c.alpha3, name: c.name }))

/** The state of a code in any case, of two or three letters, of a name, or of a reserved code whose name begins like it. */
export function stateCalled(text: string): State | undefined {
  const upper = text.trim().toUpperCase()
  const exact = STATES.find((s) => s.alpha2 === upper || s.alpha3 === upper || s.name.toUpperCase() === upper)
  if (exact !== undefined) return exact
  const reserved = iso31661Reserved.find((c) => c.alpha2 === upper && c.state === "exceptionally-reserved")
  return reserved === undefined ? undefined : STATES.find((s) => s.name.startsWith(reserved.name))
}

/** A promise that worlds were held to, and that they did not hold. */
import type { World } from "./surface.ts"

export class NotHeld extends Error {
  override readonly name = "NotHeld"

  /** `file`: the scenario file of the smallest world that breaks it; none where nothing was found. */
  constructor(
    readonly verdict: "broken" | "undetermined",
    message: string,
    readonly file: string | undefined,
    readonly world: World | undefined
  ) {
    super(message)
  }
}

/** The version of Situs: of its package, and of the source that the bundle was made from. */
import about from "../../package.json" with { type: "json" }

export const engineVersion: string = about.version

/** Set by the bundler where it ran in a checkout. */
declare const SITUS_COMMIT: string | undefined

/** Commit of the source; `-dirty` behind it where files had been changed since; null outside a checkout, and in the source itself. */
export const engineCommit: string | null = typeof SITUS_COMMIT === "string" && SITUS_COMMIT !== "" ? SITUS_COMMIT : null

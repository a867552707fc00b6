/** The version of Situs, as its package says it. */
import about from "../../package.json" with { type: "json" }

export const engineVersion: string = about.version

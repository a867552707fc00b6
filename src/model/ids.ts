/** Names that a scenario gives to things, and the two shapes in which a file writes one or several. */
import { Schema } from "effect"
import { iso31661, iso31662 } from "iso-3166"
import { may, oneOf } from "./word.ts"

/** A name chosen by the scenario: lower-case letters, digits and hyphens. */
export const Id = Schema.String.pipe(
  Schema.filter((text) => /^[a-z0-9][a-z0-9-]*$/.test(text) || `a name of lower-case letters, digits and hyphens; not "${text}"`)
).annotations({ identifier: "Id", description: "A name chosen by the scenario: lower-case letters, digits, hyphens.", jsonSchema: { type: "string", pattern: "^[a-z0-9][a-z0-9-]*$" } })

/** ISO 3166-1 alpha-2 codes in use, and `XX`: a declared elsewhere. */
export const JURISDICTIONS: ReadonlySet<string> = new Set([...iso31661.filter((c) => c.state === "assigned").map((c) => c.alpha2), "XX", "EU"])
/** ISO 3166-2 codes of subdivisions. */
export const SUBDIVISIONS: ReadonlySet<string> = new Set(iso31662.map((s) => s.code))

/** A state whose law can compel: an ISO 3166-1 alpha-2 code, `EU`, or the declared elsewhere `XX`. */
export const JurisdictionCode = Schema.String.pipe(
  Schema.filter((text) => JURISDICTIONS.has(text) || `an ISO 3166-1 country code such as "DE"; not "${text}"`)
).annotations({ identifier: "JurisdictionCode", description: "ISO 3166-1 alpha-2 code of a state; XX is a declared elsewhere.", jsonSchema: { type: "string", pattern: "^[A-Z]{2}$" } })

/** A state or a part of one (`IN-JK`). */
export const PlaceCode = Schema.String.pipe(
  Schema.filter((text) => JURISDICTIONS.has(text.slice(0, 2)) && /^[A-Z]{2}(-[A-Z0-9]{1,8})?$/.test(text) || `a country code such as "IN" or a territory such as "IN-JK"; not "${text}"`)
).annotations({ identifier: "PlaceCode", description: "A country code, or a territory of one (ISO 3166-2 or declared).", jsonSchema: { type: "string", pattern: "^[A-Z]{2}(-[A-Z0-9]{1,8})?$" } })

/** One `S`, or a list of them; decoded to a list. */
export const Several = <A, I>(item: Schema.Schema<A, I>) =>
  Schema.transform(Schema.Union(item, Schema.Array(item)), Schema.Array(Schema.typeSchema(item)), {
    strict: false,
    decode: (value: unknown) => (Array.isArray(value) ? value : [value]),
    encode: (list: unknown) => list
  }) as unknown as Schema.Schema<ReadonlyArray<A>, I | ReadonlyArray<I>>

export const Grade = oneOf({
  stated: "Its source says it.",
  inferred: "It follows from what a source says.",
  unverified: "A source says it, and nobody has checked it.",
  judgement: "The author's judgement; no source is needed.",
  unknown: "Nobody knows it; the value is what the base run takes."
}).annotations({
  identifier: "Grade",
  description: "How well a number is known: stated by its source, inferred from one, unverified, author's judgement, or unknown."
})

/** Keys that may stand on any mapping: where what it says comes from. */
export const evidence = {
  source: may(Several(Schema.String), "The source, or several, by their ids. It holds for everything below, until another one is named.", "a-source"),
  grade: may(Grade, "How well what stands here is known. It holds for everything below, as a source does.", "inferred"),
  note: may(Schema.String, "Prose for readers; nothing follows from it.", "the notice names three carriers")
}

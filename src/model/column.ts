/** A value of result.json: what it is, and its unit. */
import { Schema } from "effect"
import { Unit } from "./units.ts"

export const text = (description: string) => Schema.String.annotations({ description })
export const maybeText = (description: string) => Schema.NullOr(Schema.String).annotations({ description })
export const count = (description: string, unit: string) => Schema.NonNegative.annotations({ description, [Unit]: unit })
export const number = (description: string, unit: string) => Schema.Number.annotations({ description, [Unit]: unit })
export const maybeNumber = (description: string, unit: string) => Schema.NullOr(Schema.Number).annotations({ description, [Unit]: unit })
export const instant = (description: string) => Schema.String.pipe(Schema.pattern(/^\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)).annotations({ description, [Unit]: "ISO 8601 UTC" })
export const maybeInstant = (description: string) => Schema.NullOr(instant(description)).annotations({ description, [Unit]: "ISO 8601 UTC" })
export const texts = (description: string) => Schema.Array(Schema.String).annotations({ description })

/** Columns of many tables. */
export const dataClass = text("Data class of the service.")
export const act = maybeText("Act that caused it (path of `acts`); null where no act did.")
export const order = maybeText("Order that the act belongs to.")

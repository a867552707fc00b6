/** What a result was asked for beyond its scenario file: with the file it is all that is needed to make the result again. */
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"

/** What `compare --sensitivity` asks. */
export const Depth = Schema.Struct({
  /** Walks through the ranges of the file; as many runs are at each value that is tried by itself. */
  trajectories: Schema.Int.pipe(Schema.between(1, 1000)),
  /** Rows of the design of Sobol indices; 0: none. */
  sobol: Schema.Int.pipe(Schema.between(0, 10_000))
})
export type Depth = typeof Depth.Type

/** What `compare` asks. */
export const Comparison = Schema.Struct({
  /** Variant that the others are compared with; left out: the file's baseline. Promises compare with the file's in any case. */
  baseline: Schema.optional(Schema.String),
  /** Share to which differences are to be known: `replications` are then the most that it may take. Left out: as many as these. */
  precision: Schema.optional(Schema.Number.pipe(Schema.between(0, 1))),
  /** Left out: the ranges of the file are not varied. */
  sensitivity: Schema.optional(Depth)
})
export type Comparison = typeof Comparison.Type

/** What changes no byte of the result (threads, place, what is printed) is left out. */
export const Asked = Schema.Struct({
  command: Schema.Literal("run", "compare"),
  seed: Schema.Int.pipe(Schema.between(0, 2 ** 32 - 1)),
  replications: Schema.Int.pipe(Schema.between(1, 10_000)),
  /** The first replication, of which the tables are. */
  replication: Schema.Int.pipe(Schema.between(0, 9_999)),
  /** null: all of them. */
  variants: Schema.NullOr(Schema.Array(Schema.String)),
  /** `--set` arguments, as they were given. */
  set: Schema.Array(Schema.String),
  /** Left out: it is a run. */
  comparison: Schema.optional(Comparison)
})
export type Asked = typeof Asked.Type

/** What was asked beyond the file, the seed and the number of runs, as a command line has it. */
export function wordsOf({ comparison, set, variants }: Pick<Asked, "comparison" | "set" | "variants">): ReadonlyArray<string> {
  const named = comparison === undefined ? (variants ?? []).flatMap((variant) => ["--variant", variant]) : variants === null ? [] : ["--variants", variants.join(",")]
  const compared = [["--baseline", comparison?.baseline], ["--precision", comparison?.precision]].flatMap(([name, value]) => (value === undefined ? [] : [String(name), String(value)]))
  const depth = comparison?.sensitivity
  const varied = depth === undefined ? [] : ["--sensitivity", "--trajectories", String(depth.trajectories), ...(depth.sobol === 0 ? [] : ["--sobol", String(depth.sobol)])]
  return [...named, ...compared, ...varied, ...set.flatMap((one) => ["--set", one])]
}

/** What a page carries of its origin, so that it can be verified by itself. */
export const Origin = Schema.Struct({
  kind: Schema.Literal("situs-origin"),
  engineVersion: Schema.String,
  asked: Asked,
  /** Text of the scenario file. */
  scenario: Schema.String
})
export type Origin = typeof Origin.Type

/** The value, if it has the shape. */
export function shaped<A, I>(schema: Schema.Schema<A, I>, value: unknown): A | undefined {
  return Either.getOrUndefined(Schema.decodeUnknownEither(schema, { onExcessProperty: "error" })(value))
}

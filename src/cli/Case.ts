/** What the commands know of a scenario file, and of a run's answer. The engine stands behind these few functions. */
import type { FileSystem } from "@effect/platform/FileSystem"
import type { Path } from "@effect/platform/Path"
import type { Spawner, WorkerManager } from "@effect/platform/Worker"
import type * as Effect from "effect/Effect"
import type { Varied } from "../check/vary.ts"
import type { ClaimVerdict } from "../model/result.ts"
import type { ScenarioInvalid, ScenarioNotFound, UnknownPath } from "../model/errors.ts"
import type { Content } from "../run/onDisk.ts"
import type { Snapshot } from "../run/Snapshots.ts"
import type { Stopped } from "../run/stopped.ts"
import type { Comparison } from "./asked.ts"
import type { WrongUsage } from "./Exits.ts"
import type { Source } from "./manifest.ts"
import type { Replications, Step } from "./progress.ts"
import type { Tracing } from "./Tracing.ts"

/** A scenario file that holds no error. */
export interface Case {
  readonly path: string
  readonly id: string
  readonly title: string
  readonly question: string | undefined
  /** States whose orders it is about. */
  readonly states: ReadonlyArray<string>
  readonly services: ReadonlyArray<string>
  /** First and last day, YYYY-MM-DD. */
  readonly from: string
  readonly until: string
  readonly hash: string
  readonly seed: number
  /** Ids that `--variant` may name, in the order in which they are simulated. */
  readonly variants: ReadonlyArray<string>
  /** The one of them that others are compared with. */
  readonly baseline: string
  readonly claims: number
  /** Notes on the file, printed as they are; empty where there are none. */
  readonly notes: string
  /** The file with every default written out. */
  readonly expanded: () => string
  readonly simulate: (options: Options) => Effect.Effect<Answer, unknown, Threads | FileSystem | Path>
  readonly stopAt: (options: Stopping) => Effect.Effect<Halt, unknown>
  readonly explain: (options: Question) => Effect.Effect<Told, unknown>
  /** Worlds out of the file, for a search. */
  readonly varied: () => Varied
}

/** Where threads come from; none is started where one core is used. */
export type Threads = WorkerManager | Spawner

export interface Options {
  /** Undefined: all of them. */
  readonly variants: ReadonlyArray<string> | undefined
  readonly seed: number
  /** Runs of each variant, from the replication 0 on. */
  readonly replications: number
  /** Simulates this replication alone. */
  readonly replication: number | undefined
  readonly workers: number
  /** The snapshot that the one variant goes on from; it fits. */
  readonly resume: Snapshot | undefined
  /** What `compare` asks; undefined: it is a `run`. */
  readonly comparison?: Comparison | undefined
  /** Undefined: no event is told. */
  readonly trace?: Tracing | undefined
  readonly onStep: (step: Step | Replications) => void
}

/** A variant to be stopped after so many events, counted from its start. */
export interface Stopping {
  readonly variant: string
  readonly seed: number
  readonly replication: number
  readonly events: number
  readonly resume: Snapshot | undefined
  readonly onStep: (step: Step) => void
}

/** Where it stopped, or, without a state, ended. */
export interface Halt {
  readonly stopped: Stopped | undefined
  readonly events: number
  readonly simulatedMs: number
  readonly simulatedAt: string
}

/** What `explain` is asked: of one message, person or number, or, without any, of the ten most telling messages and people. */
export interface Question {
  readonly message: string | undefined
  readonly person: string | undefined
  readonly number: string | undefined
  readonly variant: string | undefined
  /** With which a number is compared; undefined: the file's. */
  readonly baseline: string | undefined
  /** Undefined: the file's. */
  readonly seed: number | undefined
  /** Undefined: the first. */
  readonly replication: number | undefined
  readonly width: number
  readonly onStep: (step: Step) => void
}

/** What `explain` tells; of a message it has a picture too, as SVG. */
export interface Told {
  readonly text: string
  readonly picture: string | undefined
}

/** What a run gives out, in words. */
export interface Answer {
  /** Those that were simulated: the baseline is, even where it was not asked for. */
  readonly variants: ReadonlyArray<string>
  /** Each file of its folder but the manifest. */
  readonly files: ReadonlyMap<string, Content>
  /** From what it came, as the manifest says it. */
  readonly source: Source
  readonly exitCode: number
  /** Claims by verdict, in all variants. */
  readonly claims: Readonly<Record<ClaimVerdict["verdict"], number>>
  readonly summary: (screen: { readonly width: number; readonly colour: boolean }) => string
}

/** Reads a scenario file; `set` are `--set` arguments, PATH=VALUE. */
export type Load = (path: string, set: ReadonlyArray<string>) => Effect.Effect<Case, ScenarioNotFound | ScenarioInvalid | UnknownPath | WrongUsage, FileSystem | Path>

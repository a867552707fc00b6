/**
 * The program `situs`: layers are composed here and nowhere else; whatever happens, it ends with a code of EXIT. On a worker
 * thread the same file carries out replications.
 */
import { isMainThread, Worker } from "node:worker_threads"
import * as CliConfig from "@effect/cli/CliConfig"
import * as Command from "@effect/cli/Command"
import * as ValidationError from "@effect/cli/ValidationError"
import * as NodeFileSystem from "@effect/platform-node/NodeFileSystem"
import * as NodePath from "@effect/platform-node/NodePath"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeTerminal from "@effect/platform-node/NodeTerminal"
import * as NodeWorker from "@effect/platform-node/NodeWorker"
import * as NodeWorkerRunner from "@effect/platform-node/NodeWorkerRunner"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { schemaText } from "../language/schema.ts"
import { serve } from "../run/Replications.ts"
import { arrange } from "./arrange.ts"
import { situs, VERBS } from "./Commands.ts"
import { load } from "./Engine.ts"
import { Bug, codeOf, failureOf, WrongUsage } from "./Exits.ts"
import { help } from "./help.ts"
import { listenToStreams, logger, print, remark, width, withOurConsole } from "./Output.ts"
import { suggesting } from "./Missing.ts"
import { threadWork } from "./Point.ts"
import { quoted } from "./Run.ts"
import { engineVersion } from "./version.ts"

const typed = process.argv.slice(2)
const threads = NodeWorker.layer(() => new Worker(new URL(import.meta.url), { argv: [] }))
const layers = Layer.mergeAll(NodeFileSystem.layer, NodePath.layer, NodeTerminal.layer, threads, CliConfig.layer({ isCaseSensitive: true }), logger)
const cli = Command.run(situs(suggesting(load), schemaText), { name: "Situs", version: engineVersion, executable: "situs" })

const program = Effect.gen(function* () {
  yield* listenToStreams
  const arranged = arrange(typed, VERBS)
  if (arranged.kind === "wrong") return yield* new WrongUsage({ says: arranged.says, command: arranged.command })
  if (arranged.kind === "help") return yield* print(help(arranged.verb, VERBS, width()))
  // It would wait for ever where nobody can answer.
  if (arranged.kind === "wizard" && !process.stdin.isTTY) return yield* new WrongUsage({ says: "--wizard needs a terminal", command: undefined })
  const command = VERBS.find(({ name }) => name === arranged.args[0])?.name
  yield* withOurConsole(cli([process.execPath, "situs", ...arranged.args])).pipe(
    // What reads a file for several commands does not know for which.
    Effect.mapError((error) => (error instanceof WrongUsage && error.command === undefined ? new WrongUsage({ says: error.says, command }) : error))
  )
}).pipe(
  Effect.tapErrorCause((cause) => {
    const failure = failureOf(cause)
    // @effect/cli has told its own errors already; an interruption was told where it came.
    if (ValidationError.isValidationError(failure) || Cause.isInterruptedOnly(cause)) return Effect.void
    if (failure !== undefined && failure.message === "") return Effect.void
    const told = failure ?? new Bug({ why: Cause.pretty(cause), seed: undefined, replay: ["situs", ...typed].map(quoted).join(" ") })
    return remark(told.message)
  }),
  Effect.provide(layers)
)

const thread = Effect.suspend(() => NodeWorkerRunner.launch(serve(threadWork()))).pipe(Effect.provide(NodeWorkerRunner.layer))

const role: Effect.Effect<void, unknown> = isMainThread ? program : thread

NodeRuntime.runMain(role, {
  disableErrorReporting: true,
  disablePrettyLogger: true,
  teardown: (exit, leave) => leave(codeOf(exit))
})

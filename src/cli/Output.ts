/** Where words go: data to stdout, everything else to stderr; colours only where somebody looks. */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Logger from "effect/Logger"
import { CannotWrite } from "../run/ResultFolders.ts"

/** Whether a stream shows colours: a terminal, unless NO_COLOR is set. */
export function coloured(stream: { readonly isTTY?: boolean | undefined }): boolean {
  return stream.isTTY === true && (process.env.NO_COLOR ?? "") === ""
}

/** Columns to write for [characters]. */
export function width(): number {
  return Math.max(60, Math.min(process.stdout.columns || 100, 140))
}

/** Writes data to stdout and waits until it is taken: leaving right afterwards cuts nothing off. */
export const print = (text: string): Effect.Effect<void, CannotWrite> =>
  Effect.async((resume) => {
    process.stdout.write(text.endsWith("\n") ? text : `${text}\n`, (error) => resume(isFault(error) ? Effect.fail(new CannotWrite({ path: "to standard output", why: error.message })) : Effect.void))
  })

/** Writes a remark or an error to stderr. */
export const remark = (text: string): Effect.Effect<void> =>
  Effect.async((resume) => {
    process.stderr.write(text.endsWith("\n") ? text : `${text}\n`, () => resume(Effect.void))
  })

/** A reader that went away (`situs list | head`) is no fault. */
function isFault(error: Error | null | undefined): error is Error {
  return error !== null && error !== undefined && !("code" in error && error.code === "EPIPE")
}

/** Streams that break tell it to whoever writes; without a listener Node would end the process. */
export const listenToStreams: Effect.Effect<void> = Effect.sync(() => {
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined)
})

/** Logs go to stderr, a line each, without time. */
export const logger = Logger.replace(
  Logger.defaultLogger,
  Logger.make(({ logLevel, message }) => {
    process.stderr.write(`${logLevel.label.toLowerCase()}: ${Array.isArray(message) ? message.map(String).join(" ") : String(message)}\n`)
  })
)

const COLOUR_CODES = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g")

/** The text without colour codes. */
export function plain(text: string): string {
  return text.replace(COLOUR_CODES, "")
}

/** @effect/cli always writes its help in colour: here the codes are taken out where nobody looks. */
export const withOurConsole = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Console.consoleWith((console) => Console.withConsole(effect, { ...console, log: onto(process.stdout), error: onto(process.stderr) }))

const onto = (stream: NodeJS.WriteStream) => (...args: ReadonlyArray<unknown>) =>
  Effect.async<void>((resume) => {
    const text = args.map(String).join(" ")
    stream.write(`${(coloured(stream) ? text : plain(text)).trimEnd()}\n`, () => resume(Effect.void))
  })

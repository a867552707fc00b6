/** report.pdf: the page as the Chromium of this machine prints it, where there is one. Without it a result is whole. */
import { type ChildProcess, spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Content } from "../run/onDisk.ts"
import { textOf } from "./manifest.ts"
import { remark } from "./Output.ts"

/** Name in a result folder. */
export const PDF = "report.pdf"
/** Names the browser; empty: none is wanted. */
const ASKED = "SITUS_CHROMIUM"

/** Where Debian, Ubuntu, Fedora and macOS put it. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/snap/bin/chromium",
  "/usr/lib64/chromium-browser/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium"
]

/** Longer than a slow machine takes for a long page [ms]: what takes longer hangs. */
const PRINTING_MAX_MS = 120_000

/** The page of these files as PDF; undefined where no browser is wanted or found, or it prints nothing: then one line on stderr says why. */
export const printed = Effect.fn("Printed.printed")(function* (files: ReadonlyMap<string, Content>, quiet: boolean) {
  const asked = process.env[ASKED]
  if (asked === "") return undefined
  const browser = asked ?? PLACES.find((place) => existsSync(place))
  const without = (why: string) => Effect.as(remark(`situs: without ${PDF}: ${why}`), undefined)
  if (browser === undefined) return quiet ? undefined : yield* without(`no Chromium was found where one is looked for; ${ASKED}=PATH names one, ${ASKED}= says that none is wanted`)
  return yield* print(browser, textOf(files, "report.html")).pipe(Effect.catchAll((why) => without(`${browser} ${why}`)))
})

const print = Effect.fn("Printed.print")(function* (browser: string, page: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  const noPlace = () => "has no place to print to: no temporary folder can be written"
  const folder = yield* Effect.acquireRelease(Effect.mapError(fs.makeTempDirectory({ prefix: "situs-print-" }), noPlace), (made) => Effect.ignore(fs.remove(made, { recursive: true, force: true })))
  const [html, pdf] = [path.join(folder, "report.html"), path.join(folder, PDF)]
  yield* Effect.mapError(fs.writeFileString(html, page), noPlace)
  yield* ended(browser, [...argumentsIn(folder, path), `--print-to-pdf=${pdf}`, pathToFileURL(html).href], folder).pipe(
    Effect.timeoutFail({ duration: Duration.millis(PRINTING_MAX_MS), onTimeout: () => `did not print within ${PRINTING_MAX_MS / 1000} s` })
  )
  const bytes = yield* Effect.mapError(fs.readFile(pdf), () => "ended and printed nothing")
  if (new TextDecoder("latin1").decode(bytes.slice(0, 5)) !== "%PDF-") return yield* Effect.fail("printed what is no PDF")
  return bytes
}, Effect.scoped)

/** A profile of its own, no network, and no sandbox only for root, whom Chromium refuses one. */
function argumentsIn(folder: string, path: Path): ReadonlyArray<string> {
  return [
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-extensions",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--no-pdf-header-footer",
    `--user-data-dir=${path.join(folder, "profile")}`,
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])
  ]
}

/** Runs until it ends well. It heads a group of its own, all of which is ended with it, also where the run is interrupted. */
function ended(browser: string, words: ReadonlyArray<string>, home: string): Effect.Effect<void, string> {
  return Effect.async<void, string>((resume) => {
    const child = spawn(browser, words, { detached: true, stdio: "ignore", env: { PATH: process.env.PATH, LANG: process.env.LANG, HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home, TMPDIR: home } })
    child.on("error", () => resume(Effect.fail("cannot be started")))
    child.on("exit", (code, signal) => {
      endGroup(child)
      resume(code === 0 ? Effect.void : Effect.fail(`ended with ${code ?? signal}`))
    })
    return Effect.sync(() => endGroup(child))
  })
}

function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, "SIGKILL")
  } catch {
    // Nobody of it is left.
  }
}

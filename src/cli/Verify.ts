/** `situs verify`: makes a result again from what it carries, and names the first place in each file where the two part. */
import { availableParallelism } from "node:os"
import { FileSystem } from "@effect/platform/FileSystem"
import { Path } from "@effect/platform/Path"
import * as Effect from "effect/Effect"
import { shown } from "../report/visible.ts"
import { counted } from "../report/words.ts"
import { cannot, MANIFEST } from "../run/ResultFolders.ts"
import type { Answer, Load } from "./Case.ts"
import { type Difference, missing } from "./difference.ts"
import { Answered, EXIT } from "./Exits.ts"
import { compared, type Given, given, hashed, NoResult } from "./Given.ts"
import { catalogue } from "./List.ts"
import { keptOf, type Maker, manifestText, SCENARIO, THIS_MAKER } from "./manifest.ts"
import { print, remark } from "./Output.ts"
import { PDF } from "./Printed.ts"
import { progress } from "./progress.ts"
import { tracing } from "./Tracing.ts"

export interface VerifyRequest {
  readonly target: string
  readonly workers: number | undefined
  readonly json: boolean
  readonly quiet: boolean
}

interface Verdict {
  readonly path: string
  readonly same: boolean
  /** No: what would be run again is spoilt itself. */
  readonly ranAgain: boolean
  /** Files that were compared, and those of them that are the same. */
  readonly files: number
  readonly unchanged: number
  readonly differences: ReadonlyArray<Difference>
  readonly notes: ReadonlyArray<string>
}

/** Verifies a folder or a page; writes nothing into it. Ends with 1 where it differs. @fails ResultNotFound, NoResult, CannotWrite: there is no place for temporary files */
export const verify = (load: Load) =>
  Effect.fn("Verify.verify")(function* (request: VerifyRequest) {
    const found = yield* given(request.target)
    const verdict = "amiss" in found ? spoilt(found.path, found.amiss) : yield* again(load, found, request)
    if (request.json) yield* print(JSON.stringify(verdict, undefined, 2))
    else if (!request.quiet) yield* print(told(verdict))
    if (!verdict.same) return yield* new Answered({ exitCode: EXIT.broken })
  })

const spoilt = (path: string, difference: Difference): Verdict => ({ path, same: false, ranAgain: false, files: 1, unchanged: 0, differences: [difference], notes: [] })

/** The result made again from its scenario, beside the one that is given. */
const again = Effect.fn("Verify.again")(
  function* (load: Load, found: Given, request: VerifyRequest) {
    const fs = yield* FileSystem
    const path = yield* Path
    const { asked } = found
    // Of a page the scenario is a text within it: it is read from a file as any other, far from where the result lies.
    const apart = cannot("temporary files")
    const file = path.join(yield* Effect.mapError(fs.makeTempDirectoryScoped({ prefix: "situs-verify-" }), apart), SCENARIO)
    yield* Effect.mapError(fs.writeFileString(file, found.scenario), apart)
    const one = yield* load(file, asked.set).pipe(Effect.mapError((error) => new NoResult({ path: found.path, why: `its scenario cannot be run by this version of Situs:\n${error.message.replaceAll(file, SCENARIO)}` })))
    const notes = [...makerNotes(found.maker), ...(yield* catalogueNotes(one.id, found.scenario)), ...(found.told.has(PDF) ? [`${PDF} is compared by the hash in the manifest alone: no browser prints the same bytes twice.`] : [])]
    if (!request.quiet && !request.json) for (const note of notes) yield* remark(note)
    const steps = progress(process.stderr, { silent: request.quiet || (process.env.CI ?? "") !== "", nowMs: Date.now })
    const { comparison, replication, replications, seed, variants } = asked
    const workers = Math.min(replications, request.workers ?? availableParallelism())
    const trace = found.trace === undefined ? undefined : yield* tracing(found.trace)
    const answer = yield* one
      .simulate({ variants: variants ?? undefined, seed, replications, replication, workers, resume: undefined, comparison, trace, onStep: steps.step })
      .pipe(Effect.ensuring(Effect.sync(steps.done)))
    const differences = yield* differencesOf(found, answer)
    const files = found.told.size === 0 ? 1 : new Set([...found.files.keys(), ...found.strange.keys(), ...found.told.keys()]).size
    const verdict: Verdict = { path: found.path, same: differences.length === 0, ranAgain: true, files, unchanged: files - differences.length, differences, notes }
    return verdict
  },
  Effect.scoped
)

const differencesOf = Effect.fn("Verify.differencesOf")(function* (found: Given, answer: Answer) {
  const isPage = found.told.size === 0
  const printed = found.told.get(PDF)
  const expected = new Map([...answer.files].filter(([name]) => !isPage || found.files.has(name)))
  if (!isPage) {
    const kept = new Map([...answer.files].map(([name, content]) => [name, keptOf(content)]))
    if (printed !== undefined) kept.set(PDF, printed)
    expected.set(MANIFEST, manifestText(answer.source, { ...THIS_MAKER, ...found.maker }, kept))
  }
  const differences: Array<Difference> = []
  for (const [name, lies] of found.strange) differences.push({ file: name, at: "", expected: placeOf(name, found.told), found: lies })
  for (const [name, content] of expected) {
    if (found.strange.has(name)) continue
    const at = found.files.get(name)
    const difference = at === undefined ? missing(name, "found") : yield* compared(name, at, content)
    if (difference !== undefined) differences.push(difference)
  }
  if (printed !== undefined && !found.strange.has(PDF)) differences.push(...(yield* hashed(PDF, found.files.get(PDF), printed)))
  for (const name of found.files.keys()) if (!expected.has(name) && (name !== PDF || printed === undefined)) differences.push(missing(name, "expected"))
  return differences
})

function placeOf(name: string, told: Given["told"]): string {
  if (told.has(name)) return "a file"
  return [...told.keys()].some((file) => file.startsWith(`${name}/`)) ? "a folder" : "nothing of this name"
}

/** Another version may count otherwise: whoever compares has to know before he reads what differs. */
function makerNotes(maker: Given["maker"]): ReadonlyArray<string> {
  const words: ReadonlyArray<readonly [key: keyof Maker, name: string]> = [["engineVersion", "Situs"], ["engineCommit", "Situs of commit"], ["timeZoneData", "time-zone data"], ["nodeVersion", "Node"]]
  return words.flatMap(([key, name]) => {
    const [was, is] = [maker[key], THIS_MAKER[key]]
    return was === undefined || was === is ? [] : [`It was written with ${name} ${shown(was ?? "unknown")}; this is ${is ?? "unknown"}.`]
  })
}

const catalogueNotes = Effect.fn("Verify.catalogueNotes")(function* (id: string, text: string) {
  const fs = yield* FileSystem
  const path = yield* Path
  const files = yield* catalogue().pipe(Effect.orElseSucceed((): ReadonlyArray<string> => []))
  const own = files.find((file) => path.basename(file, ".yaml") === id)
  if (own === undefined) return []
  const same = yield* fs.readFileString(own).pipe(Effect.map((known) => known === text), Effect.orElseSucceed(() => false))
  return same ? [] : [`Its scenario is called ${id}, as a case that comes with Situs is, and is not that file.`]
})

/** Differences that a screen shows; --json has all. */
const SHOWN_MAX = 12

function told({ differences, files, path, ranAgain, same }: Verdict): string {
  if (same) return `${path}: run again, and ${files === 1 ? "the page is" : `all ${counted(files, "file")} are`} the same, byte for byte.`
  const listed = differences.slice(0, SHOWN_MAX).flatMap(({ at, expected, file, found }) => [`  ${shown(file)}${at === "" ? "" : `: ${shown(at)}`}`, `    expected ${expected}`, `    found    ${found}`])
  return [
    `${path} is not what its scenario gives; it differs first in`,
    ...listed,
    ...(differences.length > SHOWN_MAX ? [`  and ${counted(differences.length - SHOWN_MAX, "more file")}`] : []),
    ranAgain ? `${differences.length} of ${counted(files, "file")} differ${differences.length === 1 ? "s" : ""}.` : "Nothing was run again: this has to be right before anything else can be compared."
  ].join("\n")
}

/**
 * How much faster two workers are than one: the same replications with the bundled program, 1 and 2 workers in turn, so that
 * whatever else the machine does falls on both. `npm run bench:replications -- --pairs 5 --replications 8`; the machine is to
 * have two free cores: the load before each run is printed, since the ratio means nothing without. Writes out/bench/replications.json.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism, loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"

const root = join(import.meta.dirname, "..")
const { values } = parseArgs({ options: { pairs: { type: "string", default: "5" }, replications: { type: "string", default: "8" }, people: { type: "string", default: "4000" } } })
const [pairs, replications] = [Number(values.pairs), Number(values.replications)]
/** With two free cores. */
const RATIO_LEAST = 1.8

const SCENARIO = `situs: 1
id: bench-replications
title: A carrier blocks a chat for a month
question: Who keeps the chat?
from: 2020-01-01
until: 2020-04-30
grade: judgement
sources: { book: { title: An invented case, kind: text } }
countries: { DE: { timezone: Europe/Berlin, place: Berlin }, FR: { timezone: Europe/Paris, place: Paris } }
carriers: { one: { country: DE, share: 100 % }, two: { country: FR, share: 100 % } }
providers: { chat-company: { seat: FR, established: [FR] } }
sites: { paris: { place: Paris, country: FR, operator: chat-company, roles: [relay, mailbox] } }
services: { chat: { provider: chat-company, relay: paris, classes: { content: { kept: paris, keys: provider } }, waits: { at-relay: 1 h } } }
people:
  townsfolk: { home: DE, count: ${values.people}, use: { chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 2, to: { townsfolk: 50 %, friends: 50 % } } }
  friends: { home: FR, count: ${values.people}, use: { chat: 100 % }, reach: { local-sim: 100 % }, writes: { per-day: 2, to: { friends: 100 % } } }
orders:
  block-chat:
    by: DE
    kind: network-block
    through: { one: obeys }
    does: [{ block: { what: chat, at: national-internet } }]
    timeline: [{ in-effect: 2020-02-01, source: book }, { lifted: 2020-03-01, source: book }]
variants: { no-order: { without: [block-chat] } }
claims: [{ id: cut-off, says: The townsfolk lose the chat, measure: accepted, of: { people: townsfolk }, during: { from: 2020-02-02, until: 2020-02-28 }, expect: none, source: book }]
`

const folder = mkdtempSync(join(tmpdir(), "situs-bench-"))
try {
  execFileSync(process.execPath, [join(root, ".ci/build.mjs")], { stdio: "inherit" })
  writeFileSync(join(folder, "case.yaml"), SCENARIO)
  // What the whole process took, all its threads: nobody else tells it of a child.
  writeFileSync(join(folder, "cpu.mjs"), 'import { writeFileSync } from "node:fs"\nimport { isMainThread } from "node:worker_threads"\nif (isMainThread) process.on("exit", () => writeFileSync("cpu.json", JSON.stringify(process.cpuUsage())))\n')
  const runs = { 1: [], 2: [] }
  for (let pair = 0; pair < pairs; pair++) for (const workers of pair % 2 === 0 ? [1, 2] : [2, 1]) runs[workers].push(timed(workers))
  if (runs[1].concat(runs[2]).some((run) => run.result !== runs[1][0].result)) throw new Error("the results differ")
  report(runs)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function timed(workers) {
  const load = loadavg()[0]
  const fromMs = performance.now()
  const child = spawnSync(process.execPath, ["--import", join(folder, "cpu.mjs"), join(root, "dist/situs.js"), "run", "case.yaml", "--replications", String(replications), "--workers", String(workers), "--json", "--quiet"], { cwd: folder, encoding: "utf8", maxBuffer: 2 ** 28 })
  const seconds = (performance.now() - fromMs) / 1000
  if (child.status !== 0) throw new Error(`ended with ${child.status}: ${child.stderr}`)
  const { user, system } = JSON.parse(readFileSync(join(folder, "cpu.json"), "utf8"))
  const run = { seconds, userSeconds: user / 1e6, systemSeconds: system / 1e6, load, result: child.stdout }
  console.log(`${workers} worker${workers === 1 ? " " : "s"}  ${seconds.toFixed(1)} s, user ${run.userSeconds.toFixed(1)} s, system ${run.systemSeconds.toFixed(1)} s, load before ${load.toFixed(1)}`)
  return run
}

function report(runs) {
  const ratios = runs[1].map((one, pair) => one.seconds / runs[2][pair].seconds)
  const ratio = median(ratios)
  const cpu = (workers) => median(runs[workers].map((run) => run.userSeconds + run.systemSeconds))
  console.log(`median ratio ${ratio.toFixed(2)} (${ratios.map((one) => one.toFixed(2)).join(", ")}); processor time ${cpu(1).toFixed(1)} s with 1 worker, ${cpu(2).toFixed(1)} s with 2; ${availableParallelism()} cores`)
  console.log(ratio >= RATIO_LEAST ? `at least ${RATIO_LEAST}` : `below ${RATIO_LEAST}: were two cores free?`)
  const folderOut = join(root, "out/bench")
  mkdirSync(folderOut, { recursive: true })
  const rows = [1, 2].flatMap((workers) => runs[workers].map(({ result: _, ...run }) => ({ workers, ...run })))
  writeFileSync(join(folderOut, "replications.json"), `${JSON.stringify({ bench: "replications", replications, ratio, ratios, runs: rows }, undefined, 2)}\n`)
}

function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b)
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2
}

/** A search as JUnit XML: one test case for each promise, one for the search itself. What was not exercised is skipped, never passed. */
import { failureTitle, promiseSays } from "./found.ts"
import type { Found, PromiseCount, SearchReport } from "./search.ts"

/** The XML. `tell`: what stands in a failure besides its title: story, file, replay line. */
export function junit(report: SearchReport, name: string, tell: (found: Found) => ReadonlyArray<string>): string {
  const cases = [...report.promises.map((promise) => ofPromise(promise, report, tell)), ofSearch(report, tell)]
  const count = (word: Case["outcome"]) => cases.filter((one) => one.outcome === word).length
  const totals = `tests="${cases.length}" failures="${count("failure")}" errors="${count("error")}" skipped="${count("skipped")}"`
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="situs check" ${totals}>`,
    `  <testsuite name="${escaped(name)}" ${totals}>`,
    "    <properties>",
    ...([["seed", report.seed], ["runs", report.runs], ["played", report.played], ["discarded", report.discarded], ["status", report.status]] as const).map(([key, value]) => `      <property name="${key}" value="${value}"/>`),
    "    </properties>",
    ...cases.map(textOf),
    "  </testsuite>",
    "</testsuites>",
    ""
  ].join("\n")
}

interface Case {
  readonly name: string
  readonly outcome: "passed" | "failure" | "error" | "skipped"
  readonly title: string
  readonly lines: ReadonlyArray<string>
}

type Tell = (found: Found) => ReadonlyArray<string>

function ofPromise({ exercised, id, worlds }: PromiseCount, report: SearchReport, tell: Tell): Case {
  const name = `${id} ${promiseSays(id)}`
  const found = report.found.find(({ failure }) => failure.kind !== "crashed" && failure.promise === id)
  if (found !== undefined) return failed(name, found, tell)
  const counts = `exercised ${exercised} times; held in ${worlds.held} worlds, infeasible in ${worlds.infeasible}, not exercised in ${worlds["not-exercised"]}`
  if (report.status === "unfinished") return { name, outcome: "error", title: "the search was stopped before its end", lines: [counts] }
  return exercised === 0 ? { name, outcome: "skipped", title: "never exercised", lines: [] } : { name, outcome: "passed", title: counts, lines: [] }
}

function ofSearch(report: SearchReport, tell: Tell): Case {
  const name = "Every world is played to its end"
  const crashed = report.found.find(({ failure }) => failure.kind === "crashed")
  if (crashed !== undefined) return failed(name, crashed, tell)
  const ended = report.status !== "unfinished" && report.discarded === 0
  return ended ? { name, outcome: "passed", title: `${report.played} worlds`, lines: [] } : { name, outcome: "error", title: `${report.played} of ${report.runs} worlds were played, ${report.discarded} could not be made`, lines: [] }
}

function failed(name: string, found: Found, tell: Tell): Case {
  return { name, outcome: "failure", title: failureTitle(found.failure), lines: tell(found) }
}

function textOf({ lines, name, outcome, title }: Case): string {
  const head = `    <testcase classname="situs.check" name="${escaped(name)}"`
  if (outcome === "passed") return `${head}><system-out>${escaped(title)}</system-out></testcase>`
  if (outcome === "skipped") return `${head}><skipped message="${escaped(title)}"/></testcase>`
  return `${head}><${outcome} message="${escaped(title)}">${escaped(lines.join("\n"))}</${outcome}></testcase>`
}

const NAMES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

/** Without characters that XML does not have. */
function escaped(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "").replace(/[&<>"]/g, (one) => NAMES[one])
}

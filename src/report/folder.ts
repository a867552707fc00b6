/** The files of a result folder as texts: result.json, report.md, report.html, data/*.csv. Same result, same bytes. */
import type { Result } from "../model/result.ts"
import { embed } from "./embedded.ts"
import type { CaseHistory } from "./history.ts"
import { html } from "./html.ts"
import { resultJson } from "./json.ts"
import { markdown } from "./markdown.ts"
import { dictionaryCsv, tableCsv, tables } from "./tables.ts"

/** What the engine did in all variants together; no wall-clock time may stand in a file that is compared byte by byte. */
export interface Work {
  readonly messages: number
  readonly events: number
  /** Command that gave the result; left out: run. */
  readonly command?: string
  /** Options that chose variants and changed values, as words of the command line. */
  readonly options?: string
}

/** Path in the folder, and text, of each file but the manifest. `origin`: what the page carries so that it can be verified by itself. */
export function reportFiles(result: Result, extra: { readonly stats?: Work; readonly origin?: unknown; readonly catalogue?: ReadonlyArray<CaseHistory> } = {}): Map<string, string> {
  const all = tables(result)
  const page = html(result, extra.stats, extra.catalogue)
  return new Map([
    ["result.json", resultJson(result)],
    ["report.md", markdown(result, extra.stats, extra.catalogue)],
    ["report.html", extra.origin === undefined ? page : embed(page, extra.origin)],
    ...all.map((table): [string, string] => [`data/${table.name}.csv`, tableCsv(table)]),
    ["data/dictionary.csv", dictionaryCsv(all)]
  ])
}

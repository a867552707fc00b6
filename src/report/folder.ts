/** The files of a result folder as texts: result.json, report.md, report.html, data/*.csv. Same result, same bytes. */
import type { Result } from "../model/result.ts"
import { html } from "./html.ts"
import { resultJson } from "./json.ts"
import { markdown } from "./markdown.ts"
import { dictionaryCsv, tableCsv, tables } from "./tables.ts"

/** What the engine did in all variants together; no wall-clock time may stand in a file that is compared byte by byte. */
export interface Work {
  readonly messages: number
  readonly events: number
  /** Options that chose variants and changed values, as words of the command line. */
  readonly options?: string
}

/** Path in the folder, and text, of each file but the manifest. */
export function reportFiles(result: Result, extra: { readonly stats?: Work } = {}): Map<string, string> {
  const all = tables(result)
  return new Map([
    ["result.json", resultJson(result)],
    ["report.md", markdown(result, extra.stats)],
    ["report.html", html(result, extra.stats)],
    ...all.map((table): [string, string] => [`data/${table.name}.csv`, tableCsv(table)]),
    ["data/dictionary.csv", dictionaryCsv(all)]
  ])
}

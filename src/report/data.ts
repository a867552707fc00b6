/** The files that lie beside a report, under which licence, and how to cite them. */
import type { Result } from "../model/result.ts"
import { citation } from "./citation.ts"
import { type Block, heading, table, text } from "./document.ts"

export function data(result: Result): ReadonlyArray<Block> {
  return [
    text("Each number of this page is in result.json, and in data/ as CSV; data/dictionary.csv says what each column means and in which unit. In a CSV an empty cell is a null of result.json, a list stands in one cell with semicolons, and a text that looks like a formula begins with an apostrophe."),
    text("Numbers of page 1 and of the tables by group say in the page's source where they stand: the table of data/, the values of the columns that choose its row, and the column (attributes data-table, data-row and data-column of the element data). From there to the messages and people behind it leads situs explain FILE --variant VARIANT --number 'MEASURE of by=BY, group=GROUP', in the words of data/effects.csv, which counts it again event by event."),
    table(
      "Files",
      ["File", "What it is~"],
      [
        ["result.json", "Every number, versioned and described by docs/result.md"],
        ["data/effects.csv", "Outcomes of everybody and by group: baseline, option, option minus baseline"],
        ["data/conclusions.csv", "What is so or not, in how many runs"],
        ["data/outcomes.csv", "Messages by cohort, status, place, way to the network, service and window"],
        ["data/readers.csv, data/keys.csv, data/at-rest.csv", "Who could read or has what, who holds keys, where copies lie"],
        ["data/flips.csv, data/sensitivity-*.csv", "What the open values of the file do; without rows where no sensitivity was run"],
        ["data/*.csv", "The rest, each a list of result.json"],
        ["data/*.parquet, data/datapackage.json", "The same tables with types, and for programs what each column holds"],
        ["scenario.yaml", "The scenario file as it was read"],
        ["trace/*", "Events, where --trace was asked for: one a line, and for Perfetto"],
        ["manifest.json", "What was run, and the hash of each file"]
      ]
    ),
    heading("Licence"),
    text("Situs is under the MIT licence. Coordinates of places are from GeoNames, CC BY 4.0. Sources of the scenario keep the rights of their authors; titles and numbers are cited from them."),
    ...citation(result)
  ]
}

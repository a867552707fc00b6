/** The part of the README that shows the flips, from the committed runs. */
import { FLIPS } from "./flips.ts"
import type { Runs } from "./runs.ts"

const [FROM, TO] = ["<!-- flips -->\n", "<!-- /flips -->"]

/** The README with its flips as the runs have them. */
export function withFlips(readme: string, runs: Runs): string {
  const [head, rest] = readme.split(FROM)
  const tail = rest?.split(TO)[1]
  if (tail === undefined) throw new Error("the README has no place for the flips")
  return `${head}${FROM}\n${runs.flips.map((flip, i) => flipText(flip, i)).join("\n\n")}\n\n${TO}${tail}`
}

function flipText({ command, before, after }: Runs["flips"][number], i: number): string {
  const flip = FLIPS[i]
  const gone = before.filter((statement) => !after.includes(statement)).flatMap((statement) => wrapped("-", flip.against, statement))
  const come = after.filter((statement) => !before.includes(statement)).flatMap((statement) => wrapped("+", flip.variant, statement))
  return [`${i + 1}. ${flip.says}.`, "", "```sh", command, "```", "", "```diff", ...gone, ...come, "```"].join("\n")
}

const WIDTH = 110

/** A statement in lines of a diff; further lines stand under its words. */
function wrapped(sign: string, variant: string, statement: string): ReadonlyArray<string> {
  const lines: Array<string> = [`${sign} ${variant}`]
  for (const word of statement.split(" ")) {
    const last = lines[lines.length - 1]
    if (last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(`${sign}${" ".repeat(variant.length + 2)}${word}`)
  }
  return lines
}

/** Page 1: one sheet that can be handed out by itself. */
import type { Result } from "../model/result.ts"
import { affected } from "./affected.ts"
import { answer } from "./answer.ts"
import { cite } from "./citation.ts"
import { type Block, type Chapter, heading, text } from "./document.ts"
import { acceptedFigure } from "./figures/accepted.ts"
import { peopleFigure } from "./figures/people.ts"
import type { Finding } from "./finding.ts"
import { threeLimits } from "./limits.ts"
import { outcomeTable } from "./outcomeTable.ts"
import { verifyCommand } from "./reproduce.ts"
import { threeAssumptions } from "./sensitivity.ts"
import { evidenceStrip } from "./strip.ts"

export function pageOne(result: Result, found: ReadonlyArray<Finding>): Chapter {
  const figure = peopleFigure(result) ?? acceptedFigure(result, found)
  return {
    id: "page-1",
    title: "The answer",
    blocks: [
      ...answer(result, found).map((sentence): Block => ({ kind: "lead", text: sentence })),
      ...outcomeTable(result, found),
      ...(figure === undefined ? [] : [{ kind: "figure" as const, figure }, { kind: "folded" as const, table: figure.table }]),
      {
        kind: "beside",
        left: [heading("Who is affected"), ...affected(result), heading("What it rests on"), text(evidenceStrip(result)), heading("Cite and verify"), text(cite(result)), verifyCommand()],
        right: [heading("Assumptions that matter most"), ...threeAssumptions(result), heading("Limits"), { kind: "list", items: threeLimits(result) }]
      }
    ]
  }
}

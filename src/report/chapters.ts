/** The chapters of a report: page 1 by itself, then what it rests on, in the order in which a reader asks. */
import type { Result } from "../model/result.ts"
import { promises } from "./checks.ts"
import { copies, moves } from "./copies.ts"
import { data } from "./data.ts"
import { type Block, type Chapter, heading } from "./document.ts"
import type { Figure } from "./figures/figure.ts"
import { figuresOf } from "./figures/figures.ts"
import { peopleFigure } from "./figures/people.ts"
import { findings } from "./finding.ts"
import type { Work } from "./folder.ts"
import { groups } from "./groups.ts"
import { type CaseHistory, history } from "./history.ts"
import { limits } from "./limits.ts"
import { orders } from "./lives.ts"
import { method } from "./method.ts"
import { pageOne } from "./page.ts"
import { differencesOfFiles, question } from "./question.ts"
import { keys, readers } from "./readers.ts"
import { register } from "./register.ts"
import { reproduction } from "./reproduce.ts"
import { sensitivityBlocks } from "./sensitivity.ts"
import { outcomes, reasons } from "./service.ts"
import { tradeoffs } from "./tradeoffs.ts"

/** Every chapter of both report.md and report.html; the first is page 1. */
export function chapters(result: Result, work?: Work, catalogue?: ReadonlyArray<CaseHistory>): ReadonlyArray<Chapter> {
  const found = findings(result)
  const figures = figuresOf(result, found)
  return [
    pageOne(result, found),
    { id: "question", title: "Question and options", blocks: question(result) },
    { id: "variants", title: "What each variant changes", blocks: differencesOfFiles(result) },
    { id: "timeline", title: "Timeline of orders and answers", blocks: [...drawn(figures.service), ...orders(result)] },
    {
      id: "groups",
      title: "Results by group and country",
      blocks: [
        ...drawn(figures.differences),
        ...drawn(peopleFigure(result) === undefined ? undefined : figures.accepted),
        ...figures.countries.flatMap(drawn),
        ...groups(result),
        heading("Who keeps service and who loses it"),
        ...outcomes(result),
        heading("When and why"),
        ...reasons(result),
        heading("Who can read what"),
        ...figures.flows.flatMap(drawn),
        ...readers(result),
        ...keys(result),
        heading("Where copies lie"),
        ...drawn(figures.atRest),
        ...copies(result),
        ...moves(result)
      ]
    },
    { id: "promises", title: "Promises", blocks: promises(result) },
    { id: "trade-offs", title: "Trade-offs", blocks: tradeoffs(result, found) },
    { id: "sensitivity", title: "Sensitivity", blocks: [...figures.tornados.flatMap(drawn), ...sensitivityBlocks(result)] },
    { id: "history", title: "Checks against history", blocks: history(result, catalogue) },
    { id: "assumptions", title: "Assumptions and sources", blocks: register(result) },
    { id: "limits", title: "What this cannot tell you", blocks: limits(result) },
    { id: "method", title: "Method", blocks: method(result, work) },
    { id: "reproduce", title: "Reproduce and verify", blocks: reproduction(result, work) },
    { id: "data", title: "Data, licence, citation", blocks: data(result) }
  ]
}

/** A figure and the table of its marks. */
function drawn(figure: Figure | undefined): ReadonlyArray<Block> {
  return figure === undefined ? [] : [{ kind: "figure", figure }, { kind: "folded", table: figure.table }]
}

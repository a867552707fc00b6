/** The chapters of a report, in the order in which a reader asks: the answer, who, whom, where, why, and how far to trust it. */
import type { Result } from "../model/result.ts"
import { answer } from "./answer.ts"
import { differences, claims, promises } from "./checks.ts"
import { copies, moves } from "./copies.ts"
import type { Chapter } from "./document.ts"
import { limits, register, reproduction, sample } from "./evidence.ts"
import { findings } from "./finding.ts"
import type { Work } from "./folder.ts"
import { orders } from "./lives.ts"
import { keys, readers } from "./readers.ts"
import { outcomes, reasons } from "./service.ts"

/** Every chapter of both report.md and report.html. */
export function chapters(result: Result, work?: Work): ReadonlyArray<Chapter> {
  const found = findings(result)
  return [
    { id: "answer", title: "The answer", blocks: answer(result, found) },
    { id: "service", title: "Who keeps service and who loses it", blocks: outcomes(result) },
    { id: "reasons", title: "When and why", blocks: reasons(result) },
    { id: "readers", title: "Who can read what", blocks: [...readers(result), ...keys(result)] },
    { id: "copies", title: "Where copies lie", blocks: [...copies(result), ...moves(result)] },
    { id: "orders", title: "Orders and answers", blocks: orders(result) },
    { id: "promises", title: "Promises", blocks: promises(result) },
    { id: "claims", title: "Claims", blocks: claims(result) },
    { id: "differences", title: "Differences to the baseline", blocks: differences(result) },
    { id: "sample", title: "What was simulated", blocks: sample(result, work) },
    { id: "assumptions", title: "Assumptions and sources", blocks: register(result) },
    { id: "limits", title: "What Situs cannot tell", blocks: limits(result) },
    { id: "reproduce", title: "How to reproduce this", blocks: reproduction(result, work) }
  ]
}

/** docs/coverage.md: which case reaches which word of the vocabulary, from the record of the runs. */
import { EFFECTS, VERBS, POINTS } from "../../src/model/acts.ts"
import { MEASURES } from "../../src/model/claims.ts"
import { AnswerKind, OrderKind, STEPS } from "../../src/model/orders.ts"
import { ACCESS_MODES } from "../../src/model/people.ts"
import { KeyHolder } from "../../src/model/result.ts"
import { KeyUnit } from "../../src/model/services.ts"
import { AXES, type Axis, committedRecord } from "../scenarios/record.ts"
import { codes, opening, page, table } from "./markdown.ts"

/** All words of each axis: every one of them must be reached. */
export const WORDS_OF: Readonly<Record<Axis, ReadonlyArray<string>>> = {
  order: OrderKind.literals,
  answer: AnswerKind.literals,
  access: [...ACCESS_MODES, "vpn"],
  custody: KeyHolder.fields.holderKind.literals,
  key: KeyUnit.literals,
  effect: EFFECTS,
  // These three are no acts of their own: what is demanded is done by other verbs.
  act: VERBS.filter((verb) => verb !== "comply" && verb !== "refuse" && verb !== "any-of"),
  point: POINTS,
  step: STEPS,
  measure: MEASURES
}

const SAYS: Readonly<Record<Axis, readonly [title: string, says: string]>> = {
  order: ["Kinds of order", "Orders that came, in some variant of the case."],
  answer: ["Kinds of answer", "Answers that were given."],
  access: ["Access modes", "Ways to the network by which somebody tried to send."],
  custody: ["Custody", "Who held keys while the case ran; nobody: clear text."],
  key: ["Reach of a key", "What one key of some class opens."],
  effect: ["Effects", "The eleven things that can happen to the world."],
  act: ["Acts", "Acts that were carried out."],
  point: ["Points", "Points of a packet's way at which an order or answer acts, or threatens to."],
  step: ["Steps", "Steps of an order's life."],
  measure: ["Measures", "What claims measure."]
}

/** The words of an axis that no case reaches. */
export function unreached(axis: Axis): ReadonlyArray<string> {
  return WORDS_OF[axis].filter((word) => casesAt(axis, word).length === 0)
}

function casesAt(axis: Axis, word: string): ReadonlyArray<string> {
  return Object.entries(committedRecord()).filter(([, one]) => one.reached[axis].includes(word)).map(([id]) => id)
}

const SHOWN = 4

export function coveragePage(): string {
  return page(
    opening("What the catalogue covers", "docs/catalogue.json", "Each word of the vocabulary, and the cases of [scenarios.md](scenarios.md) that reach it, in the record or in a counterfactual. A word without a case fails a test."),
    AXES.flatMap((axis) => [`## ${SAYS[axis][0]}`, "", SAYS[axis][1], "", ...table(["Word", "Cases", "Reached by"], WORDS_OF[axis].map((word) => row(word, casesAt(axis, word))))])
  )
}

function row(word: string, cases: ReadonlyArray<string>): ReadonlyArray<string> {
  return [`\`${word}\``, `${cases.length}`, `${codes(cases.slice(0, SHOWN))}${cases.length > SHOWN ? ` and ${cases.length - SHOWN} more` : ""}`]
}

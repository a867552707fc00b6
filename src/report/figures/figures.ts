/** The figures of a result; a figure is undefined, or a list empty, where there is nothing to draw. */
import type { Result } from "../../model/result.ts"
import type { Finding } from "../finding.ts"
import { acceptedFigure } from "./accepted.ts"
import { atRestFigure } from "./atRest.ts"
import { countryFigures } from "./countries.ts"
import { differencesFigure } from "./differences.ts"
import type { Figure } from "./figure.ts"
import { flowFigures } from "./flows.ts"
import { serviceFigure } from "./service.ts"
import { tornadoFigures } from "./tornado.ts"

export interface Figures {
  /** Bars: share accepted, by variant and status. */
  readonly accepted: Figure | undefined
  /** Steps: share accepted over time, by group of people with one fate, with the dates of orders and answers. */
  readonly service: Figure | undefined
  /** Countries by outcomes, three variants in each figure. */
  readonly countries: ReadonlyArray<Figure>
  /** Options minus baseline, with intervals. */
  readonly differences: Figure | undefined
  /** A tornado for each outcome that was varied. */
  readonly tornados: ReadonlyArray<Figure>
  /** Steps: copies at rest by country over time. */
  readonly atRest: Figure | undefined
  /** For each variant in which a state gets something: which class goes to which authority. */
  readonly flows: ReadonlyArray<Figure>
}

export function figuresOf(result: Result, found: ReadonlyArray<Finding>): Figures {
  return { accepted: acceptedFigure(result, found), service: serviceFigure(result, found), countries: countryFigures(result, found), differences: differencesFigure(result), tornados: tornadoFigures(result), atRest: atRestFigure(result), flows: flowFigures(result, found) }
}

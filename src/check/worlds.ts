/** Whole worlds by chance: every section of a scenario out of few words, few people and few days, so that what happens touches. Valid as they are drawn. */
import * as fc from "fast-check"
import { hashString } from "../kernel/rng.ts"
import type { Scenario } from "../model/scenario.ts"
import { ASKED_PLOTS, drawAskedPlot } from "./askedPlots.ts"
import { Draw } from "./draw.ts"
import { type Feature, featuresOf } from "./features.ts"
import { leaningOf } from "./leanings.ts"
import { drawAges } from "./parts/faults.ts"
import { drawOrders } from "./parts/orders.ts"
import { drawPeople } from "./parts/people.ts"
import { drawPlaces } from "./parts/places.ts"
import { drawServices } from "./parts/services.ts"
import { drawRivals } from "./parts/rivals.ts"
import { CODES, FIRST_DAY, LAST_DAY, type Sketch, UNION } from "./parts/sketch.ts"
import { drawPlot } from "./plots.ts"
import type { Trial } from "./trial.ts"

export interface WorldsOptions {
  /** Only worlds with all of these. */
  readonly with?: ReadonlyArray<Feature>
  /** Only worlds with none of these. */
  readonly without?: ReadonlyArray<Feature>
  /** Promises that are to be put to the test: more than half of the worlds lean to one of them. The others are as without. */
  readonly leaning?: ReadonlyArray<string>
}

/** Worlds for properties of fast-check. What it found a fault in is made smaller by `smallest`, which knows what a world consists of. */
export function worlds(options: WorldsOptions = {}): fc.Arbitrary<Trial> {
  return fc.noShrink(fc.integer({ min: 0, max: 2 ** 32 - 1 })).map((number) => worldOf(number, options))
}

/** The world with a number: the same for ever, as long as the drawing is. */
export function worldOf(number: number, options: WorldsOptions = {}): Trial {
  const lean = leaningOf(number, options.leaning ?? [])
  if (lean === undefined) return worldWith(number, options, undefined)
  return worldWith(number, { ...options, with: [...(options.with ?? []), ...lean.features] }, options.without?.includes("plots") === true || lean.plot === undefined ? undefined : { plot: lean.plot, isAlone: lean.isAlone })
}

/** A world of one plot (by its name), and of nothing besides. */
export function plotted(number: number, plot: string): Trial {
  return worldWith(number, { with: ["plots"] }, { plot, isAlone: true })
}

function worldWith(number: number, options: WorldsOptions, stated: { readonly plot: string; readonly isAlone: boolean } | undefined): Trial {
  const draw = new Draw(number | 0, WORLD)
  const features = new Set(featuresOf(draw))
  for (const feature of options.with ?? []) features.add(feature)
  for (const feature of options.without ?? []) features.delete(feature)
  const codes = CODES.slice(0, draw.pick([2, 2, 2, 3, 3, 4]))
  const empty = { countries: {}, carriers: {}, providers: {}, sites: {}, services: {}, people: {}, orders: {}, answers: {}, events: {}, choices: {} }
  const s: Sketch = { draw, has: (feature) => features.has(feature), codes, union: features.has("union") ? UNION : undefined, ...empty }
  drawPlaces(s)
  drawServices(s)
  drawPeople(s)
  // A plot touches more than chance does with as many pieces: most worlds have one.
  const isPlotted = stated !== undefined || features.has("plots") || (options.without?.includes("plots") !== true && draw.chance(40))
  if (isPlotted && stated === undefined && draw.chance(21)) drawRivals(s)
  else if (stated !== undefined && stated.plot in ASKED_PLOTS) drawAskedPlot(s, stated.plot)
  else if (isPlotted) drawPlot(s, stated?.plot)
  // Two thirds of the plots stand alone, so that what they lead to is not always lost in noise.
  if (!isPlotted || (stated === undefined ? draw.chance(33) : !stated.isAlone)) drawOrders(s)
  drawAges(s)
  const seed = draw.between(0, 9)
  return { scenario: scenarioOf(s, seed), seed }
}

const WORLD = hashString("world")

function scenarioOf(s: Sketch, seed: number): Scenario {
  const { draw, has: _has, codes, union: _union, choices, ...sections } = s
  return {
    situs: 1,
    id: "generated",
    title: "A generated world",
    grade: "judgement",
    ...(draw.chance(30) ? { about: [codes[0]] } : {}),
    from: FIRST_DAY,
    until: LAST_DAY,
    seed,
    marks: [],
    sources: {},
    ...sections,
    choices: {
      "no-legal-place": s.has("choices") ? draw.pick(["wait", "refuse", "violate-and-report"] as const) : "wait",
      "keep-or-erase": s.has("choices") && draw.chance(50) ? "erase" : "keep",
      "cross-border-message": s.has("choices") && draw.chance(60) ? "sender-home" : "recipient-home",
      "knows-citizenship": s.has("choices") && draw.chance(30) ? "no" : "yes",
      ...choices
    },
    variants: {},
    claims: []
  }
}

/** docs/assumptions-of-the-engine.md: the constants of the source, each with what it rests on. */
import { BOUNDS, type Constant, PHYSICS } from "./constants.ts"
import { opening, page, table } from "./markdown.ts"

export function constantsPage(): string {
  return page(
    opening("Assumptions of the engine", "test/docs/constants.ts", "What a scenario file does not say and the source does: every constant that moves results or bounds them. All other numbers come from the file, each with its source or grade. A test finds each value in the file named, and finds no constant of the engine that is missing here."),
    ["## Constants that move results", "", ...rows(PHYSICS)],
    ["## Bounds and resolutions", "", ...rows(BOUNDS)],
    [
      "## Shapes that are no number",
      "",
      "- Attempts of a cohort: a Poisson process, thinned by the hour of the sender's place. Trips likewise. Stays and trips have exactly the stated length.",
      "- Taking a service or option up: an exponential time of each person's own. A habit shifts at instants spread evenly over the stated time.",
      "- Access delay: exponential about its mean, drawn for each try and each delivery. The rest of the delay is fixed by the way.",
      "- A relay of stated capacity: one server, the same time for each message, in the order in which they get there. Without one it takes no time.",
      "- A carrier that obeys after `[a, b]` does so at an instant drawn evenly, once for each order and carrier.",
      "- A site's fixed carrier is drawn by the carriers' shares, once for the site's name.",
      ""
    ]
  )
}

function rows(constants: ReadonlyArray<Constant>): ReadonlyArray<string> {
  return table(["Value", "Unit", "What it is", "Rests on", "File"], constants.map((c) => [c.value, c.unit, c.says, c.basis, `\`${c.file}\``]))
}

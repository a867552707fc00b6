/** docs/glossary.md: the words of the model, reason codes, and the named kinds of values with their units. */
import { Schema } from "effect"
import * as acts from "../../src/model/acts.ts"
import * as claims from "../../src/model/claims.ts"
import * as ids from "../../src/model/ids.ts"
import * as instants from "../../src/model/instants.ts"
import * as orders from "../../src/model/orders.ts"
import * as people from "../../src/model/people.ts"
import * as places from "../../src/model/places.ts"
import { REASONS } from "../../src/model/result.ts"
import * as scenario from "../../src/model/scenario.ts"
import * as services from "../../src/model/services.ts"
import * as units from "../../src/model/units.ts"
import { REASONS as GIVEN } from "../../src/world/reasons.ts"
import { type Named, namedOf } from "./annotated.ts"
import { opening, page, table } from "./markdown.ts"
import { REASON_MEANINGS, WORDS } from "./words.ts"

export function glossaryPage(): string {
  const given: ReadonlyArray<string> = GIVEN
  return page(
    opening("Glossary", "src/model and test/docs/words.ts", "The words that stand unchanged in scenario files, results and reports. [model.md](model.md) says how they work together."),
    ["## Words", "", ...table(["Word", "Meaning"], WORDS)],
    ["## Reason codes", "", "Why a message was refused or came back.", ""],
    table(["Code", "Meaning"], REASONS.map((code) => [`\`${code}\``, `${REASON_MEANINGS[code]}${given.includes(code) ? "" : " The engine as built never gives it."}`])),
    ["## Kinds of values in a scenario file", "", "The names under which messages about a file's errors, and the JSON Schema, know them.", ""],
    table(["Name", "Meaning", "Unit"], namedKinds().map(({ name, description, unit }) => [`\`${name}\``, description, unit]))
  )
}

/** Every schema of a file's words that has a name and says something, by name. */
function namedKinds(): ReadonlyArray<Named> {
  const found = new Map<string, Named>()
  for (const module of [units, ids, instants, places, services, people, acts, orders, claims, scenario])
    for (const value of Object.values(module)) {
      if (!Schema.isSchema(value)) continue
      const named = namedOf(value.ast)
      if (named !== undefined && named.description !== "") found.set(named.name, named)
    }
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1))
}

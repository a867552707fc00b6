/** The commands' way to the engine: scenario files read, simulated, judged and put into words. */
import * as Effect from "effect/Effect"
import { printDiagnostics } from "../language/diagnostics.ts"
import type { ScenarioFile, Setting } from "../language/file.ts"
import * as ScenarioFiles from "../run/ScenarioFiles.ts"
import type { Case, Load } from "./Case.ts"
import { WrongUsage } from "./Exits.ts"
import { settingOf } from "./settings.ts"

export const load: Load = (path, set) =>
  Effect.gen(function* () {
    const settings: Array<Setting> = []
    for (const text of set) {
      const setting = settingOf(text)
      if (typeof setting === "string") return yield* new WrongUsage({ command: "run", says: setting })
      settings.push(setting)
    }
    return caseOf(yield* ScenarioFiles.withSets(yield* ScenarioFiles.load(path), settings))
  })

function caseOf(file: ScenarioFile): Case {
  const { base } = file
  const issuers = Object.values(base.orders).map((order) => (typeof order.by === "string" ? order.by : order.by.state))
  return {
    path: file.name,
    id: file.id,
    title: base.title,
    question: base.question,
    states: [...new Set(base.about ?? issuers)],
    services: Object.keys(base.services),
    from: base.from,
    until: base.until,
    hash: file.hash,
    seed: base.seed,
    variants: file.variantIds,
    claims: base.claims.length,
    notes: printDiagnostics(file.text, file.notes),
    expanded: () => "",
    simulate: () => Effect.dieMessage("not wired"),
    explain: () => Effect.dieMessage("not wired")
  }
}

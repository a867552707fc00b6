/** Counter-examples of promises, each as a story: what was promised, what happened instead, and the command that shows it again. */
import type { InvariantVerdict, Result } from "../model/result.ts"
import { type Block, heading, text } from "./document.ts"
import { PROMISES } from "./promises.ts"
import { inRuns, runsOfPromise } from "./replicated.ts"
import { pastable } from "./reproduce.ts"
import { counted, grouped, listed } from "./words.ts"

interface Breach extends InvariantVerdict {
  readonly variant: string
}

/** A page has room for so many; data/invariants.csv has all. */
const STORIES_MAX = 12

export function breaches(result: Result): ReadonlyArray<Block> {
  const all = result.variants.flatMap((variant) => variant.invariants.filter((one) => one.verdict === "broken" || one.verdict === "infeasible").map((one): Breach => ({ ...one, variant: variant.id })))
  const stories = [...grouped(all, (one) => JSON.stringify([one.id, one.verdict, one.witness])).values()]
  if (stories.length === 0) return [text("No promise is broken, so that there is no counter-example to tell.")]
  const more = stories.length - STORIES_MAX
  return [...stories.slice(0, STORIES_MAX).flatMap((own) => story(own, result)), ...(more <= 0 ? [] : [text(`${counted(more, "more counter-example")} in data/invariants.csv.`)])]
}

function story(own: ReadonlyArray<Breach>, result: Result): ReadonlyArray<Block> {
  const [first] = own
  const where = listed(own.map((one) => `${one.variant}${inRuns(runsOfPromise(one), result)}`))
  const how = first.verdict === "broken" ? "is broken" : "could not be kept (infeasible)"
  const seen = result.run.replications === 1 ? "" : ` It was seen first in replication ${first.replication}.`
  return [
    heading(`${first.id} ${how} in ${where}`),
    { kind: "list", items: [`Promised: ${PROMISES[first.id] ?? `what ${first.id} says`}`, `What happened: ${first.witness ?? "no witness was recorded"}.${seen}`] },
    text("To see it again:"),
    { kind: "command", text: again(first, result) }
  ]
}

/** The person whom the story names, or else the run. */
function again({ replication, variant, witness = "" }: Breach, result: Result): string {
  const chosen = /^[a-z0-9][a-z0-9-]*$/.test(variant) ? variant : "VARIANT"
  const cohorts = new Set(result.variants.flatMap((one) => one.people.map((row) => row.cohort)))
  const person = [...witness.matchAll(/([a-z0-9][a-z0-9-]*)#(\d+)/g)].find(([, cohort]) => cohorts.has(cohort))
  const file = pastable(result.scenario.id)
  // Stories of people are those of the first replication.
  if (person !== undefined && replication === 0) return `npx --no-install situs explain ${file} --person ${person[0]} --variant ${chosen}`
  return `npx --no-install situs run ${file} --variant ${chosen} --seed ${result.run.seed} --replication ${replication}`
}

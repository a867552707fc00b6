/** What the table of acts says each does to the world is what the engine makes of it, one act at a time. */
import { beforeAll, describe, expect, it } from "vitest"
import { readScenario } from "../../src/language/file.ts"
import { type Effect, EFFECTS, EFFECTS_OF, type Verb, VERBS } from "../../src/model/acts.ts"
import type { VariantResult } from "../../src/model/result.ts"
import { locate } from "../../src/run/Gazetteer.ts"
import { zones } from "../../src/run/Zones.ts"
import { played } from "../scenarios/stage.ts"
import { CASES, effectsFile } from "./effectsWorld.ts"

let variants: ReadonlyMap<string, VariantResult>
beforeAll(async () => {
  const read = readScenario(new TextEncoder().encode(effectsFile()), "effects.yaml", locate, zones)
  if (!read.ok) throw new Error(read.text)
  variants = new Map((await played(read.file)).result.variants.map((variant) => [variant.id, variant]))
}, 60_000)

describe("An act", () => {
  it("has its example carried out in a small world, every verb but those that stand for others", () => {
    expect(VERBS.filter((verb) => !CASES.some((one) => one.verb === verb))).toEqual(["comply", "refuse", "any-of"])
    expect(CASES.filter(({ id, verb }) => !variants.get(id)!.acts.some((act) => act.verb === verb)).map(({ id }) => id)).toEqual([])
  })

  it("shows every effect that the table gives it", () => {
    const missing = VERBS.flatMap((verb) => EFFECTS_OF[verb].filter((effect) => !CASES.some((one) => one.verb === verb && shows(effect, one.id))).map((effect) => `${verb}: ${effect}`))
    expect(missing).toEqual([])
  })

  it("shows no effect that the table does not give it", () => {
    const more = CASES.flatMap(({ id, verb }) => EFFECTS.filter((effect) => causes(effect, variants.get(id)!, verb) && !EFFECTS_OF[verb].includes(effect)).map((effect) => `${id}: ${effect}`))
    expect(more).toEqual([])
  })
})

/** Whether an effect came about in a case, by the rows that name the act or by what is otherwise without it. */
function shows(effect: Effect, id: string): boolean {
  const verb = CASES.find((one) => one.id === id)!.verb
  const [own, other] = [variants.get(id)!, variants.get(`without-${id}`) ?? variants.get("quiet")!]
  return causes(effect, own, verb) || JSON.stringify(TRACE[effect](own)) !== JSON.stringify(TRACE[effect](other))
}

/** Whether rows of the result say that an effect came about through an act. */
function causes(effect: Effect, variant: VariantResult, verb: Verb): boolean {
  const paths = new Set(variant.acts.filter((act) => act.verb === verb).map((act) => act.path))
  const ofAct = ({ act }: { readonly act: string | null }) => act !== null && paths.has(act)
  if (variant.outcomes.some((row) => row.causes.some((cause) => ofAct(cause) && EFFECT_OF_REASON[cause.reason] === effect))) return true
  switch (effect) {
    case "placement":
      return variant.moves.some(ofAct)
    case "access":
      return variant.readers.some((row) => ofAct(row) && (row.level === "disclosed" || row.level === "readable"))
    case "custody":
      return variant.keys.some(ofAct) || variant.readers.some((row) => ofAct(row) && row.level === "openable")
    case "site":
      return variant.sites.some(ofAct)
    case "party":
      return variant.sanctions.some(ofAct)
    default:
      return false
  }
}

/** The gate of the engine at which a message is refused for a reason, as the effect that closes it. */
const EFFECT_OF_REASON: Readonly<Record<string, Effect>> = {
  "not-provisioned": "gate",
  "roamer-barred": "gate",
  "waiting-period": "gate",
  blocked: "gate",
  throttled: "gate",
  "market-left": "account",
  "product-withdrawn": "account",
  "account-suspended": "account",
  "not-installable": "uptake",
  filtered: "feature",
  "feature-withdrawn": "feature",
  "no-legal-place": "placement"
}

type Told = (variant: VariantResult) => unknown

const refused = (effect: Effect): Told => ({ outcomes }) => outcomes.flatMap((row) => row.causes.filter((cause) => EFFECT_OF_REASON[cause.reason] === effect).map((cause) => [row.cohort, cause.reason, cause.messages]))

/** What a result tells of each effect. */
const TRACE: Readonly<Record<Effect, Told>> = {
  gate: (variant) => [refused("gate")(variant), variant.outcomes.map((row) => row.delayMs.p50)],
  account: refused("account"),
  uptake: refused("uptake"),
  placement: ({ moves }) => moves,
  access: ({ readers }) => readers.filter((row) => row.level === "disclosed" || row.level === "readable"),
  custody: ({ keys, readers }) => [keys, readers.filter((row) => row.level === "openable" || row.form === "ciphertext")],
  feature: refused("feature"),
  site: ({ sites }) => sites,
  retention: ({ atRest }) => atRest,
  party: ({ sanctions }) => sanctions,
  habit: ({ outcomes }) => outcomes.map((row) => [row.cohort, row.service, row.access, row.vpn, row.present, row.attempted])
}

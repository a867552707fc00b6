/** Probes that are told from the lives of orders, answers and acts when a world is over. */
import type { ActPlan, VariantPlan } from "../world/plan.ts"
import type { OrderLife } from "../world/record.ts"
import type { World } from "../world/world.ts"
import type { Probe } from "./probes.ts"

export function probeLives(w: World, { docket, acts, reaches, scenario }: VariantPlan, hit: (probe: Probe) => void): void {
  if (docket.conflicts.length > 0) hit("orders-conflict")
  if (reaches.length > 0) hit("reached-abroad")
  for (const life of docket.lives) {
    probeLife(life, hit)
    if ((scenario.countries[life.issuer]?.members ?? []).length > 0 && life.effect.length > 0) hit("union-in-effect")
    const { by } = scenario.orders[life.id]
    if (typeof by !== "string" && by.for !== undefined && life.effect.length > 0) hit("for-another-state")
    const endMs = life.states.find(({ state }) => ENDED.has(state))?.atMs ?? Number.POSITIVE_INFINITY
    if (w.stock.moves.some((move) => move.cause >= 0 && w.plan.acts[move.cause].order === life.id && move.startMs < endMs && endMs < Math.min(move.endMs ?? move.dueMs, w.plan.horizonMs))) hit("order-ended-during-move")
    const second = scenario.orders[life.id].else?.[1]
    if (second?.id !== undefined && "after" in second && docket.happened.has(`orders.${life.id}.${second.id}`)) hit("second-rung")
  }
  const carried = acts.map((row) => w.plan.acts[row])
  for (const act of carried) {
    const times = act.carriers?.map(({ intervals }) => intervals[0]?.fromMs) ?? []
    if (new Set(times).size > 1) hit("carriers-differ")
    if ((act.verb === "exit" || act.verb === "shut-down") && act.noticeMs !== undefined && act.noticeMs < act.startMs) hit("exit-announced")
  }
  probeKeys(carried.filter((act) => w.begun().includes(act)), hit)
  if (w.plan.cohorts.some((cohort, c) => cohort.residence === "standing" && Array.from({ length: cohort.slots }, (_, slot) => w.inSlot(c, slot)).some((person) => (person - cohort.first) % cohort.staysPerSlot > 0))) hit("stay-replaced")
}

function probeLife(life: OrderLife, hit: (probe: Probe) => void): void {
  const states = new Set<string>(life.states.map(({ state }) => state))
  if (states.has("stayed")) hit("stayed")
  if (states.has("postponed")) hit("postponed")
  if (life.demand === "met") hit("met-in-time")
  if (life.breach.length > 0) hit("in-breach")
  const ended = life.states.some(({ state }) => ENDED.has(state))
  if (ended) hit(life.effect.length > 0 ? "ended-in-effect" : "ended-before-effect")
}

const ENDED: ReadonlySet<string> = new Set(["lifted", "expired", "met", "cured", "withdrawn", "rescinded", "struck-down"])

/** What was given is followed by what makes it worth less: of the same service, at least. */
function probeKeys(begun: ReadonlyArray<ActPlan>, hit: (probe: Probe) => void): void {
  const serviceOf = (act: ActPlan, verb: "give-keys" | "rotate-keys" | "destroy-keys") => act.act[verb]?.what.map((word) => word.split(".")[0]) ?? []
  for (const given of begun.filter((act) => act.verb === "give-keys")) {
    const later = (verb: "rotate-keys" | "destroy-keys") => begun.some((act) => act.verb === verb && act.startMs > given.startMs && serviceOf(act, verb).some((one) => serviceOf(given, "give-keys").includes(one)))
    if (later("rotate-keys")) hit("key-given-then-rotated")
    if (later("destroy-keys")) hit("key-given-then-destroyed")
  }
}

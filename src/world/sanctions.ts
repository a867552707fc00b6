/** Fines and other sanctions, as they fall due. They move no packet. */
import type { ActPlan, Plan, VariantPlan } from "./plan.ts"
import type { SanctionRow } from "./record.ts"
import { DAY_MS, HOUR_MS } from "./zones.ts"

const PER_MS: Readonly<Record<string, number>> = { hour: HOUR_MS, day: DAY_MS, week: 7 * DAY_MS, month: 30 * DAY_MS }

export function sanctionsOf(plan: Plan, variant: VariantPlan): ReadonlyArray<SanctionRow> {
  return variant.acts.flatMap((row) => {
    const act = plan.acts[row]
    const sanction = act.act.sanction
    if (sanction === undefined) return []
    const fine = amountOf(sanction.fine)
    const most = amountOf(sanction.most)
    const perMs = sanction.per === undefined ? undefined : PER_MS[sanction.per]
    const due = perMs === undefined || fine.amount === 0 ? undefined : dueOf(act, fine.amount, perMs, sanction.most === undefined ? Number.POSITIVE_INFINITY : most.amount, plan.horizonMs)
    const total = due === undefined ? Math.min(fine.amount, sanction.most === undefined ? Number.POSITIVE_INFINITY : most.amount) : due.reduce((sum, [, part]) => sum + part, 0)
    const each = typeof sanction.of === "object" && !sanction.of.every((one) => typeof one === "string")
    return [{ cause: row, text: textOf(sanction, each), fine: total, currency: fine.currency, atMs: Math.max(0, act.startMs), ...(due === undefined ? {} : { due }), ...(each ? { each } : {}) }]
  })
}

/** A fine for each hour or day begun, while it stands, until what the law takes at most. */
function dueOf(act: ActPlan, fine: number, perMs: number, most: number, horizonMs: number): ReadonlyArray<readonly [number, number]> {
  const due: Array<readonly [number, number]> = []
  let sum = 0
  for (const { fromMs, untilMs } of act.intervals)
    for (let atMs = Math.max(0, fromMs); atMs < Math.min(untilMs, horizonMs) && sum < most; atMs += perMs) {
      const part = Math.min(fine, most - sum)
      due.push([atMs, part])
      sum += part
    }
  return due
}

function amountOf(text: string | number | undefined): { readonly amount: number; readonly currency: string } {
  if (text === undefined) return { amount: 0, currency: "" }
  if (typeof text === "number") return { amount: text, currency: "" }
  const m = /^([\d.,_ ]+) ?([A-Z]{3})?$/.exec(text.trim())
  return m === null ? { amount: 0, currency: "" } : { amount: Number(m[1].replace(/[,_ ]/g, "")), currency: m[2] ?? "" }
}

/** `fine 5000 EUR, per day, of a-company`; some acts go on record without a penalty. */
function textOf(sanction: NonNullable<Plan["acts"][number]["act"]["sanction"]>, each: boolean): string {
  const words = Object.entries(sanction).filter(([key, value]) => value !== undefined && !["source", "grade", "note", "of"].includes(key))
  const said = words.map(([key, value]) => `${key} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`)
  const whom = each ? "of each" : sanction.of === undefined ? undefined : `of ${[sanction.of].flat().join(", ")}`
  return [...(said.length === 0 ? ["no penalty stated"] : said), ...(whom === undefined ? [] : [whom])].join(", ")
}

/** The life of each order, what was answered and done, what was fined, where orders conflict. */
import type { Result, VariantResult } from "../model/result.ts"
import { type Block, table } from "./document.ts"
import { type Line, merged } from "./merged.ts"
import { count, instant } from "./words.ts"

export function orders(result: Result): ReadonlyArray<Block> {
  return [
    table("Life of the orders", ["Variants", "Order", "Issuer", "Kind", "States (UTC)~", "Due (UTC)", "Demand", "Hours in breach#", "In effect (UTC)~", "Answers"], merged(result, lives), "nothing was ordered."),
    table("Answers and events", ["Variants", "Answer or event", "Kind", "By", "When (UTC)"], merged(result, answers), "nothing was answered."),
    table("Acts as they were carried out", ["Variants", "Act", "What", "State behind it", "Answer or event", "From (UTC)", "To (UTC)", "Sources"], merged(result, acts), "nothing was done."),
    table("Sanctions (they move no packet)", ["Variants", "When (UTC)", "What~", "Fine#", "Order"], merged(result, sanctions), "no sanction was recorded."),
    table("Orders that conflict", ["Variants", "Found (UTC)", "Orders", "Choice applied", "Conflict~"], merged(result, conflicts), "no orders conflict.")
  ]
}

function lives(variant: VariantResult): ReadonlyArray<Line> {
  return variant.orders.map((order) => [
    order.id,
    order.issuer,
    order.kind,
    { text: order.states.map((s) => `${s.state} ${instant(s.at)}${s.source.length === 0 ? "" : ` [${s.source.join(", ")}]`}`) },
    order.due === null ? "" : instant(order.due),
    order.demand === "none" ? "demands nothing" : order.demand.replace("-", " "),
    count(order.breachHours),
    order.effect.length === 0 ? "never" : { text: order.effect.map((stretch) => `${instant(stretch.from)} to ${instant(stretch.to)}`) },
    order.answers.join(", ")
  ])
}

function answers(variant: VariantResult): ReadonlyArray<Line> {
  return variant.answers.map((row) => [row.id, row.kind, row.by.join(", "), row.at === null ? "never" : instant(row.at)])
}

function acts(variant: VariantResult): ReadonlyArray<Line> {
  return variant.acts.map((row) => [row.path, row.verb, row.issuer ?? "", row.answer ?? row.event ?? "", instant(row.start), instant(row.end), row.source.join(", ")])
}

function sanctions(variant: VariantResult): ReadonlyArray<Line> {
  return variant.sanctions.map((row) => [instant(row.at), row.text, row.currency === "" ? "" : `${count(row.fine)} ${row.currency}`, row.order ?? ""])
}

function conflicts(variant: VariantResult): ReadonlyArray<Line> {
  return variant.conflicts.map((row) => [instant(row.at), row.orders.join(", "), row.choice, row.text])
}

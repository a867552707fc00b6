/** Names that a change of a scenario has taken away, and what hangs on them. */
import { STEPS } from "../model/orders.ts"

export type Key = string | number
export type Path = ReadonlyArray<Key>
export type Tree = { [key: string]: unknown }

/** Names that are no longer there, by what they name. */
export class Gone {
  private readonly names: Readonly<Record<Kind, ReadonlySet<string>>>
  readonly any: boolean

  constructor(before: Tree, after: Tree) {
    const [was, is] = [namesOf(before), namesOf(after)]
    this.names = Object.fromEntries(KINDS.map((kind) => [kind, new Set([...was[kind]].filter((name) => !is[kind].has(name)))])) as unknown as Record<Kind, ReadonlySet<string>>
    this.any = KINDS.some((kind) => this.names[kind].size > 0)
  }

  has(name: unknown, ...kinds: ReadonlyArray<Kind>): boolean {
    return typeof name === "string" && kinds.some((kind) => this.names[kind].has(name) || (kind === "countries" && this.names.countries.has(name.slice(0, 2)) && /^[A-Z]{2}-/.test(name)))
  }

  /** Whether an instant hangs on what is no longer there. */
  instant(value: unknown): boolean {
    if (!isInstant(value) || value.kind !== "ref") return false
    const { of, id, step } = value as unknown as { of: Kind; id: string; step: string | undefined }
    return this.names[of].has(id) || (step !== undefined && this.names.steps.has(`${id}.${step}`))
  }
}

export type Kind = "countries" | "carriers" | "providers" | "sites" | "services" | "people" | "orders" | "answers" | "events" | "parts" | "options" | "steps" | "lists"
const SECTIONS = ["countries", "carriers", "providers", "sites", "services", "people", "orders", "answers", "events"] as const
const KINDS: ReadonlyArray<Kind> = [...SECTIONS, "parts", "options", "steps", "lists"]

/** Every name of a scenario. `parts`: what is named `service.part`; `options`: by their names alone; `steps`: `order.step`. */
function namesOf(tree: Tree): Record<Kind, Set<string>> {
  const names = Object.fromEntries(KINDS.map((kind) => [kind, new Set<string>()])) as Record<Kind, Set<string>>
  for (const section of SECTIONS) for (const name of Object.keys(mapOf(tree[section]))) names[section].add(name)
  for (const country of Object.values(mapOf(tree.countries))) for (const code of Object.keys(mapOf(mapOf(country).territories))) names.countries.add(code)
  for (const [id, service] of Object.entries(mapOf(tree.services))) {
    const { classes, options, features, relay } = mapOf(service)
    for (const part of [...Object.keys(mapOf(classes)), ...Object.keys(mapOf(options)), ...listOf(features).map(String), ...(relay === undefined ? [] : ["relay"])]) names.parts.add(`${id}.${part}`)
    for (const option of Object.keys(mapOf(options))) names.options.add(option)
  }
  for (const [id, order] of Object.entries(mapOf(tree.orders)))
    for (const step of [...listOf(mapOf(order).timeline), ...listOf(mapOf(order).else)].map(mapOf)) {
      if (typeof step.id === "string") names.steps.add(`${id}.${step.id}`)
      for (const word of [...STEPS, "due"]) if (step[word] !== undefined) names.steps.add(`${id}.${word}`)
    }
  for (const cohort of Object.values(mapOf(tree.people))) for (const list of listOf(mapOf(cohort).list)) names.lists.add(String(list))
  return names
}

export function isInstant(value: unknown): value is { readonly kind: string } {
  return typeof value === "object" && value !== null && "kind" in value && (value.kind === "ref" || value.kind === "date" || value.kind === "clock" || value.kind === "never") && (value.kind === "never" || "plus" in value)
}

export function mapOf(value: unknown): Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Tree) : {}
}

export function listOf(value: unknown): ReadonlyArray<unknown> {
  return Array.isArray(value) ? value : []
}

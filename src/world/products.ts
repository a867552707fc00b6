/** Services as the engine sees them: products (a service's messages, and each of its features), classes, relays, waits. */
import type { ByRegion, DataClass, Keys, Service } from "../model/services.ts"
import type { Scenario } from "../model/scenario.ts"
import { DEFAULTS } from "../model/defaults.ts"
import type { CopyKind, Form } from "./record.ts"

export interface Product {
  readonly row: number
  /** `bes`, or `bes.calls`. */
  readonly name: string
  readonly service: number
  readonly feature: string | undefined
}

export interface ClassRow {
  readonly row: number
  readonly name: string
  readonly service: number
  readonly spec: DataClass
  readonly form: Form
  readonly sizeBytes: number
  /** Copies by kind, primary first. */
  readonly kept: ReadonlyArray<{ readonly kind: CopyKind; readonly where: ByRegion }>
  readonly keys: KeySpec
}

/** Who holds the keys of a class before any act. */
export interface KeySpec {
  readonly by: ReadonlyArray<string>
  readonly onePer: "session" | "device" | "account" | "organisation" | "service"
  readonly in: string | undefined
}

export interface ServiceRow {
  readonly row: number
  readonly name: string
  readonly spec: Service
  readonly classes: ReadonlyArray<ClassRow>
  readonly products: ReadonlyArray<Product>
  /** The class whose primary copy is the recipient's mailbox; undefined where mail only queues. */
  readonly mailbox: ClassRow | undefined
  readonly waits: WaitRow
  /** Stores from which it is obtained, with the shares of people who have theirs there. */
  readonly stores: ReadonlyArray<{ readonly name: string; readonly share: number }>
}

/** Limits of waiting [ms]; Infinity: no limit is stated. */
export interface WaitRow {
  readonly clientMs: number
  readonly retryMs: number
  readonly relayMs: number
  readonly networkMessages: number
  readonly networkMs: number
  readonly then: "bounce" | "expire"
}

/** Classes that tell who, when, where and how much rather than what. */
const METADATA = new Set(["metadata", "provenance", "profile", "contacts"])

export function servicesOf(scenario: Scenario): { readonly services: ReadonlyArray<ServiceRow>; readonly products: ReadonlyArray<Product>; readonly classes: ReadonlyArray<ClassRow> } {
  const services: Array<ServiceRow> = []
  const products: Array<Product> = []
  const classes: Array<ClassRow> = []
  for (const [name, spec] of Object.entries(scenario.services)) {
    const row = services.length
    const ownProducts = [undefined, ...(spec.features ?? [])].map((feature, i) => ({ row: products.length + i, name: feature === undefined ? name : `${name}.${feature}`, service: row, feature }))
    const ownClasses = Object.entries(spec.classes).map(([className, c], i) => classOf(className, c, row, classes.length + i))
    products.push(...ownProducts)
    classes.push(...ownClasses)
    const mailbox = ownClasses.find((c) => c.form === "content" && c.spec.kept !== "none" && c.spec.kept !== "at-relay")
    services.push({ row, name, spec, classes: ownClasses, products: ownProducts, mailbox, waits: waitsOf(spec), stores: storesOf(spec.stores) })
  }
  return { services, products, classes }
}

function storesOf(stores: Service["stores"]): ServiceRow["stores"] {
  if (stores === undefined) return []
  return Array.isArray(stores) ? (stores as ReadonlyArray<string>).map((name) => ({ name, share: 1 / stores.length })) : Object.entries(stores as Readonly<Record<string, number>>).map(([name, share]) => ({ name, share }))
}

function classOf(name: string, spec: DataClass, service: number, row: number): ClassRow {
  const form: Form = METADATA.has(name) ? "metadata" : "content"
  const kept = [{ kind: "primary" as CopyKind, where: spec.kept }, ...Object.entries(spec.copies ?? {}).map(([kind, where]) => ({ kind: kind as CopyKind, where: where as ByRegion }))]
  return { row, name, service, spec, form, sizeBytes: spec.size ?? (form === "metadata" ? DEFAULTS.metadataBytes : DEFAULTS.contentBytes), kept, keys: keySpecOf(spec.keys) }
}

export function keySpecOf(keys: Keys): KeySpec {
  if (keys === "global") return { by: ["user", "provider"], onePer: "service", in: undefined }
  if (typeof keys === "string") return { by: [keys], onePer: "account", in: undefined }
  if (Array.isArray(keys)) return { by: keys as ReadonlyArray<string>, onePer: "account", in: undefined }
  // What an option changes is kept as it is written: one holder may stand without a list.
  const long = keys as { readonly by: string | ReadonlyArray<string>; readonly "one-per"?: KeySpec["onePer"]; readonly in?: string }
  return { by: typeof long.by === "string" ? [long.by] : long.by, onePer: long["one-per"] ?? "account", in: long.in }
}

function waitsOf(spec: Service): WaitRow {
  const waits = spec.waits
  const client = waits?.["at-client"]
  const clientMs = client === undefined ? 0 : typeof client === "number" ? client : client.for
  const retryMs = (typeof client === "object" ? client.retry : undefined) ?? waits?.retry ?? DEFAULTS.retryMs
  return {
    clientMs,
    retryMs,
    relayMs: waits?.["at-relay"] ?? Infinity,
    networkMessages: waits?.["at-network"]?.messages ?? 0,
    networkMs: waits?.["at-network"]?.for ?? 0,
    then: waits?.then ?? "bounce"
  }
}

/** What a region map says for an account region: a site, `none`, or `at-relay`. */
export function byRegion(where: ByRegion, account: string): string {
  if (typeof where === "string") return where
  return where[account] ?? where.others ?? "none"
}

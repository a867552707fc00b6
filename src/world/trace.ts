/** What a trace tells, event by event: the material of `explain`. It is off unless a sink is set. */
import type { Obstacle } from "./gates.ts"

export type TraceEvent =
  | { readonly kind: "attempt"; readonly atMs: number; readonly message: number; readonly tries: number }
  | { readonly kind: "refused"; readonly atMs: number; readonly message: number; readonly obstacle: Obstacle; readonly others: ReadonlyArray<Obstacle>; readonly final: boolean }
  | { readonly kind: "passed"; readonly atMs: number; readonly message: number; readonly relaySite: number }
  | { readonly kind: "accepted"; readonly atMs: number; readonly message: number }
  | { readonly kind: "stored"; readonly atMs: number; readonly message: number; readonly site: number; readonly bin: number }
  | { readonly kind: "waits"; readonly atMs: number; readonly message: number; readonly where: "relay" | "device"; readonly obstacle: Obstacle | undefined }
  | { readonly kind: "delivered"; readonly atMs: number; readonly message: number }
  | { readonly kind: "bounced" | "expired" | "erased"; readonly atMs: number; readonly message: number; readonly reason: number; readonly cause: number }
  | { readonly kind: "arrives"; readonly atMs: number; readonly person: number; readonly place: number }

/** Told of every event; `site` of what is stored is the mailbox's, NONE where mail only queues, and `bin` that of the stock's rows;
 * `message` is a row of the world's messages and is good only while the sink runs. */
export type TraceSink = (event: TraceEvent) => void

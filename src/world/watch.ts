/** What an onlooker is told while a world runs. It must not change the world; promises are checked through it. */
import type { Obstacle } from "./gates.ts"
import type { CopyKind } from "./record.ts"

export interface Stored {
  readonly site: number
  readonly group: number
  /** Group of who wrote it. */
  readonly other: number
  readonly class: number
  readonly kind: CopyKind
  /** When they were written: slot and day, as the stock tells them apart. */
  readonly bin: number
  readonly copies: number
}

export interface Reading {
  readonly authority: string
  readonly act: number
  readonly class: number
  readonly group: number
  readonly otherGroup: number
  /** Whose people are told: those who wrote it, or those to whom it was written. Where both are of one group it is told once, as the writers'. */
  readonly end: "sender" | "recipient"
  readonly form: "content" | "metadata" | "ciphertext"
  readonly level: "openable" | "readable" | "disclosed"
  readonly sentMs: number
  readonly messages: number
  /** They had passed before: taken at rest, or opened by a key. */
  readonly later: boolean
}

export interface Watch {
  attempted(message: number): void
  refused(message: number, obstacle: Obstacle, final: boolean): void
  accepted(message: number): void
  /** It stands in a queue before its mailbox, or before the device. */
  waits(message: number): void
  /** It came once more to a site that has it, and was dropped. */
  cameAgain?(message: number): void
  delivered(message: number): void
  bounced(message: number, cause: number): void
  expired(message: number): void
  /** By an act; or, by `BY_LOSS`, gone with the last disks that had it. */
  erased(message: number, cause: number): void
  /** Copies that came to lie somewhere, or (negative) that went: because of an act, of none, or by `BY_LOSS`, `BY_RESTORE` and `BY_BACKUP`. */
  stored(copies: Stored, cause: number): void
  read(reading: Reading): void
  /** For so many hours, until now, somebody counted was in a situation and used a product, and a share of his tries would have been refused. */
  stood?(person: number, situation: number, product: number, hours: number, share: number): void
  /** All acts of an instant have begun and ended; a slot may have ended. */
  boundary(): void
  save(): unknown
  restore(state: never): void
}

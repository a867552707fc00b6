/** Moves of copies from site to site, each with what it carries and when it arrives. */

export interface Move {
  readonly fromSite: number
  readonly toSite: number
  readonly group: number
  /** Whose mail it is, where that lies under the rules of who wrote it; NONE: under its owner's. */
  readonly ruler: number
  readonly class: number
  readonly kind: number
  readonly copies: number
  readonly startMs: number
  /** When its last byte arrives, if nothing comes between. */
  readonly dueMs: number
  readonly endMs: number | undefined
  readonly cause: number
}

/** When the link between two sites is free [ms]: it carries loads one after another, whenever they were sent off. */
export function linkFreeMs(moves: ReadonlyArray<Move>, from: number, to: number, nowMs: number): number {
  let freeMs = nowMs
  for (const m of moves) if (m.endMs === undefined && m.fromSite === from && m.toSite === to) freeMs = Math.max(freeMs, m.dueMs)
  return freeMs
}

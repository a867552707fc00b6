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
  /** Until when it stands still, and is as late already: since one end of it is down or cut off. */
  readonly stalledMs: number
  readonly endMs: number | undefined
  readonly cause: number
}

/** A move of which an end is off the line from now until an instant: it is late by as long as it does not stand still already. */
export function stalled(move: Move, nowMs: number, untilMs: number): Move {
  const lateMs = Math.max(0, untilMs - Math.max(nowMs, move.stalledMs))
  return { ...move, dueMs: move.dueMs + lateMs, stalledMs: Math.max(move.stalledMs, untilMs) }
}

/** When the link between two sites is free [ms]: it carries loads one after another, whenever they were sent off. */
export function linkFreeMs(moves: ReadonlyArray<Move>, from: number, to: number, nowMs: number): number {
  let freeMs = nowMs
  for (const m of moves) if (m.endMs === undefined && m.fromSite === from && m.toSite === to) freeMs = Math.max(freeMs, m.dueMs)
  return freeMs
}

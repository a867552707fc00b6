/** Moves of copies from site to site, each with what it carries and when it arrives. */
import { NONE } from "./messages.ts"
import { Kind, type World } from "./world.ts"

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
  /** The site for whose lost copies it brings others, made of those of a kind (`madeOf`) that stay where they are; NONE: it is a plain move. */
  readonly lostAt: number
  readonly madeOf: number
  /** Of which rows of the stock it brings copies, and how many of each. */
  readonly makes: ReadonlyArray<readonly [row: number, copies: number]>
}

/** What is to be carried in one move. */
export type Load = Omit<Move, "startMs" | "dueMs" | "stalledMs" | "endMs">

/** What a move says that makes nothing again. */
export const PLAIN = { lostAt: NONE, madeOf: NONE, makes: [] } as const

/** A site breaks down or is cut off until an instant: what is on its way from or to it stops for so long, if it does not stand still already. `others`: between it and these alone. */
export function stall(w: World, site: number, untilMs: number, others?: ReadonlyArray<number>): void {
  const { stock, nowMs } = w
  const endMs = Math.min(untilMs, w.plan.horizonMs)
  stock.moves = stock.moves.map((move, i) => {
    if (move.endMs !== undefined || (move.fromSite !== site && move.toSite !== site)) return move
    if (others !== undefined && !others.includes(move.fromSite === site ? move.toSite : move.fromSite)) return move
    const dueMs = move.dueMs + Math.max(0, endMs - Math.max(nowMs, move.stalledMs))
    if (dueMs > move.dueMs && dueMs < w.plan.horizonMs) w.calendar.schedule(dueMs, Kind.MOVE_END, i, 0)
    return { ...move, dueMs, stalledMs: Math.max(move.stalledMs, endMs) }
  })
}

/** When the link between two sites is free [ms]: it carries loads one after another, whenever they were sent off. */
export function linkFreeMs(moves: ReadonlyArray<Move>, from: number, to: number, nowMs: number): number {
  let freeMs = nowMs
  for (const m of moves) if (m.endMs === undefined && m.fromSite === from && m.toSite === to) freeMs = Math.max(freeMs, m.dueMs)
  return freeMs
}

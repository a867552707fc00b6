/** Signs that differ in shape, so that they mean the same without colour. Each is a mark ten units wide. */
import { escapeHtml } from "../visible.ts"
import { number } from "./pen.ts"

const CIRCLE = "M0 5a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z"
const TRIANGLE = "M0 10L5 0L10 10z"

/** What lies within a shape's own edge is cut out of it (evenodd). */
const SHAPES = {
  "full-circle": CIRCLE,
  "half-circle": `${CIRCLE}M5 1.3a3.7 3.7 0 0 1 0 7.4z`,
  "empty-circle": `${CIRCLE}M1.5 5a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z`,
  "full-triangle": TRIANGLE,
  "empty-triangle": `${TRIANGLE}M2.8 8.4L5 4L7.2 8.4z`,
  dots: "M0 4h2v2h-2zM4 4h2v2h-2zM8 4h2v2h-2z",
  cross: "M0 1.5L1.5 0L5 3.5L8.5 0L10 1.5L6.5 5L10 8.5L8.5 10L5 6.5L1.5 10L0 8.5L3.5 5z",
  square: "M0 0h10v10h-10z",
  "empty-square": "M0 0h10v10h-10zM1.5 1.5v7h7v-7z",
  none: "M1 4.2h8v1.6h-8z"
} as const
export type Sign = keyof typeof SHAPES

export function sign(kind: Sign, x: number, y: number, says: string): string {
  return `<path class="mark" fill-rule="evenodd" transform="translate(${number(x)} ${number(y)})" d="${SHAPES[kind]}"><title>${escapeHtml(says)}</title></path>`
}

/** Plots. */
import { drawOrders } from "./parts/orders.ts"
import type { Sketch } from "./parts/sketch.ts"
export function drawPlot(s: Sketch): void {
  drawOrders(s)
}

/** What is used of cephes, whose own declarations its package does not export. */
declare module "cephes" {
  export const compiled: Promise<void>
  /** Quantile of Student's t with `k` degrees of freedom at the probability `p`. */
  export function stdtri(k: number, p: number): number
}

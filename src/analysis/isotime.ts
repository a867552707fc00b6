/** Simulated instants as readers see them. */

/** ISO 8601 UTC of an instant [ms since the run's start], to the millisecond. */
export function isoUtc(epochMs: number, atMs: number): string {
  return new Date(Math.round(epochMs + atMs)).toISOString()
}

/** The same, null where it never came. */
export function isoUtcOrNull(epochMs: number, atMs: number | undefined): string | null {
  return atMs === undefined || !Number.isFinite(atMs) ? null : isoUtc(epochMs, atMs)
}

/** How far a run is, for whoever waits: a live line on a terminal, else a line each 5 seconds, nothing in CI. */

/** What the engine tells while it runs; times are simulated ones [ms since the scenario starts]. */
export interface Step {
  readonly variant: string
  readonly simulatedMs: number
  readonly horizonMs: number
  /** So far, in all variants. */
  readonly messages: number
}

/** What several replications, or worlds of a search, tell while they run. */
export interface Replications {
  readonly done: number
  readonly of: number
  /** What they are, in the plural. Left out: replications. */
  readonly what?: string
  /** So far, in all replications. */
  readonly messages: number
}

export interface Progress {
  readonly step: (step: Step | Replications) => void
  /** Takes the live line away. */
  readonly done: () => void
}

/** A stream to write to, as far as progress needs to know it. */
export interface Screen {
  readonly isTTY?: boolean | undefined
  readonly columns?: number | undefined
  readonly write: (text: string) => unknown
}

const LIVE_EVERY_MS = 100
const LINE_EVERY_MS = 5000

/** `nowMs` is the wall clock [ms]; it decides when a line is due and the rate, nothing of the run. */
export function progress(screen: Screen, options: { readonly silent: boolean; readonly nowMs: () => number }): Progress {
  if (options.silent) return { step: () => undefined, done: () => undefined }
  const live = screen.isTTY === true
  const startMs = options.nowMs()
  let lastMs = live ? Number.NEGATIVE_INFINITY : startMs
  let shown = false
  return {
    step: (step) => {
      const now = options.nowMs()
      if (now - lastMs < (live ? LIVE_EVERY_MS : LINE_EVERY_MS)) return
      lastMs = now
      const line = sentence(step, now - startMs)
      if (live) screen.write(`\r\u001b[K${line.slice(0, Math.max(20, (screen.columns || 80) - 1))}`)
      else screen.write(`${line}\n`)
      shown = true
    },
    done: () => {
      if (live && shown) screen.write("\r\u001b[K")
    }
  }
}

function sentence(step: Step | Replications, elapsedMs: number): string {
  const rate = elapsedMs > 0 ? `, ${grouped(Math.round((1000 * step.messages) / elapsedMs))} messages/s` : ""
  return `${"of" in step ? `${grouped(step.done)} of ${grouped(step.of)} ${step.what ?? "replications"}` : `${step.variant}: ${percentOf(step)} %`}, ${grouped(step.messages)} messages${rate}`
}

function percentOf(step: Step): number {
  return step.horizonMs > 0 ? Math.min(100, Math.floor((100 * step.simulatedMs) / step.horizonMs)) : 100
}

/** 1234567 as 1,234,567. */
function grouped(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, ",")
}

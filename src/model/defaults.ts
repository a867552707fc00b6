/** The values that a scenario may leave out. `validate --expand` prints each where it was used. */
export const DEFAULTS = {
  /** Bytes of a message's content, and of its record of who wrote to whom when [author's judgement]. */
  contentBytes: 20_000,
  metadataBytes: 500,
  /** How often a client tries again while it waits [author's judgement]. */
  retryMs: 300_000
} as const

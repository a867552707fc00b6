/** A bundle in which what our own modules declare once, and nothing assigns again, is constant. */
export function withConstants(bundle: string): string

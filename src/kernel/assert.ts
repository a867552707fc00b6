/** Assertions: what only a bug of ours can cause. Never caught below the edges. */

/** A broken assertion. The sentence says what should have been true, or what was found instead. */
export class Bug extends Error {
  override readonly name = "Bug"
}

/**
 * Throws where the condition is false. Pass a literal sentence in hot code: a template would be built at every call.
 * @fails Bug
 */
export function assert(condition: unknown, sentence: string): asserts condition {
  if (!condition) throw new Bug(sentence)
}

/** The known word that is nearest to a mistyped one. */

/**
 * The known word within a third of its length (at least one, at most three edits) of `word`; the first of the nearest.
 * A swap of two neighbouring letters is one edit; case does not count.
 */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  let best: string | undefined
  let bestDistance = Number.POSITIVE_INFINITY
  for (const candidate of known) {
    if (candidate === word) continue
    const limit = Math.min(3, Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3)))
    if (Math.abs(candidate.length - word.length) > limit || word.length > 80) continue
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase())
    if (distance <= limit && distance < bestDistance) {
      best = candidate
      bestDistance = distance
    }
  }
  return best
}

/** `did you mean "x"?`, or nothing. */
export function didYouMean(word: string, known: Iterable<string>): string | undefined {
  const near = nearest(word, known)
  return near === undefined ? undefined : `did you mean "${near}"?`
}

/** A list of words for a message, cut after `most` [words]. */
export function listed(words: Iterable<string>, most = 12): string {
  const all = [...words]
  if (all.length === 0) return "(none)"
  return all.length <= most ? all.join(", ") : `${all.slice(0, most).join(", ")} and ${all.length - most} more`
}

/** Optimal string alignment distance: insert, delete, replace, swap neighbours. */
export function editDistance(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let cost = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2] + 1)
      row.push(cost)
    }
    before = last
    last = row
  }
  return last[b.length]
}

// HOT
/**
 * What has been worked out in this epoch, by number. A plain array that is filled far from its end becomes a hash table in the
 * engine that runs this, and each new one starts over: this one grows without gaps and is kept.
 */
export class Memo<T> {
  private readonly values: Array<T | undefined> = []

  get(at: number): T | undefined {
    return at < this.values.length ? this.values[at] : undefined
  }

  set(at: number, value: T): T {
    while (this.values.length <= at) this.values.push(undefined)
    this.values[at] = value
    return value
  }

  clear(): void {
    this.values.fill(undefined)
  }
}

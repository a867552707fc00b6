/** A file of a result that is too large to be held as one: it has been written somewhere, and is copied to its place. */
export class OnDisk {
  constructor(
    readonly path: string,
    readonly bytes: number,
    readonly sha256: string
  ) {}
}

/** What a file of a result holds. */
export type Content = string | Uint8Array | OnDisk

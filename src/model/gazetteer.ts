/** Where towns lie: a function, so that the engine needs no data of the world to run in a browser. */

/** A town found by its name [degrees]. */
export interface Town {
  readonly lat: number
  readonly lon: number
  /** ISO 3166-1 alpha-2 code of the state in which it truly lies. */
  readonly country: string
}

/** The town of that name in the country, else the most populous of that name anywhere; undefined where there is none. */
export type Gazetteer = (name: string, country?: string) => Town | undefined

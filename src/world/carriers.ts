/** Which carrier serves a line: by the carriers' shares of a country, or by those that a cohort names. */
import type { Carrier } from "../model/places.ts"
import type { LineSpec } from "./population.ts"

interface Offer {
  readonly name: string
  readonly share: number
}

export class Carriers {
  private readonly offers = new Map<string, ReadonlyArray<Offer>>()

  constructor(carriers: Readonly<Record<string, Carrier>>) {
    for (const [name, carrier] of Object.entries(carriers)) {
      const key = `${carrier.country} ${carrier.kind}`
      this.offers.set(key, [...(this.offers.get(key) ?? []), { name, share: carrier.share }])
    }
  }

  /** The carrier at `u` among those of a kind in a country; undefined where none is described. */
  pick(country: string, kind: Carrier["kind"], u: number, among?: LineSpec["carriers"]): string | undefined {
    const all = this.offers.get(`${country} ${kind}`) ?? []
    const offers = narrowed(all, among)
    const total = offers.reduce((sum, o) => sum + o.share, 0)
    if (total <= 0) return undefined
    let sum = 0
    for (const offer of offers) {
      sum += offer.share / total
      if (u < sum) return offer.name
    }
    return offers[offers.length - 1].name
  }

}

/** Those that a cohort names, if any of them is here. */
function narrowed(all: ReadonlyArray<Offer>, among: LineSpec["carriers"]): ReadonlyArray<Offer> {
  if (among === undefined) return all
  const list = Array.isArray(among) ? all.filter((o) => (among as ReadonlyArray<string>).includes(o.name)) : all.flatMap((o) => (o.name in among ? [{ name: o.name, share: (among as Readonly<Record<string, number>>)[o.name] }] : []))
  return list.length > 0 ? list : all
}

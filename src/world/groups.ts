/** Groups: people of a cohort and home whom no selector of the scenario can tell apart. */
import type { Scenario } from "../model/scenario.ts"
import type { Keys } from "../model/services.ts"
import { type KeySpec, keySpecOf } from "./products.ts"
import type { Group } from "./record.ts"

/** Everything lasting that a selector can ask of a person. */
export type Traits = Omit<Group, "weight" | "people">

/** What differs among people of one cohort and home, and matters where something asks for it. */
const KEYS = ["plan", "uses"] as const
type Key = (typeof KEYS)[number]

const BY_PEOPLE: ReadonlySet<string> = new Set(["exposed", "openable", "readable", "disclosed", "copies", "moved", "keys"])

/** The words that some selector uses, by key: what is not among them distinguishes nobody. */
export class Distinctions {
  private readonly words = new Map<Key, Set<string>>()
  /** Places named by acts that withdraw or restore an option or a class for whoever is there; `all` where keys lie in people's devices. */
  private readonly places = new Set<string>()
  /** Carriers of whose lines' people a claim asks what is counted by people: who reads, where copies lie. */
  private readonly carriers = new Set<string>()

  constructor(scenarios: ReadonlyArray<Scenario>) {
    for (const key of KEYS) this.words.set(key, new Set())
    for (const [i, scenario] of scenarios.entries()) {
      // What another scenario has too has said all that it says.
      const before = scenarios.slice(0, i).filter((other) => other.countries === scenario.countries && other.services === scenario.services)
      const isNew = (section: "orders" | "answers" | "events", id: string) => !before.some((other) => other[section][id] === scenario[section][id])
      const fresh = (["orders", "answers", "events"] as const).flatMap((section) => Object.entries<unknown>(scenario[section]).flatMap(([id, one]) => (isNew(section, id) ? [one] : [])))
      this.walk([fresh, scenario.claims])
      for (const { measure, of } of scenario.claims) if (measure !== undefined && BY_PEOPLE.has(measure) && Array.isArray(of)) for (const clause of of) for (const carrier of clause.carrier ?? []) this.carriers.add(carrier)
      this.addPlaces(fresh, scenario)
      if (before.length === 0 && keysIn(scenario).some((keys) => keys.onePer === "device" && keys.by.includes("user"))) this.places.add("all")
    }
  }

  /** Equal for two people exactly when neither a result nor a selector can tell them apart. Results tell people by home; citizenship, SIM, store, segment and lists follow from cohort and home. So does the account, and were it ever to follow its owner, that would not go unseen. */
  keyOf(t: Traits): string {
    const asked = (key: Key, values: ReadonlyArray<string>) => values.filter((value) => this.words.get(key)!.has(value)).join("+")
    return [t.cohort, t.home, t.account, asked("plan", t.plan === undefined ? [] : [t.plan]), t.options.join("+"), t.accepts.join("+"), asked("uses", t.uses), ...Object.entries(t.opened ?? {}).sort().map(([service, ms]) => `${service} since ${ms}`), ...(t.there ?? []).map((place) => `in ${place}`), ...(t.device === undefined ? [] : [`device of ${t.device}`]), ...(t.carrier === undefined ? [] : [`lines of ${t.carrier}`])].join("|")
  }

  /** The carrier of somebody's usual line, if it matters. */
  carrierIf(carrier: () => string | undefined): string | undefined {
    const found = this.carriers.size === 0 ? undefined : carrier()
    return found !== undefined && this.carriers.has(found) ? found : undefined
  }

  /** Whether it matters where people are, besides in their situations. */
  get asksPlaces(): boolean {
    return this.places.size > 0
  }

  /** Of the codes of a place, its own and its country's, those that matter. */
  thereAt(codes: ReadonlyArray<string>): ReadonlyArray<string> {
    return codes.filter((code, i) => (this.places.has(code) || this.places.has("all")) && codes.indexOf(code) === i)
  }

  private addPlaces(node: unknown, scenario: Scenario): void {
    if (typeof node !== "object" || node === null) return
    for (const [key, value] of Object.entries(node)) {
      if (key === "withdraw" || key === "restore") for (const code of placesOfHad(value as Placed, scenario)) this.places.add(code)
      this.addPlaces(value, scenario)
    }
  }

  private walk(node: unknown): void {
    if (Array.isArray(node)) for (const entry of node) this.walk(entry)
    else if (typeof node === "object" && node !== null)
      for (const [key, value] of Object.entries(node)) {
        if (this.words.has(key as Key)) for (const word of Array.isArray(value) ? value : [value]) if (typeof word === "string") this.words.get(key as Key)!.add(word)
        this.walk(value)
      }
  }
}

/** Keys of all classes, and those that options change. */
function keysIn({ services }: Scenario): ReadonlyArray<KeySpec> {
  return Object.values(services).flatMap((service) => [
    ...Object.values(service.classes).map((cls) => keySpecOf(cls.keys)),
    ...Object.values(service.options ?? {}).flatMap((option) => Object.entries(option.changes).flatMap(([what, keys]) => (what.endsWith(".keys") ? [keySpecOf(keys as Keys)] : [])))
  ])
}

interface Placed {
  readonly what?: ReadonlyArray<string>
  readonly in?: ReadonlyArray<string>
}

/** Where an act withdraws or restores what people have rather than what they do: an option, or a class. A union's word means its members. */
function placesOfHad({ what, in: places }: Placed, { services, countries }: Scenario): ReadonlyArray<string> {
  const had = what?.some((word) => {
    const [service, part] = word.split(".")
    return part !== undefined && !(services[service]?.features ?? []).includes(part)
  })
  return had === true ? (places ?? []).flatMap((place) => [place, ...(countries[place]?.members ?? [])]) : []
}

/** The groups met so far. They are only ever added to, so that runs that share a past can share the list. */
export class Groups {
  readonly rows: Array<Group> = []
  readonly traits: Array<Traits> = []
  private readonly byKey = new Map<string, number>()
  private readonly byPerson = new Map<string, Array<number>>()
  private readonly alikes: Array<ReadonlyArray<number>> = []

  constructor(readonly distinctions: Distinctions) {}

  /** The same people elsewhere: the group whose traits differ by where they are. Of most files it is the same. */
  elsewhere(row: number, place: { readonly code: string; readonly country: string }): number {
    if (!this.distinctions.asksPlaces) return row
    return this.intern({ ...this.traits[row], there: this.distinctions.thereAt([place.code, place.country]) }, this.rows[row].weight)
  }

  /** The same people with another device. */
  withDevice(row: number, sinceMs: number | undefined): number {
    return sinceMs === undefined || sinceMs === this.traits[row].device ? row : this.intern({ ...this.traits[row], device: sinceMs }, this.rows[row].weight)
  }

  /** Groups that the same people may have been in, at other places, before they opened an account or with another device: this one among them. */
  alike(row: number): ReadonlyArray<number> {
    return this.alikes[row]
  }

  private lastingKey(traits: Traits): string {
    return this.distinctions.keyOf({ ...traits, there: [], opened: {}, device: undefined })
  }

  intern(traits: Traits, weight: number): number {
    const key = this.distinctions.keyOf(traits)
    const found = this.byKey.get(key)
    if (found !== undefined) return found
    this.rows.push({ ...traits, weight, people: 0 })
    this.traits.push(traits)
    this.byKey.set(key, this.rows.length - 1)
    const lasting = this.lastingKey(traits)
    const alike = this.byPerson.get(lasting) ?? []
    alike.push(this.rows.length - 1)
    this.byPerson.set(lasting, alike)
    this.alikes.push(alike)
    return this.rows.length - 1
  }
}

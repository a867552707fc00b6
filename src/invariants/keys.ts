/** Promises on keys and access: K1, K4, K5. */
import { keySpecOf } from "../world/products.ts"
import type { ActPlan } from "../world/plan.ts"
import type { Reading } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { Check } from "./promise.ts"
import { selects } from "./residency.ts"

export class KeysAndAccess {
  readonly checks = { K1: new Check("K1"), K4: new Check("K4"), K5: new Check("K5") }

  constructor(private readonly w: World) {}

  read(reading: Reading): void {
    if (reading.level === "openable") return
    const { plan } = this.w
    const what = () => `${reading.authority} got ${reading.messages} messages of ${this.classOf(reading).text} of ${plan.groups.rows[reading.group].cohort} as ${reading.form}`
    const act = plan.acts[reading.act]
    this.checks.K1.holds(act !== undefined && this.isGiven(act, reading), () => `${what()}, and no act gave it`, reading.messages)
    if (reading.form === "ciphertext") this.checks.K4.exercised += reading.messages
    else this.checks.K4.holds(this.hasKey(reading, act), () => `${what()} without a key that opens it`, reading.messages)
  }

  /** After keys were given: nothing older that they open is still kept closed. */
  boundary(): void {
    const { plan, readers } = this.w
    for (let row = 0; row < readers.captured.size; row++) {
      const [tap, cls, sender, recipient, sentSlot] = [0, 1, 2, 3, 4].map((i) => readers.captured.key(row, i))
      const authority = plan.acts[tap].act.open?.to ?? plan.acts[tap].act.seize?.to ?? plan.acts[tap].issuer
      const key = this.keysGiven(cls, [sender, recipient], authority).find((act) => keySpecOf(plan.classes[cls].spec.keys).onePer !== "session" || plan.cutsMs[sentSlot] >= act.startMs)
      if (key === undefined || this.isRenewed(cls, key)) continue
      this.checks.K5.holds(readers.capturedOpened.get(row) === 1, () => `${authority} holds the key of ${key.path} since ${plan.clock.iso(key.startMs)}, and what it kept of ${this.className(cls)} is not reported as readable`)
    }
  }

  private keysGiven(cls: number, groups: ReadonlyArray<number>, authority: string | undefined): ReadonlyArray<ActPlan> {
    const { plan } = this.w
    const spec = keySpecOf(plan.classes[cls].spec.keys)
    return [...this.w.begun()].filter((act) => {
      const give = act.act["give-keys"]
      if (give === undefined || !covers(give.what, this.className(cls)) || (give.to ?? act.issuer) !== authority) return false
      // Keys of an option stay with those who have it: which of two people's keys hold is not asked here.
      if (groups.some((g) => plan.groups.rows[g].options.length > 0)) return false
      return spec.onePer === "service" || groups.some((g) => selects(give.of, plan.groups.rows[g]))
    })
  }

  private isRenewed(cls: number, key: ActPlan): boolean {
    return [...this.w.begun()].some((act) => (act.act["rotate-keys"] !== undefined || act.act["destroy-keys"] !== undefined || act.act["move-keys"] !== undefined) && act.startMs <= key.startMs && covers((act.act["rotate-keys"] ?? act.act["destroy-keys"] ?? act.act["move-keys"])!.what, this.className(cls)))
  }

  /** The act stands or stood by now, is one that gives access, and gives it to this authority, for this class. */
  private isGiven(act: ActPlan, reading: Reading): boolean {
    const body = act.act
    if (act.startMs > this.w.nowMs) return false
    const { text } = this.classOf(reading)
    const either = (of: unknown) => selects(of, this.w.plan.groups.rows[reading.group]) || selects(of, this.w.plan.groups.rows[reading.otherGroup])
    if (body.open !== undefined) return (body.open.to ?? act.issuer) === reading.authority && covers(body.open.what, text) && either(body.open.of)
    if (body.seize !== undefined) return (body.seize.to ?? act.issuer) === reading.authority
    const keys = body["give-keys"] ?? body["move-keys"]
    return keys !== undefined && (keys.to ?? act.issuer) === reading.authority && covers(keys.what, text)
  }

  /** By the file's own words: in clear, held by the authority or by who hands it over, or given since. */
  private hasKey(reading: Reading, act: ActPlan | undefined): boolean {
    const { plan } = this.w
    const { cls, text } = this.classOf(reading)
    const service = plan.services[cls.service].spec
    const options = Object.values(service.options ?? {}).flatMap((o) => (o.changes[`${cls.name}.keys`] === undefined ? [] : [keySpecOf(o.changes[`${cls.name}.keys`] as never)]))
    const specs = [keySpecOf(cls.spec.keys), ...options, ...(cls.spec["opened-by"] === undefined ? [] : [keySpecOf(service.classes[cls.spec["opened-by"]].keys)])]
    const via = act?.act.open === undefined ? [] : (act.act.open.via ?? act.by)
    const holders = specs.flatMap((spec) => spec.by.map((by) => (by === "provider" ? (service.provider ?? by) : by)))
    if (holders.some((name) => name === "nobody" || name === reading.authority || via.includes(name))) return true
    for (const other of this.w.begun()) {
      const keys = other.act["give-keys"] ?? other.act["move-keys"]
      if (keys !== undefined && covers(keys.what, text) && [reading.authority, ...via].includes(keys.to ?? other.issuer ?? "")) return true
      if (other.act.seize !== undefined && (other.act.seize.to ?? other.issuer) === reading.authority && this.lieAt(cls.row, other.act.seize.at)) return true
    }
    return false
  }

  /** Whether keys of the class lie in the machines of a site. */
  private lieAt(cls: number, sites: ReadonlyArray<string>): boolean {
    const { plan } = this.w
    if (sites.includes(keySpecOf(plan.classes[cls].spec.keys).in ?? "")) return true
    return [...this.w.begun()].some((act) => sites.includes((act.act["move-keys"] ?? act.act["give-keys"])?.in ?? ""))
  }

  private classOf(reading: Reading) {
    return { cls: this.w.plan.classes[reading.class], text: this.className(reading.class) }
  }

  private className(row: number): string {
    const cls = this.w.plan.classes[row]
    return `${this.w.plan.services[cls.service].name}.${cls.name}`
  }
}

function covers(what: ReadonlyArray<string> | undefined, text: string): boolean {
  return what === undefined || what.some((word) => word === "all" || word === text || text.startsWith(`${word}.`))
}

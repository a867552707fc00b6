/** Probes on disks that are lost or set back, on what is made again of other copies, and on clocks that are wrong. */
import { BY_BACKUP, BY_LOSS, BY_RESTORE, NO_CAUSE } from "../world/record.ts"
import { COPY_KINDS, dayOfBin } from "../world/stock.ts"
import type { Stored } from "../world/watch.ts"
import type { World } from "../world/world.ts"
import { DAY_MS } from "../world/zones.ts"
import type { Probe } from "./probes.ts"

export class LossProbes {
  /** By owner's group, class and kind: the rules of placement that stood when copies were lost. */
  private readonly rulesThen = new Map<string, string>()
  /** Site, owner's group, writer's, class and time of first copies that an act has taken, and not moved. */
  private readonly erased = new Set<string>()
  /** Copies that are missing by what was told: fewer are where some were given up. */
  private missing = 0
  private lost = 0

  constructor(private readonly w: World, private readonly hit: (probe: Probe) => void) {}

  stored(copies: Stored, cause: number): void {
    const { plan, stock } = this.w
    const of = [copies.group, copies.class, copies.kind].join()
    const at = [copies.site, copies.group, copies.other, copies.class, copies.bin].join()
    if (cause >= 0 && copies.copies < 0 && copies.kind === "primary" && !stock.moves.some((m) => m.endMs === this.w.nowMs && m.cause === cause && m.fromSite === copies.site)) this.erased.add(at)
    if (cause === BY_LOSS) {
      this.hit("disks-lost")
      if (copies.kind !== "revived") this.missing -= copies.copies
      this.rulesThen.set(of, this.rules())
      const isTheirs = (m: (typeof stock.moves)[number]) => m.lostAt < 0 && m.group === copies.group && m.class === copies.class && COPY_KINDS[m.kind] === copies.kind
      if (stock.moves.some((m) => isTheirs(m) && (m.toSite === copies.site || (m.fromSite === copies.site && m.endMs === this.w.nowMs)))) this.hit("moved-copies-wiped")
    } else if (cause === BY_BACKUP && copies.kind === "revived") {
      if (this.erased.has(at)) this.hit("deleted-copies-revived")
    } else if (cause === BY_BACKUP) {
      this.missing -= copies.copies
    } else if (cause === BY_RESTORE) {
      this.hit("made-again")
      this.missing -= copies.copies
      if (this.rulesThen.has(of) && this.rulesThen.get(of) !== this.rules()) this.hit("restored-under-other-rules")
    } else if (cause === NO_CAUSE && copies.copies < 0) {
      const { clocks } = plan.sites[copies.site]
      const forMs = plan.classes[copies.class].spec.for
      if (clocks.length > 0 && forMs !== undefined && (dayOfBin(copies.bin) + 1) * DAY_MS + forMs > this.w.nowMs) this.hit("deleted-by-wrong-clock")
    }
  }

  private rules(): string {
    return this.w.begun().filter((act) => act.act.place !== undefined && this.w.isOn(act)).map((act) => act.row).join()
  }

  boundary(): void {
    const { restores, stock } = this.w
    const lost = restores.losses.reduce((sum, { kind, copies }) => (COPY_KINDS[kind] === "queue" ? sum : sum + copies), 0)
    if (restores.losses.length > 0) this.hit("mail-lost")
    this.missing -= lost - this.lost
    this.lost = lost
    const missing = restores.gone.save().reduce((sum, copies) => sum + copies, 0)
    if (missing < this.missing) this.hit("erased-while-missing")
    this.missing = missing
    // A source or a target may be among those that fail now.
    const homes = new Set(Array.from({ length: restores.gone.length }, (_, row) => row).filter((row) => restores.gone.get(row) > 0).map((row) => stock.siteOf(row)))
    if (homes.size > 0 && this.w.plan.sites.some(({ row }) => !homes.has(row) && (this.w.isFailing(row) || this.w.isCutOff(row)))) this.hit("failure-while-missing")
  }
}

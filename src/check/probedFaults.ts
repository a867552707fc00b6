/** Probes on faulty networks and processes: what was held up, lost, late or came twice. */
import type { Obstacle } from "../world/gates.ts"
import type { World } from "../world/world.ts"
import type { Probe } from "./probes.ts"

const PARTING = ["deaf", "mute", "unreachable"] as const

export class FaultProbes {
  /** By sender, recipient and product: when the last accepted message was first tried. */
  private readonly firstMs = new Map<string, number>()
  /** Messages that waited for a fault's sake, by their keys. */
  private readonly heldUp = new Set<number>()

  constructor(private readonly w: World, private readonly hit: (probe: Probe) => void) {}

  refused({ reason }: Obstacle): void {
    if (reason === "lost-on-the-way") this.hit("try-lost")
    if (reason === "relay-unreachable") this.hit("relay-unreachable")
  }

  accepted(m: number): void {
    const { messages, faults, plan, nowMs } = this.w
    if (!faults.any) return
    const relay = this.relayOf(messages.sender(m), m)
    if (relay < 0) return
    if (!faults.speaks(relay)) this.hit("taken-unanswered")
    if (plan.sites[relay].faults.some((fault) => fault.what === "paused" && fault.untilMs === nowMs)) this.hit("held-by-pause")
    const pair = [messages.sender(m), messages.recipient(m), messages.product(m)].join()
    if (messages.firstMs(m) < (this.firstMs.get(pair) ?? 0) && faults.of(relay, "slow").length > 0) this.hit("overtaken")
    this.firstMs.set(pair, messages.firstMs(m))
  }

  waits(m: number): void {
    const { messages, faults, plan, verdicts, persons } = this.w
    if (!faults.any) return
    const service = plan.products[messages.product(m)].service
    const relay = this.relayOf(messages.recipient(m), m)
    const stop = relay < 0 ? undefined : verdicts.relayObstacle(relay, plan.services[service], "from")
    const box = verdicts.mailbox(persons.group(messages.recipient(m)), service)
    if (box.obstacles.some(({ reason }) => reason === "lost-on-the-way")) this.hit("sent-again")
    if ((stop !== undefined && stop.act < 0) || box.placed?.reason === "mailbox-unreachable") this.heldUp.add(messages.key(m))
  }

  cameAgain(): void {
    this.hit("came-twice")
  }

  delivered(m: number): void {
    if (this.heldUp.delete(this.w.messages.key(m))) this.hit("visible-after-fault")
  }

  /** `began`: acts that have begun at this instant. */
  boundary(began: ReadonlyArray<number>): void {
    const { faults, plan, stock, persons } = this.w
    if (!faults.any) return
    const isApart = (site: number) => faults.isPaused(site) || PARTING.some((what) => faults.of(site, what).length > 0)
    const [apart, relays] = [plan.sites.some((site) => isApart(site.row)), plan.sites.filter((site) => site.spec.roles.includes("relay") && isApart(site.row))]
    if (relays.length > 0 && began.some((row) => plan.acts[row].path.includes("/else"))) this.hit("relay-apart-at-deadline")
    if (apart && stock.moves.some((move) => move.endMs === undefined && (isApart(move.fromSite) || isApart(move.toSite)))) this.hit("parted-during-move")
    if (apart && plan.people.home.some((home, person) => persons.exists(person) && persons.place(person) !== home)) this.hit("abroad-while-parted")
  }

  private relayOf(person: number, m: number): number {
    return this.w.verdicts.relayOf(this.w.persons.group(person), this.w.plan.products[this.w.messages.product(m)].service)
  }
}

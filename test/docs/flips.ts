/** The six flips of the README: one command each, and the line of its output in which the answer stands. */

export interface Flip {
  readonly says: string
  /** Arguments behind `npx --no-install situs run FILE`, as they are pasted. */
  readonly command: string
  readonly variant: string
  /** Variant of the file as it stands that it is compared with. */
  readonly against: string
}

export const FILE = "scenarios/pakistan-blackberry-2015.yaml"

export const FLIPS: ReadonlyArray<Flip> = [
  { says: "Had the order not been rescinded, BlackBerry would have left, and residents lost everything, abroad too", command: "--variant as-happened --set orders.open-bes.timeline.rescinded=never", variant: "as-happened", against: "as-happened" },
  { says: "Had it left with the one product that the order named, residents would have kept the others", command: "--variant as-announced --set answers.leave.do.exit.what=bes", variant: "as-announced", against: "as-announced" },
  { says: "Had the carriers obeyed the rule of 2005, visitors on foreign SIMs would have lost what visitors on Wi-Fi keep", command: "--variant include-roamers", variant: "include-roamers", against: "as-announced" },
  { says: "Behind a block at the national networks visitors keep service only as long as their packets go home first", command: "--variant isp-block --set 'people.visitors.reach={ local-breakout: 100 % }' --set 'people.delegates.reach={ local-breakout: 100 % }'", variant: "isp-block", against: "isp-block" },
  { says: "A block that leaks takes only a part", command: "--variant carriers-only --set 'orders.open-bes.else.block.leak={ share: 30 %, by: attempt }'", variant: "carriers-only", against: "carriers-only" },
  { says: "Had BlackBerry held the keys of enterprise mail, complying would have opened it", command: "--variant comply-bulk --set services.bes.classes.content.keys=provider", variant: "comply-bulk", against: "comply-bulk" }
]

/** The whole command, as the README has it. */
export function pasted(flip: Flip): string {
  return `npx --no-install situs run ${FILE} ${flip.command}`
}

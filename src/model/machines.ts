/** What became of sites, and of what lay on them: moves, losses. */
import { Schema } from "effect"
import { act, count, dataClass, instant, maybeInstant, order, text } from "./column.ts"

export const Move = Schema.Struct({
  fromSite: text("Site that the copies left."),
  toSite: text("Site that they came to."),
  fromCountry: text("Country that they left."),
  toCountry: text("Country that they came to."),
  service: text("Service."),
  class: dataClass,
  copies: count("Copies moved.", "copies"),
  bytes: count("Their size.", "B"),
  startAt: instant("Start of the move."),
  endAt: maybeInstant("End of the move; null: not done when the run ends."),
  act,
  order
}).annotations({ identifier: "Move", description: "Copies moved between two sites because of one act; without an act, copies made again out of others, which stay, after disks were lost or set back." })
export type Move = typeof Move.Type

export const SiteState = Schema.Struct({
  site: text("Site."),
  country: text("True country of the site."),
  state: Schema.Literal("running", "stopped", "failing", "paused", "unreachable", "deaf", "mute", "parted", "lossy", "slow", "doubling", "seized", "transferred", "wiped", "restored").annotations({ description: "State entered. stopped: by an act or its own dates. failing: broken down. paused: it stands still for a while. unreachable: it runs, and no network leads to it. deaf, mute: nothing gets to it, nothing from it. parted: so, towards some sites. lossy, slow, doubling: what passes it is lost and sent again, late, or comes twice. seized, transferred: it goes on as it was. wiped: its disks were lost. restored: set back to its backup." }),
  at: instant("When; the run's start for the state that it began in."),
  act,
  order
}).annotations({ identifier: "SiteState", description: "What became of a site." })
export type SiteState = typeof SiteState.Type

export const Loss = Schema.Struct({
  site: text("Site whose disks were lost, or set back to its backup."),
  country: text("True country of the site."),
  service: text("Service."),
  class: dataClass,
  kind: text("Kind of the copies; `queue`: mail that waited at a relay."),
  copies: count("Copies that were the last of their mail, and are gone.", "copies"),
  at: instant("When the first of them were known to be lost.")
}).annotations({ identifier: "Loss", description: "Copies that were lost with the disks under them, since no other copy was left. Mail that still waited for its recipient counts as erased in the outcomes." })
export type Loss = typeof Loss.Type

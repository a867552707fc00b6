/** Mutants of messages and copies lost, doubled, miscounted or out of order. */
import type { Mutant } from "./mutant.ts"

export const CONSERVATION: ReadonlyArray<Mutant> = [
  {
    id: "dropped-without-a-word",
    title: "Mail to an account that has ended is dropped after it was accepted, and nobody is told",
    after: { title: "Hotmail accepts mail, drops it and tells neither end", url: "https://blog.cauwersin.com/2016-01-30-dont-use-hotmail-com-live-com-outlook-com" },
    file: "src/world/messaging.ts",
    find: "return bounce(w, m, account.reason, account.act)",
    replace: "return msgs.free(m)",
    promise: "C1"
  },
  {
    id: "backup-not-asked",
    title: "What is lost with its disks is made again of a replica alone: that there is a backup is forgotten",
    file: "src/world/restores.ts",
    find: ": [\"replica\", \"backup\"]",
    replace: ": [\"replica\"]",
    promise: "C1"
  },
  {
    id: "made-again-once",
    title: "What has been made again once after a loss is not made again after a second one",
    file: "src/world/restores.ts",
    find: "stock.moves.some((m) => m.endMs === undefined && m.toSite === to && this.isFor(m, row))",
    replace: "stock.moves.some((m) => m.toSite === to && this.isFor(m, row))",
    promise: "C1"
  },
  {
    id: "backup-without-the-deleted",
    title: "A site that is set back to an old backup has nothing again of what has been deleted since",
    file: "src/world/backups.ts",
    find: "if (more > 0) stock.put(",
    replace: "if (more > gone) stock.put(",
    promise: "C1"
  },
  {
    id: "newer-than-its-backup",
    title: "Of a site that is set back to an old backup what the backup knows nothing of stays as it is",
    file: "src/world/backups.ts",
    find: "restores.reset(site, (row) => still.get(row) ?? 0)",
    replace: "restores.reset(site, (row) => still.get(row) ?? (backup < 0 ? 0 : this.w.stock.counts.get(row)))",
    promise: "C6"
  },
  {
    id: "sent-again-stored-again",
    title: "A mailbox whose answer was lost is sent the message again, and stores it once more",
    after: { title: "maddy: delivery is not acknowledged, the other side sends again, and the message is there twice", url: "https://github.com/foxcpp/maddy/issues/23" },
    file: "src/world/acknowledgements.ts",
    find: "    if (site >= 0 && box.relaySite >= 0 && site !== box.relaySite && !w.faults",
    replace: "    w.stock.add(m); if (site >= 0 && box.relaySite >= 0 && site !== box.relaySite && !w.faults",
    promise: "C2"
  },
  {
    id: "stored-once-more-when-woken",
    title: "Mail that waits for its device goes through its mailbox once more when it is tried again",
    file: "src/world/queues.ts",
    find: "  if (atRelayStill) toMailbox(w, m)",
    replace: "  if (atRelayStill || stop === undefined) toMailbox(w, m)",
    promise: "C2"
  },
  {
    id: "each-takes-its-own-time",
    title: "Mail to one device takes its own time each, and does not wait for what left before it",
    file: "src/world/messaging.ts",
    find: "w.lastDeliveryMs[at] = Math.max(w.dueMs[0], w.lastDeliveryMs[at])",
    replace: "w.lastDeliveryMs[at] = w.dueMs[0]",
    promise: "C3"
  },
  {
    id: "joins-at-the-end",
    title: "Mail that was on its way when the door closed joins the queue behind what came after it",
    after: { title: "VerneMQ: messages for who is offline are delivered out of order", url: "https://github.com/erlio/vmq_server/pull/28" },
    file: "src/world/queues.ts",
    find: "while (before !== NONE && msgs.isBefore(m, before)) before",
    replace: "while (before !== NONE && msgs.firstMs(m) < msgs.firstMs(before)) before",
    promise: "C3"
  },
  {
    id: "product-lost-at-acceptance",
    title: "As a message is accepted its row is written anew, without which product it is of",
    file: "src/world/messages.ts",
    find: "this.ints[at + 13] = (this.ints[at + 13] & ~7) | Stage.WAITS_AT_RELAY",
    replace: "this.ints[at + 13] = Stage.WAITS_AT_RELAY",
    promise: "C4"
  },
  {
    id: "reason-over-the-product",
    title: "Why a message waits is written over which product it is of",
    file: "src/world/messages.ts",
    find: "(this.ints[m * ROW + 13] & ((1 << REASON_SHIFT) - 1)) | ((reason",
    replace: "(this.ints[m * ROW + 13] & 7) | ((reason",
    promise: "C4"
  },
  {
    id: "erased-while-lost",
    title: "What is erased while its disks are lost is made again out of a backup later",
    after: { title: "Scylla Manager: a restore from backup can bring deleted data back", url: "https://github.com/scylladb/scylla-manager/issues/3964" },
    file: "src/world/erasure.ts",
    find: "w.restores.forget(w.restores.select(isMeant).filter(isGone))",
    replace: "w.restores.forget([])",
    promise: "C6"
  },
  {
    id: "erased-by-a-rule-while-lost",
    title: "A rule that has erased what lies where it may not forgets what is being made again: that comes back",
    after: { title: "hermes-webui: deleted messages come back from a backup when it starts", url: "https://github.com/nesquena/hermes-webui/issues/6911" },
    file: "src/world/relocation.ts",
    find: "w.restores.forget(misplacedRows(w, act, w.restores.gone).filter(test))",
    replace: "w.restores.forget(misplacedRows(w, act).filter(test))",
    promise: "C6"
  },
  {
    id: "accepted-where-he-is-now",
    title: "Messages count as accepted where their sender is by then, not where he was when he first tried",
    file: "src/world/messaging.ts",
    find: "w.outcomes.accepted.add(msgs.outRow(m), 1)",
    replace: "w.outcomes.accepted.add(w.outRow(w.persons.situation(msgs.sender(m)), msgs.product(m)), 1)",
    promise: "C7"
  },
  {
    id: "bounced-to-the-sender-alone",
    title: "What bounces is counted twice for who sent it, and not for whom it was",
    file: "src/world/outcomes.ts",
    find: "this.gotBounced.add(inRow, 1)",
    replace: "this.gotBounced.add(row, 1)",
    promise: "C7"
  },
  {
    id: "queue-for-devices-not-counted",
    title: "The ledger has the queues of relays without what waits there for its recipient's device",
    file: "src/world/stock.ts",
    find: "if (messages.stage(m) !== Stage.WAITS_AT_RELAY && messages.stage(m) !== Stage.WAITS_FOR_DEVICE) continue",
    replace: "if (messages.stage(m) !== Stage.WAITS_AT_RELAY) continue",
    promise: "C8"
  },
  {
    id: "queue-at-the-senders-relay",
    title: "The ledger has what waits in the country of its sender's relay",
    file: "src/world/stock.ts",
    find: "const site = this.w.verdicts.relayOf(this.w.persons.group(messages.recipient(m)), service.row)",
    replace: "const site = this.w.verdicts.relayOf(this.w.persons.group(messages.sender(m)), service.row)",
    promise: "C8"
  }
]

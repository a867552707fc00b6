/** Mutants of whom, what and when acts reach. */
import type { Mutant } from "./mutant.ts"

export const ORDERS: ReadonlyArray<Mutant> = [
  {
    id: "keys-go-to-the-seat-that-is-left",
    title: "Keys of a market that is left go to their holder's seat, though that is what he leaves and he has other establishments",
    file: "src/world/custody.ts",
    find: "const country = [provider?.seat, ...(provider?.established ?? [])].find(outside)",
    replace: "const country = [provider?.seat, ...(provider?.established ?? [])].find((code) => code !== undefined)",
    promise: "X1"
  },
  {
    id: "market-by-home-forgotten",
    title: "Who leaves the market of those at home in a country leaves none: only account regions, SIMs and places make one",
    file: "src/world/rulebook.ts",
    find: "...(clause.account ?? []), ...(clause.home ?? []),",
    replace: "...(clause.account ?? []),",
    promise: "X1"
  },
  {
    id: "late-ones-left-behind",
    title: "What a fault keeps from leaving a market is tried again until the exit has come, and not after it",
    file: "src/world/effects.ts",
    find: "if (act.act.exit !== undefined && old === \"moves\" && w.isNoticed(act)) leaveMarket",
    replace: "if (act.act.exit !== undefined && old === \"moves\" && w.isNoticed(act) && !w.isOn(act)) leaveMarket",
    promise: "X1"
  },
  {
    id: "held-mailbox-stays-behind",
    title: "An exit moves what is in use: what a duty holds in the market stays there",
    file: "src/world/effects.ts",
    find: "[...new Set([...own, ...w.stock.select(stops)])].map(",
    replace: "[...new Set([...own, ...w.stock.select(stops)])].filter((row) => !isKeptHere(w, row)).map(",
    promise: "X2"
  },
  {
    id: "search-finds-who-left",
    title: "An exit that erases what accounts have takes their mailboxes, and not what was made of them: indexes, logs, backups, replicas",
    after: { title: "Mailspring: messages from deleted accounts appear in search", url: "https://github.com/Foundry376/Mailspring/issues/576" },
    file: "src/world/effects.ts",
    find: "leaves: (site, owner, cls) => providers(site)",
    replace: "leaves: (site, owner, cls, kind) => kind === \"primary\" && providers(site)",
    promise: "X2"
  },
  {
    id: "erased-in-the-market-alone",
    title: "An exit that erases takes what lies on the sites that stop, and not what its accounts have elsewhere",
    file: "src/world/effects.ts",
    find: "const isMeant: Leaving[\"stops\"] = (...of) => stops(...of) || leaves(...of)",
    replace: "const isMeant = stops",
    promise: "X2"
  },
  {
    id: "backups-stay-in-the-market",
    title: "From the sites of a market that is left everything goes but the backups",
    file: "src/world/effects.ts",
    find: "market.includes(w.plan.sites[site].country) && serves(site, cls, kind)",
    replace: "market.includes(w.plan.sites[site].country) && kind !== \"backup\" && serves(site, cls, kind)",
    promise: "X2"
  },
  {
    id: "one-chance-for-all",
    title: "What is drawn for a message hangs on how many draws there were before: an act on one changes what others write",
    file: "src/world/arrivals.ts",
    find: "const key = w.drawOn(s.begun, number, 0)",
    replace: "const key = w.drawOn(s.begun, w.counters[Counter.DRAWS] | 0, 0)",
    promise: "X3"
  },
  {
    id: "written-to-somebody-else",
    title: "Who was kept from obtaining a service is written to no more: what was meant for him goes to the next one",
    file: "src/world/arrivals.ts",
    find: "if (person !== sender && w.persons.exists(person) && ((w.persons.uses(person) | w.persons.denied(person)) & (1 << product)) !== 0) return person",
    replace: "if (person !== sender && w.persons.exists(person) && (w.persons.uses(person) & (1 << product)) !== 0) return person",
    promise: "X3"
  },
  {
    id: "block-at-home-stands-everywhere",
    title: "Where a rule stands is asked of those alone that name several places: one of a single state stands in all",
    after: { title: "A block of YouTube for one country's networks is announced to the world", url: "https://www.pinoytechblog.com/archives/pakistan-telecom-responsible-for-the-global-youtube-outage" },
    file: "src/world/gates.ts",
    find: "if (rule.places.length > 0 && !rule.places.some(",
    replace: "if (rule.places.length > 1 && !rule.places.some(",
    promise: "X4"
  },
  {
    id: "neighbours-at-one-address",
    title: "A block by name takes whatever has the same address",
    after: { title: "Blocks of a messenger's addresses in Russia take services that share them", url: "https://meduza.io/en/news/2018/04/17/russia-s-federal-censor-blocks-millions-of-ip-addresses-in-crackdown-on-telegram-disrupting-internet-services-across-the-country" },
    file: "src/world/gates.ts",
    find: "if (rule.match !== \"address\" || traffic.relaySite === undefined) return false",
    replace: "if (rule.match === \"traffic\" || traffic.relaySite === undefined) return false",
    promise: "X4"
  },
  {
    id: "lifted-and-still-in-the-way",
    title: "What stands in somebody's way is remembered beyond the act that had put it there",
    file: "src/world/verdicts.ts",
    find: "[this.senders, this.receivers,",
    replace: "[this.receivers,",
    promise: "X5"
  },
  {
    id: "enforced-while-stayed",
    title: "A stay or a postponement changes the state of an order, and its acts go on",
    file: "src/world/docketCourse.ts",
    find: "this.enforced.turn(free && this.#inEffect && !this.#waived, this.#now)",
    replace: "this.enforced.turn(!this.ended && this.#inEffect && !this.#waived, this.#now)",
    promise: "X5"
  },
  {
    id: "erased-once-is-no-conflict",
    title: "Of erasures only one that goes on by age is held against a duty to keep: one that is done once is not",
    file: "src/world/docketConflicts.ts",
    find: "return { ...fate, does: \"goes\" }",
    replace: "return act.erase?.for === undefined ? undefined : { ...fate, does: \"goes\" }",
    promise: "X6"
  },
  {
    id: "every-act-at-home",
    title: "Where an act says that it holds is not asked for conflicts: each is taken to hold in its own state",
    file: "src/world/docketConflicts.ts",
    find: "typeof stated === \"string\" ? [stated] : stated",
    replace: "[issuer]",
    promise: "X6"
  },
  {
    id: "suspended-comes-back",
    title: "Mail to an account that is suspended comes back at once, as if there were no such account",
    after: { title: "Gmail: mail to accounts that could not be looked up bounces as if there were none", url: "https://status.mixpanel.com/incidents/vjftprp9lcbv" },
    file: "src/world/reasons.ts",
    find: "new Set<Reason>([\"market-left\", \"product-withdrawn\"])",
    replace: "new Set<Reason>([\"market-left\", \"product-withdrawn\", \"account-suspended\"])",
    promise: "X7"
  },
  {
    id: "starts-with-empty-disks",
    title: "A site that is started begins anew: what lay there is gone",
    file: "src/world/effects.ts",
    find: "    case \"start\":",
    replace: "    case \"start\": if (act.verb === \"start\") w.stock.erase(w.stock.select((site) => body.start!.at.includes(w.plan.sites[site].name)), act.row)",
    promise: "X7"
  },
  {
    id: "moved-out-is-still-held",
    title: "Of exits only one that erases is held against a duty to keep: one that takes along what is kept is not",
    file: "src/world/docketConflicts.ts",
    find: "return { ...fate, does: \"goes\", places: [\"all\"] }",
    replace: "return act.exit?.old === \"moves\" ? undefined : { ...fate, does: \"goes\", places: [\"all\"] }",
    promise: "X8"
  },
  {
    id: "everything-is-nothing-named",
    title: "An exit with every product is held against no duty that names what it keeps",
    file: "src/world/docketConflicts.ts",
    find: "if (one === \"all\" || other === \"all\") return one === other",
    replace: "if (one === \"all\" && other === \"all\") return one === other",
    promise: "X8"
  }
]

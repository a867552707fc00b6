/** Mutants of who holds keys, who can read, what is told of it. */
import type { Mutant } from "./mutant.ts"

export const KEYS: ReadonlyArray<Mutant> = [
  {
    id: "warrant-for-one-takes-all",
    title: "An act that has some people's mail recorded records everybody's that passes",
    file: "src/world/taps.ts",
    find: "if (matchOf(open.of, {",
    replace: "if (matchOf(undefined, {",
    promise: "K1"
  },
  {
    id: "warrant-for-a-class-takes-the-service",
    title: "Of what is stored an act for one class of a service is handed all its classes",
    file: "src/world/effects.ts",
    find: "placeNames(open.what, w.plan.services[cls.service].name, cls.name)).filter",
    replace: "open.what.some((word) => word.split(\".\")[0] === w.plan.services[cls.service].name)).filter",
    promise: "K1"
  },
  {
    id: "other-peoples-mailboxes-with-his-mail",
    title: "Who may have somebody's mailbox gets what he wrote out of the mailboxes of others too",
    file: "src/world/effects.ts",
    find: "return w.stock.select((_site, owner, cls) => named(cls) && matchesGroup(act, of, ownerOf(w, owner, cls)))",
    replace: "return w.stock.select((_site, owner, cls, _kind, other) => named(cls) && (matchesGroup(act, of, ownerOf(w, owner, cls)) || matchesGroup(act, of, ownerOf(w, other, cls))))",
    promise: "K1"
  },
  {
    id: "read-inside-the-tunnel",
    title: "Where bytes are recorded what passes inside a tunnel is told apart and recorded too",
    file: "src/world/taps.ts",
    find: "points.includes(c.point) && c.hidden === undefined && (",
    replace: "points.includes(c.point) && (",
    promise: "K1"
  },
  {
    id: "recorded-abroad",
    title: "An act that has bytes recorded in one state has them recorded at the same points of every other",
    file: "src/world/taps.ts",
    find: "(places.length === 0 || places.includes(c.country) || places.includes(c.place))",
    replace: "places.length >= 0",
    promise: "K1"
  },
  {
    id: "keys-of-a-customer-at-the-provider",
    title: "Keys that a customer holds himself lie where his provider has its seat",
    file: "src/world/custody.ts",
    find: "kind: \"customer\", country: where ?? of.homeCountry,",
    replace: "kind: \"customer\", country: where ?? plan.scenario.providers[service.provider ?? \"\"]?.seat,",
    promise: "K2"
  },
  {
    id: "moved-keys-stay-behind",
    title: "Keys that are moved to another holder are copied: the old one has them still",
    file: "src/world/custody.ts",
    find: "return [...holders.filter((h) => !gives(h)), {",
    replace: "return [...holders, {",
    promise: "K2"
  },
  {
    id: "moved-to-the-seat",
    title: "Keys that an act moves into a country go to their holder's seat",
    file: "src/world/custody.ts",
    find: "{ country: site?.country ?? body.in, site: site?.name }",
    replace: "{ country: site?.country ?? plan.scenario.providers[to ?? \"\"]?.seat, site: site?.name }",
    promise: "K2"
  },
  {
    id: "destroyed-but-not-at-the-users",
    title: "Keys are destroyed with their provider, and what users have of them is left",
    file: "src/world/custody.ts",
    find: "return older ? holders.filter((h) => h.isCopy) : holders",
    replace: "return older ? holders.filter((h) => h.isCopy || h.kind === \"user\") : holders",
    promise: "K3"
  },
  {
    id: "moved-keys-outlive-destruction",
    title: "Keys that have been moved count as a copy that was given away: destroying them leaves them",
    file: "src/world/custody.ts",
    find: "isCopy: holders.filter(gives).every((h) => h.isCopy)",
    replace: "isCopy: true",
    promise: "K3"
  },
  {
    id: "session-keys-outlive-destruction",
    title: "Keys of sessions are thought to be gone with these: destroying them leaves those that somebody had kept",
    file: "src/world/custody.ts",
    find: "if (older && spec.onePer === \"session\" && act.act[\"destroy-keys\"] === undefined) return holders",
    replace: "if (older && spec.onePer === \"session\") return holders",
    promise: "K3"
  },
  {
    id: "destroyed-keys-remembered",
    title: "Who holds which keys is remembered, and not worked out anew when some are destroyed",
    after: { title: "Kroxylicious: a rotation of keys does not reach what is cached by their name", url: "https://github.com/kroxylicious/kroxylicious/pull/4772" },
    file: "src/world/keyHolders.ts",
    find: "\"rotate-keys\", \"destroy-keys\", \"seize\"",
    replace: "\"rotate-keys\", \"seize\"",
    promise: "K3"
  },
  {
    id: "numbers-that-mean-two",
    title: "When people of a new group are met, pairs of groups keep the numbers that they had: after that two pairs have one number",
    file: "src/world/keyHolders.ts",
    find: "if (groups.rows.length !== this.groups) this.known.clear()",
    replace: "if (this.groups === 0) this.known.clear()",
    promise: "K4"
  },
  {
    id: "nobody-hands-over-the-keys",
    title: "Whether all who hand something over have its keys is asked where nobody does: what is recorded at a point is read",
    file: "src/world/taps.ts",
    find: "(open.via ?? act.by).some((via) => opensFor(holders, via) !== undefined)",
    replace: "(open.via ?? act.by).every((via) => opensFor(holders, via) !== undefined)",
    promise: "K4"
  },
  {
    id: "option-holds-for-stores-alone",
    title: "Keys that an option leaves with its users hold for what is stored, and what passes is under those of the provider",
    file: "src/world/custody.ts",
    find: "if (isShared(cls) ? has(a) && has(b) : has(of))",
    replace: "if (!isShared(cls) && has(of))",
    promise: "K4"
  },
  {
    id: "rotated-keys-open-what-comes",
    title: "Keys are rotated, and copies of the old ones open what is sent after that",
    file: "src/world/custody.ts",
    find: "return older ? holders : holders.filter((h) => !h.isCopy)",
    replace: "return older ? holders : holders.filter((h) => !h.isCopy || h.kind === \"state\")",
    promise: "K4"
  },
  {
    id: "given-keys-open-what-comes-alone",
    title: "When keys are given what was kept as cipher text is not looked at again",
    file: "src/world/effects.ts",
    find: "    case \"give-keys\":",
    replace: "    case \"give-keys\": return",
    promise: "K5"
  },
  {
    id: "given-keys-unknown",
    title: "Who holds which keys is remembered, and not worked out anew when some are given",
    file: "src/world/keyHolders.ts",
    find: "new Set([\"give-keys\", \"move-keys\"",
    replace: "new Set([\"move-keys\"",
    promise: "K5"
  }
]

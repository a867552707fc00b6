/** Mutants of where copies lie: placement, replicas, failover, relays, what a site declares. */
import type { Mutant } from "./mutant.ts"

export const RESIDENCY: ReadonlyArray<Mutant> = [
  {
    id: "stand-in-from-the-full-set",
    title: "The rules in force are asked of the stated site alone: whatever else the operator has can take the copy in its stead",
    after: { title: "CockroachDB: voter constraints ignore super region boundaries", url: "https://github.com/cockroachdb/cockroach/issues/163403" },
    file: "src/world/placement.ts",
    find: "base, rules, ruler, from).filter((site) => rules.every((r) => r.allows(site)))",
    replace: "base, rules, ruler, from).filter((site) => site !== base || rules.every((r) => r.allows(site)))",
    promise: "R1"
  },
  {
    id: "floating-replica",
    title: "A rule on all copies is not asked for replicas: these stay wherever the file puts them",
    after: { title: "CockroachDB: quantified constraints do not prohibit replicas beyond them", url: "https://github.com/cockroachdb/cockroach/issues/131289" },
    file: "src/world/placement.ts",
    find: "standing.isOn(act) && (place.copies === \"all\" || kind === \"primary\") && placeNames",
    replace: "standing.isOn(act) && (place.copies === \"all\" ? kind !== \"replica\" : kind === \"primary\") && placeNames",
    promise: "R2"
  },
  {
    id: "backup-region-abroad",
    title: "A rule on all copies is not asked for backups: these go on to the region that was set up for them",
    file: "src/world/placement.ts",
    find: "standing.isOn(act) && (place.copies === \"all\" || kind === \"primary\") && placeNames",
    replace: "standing.isOn(act) && (place.copies === \"all\" ? kind !== \"backup\" : kind === \"primary\") && placeNames",
    promise: "R7"
  },
  {
    id: "index-in-the-default-region",
    title: "Where an index lies is looked up without the account's region: it is in the default one",
    file: "src/world/placement.ts",
    find: "(spec === undefined ? \"none\" : byRegion(spec.where, one.group.account))",
    replace: "(spec === undefined ? \"none\" : byRegion(spec.where, kind === \"index\" ? \"others\" : one.group.account))",
    promise: "R7"
  },
  {
    id: "hint-at-rest-abroad",
    title: "While the stated site has broken down another of the operator's holds the mail for it, wherever that is",
    file: "src/world/placement.ts",
    find: "...preferred, base, ...copies, ...others]",
    replace: "...preferred, base, ...copies, ...(standing.isFailing(base.row) ? plan.sites.filter((s) => s.operator === base.operator) : others)]",
    promise: "R4"
  },
  {
    id: "observer-promoted",
    title: "Whatever keeps a copy can take the mailbox over when its site is down: a log, an index or a cache too",
    after: { title: "orchestrator: what keeps a failover in its region is not asked for intermediate masters", url: "https://github.com/openark/orchestrator/issues/928" },
    file: "src/world/placement.ts",
    find: "cls.kept.filter((k) => k.kind === \"replica\" || k.kind === \"backup\") : []",
    replace: "cls.kept.filter((k) => k.kind !== \"primary\") : []",
    promise: "R4"
  },
  {
    id: "declared-country-believed",
    title: "A rule is asked for the country that a site declares, not for the one where it stands",
    file: "src/world/placement.ts",
    find: "const allows = (site: SiteRow) => inPlaces(place.in, site.country)",
    replace: "const allows = (site: SiteRow) => inPlaces(place.in, site.spec.declared ?? site.country)",
    promise: "R5"
  },
  {
    id: "guard-checks-its-own-setting",
    title: "Sites are set up with the country that they declare, and every guard checks that",
    file: "src/world/sites.ts",
    find: "      country: spec.country,",
    replace: "      country: spec.declared ?? spec.country,",
    promise: "R5"
  },
  {
    id: "mailbox-follows-the-traveller",
    title: "A mailbox is placed by the country where its owner is, not by his account",
    file: "src/world/placement.ts",
    find: "(spec === undefined ? \"none\" : byRegion(spec.where, one.group.account))",
    replace: "(spec === undefined ? \"none\" : byRegion(spec.where, one.group.there?.at(-1) ?? one.group.account))",
    promise: "R9"
  },
  {
    id: "old-data-not-moved",
    title: "A rule that names a whole service moves what is new, and none of what lies there already",
    file: "src/world/relocation.ts",
    find: "const named = (cls: ClassRow) => placeNames(place.what, w.plan.services[cls.service].name, cls.name)",
    replace: "const named = (cls: ClassRow) => place.what.some((word) => word.endsWith(cls.name))",
    promise: "R1"
  },
  {
    id: "cache-outlives-its-time",
    title: "What has grown too old is deleted in mailboxes and backups, and caches keep it",
    file: "src/world/stock.ts",
    find: "return goneMs < this.w.nowMs ? cause : undefined",
    replace: "return goneMs < this.w.nowMs && this.kindOf(row) !== \"cache\" ? cause : undefined",
    promise: "R1"
  },
  {
    id: "left-behind-by-a-move",
    title: "A move copies, and forgets to delete at the old place what is no first copy",
    file: "src/world/stock.ts",
    find: "      this.change(row, -count, move.cause)",
    replace: "      if (this.kindOf(row) === \"primary\") this.change(row, -count, move.cause)",
    promise: "R10"
  },
  {
    id: "relay-in-a-forbidden-country",
    title: "Of a rule on where the relay is the countries that it forbids are forgotten",
    after: { title: "Zoom: calls mistakenly routed through data centres in China", url: "https://www.ubergizmo.com/2020/04/zoom-calls-routed-to-china/" },
    file: "src/world/rulebook.ts",
    find: "inPlaces(body.in, s.country) && !(body[\"not-in\"]?.includes(s.country) ?? false))",
    replace: "inPlaces(body.in, s.country))",
    promise: "R3"
  },
  {
    id: "made-again-by-the-old-rules",
    title: "What is lost with its disks is made again where it lay, whatever the rules have become meanwhile",
    file: "src/world/restores.ts",
    find: "site < 0 || this.isWiped(site) ? NONE : site",
    replace: "site < 0 || this.isWiped(site) ? NONE : stock.isOffLine(stock.siteOf(row)) ? site : stock.siteOf(row)",
    promise: "R8"
  },
  {
    id: "made-again-abroad",
    title: "While the disks of the lawful site are lost its copies are made again at any other of the same operator's",
    after: { title: "CockroachDB: replacement replicas are allocated without asking whether all constraints still hold", url: "https://github.com/cockroachdb/cockroach/issues/94809" },
    file: "src/world/restores.ts",
    find: "site < 0 || this.isWiped(site) ? NONE : site",
    replace: "site < 0 ? NONE : this.isWiped(site) ? this.plan.sites.findIndex((s) => s.row !== site && s.operator === this.plan.sites[site].operator) : site",
    promise: "R8"
  },
  {
    id: "no-place-is-any-place",
    title: "Mail for which no place is lawful is put where the file states it, whatever was chosen",
    file: "src/world/placement.ts",
    find: "plan.scenario.choices[\"no-legal-place\"] !== \"violate-and-report\") return lawful",
    replace: "plan.scenario.choices[\"no-legal-place\"] === \"refuse\") return lawful",
    promise: "R11"
  },
  {
    id: "mistyped-region-provisioned-centrally",
    title: "Who is of an account region that the file does not name is kept at the first site that it does name",
    after: { title: "Exchange Online: with a mistyped preferred location the mailbox is provisioned in the central one", url: "https://learn.microsoft.com/en-us/microsoft-365/enterprise/multi-geo-capabilities-in-exchange-online" },
    file: "src/world/products.ts",
    find: "where[account] ?? where.others ?? \"none\"",
    replace: "where[account] ?? where.others ?? Object.values(where)[0]",
    promise: "R6"
  },
  {
    id: "record-in-the-default-region",
    title: "Where the record of who wrote to whom lies is looked up without the account's region: it is in the default one",
    file: "src/world/placement.ts",
    find: "(spec === undefined ? \"none\" : byRegion(spec.where, one.group.account))",
    replace: "(spec === undefined ? \"none\" : byRegion(spec.where, cls.form === \"metadata\" ? \"others\" : one.group.account))",
    promise: "R1"
  },
  {
    id: "operator-of-the-file",
    title: "The table of what lies where names who runs a site by the machines alone, not by what was handed over in them",
    file: "src/world/atRest.ts",
    find: "const operator = operatorOf(w, site, { service, cls, kind: COPY_KINDS[kind] })",
    replace: "const operator = operatorOf(w, site)",
    promise: "R12"
  },
  {
    id: "first-of-several-rules-forgotten",
    title: "Where several rules together leave no place, the first of them is asked no more: a further prohibition opens one",
    file: "src/world/placement.ts",
    find: "  const allowed = all.length > 0 ? all : under(inForce)",
    replace: "  const allowed = all.length > 0 || inForce.length < 2 ? all : under(inForce.slice(1))",
    promise: "R13"
  }
]

/** Why a gate refuses: the words of result.json, by number. Numbers go into the digest: a new word comes last. */
export const REASONS = [
  "market-left",
  "product-withdrawn",
  "account-suspended",
  "not-installable",
  "feature-withdrawn",
  "not-provisioned",
  "roamer-barred",
  "waiting-period",
  "blocked",
  "throttled",
  "filtered",
  "relay-down",
  "no-legal-place",
  "mailbox-unreachable",
  "waited-too-long",
  "relay-unreachable",
  "service-stopped",
  "relay-paused",
  "lost-on-the-way"
] as const
export type Reason = (typeof REASONS)[number]

export const REASON_ROW: Readonly<Record<Reason, number>> = Object.fromEntries(REASONS.map((reason, i) => [reason, i])) as Record<Reason, number>

/** Reasons for which mail to an account comes back at once; a suspended one's mail waits. */
export const ACCOUNT_ENDED: ReadonlySet<Reason> = new Set<Reason>(["market-left", "product-withdrawn"])

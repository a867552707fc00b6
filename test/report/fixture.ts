/** A result as analysis gives it: five variants of an order, small numbers, every list filled; and the same one with hostile texts. */
import { single } from "../../src/analysis/interval.ts"
import { claimRuns, promiseRuns, sharesOf } from "../../src/analysis/replications.ts"
import type { InvariantVerdict, Outcome, Result, SummaryRow, VariantResult } from "../../src/model/result.ts"
import { conclusionsOf, effectsOf } from "./compared.ts"

type Reader = VariantResult["readers"][number]

const START = "2015-06-30T19:00:00.000Z"
const DUE = "2015-12-30T19:00:00.000Z"
const END = "2016-01-31T19:00:00.000Z"
const ISSUED = "2015-07-23T19:00:00.000Z"

type Fate = { readonly share: number; readonly reason: "market-left" | "blocked" | "mailbox-unreachable"; readonly act: string }
type Cell = Pick<SummaryRow, "cohort" | "status" | "access" | "service"> & { readonly n: number; readonly weight: number; readonly present: string }

/** People of five kinds, each service and way to the network that they use. */
const CELLS: ReadonlyArray<Cell> = [
  ...cells("staff", "resident", "PK", ["local-sim", "wifi"], ["bes", "bbm"], 4000, 10),
  ...cells("staff", "abroad", "AE", ["home-routed", "wifi"], ["bes", "bbm"], 1200, 10),
  ...cells("consumers", "resident", "PK", ["local-sim", "wifi"], ["bis", "bbm"], 3000, 20),
  ...cells("guests", "visitor", "PK", ["home-routed", "local-breakout", "wifi"], ["bes"], 1500, 5),
  ...cells("correspondents", "other", "GB", ["local-sim"], ["bes", "bbm"], 5000, 10)
]

function cells(cohort: string, status: SummaryRow["status"], present: string, ways: ReadonlyArray<SummaryRow["access"]>, services: ReadonlyArray<string>, n: number, weight: number): ReadonlyArray<Cell> {
  return ways.flatMap((access, i) => services.map((service) => ({ cohort, status, access, service, n: n + i, weight, present })))
}

const FATES: Record<string, (cell: Cell) => Fate | undefined> = {
  "no-order": () => undefined,
  "as-happened": () => undefined,
  "as-announced": (c) => (c.cohort === "staff" || c.cohort === "consumers" ? { share: 0, reason: "market-left", act: "leave/do/exit" } : undefined),
  "isp-block": (c) => {
    if (c.cohort === "staff" && c.status === "abroad" && c.service === "bes") return { share: 0, reason: "mailbox-unreachable", act: "open-bes/else/block" }
    if (c.status === "abroad" && c.access === "home-routed") return { share: 0, reason: "blocked", act: "open-bes/else/block" }
    if (c.status === "visitor" && c.access === "local-breakout") return { share: 0.3, reason: "blocked", act: "open-bes/else/block" }
    if (c.status === "resident" || (c.status === "visitor" && c.access === "wifi")) return { share: 0, reason: "blocked", act: "open-bes/else/block" }
    return undefined
  },
  "comply-bulk": () => undefined
}

/** In what the files of two of them differ from the file as it stands. */
const CHANGES: Readonly<Record<string, VariantResult["changes"]>> = {
  "no-order": [{ kind: "without", path: "open-bes", was: null, becomes: null }],
  "as-announced": [{ kind: "set", path: "orders.open-bes.timeline.rescinded", was: "2015-12-31", becomes: "never" }, { kind: "with", path: "leave", was: null, becomes: null }]
}

/** The result, made anew at each call, so that a test may change its copy. */
export function fixture(): Result {
  const variants = Object.keys(FATES).map(variant)
  return {
    schemaVersion: 1,
    run: { id: "r-1f2e3d4c", scenarioHash: "9c1185a5c5e9fc54612808977ee8f548b2258d31", engineVersion: "0.1.0", seed: 1, replications: 1, replication: 0, precision: null },
    scenario: {
      id: "order-and-answers",
      title: "A state orders a mail service to open its traffic, or go",
      question: "If the provider leaves rather than comply, who keeps service and who can read what?",
      about: ["PK"],
      from: "2015-07-01",
      until: "2016-01-31",
      startsAt: START,
      endsAt: END,
      baseline: "no-order"
    },
    variants,
    comparisons: Object.keys(FATES).filter((id) => id !== "no-order").flatMap(comparisons),
    effects: effectsOf(variants, "no-order"),
    conclusions: conclusionsOf(variants),
    sensitivity: null,
    assumptions: { total: 6, stated: 2, inferred: 1, unverified: 0, judgement: 2, unknown: 1, ungraded: 0, withSource: 3 },
    evidence: [
      { path: "people.staff.count", value: 5000, sources: ["dawn", "tech"], grade: "stated", range: [4000, 6000], otherwise: [{ value: 3000, sources: ["tech"], grade: null, note: "counted in December" }], note: null },
      { path: "orders.open-bes.timeline.issued", value: "2015-07-24", sources: ["dawn"], grade: "stated", range: null, otherwise: [], note: null },
      { path: "services.bis.classes.mailbox.keys", value: "provider", sources: ["tech"], grade: "inferred", range: null, otherwise: [], note: null },
      { path: "people.staff.writes.per-day", value: 25, sources: [], grade: "judgement", range: null, otherwise: [], note: null },
      { path: "carriers.alpha.share", value: "38 %", sources: [], grade: "judgement", range: ["30 %", "45 %"], otherwise: [], note: "33.42 million lines, of all kinds" },
      { path: "choices.no-legal-place", value: "wait", sources: [], grade: "unknown", range: null, otherwise: [], note: null }
    ],
    sources: [
      { id: "dawn", title: "Dawn: enterprise services to be closed", url: "https://www.dawn.com/news/1196212", date: "2015-07-25", kind: "press" },
      { id: "tech", title: "Pakistan Tech News: terms agreed", url: null, date: null, kind: "press" }
    ]
  }
}

function variant(id: string): VariantResult {
  const fate = FATES[id]
  const life = id === "no-order" ? [] : [order(id)]
  const summary = CELLS.map((cell) => summaryRow(cell, fate(cell)))
  return {
    id,
    changes: CHANGES[id] ?? [],
    title: id === "as-announced" ? "Nobody yields" : id,
    turningPoint: { at: DUE, what: "deadline" },
    windows: [
      { id: "w0", from: START, to: ISSUED, starts: [] },
      { id: "w1", from: ISSUED, to: DUE, starts: ["orders.open-bes.issued"] },
      { id: "w2", from: DUE, to: END, starts: ["orders.open-bes.in-effect"] }
    ],
    outcomes: CELLS.flatMap((cell) => [outcome(cell, undefined, { id: "w1", from: ISSUED, to: DUE }), outcome(cell, fate(cell), { id: "w2", from: DUE, to: END })]),
    atRest: [
      rest(DUE, "customers-pk", "customer", "PK", "bes", "content", "primary", 90_000),
      rest(END, "customers-pk", "customer", "PK", "bes", "content", "primary", 91_234),
      rest(END, "waterloo", "provider", "CA", "bis", "mailbox", "primary", 40_321),
      ...(id === "comply-bulk" ? [rest(END, "tap", "state", "PK", "bbm", "content", "capture", 8_007)] : [])
    ],
    readers: readers(id),
    keys: [
      { service: "bes", class: "content", holder: "customer", holderKind: "customer", country: "PK", startAt: START, endAt: null, cohorts: ["staff"], act: null },
      ...(id === "comply-bulk" ? [{ service: "bbm", class: "content", holder: "PK", holderKind: "state" as const, country: "PK", startAt: DUE, endAt: null, cohorts: ["staff"], act: "open-up/do/give-keys" }] : [])
    ],
    losses: [],
    moves: id === "as-announced" ? [{ fromSite: "karachi", toSite: "waterloo", fromCountry: "PK", toCountry: "CA", service: "bis", class: "mailbox", copies: 512, bytes: 10_240_000, startAt: "2015-12-01T19:00:00.000Z", endAt: "2015-12-02T01:30:00.000Z", act: "leave/do/exit", order: "open-bes" }] : [],
    sites: [{ site: "karachi", country: "PK", state: "running", at: START, act: null, order: null }],
    orders: life,
    invariants: [
      promise("R1", "held", 120_000),
      promise("R9", "held", 4_200),
      id === "isp-block" ? promise("X4", "broken", 31, "message 4711 of guests#3 refused by open-bes/else/block, out of scope") : promise("X4", "held", 31),
      promise("K5", "not-exercised", 0)
    ],
    claims: claims(id),
    acts: id === "as-announced" || id === "isp-block" ? [{ path: id === "isp-block" ? "open-bes/else/block" : "leave/do/exit", verb: id === "isp-block" ? "block" : "exit", order: "open-bes", answer: id === "isp-block" ? null : "leave", event: null, issuer: "PK", start: DUE, end: END, source: ["dawn"] }] : [],
    answers: [{ id: "leave", kind: "exit", by: ["blackberry"], at: id === "as-announced" ? DUE : null }],
    sanctions: id === "isp-block" ? [{ at: DUE, text: "fine for not answering", fine: 800_000, currency: "PKR", act: "open-bes/else/sanction", order: "open-bes" }] : [],
    conflicts: id === "comply-bulk" ? [{ at: ISSUED, orders: ["keep-it", "erase-it"], choice: "keep", text: "keep-it wants kept what erase-it wants gone" }] : [],
    people: ["staff", "consumers", "guests", "correspondents"].map((cohort) => ({ cohort, people: 400, weight: CELLS.find((c) => c.cohort === cohort)?.weight ?? 1, standsFor: 4000, attempted: 40_000, attemptedAfter: 8_000 })),
    newPeople: [{ cohort: "staff", service: "bbm", window: { id: "w0", from: START, to: ISSUED }, people: 12, weight: 10 }],
    summary,
    shares: sharesOf(summary),
    cameAgain: 0,
    fingerprint: { events: 1_234_567, draws: 7_654_321, digest: `d1gest-${id}` },
    fingerprints: [{ replication: 0, events: 1_234_567, draws: 7_654_321, digest: `d1gest-${id}` }]
  }
}

/** A promise of one run. */
export function promise(id: string, verdict: InvariantVerdict["verdict"], exercised: number, witness?: string): InvariantVerdict {
  return { id, verdict, exercised, ...(witness === undefined ? {} : { witness }), runs: promiseRuns([verdict]), replication: 0 }
}

function outcome(cell: Cell, fate: Fate | undefined, window: Outcome["window"]): Outcome {
  const accepted = fate === undefined ? cell.n : Math.round(cell.n * fate.share)
  const refused = cell.n - accepted
  return {
    about: "PK",
    cohort: cell.cohort,
    status: cell.status,
    present: cell.present,
    access: cell.access,
    vpn: null,
    service: cell.service,
    window,
    people: 100,
    weight: cell.weight,
    attempted: cell.n,
    refused: fate === undefined ? {} : { [fate.reason]: refused },
    accepted,
    underWay: 0,
    delivered: accepted,
    expired: 0,
    bounced: 0,
    erased: 0,
    inFlight: 0,
    received: { addressed: accepted, delivered: accepted, expired: 0, bounced: 0, erased: 0, inFlight: 0 },
    hoursWithoutService: fate === undefined ? 0 : 744,
    hoursPresent: 74_400,
    peopleWithoutService: fate === undefined ? 0 : 100,
    deliveryRatio: single(accepted / cell.n),
    delayMs: { p50: 900.5, p95: 2400, p99: 4100 },
    firstAcceptedAt: accepted === 0 ? null : "2015-12-30T19:00:01.250Z",
    causes: fate === undefined ? [] : [{ outcome: "refused", reason: fate.reason, act: fate.act, order: "open-bes", answer: null, messages: refused }]
  }
}

function summaryRow(cell: Cell, fate: Fate | undefined): SummaryRow {
  const accepted = fate === undefined ? cell.n : Math.round(cell.n * fate.share)
  return {
    about: "PK",
    cohort: cell.cohort,
    status: cell.status,
    access: cell.access,
    vpn: null,
    service: cell.service,
    from: DUE,
    to: END,
    attempted: cell.n,
    accepted,
    attemptedMeanwhile: fate === undefined ? 0 : cell.n,
    acceptedMeanwhile: fate === undefined ? 0 : accepted,
    delivered: accepted,
    verdict: fate === undefined ? "keeps" : accepted === 0 ? "loses" : "partly",
    lostAt: fate === undefined ? null : DUE,
    regainedAt: null,
    stretches: fate === undefined ? 0 : 1,
    reason: fate?.reason ?? null,
    act: fate?.act ?? null,
    order: fate === undefined ? null : "open-bes",
    addressed: cell.n,
    received: accepted,
    weight: cell.weight
  }
}

function rest(at: string, site: string, operator: "provider" | "customer" | "state", country: string, service: string, dataClass: string, kind: "primary" | "capture", copies: number) {
  return { at, site, cohort: "staff", operator, country, service, class: dataClass, kind, copies, bytes: copies * 20_000 }
}

function readers(id: string): ReadonlyArray<Reader> {
  const row = (level: Reader["level"], basis: string, service: string, dataClass: string, form: Reader["form"], cohort: string, messages: number): Reader => ({
    authority: "PK", level, basis, service, class: dataClass, form, cohort, messages, again: 0, people: 240, weight: cohort === "guests" ? 5 : 10, firstAt: DUE, lastAt: "2016-01-31T18:59:58.000Z", act: level === "exposed" ? null : "open-up/do/comply", order: level === "exposed" ? null : "open-bes"
  })
  const exposed = row("exposed", "lies there", "bes", "metadata", "metadata", "staff", 9_100)
  if (id !== "comply-bulk") return [exposed]
  return [
    exposed,
    row("disclosed", "open-bes", "bes", "metadata", "metadata", "staff", 16_002),
    row("readable", "open-bes", "bbm", "content", "content", "staff", 8_007),
    row("readable", "open-bes", "bbm", "content", "content", "correspondents", 1_250),
    row("disclosed", "open-bes", "bes", "content", "ciphertext", "staff", 16_002)
  ]
}

function order(variantId: string): VariantResult["orders"][number] {
  const takesEffect = variantId !== "as-happened"
  return {
    id: "open-bes",
    issuer: "PK",
    kind: "bulk-access",
    due: DUE,
    demand: variantId === "comply-bulk" ? "met" : takesEffect ? "in-breach" : "open",
    breachHours: variantId === "as-announced" ? 768 : 0,
    answers: variantId === "as-announced" ? ["leave"] : [],
    states: [
      { state: "issued", at: ISSUED, source: ["dawn"] },
      { state: "postponed", at: "2015-11-29T19:00:00.000Z", source: ["tech"] },
      takesEffect ? { state: "in-effect", at: DUE, source: [] } : { state: "rescinded", at: DUE, source: ["tech"] }
    ],
    breach: variantId === "as-announced" ? [{ from: DUE, to: END }] : [],
    effect: takesEffect ? [{ from: DUE, to: END }] : []
  }
}

function claims(id: string): VariantResult["claims"] {
  const claim = (name: string, says: string, verdict: VariantResult["claims"][number]["verdict"], observed: string, expected: string): VariantResult["claims"][number] => ({
    id: name, says, source: ["dawn"], grade: "stated", verdict, observed, expected, measure: "accepted", value: 0, unit: "messages", expectsBroken: false, promise: null, note: verdict === "known-miss" ? "the record says otherwise" : null, estimate: single(0), runs: claimRuns([verdict]), replication: 0
  })
  if (id === "as-announced") return [claim("residents-lose", "Residents lose all service", "held", "0 of 14,006 messages", "none"), claim("guests-keep", "Guests keep their messages", "held", "4,503 of 4,503 messages", "at least 99 %")]
  if (id === "isp-block") return [claim("wifi-loses", "A hotel's Wi-Fi loses what the SIM beside it keeps", "broken", "0 then 0", "in this order"), claim("old-miss", "An old forecast", "known-miss", "12 messages", "none")]
  if (id === "as-happened") return [claim("what-for", "What the state got for rescinding", "prediction", "0 messages", "unknown"), claim("nobody", "Nobody of a list loses service", "undetermined", "nothing attempted", "none")]
  return []
}

function comparisons(id: string): Result["comparisons"] {
  const lost = (cohort: string) => CELLS.filter((c) => c.cohort === cohort).reduce((total, cell) => total + cell.n - Math.round(cell.n * (FATES[id](cell)?.share ?? 1)), 0)
  return ["staff", "consumers", "guests", "correspondents"].flatMap((cohort) => [
    { baseline: "no-order", variant: id, measure: "accepted" as const, cohort, difference: { mean: 0 - lost(cohort), low: null, high: null }, runs: 1 },
    { baseline: "no-order", variant: id, measure: "refused" as const, cohort, difference: { mean: lost(cohort), low: null, high: null }, runs: 1 }
  ])
}

/** Texts that attack a browser, a spreadsheet, a terminal, a reader's eye and a layout. */
export const HOSTILE = {
  script: "<script>alert(1)</script>",
  attribute: "\" onmouseover=\"alert(1)\" x='",
  formula: "=HYPERLINK(\"http://evil.example/\",\"click\")",
  ansi: "\u001b[31mred\u001b[2J\u009b1m",
  override: "safe\u202Egpj.exe",
  markdown: "[x](javascript:alert(1)) | <img src=x onerror=alert(1)> `a` ![i](http://evil.example/i.png)",
  long: "n".repeat(10_000)
} as const

/** The same result with a hostile text wherever a scenario's author writes one. */
export function hostileFixture(): Result {
  const result = structuredClone(fixture()) as unknown as Result
  const all = Object.values(HOSTILE).join(" ")
  const put = (object: object, values: Record<string, unknown>) => Object.assign(object, values)
  put(result.scenario, { title: all, question: all, id: HOSTILE.script, baseline: "no-order" })
  for (const source of result.sources) put(source, { id: HOSTILE.formula, title: all, url: "javascript:alert(1)", date: HOSTILE.override, kind: HOSTILE.attribute })
  for (const e of result.evidence) put(e, { path: HOSTILE.script, value: HOSTILE.formula, sources: [HOSTILE.ansi], range: [HOSTILE.formula, HOSTILE.long], otherwise: [{ value: HOSTILE.formula, sources: [HOSTILE.script], grade: null, note: all }], note: all })
  for (const v of result.variants) {
    put(v, { id: v.id === "no-order" ? v.id : `${v.id}${HOSTILE.attribute}`, title: all })
    for (const row of [...v.outcomes, ...v.summary, ...v.shares, ...v.people]) put(row, { cohort: `${row.cohort} ${HOSTILE.markdown}` })
    for (const row of [...v.summary, ...v.shares, ...v.readers, ...v.keys]) put(row, { service: HOSTILE.formula })
    for (const row of v.atRest) put(row, { site: HOSTILE.long, country: HOSTILE.script, cohort: HOSTILE.ansi })
    for (const row of v.readers) put(row, { basis: all, authority: HOSTILE.override, cohort: HOSTILE.script })
    for (const row of v.keys) put(row, { holder: all })
    for (const row of v.moves) put(row, { fromSite: all, toSite: HOSTILE.script })
    for (const row of v.orders) put(row, { id: all, answers: [all] })
    for (const row of v.acts) put(row, { path: all, source: [all] })
    for (const row of v.answers) put(row, { id: all, by: [all] })
    for (const row of v.claims) put(row, { id: HOSTILE.script, says: all, observed: HOSTILE.ansi, expected: HOSTILE.formula, note: all, source: [all] })
    for (const row of v.invariants) if (row.witness !== undefined) put(row, { witness: all })
    for (const row of [...v.sanctions, ...v.conflicts]) put(row, { text: all })
  }
  for (const row of result.comparisons) put(row, { cohort: HOSTILE.formula, variant: row.variant === "no-order" ? "no-order" : `${row.variant}${HOSTILE.attribute}` })
  return result
}

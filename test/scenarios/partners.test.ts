/**
 * Each claim of the Pakistan file has a partner that breaks it: another variant, whose mechanism contradicts it, or one thing
 * changed. A claim that nothing breaks would say nothing.
 */
import { beforeAll, describe, expect, it } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { changed, judged, opened, PAKISTAN, type Played, played } from "./stage.ts"

/** The last days of the common past are enough here. */
const file = changed(opened(PAKISTAN), { from: "2015-12-20" })
const { claims } = file.base

/** Claims by the variant in which they do not hold. */
const VARIANTS: Readonly<Record<string, ReadonlyArray<string>>> = {
  // Nothing happens.
  "no-order": [
    "announced-residents-lose-all", "announced-reason-is-the-exit", "announced-residents-abroad-lose-all", "announced-visitors-miss-what-residents-wrote", "announced-residents-without-all-the-time",
    "announced-local-sim-visitors-lose-bes", "announced-mail-from-abroad-comes-back", "carriers-local-sim-residents-lose-bes", "carriers-local-sim-visitors-lose-bes", "carriers-residents-abroad-home-routed-lose-bes",
    "isp-local-breakout-visitors-lose", "isp-wifi-visitors-lose", "isp-wifi-loses-what-the-sim-beside-it-keeps", "isp-residents-lose-all", "isp-residents-abroad-home-routed-lose", "isp-residents-abroad-lose-bes-everywhere",
    "isp-company-server-is-cut-off", "targeted-listed-are-disclosed", "targeted-correspondents-are-disclosed", "bulk-bes-metadata-disclosed", "bulk-bes-ciphertext-is-taken", "bulk-bbm-of-bes-users-readable",
    "bulk-correspondents-abroad-disclosed", "localise-copies-appear", "localise-old-mail-moves", "localise-metadata-exposed-from-the-move"
  ],
  // The order is rescinded a day after its deadline.
  "as-happened": ["announced-order-in-breach"],
  // The provider leaves; nothing is disclosed.
  "as-announced": [
    "happened-nobody-loses", "happened-all-residents-served", "happened-order-never-in-effect", "carriers-local-sim-residents-keep-bbm-bis", "carriers-wifi-residents-keep-bes", "isp-residents-abroad-wifi-keep",
    "roamers-home-routed-lose", "roamers-local-breakout-lose", "targeted-nobody-loses", "bulk-nobody-loses", "localise-no-block-follows"
  ],
  // The national networks block: who crosses them loses.
  "isp-block": ["announced-local-breakout-visitors-send", "announced-wifi-visitors-send", "announced-visitors-receive", "announced-mail-from-abroad-not-lost", "carriers-foreign-sim-visitors-keep", "roamers-wifi-keep"],
  // Foreign SIMs are barred: home routing helps nobody.
  "include-roamers": ["announced-home-routed-visitors-send", "isp-home-routed-visitors-keep"],
  // Only a list is opened.
  "comply-targeted": ["bulk-families-are-disclosed", "bulk-visitors-bbm-readable"],
  // The provider opens what it has, to the end.
  "comply-bulk": [
    "happened-nothing-disclosed", "announced-nothing-disclosed", "announced-nothing-readable", "targeted-nobody-else", "targeted-not-after-its-end", "wide-bis-readable", "wide-consumers-bbm-readable",
    "escrow-content-from-then-on", "escrow-opens-what-was-captured", "localise-nothing-readable-before-the-seizure"
  ],
  // The order is read as the article words it.
  "comply-bulk-wide": ["bulk-consumers-among-themselves-undisclosed", "bulk-bis-undisclosed"],
  // The customers give their keys.
  "comply-with-escrow": ["targeted-no-bes-content", "bulk-bes-content-stays-closed", "localise-seizure-yields-metadata"],
  // The mailboxes come, the keys stay abroad.
  localise: ["announced-no-provider-copy-in-pk", "localise-keys-content-exposed", "localise-keys-seizure-yields-content", "localise-keys-seizure-opens-mail-from-abroad"],
  // The keys come too.
  "localise-with-keys": ["announced-no-provider-key-in-pk", "localise-content-not-exposed", "localise-seizure-yields-ciphertext", "localise-seizure-yields-no-content"]
}

interface Change {
  readonly name: string
  readonly sets: Readonly<Record<string, unknown>>
  /** Claims, each with a variant of its own in which the change breaks it. */
  readonly breaks: Readonly<Record<string, string>>
}

const CHANGES: ReadonlyArray<Change> = [
  {
    name: "the deadline ends a week earlier",
    sets: { "orders.open-bes.timeline.postponed.to": "2015-12-23" },
    breaks: {
      "before-effect-same-accepted": "as-announced",
      "before-effect-same-delivered": "as-announced",
      "targeted-not-before-effect": "comply-targeted",
      "bulk-not-before-effect": "comply-bulk",
      "escrow-not-what-was-never-captured": "comply-with-escrow",
      "localise-no-copy-before": "localise",
      "localise-metadata-not-exposed-before": "localise"
    }
  },
  { name: "Pakistani customers keep their mail in London", sets: { "services.bes.classes.content.kept.PK": "customers-gb" }, breaks: { "announced-customers-servers-stay": "as-announced" } },
  { name: "the organisation never set a PIN key of its own", sets: { "people.residents-own-key.options": { "own-pin-key": "0 %" } }, breaks: { "bulk-own-pin-key-keeps-bbm-closed": "comply-bulk" } },
  { name: "the customers give their keys five days earlier", sets: { "answers.escrow.when": "2016-01-05" }, breaks: { "escrow-nothing-before-the-keys": "comply-with-escrow" } },
  { name: "foreign customers give their keys too", sets: { "answers.escrow.do.give-keys.of": "all" }, breaks: { "escrow-not-of-other-customers": "comply-with-escrow" } },
  { name: "the hall's line carries a hundredth", sets: { "sites.karachi-hall.capacity": "1 Mbit/s" }, breaks: { "localise-move-ends": "localise" } }
]

/** A prediction has no verdict to break. */
const PREDICTIONS = ["happened-price-of-rescission"]

const verdict = (result: Result, variant: string, claim: string) => result.variants.find((one) => one.id === variant)?.claims.find((one) => one.id === claim)

describe("Every claim of the Pakistan file", () => {
  it("has one partner", () => {
    const partnered = [...Object.values(VARIANTS).flat(), ...CHANGES.flatMap(({ breaks }) => Object.keys(breaks)), ...PREDICTIONS]
    expect([...partnered].sort()).toEqual(claims.map((claim) => claim.id).sort())
    expect(claims.filter((claim) => claim.expect === "unknown").map((claim) => claim.id)).toEqual(PREDICTIONS)
  })
})

describe("Said of another variant", () => {
  let plain: Played
  let everywhere: Result
  beforeAll(async () => {
    plain = await played(file)
    everywhere = judged(file, plain.output, claims.map((claim) => ({ ...claim, variant: ["all"] })))
  }, 300_000)

  it.each(Object.entries(VARIANTS).flatMap(([variant, ids]) => ids.map((id) => [id, variant] as const)))("%s does not hold in %s", (id, variant) => {
    expect(["broken", "undetermined"]).toContain(verdict(everywhere, variant, id)?.verdict)
    for (const own of claims.find((claim) => claim.id === id)!.variant) expect(verdict(plain.result, own, id)?.verdict).toBe("held")
  })

  it("what Pakistan could read is nothing as it happened, and much under the wider wording", () => {
    const [nothing, much] = ["as-happened", "comply-bulk-wide"].map((variant) => verdict(everywhere, variant, PREDICTIONS[0]))
    expect([nothing?.verdict, much?.verdict]).toEqual(["prediction", "prediction"])
    expect(nothing?.value).toBe(0)
    expect(much?.value).toBeGreaterThan(1_000)
  })
})

describe.each(CHANGES)("If $name", ({ sets, breaks }) => {
  let result: Result
  beforeAll(async () => {
    result = (await played(changed(file, sets), [...new Set(Object.values(breaks))])).result
  }, 300_000)

  it.each(Object.entries(breaks))("%s does not hold in %s", (id, variant) => {
    expect(verdict(result, variant, id)?.verdict).toBe("broken")
  })
})

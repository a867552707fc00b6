/** Handmade stories: one message that a border stops, and the parts that tests vary. */
import type { ActStory, EndStory, LineStory, MessageStory, Moment, ObstacleStory, Setting, StepStory } from "../../src/model/story.ts"

/** An instant `min` minutes after 31 December 2015, 00:00 on a clock five hours ahead of UTC. */
export function moment(min: number): Moment {
  const text = (hours: number) => new Date(Date.UTC(2015, 11, 31, 0, min) + hours * 3_600_000).toISOString().slice(0, 19).replace("T", " ")
  return { ms: min * 60_000, local: text(0), utc: text(-5) }
}

export const wifi: LineStory = { mode: "wifi", sim: undefined, simCarrier: undefined, servingCarrier: "cable", exit: undefined, vpn: undefined }
export const roaming: LineStory = { mode: "home-routed", sim: "AA", simCarrier: undefined, servingCarrier: "mast", exit: undefined, vpn: undefined }

export const wall: ActStory = {
  path: "wall/does/block",
  act: { block: { what: ["chat"], at: ["border"], of: [{ sim: ["foreign"], present: ["NO"] }], match: "name" } },
  verb: "block",
  places: ["NO"],
  carriers: ["mast", "others"],
  from: moment(-60),
  until: undefined,
  order: {
    id: "wall",
    title: "Close the border",
    kind: "network-block",
    issuer: "NO",
    body: "Ministry",
    to: [],
    due: moment(0),
    states: [{ state: "in-effect", at: moment(-60), sources: [{ id: "gazette", title: "Gazette 1", date: "2015-12-30", url: "https://example.org/1" }] }]
  },
  answer: undefined,
  event: undefined,
  sources: [{ id: "gazette", title: "Gazette 1", date: "2015-12-30", url: "https://example.org/1" }]
}

export const atBorder: ObstacleStory = { reason: "blocked", point: "border", country: "NO", carrier: "mast", leaks: [], act: wall }

export const setting: Setting = { scenario: "closed-border", variant: "shut", variantTitle: "The border is shut", clock: "NO", seed: 7, until: moment(60 * 24 * 30) }

export function end(id: string): EndStory {
  return { id, cohort: id.slice(0, id.indexOf("#")), traits: { home: "NO", citizen: "NO", account: "SE", sim: "NO", store: "NO", segment: "consumer", plan: undefined, lists: [], options: [], uses: ["chat"], weight: 10 }, place: "NO", line: wifi }
}

export function refused(min: number, tries: number, final: boolean): StepStory {
  return { kind: "refused", at: moment(min), tries, place: "NO", line: wifi, passed: [{ point: "account", country: "" }, { point: "fixed", country: "NO" }, { point: "national-internet", country: "NO" }], obstacle: atBorder, others: [], final }
}

export function messageOf(steps: ReadonlyArray<StepStory>, more: Partial<MessageStory> = {}): MessageStory {
  return { ...setting, id: "folk/chat/7", service: "chat", sender: end("folk#1"), recipient: end("folk#2"), first: moment(0), steps, open: undefined, keys: [], copies: [], readings: [], spots: [], ...more }
}

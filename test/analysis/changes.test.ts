import { describe, expect, test } from "vitest"
import { changesOf } from "../../src/analysis/changes.ts"
import { SMALL } from "../cli/small.ts"
import { scenarioIn } from "./realrun.ts"

const VARIANTS = `variants:
  no-order: { without: [block-chat] }
  later: { set: [{ path: orders.block-chat.timeline.lifted, was: 2020-01-17, becomes: 2020-01-20 }, { path: people.townsfolk.count, was: 40, becomes: 60 }] }
  later-still: { like: later, set: [{ path: orders.block-chat.timeline.lifted, was: 2020-01-17, becomes: 2020-01-25 }] }
  as-it-was: { like: later, set: [{ path: people.townsfolk.count, was: 40, becomes: 40 }] }
  no-end: { like: later, set: [{ path: orders.block-chat.timeline.lifted, becomes: never }, { path: people.friends.vpn, becomes: { share: 10 %, exit: FR } }] }
  told-otherwise: { read: { people.friends.count: other } }
  hop: { with: [evade] }
  quiet: { like: hop, without: [block-chat] }
answers:
  evade: { hypothetical: true, by: chat-company, to: block-chat, kind: evade, when: 2020-01-11, do: [{ evade: { what: chat, leak: { share: 50 %, by: attempt } } }] }
`
const file = scenarioIn(
  SMALL.replace("variants:\n  no-order: { without: [block-chat] }\n", VARIANTS)
    .replace("sources:\n", "sources:\n  other: { title: Another book, kind: text }\n")
    .replace("friends: { home: FR, count: 40,", "friends: { home: FR, count: { value: 40, or: [{ value: 44, source: other }] },")
)
const told = (id: string) => changesOf(file.variant(id)!, file.variant("as-happened")!).map(({ kind, path, was, becomes }) => `${kind} ${path}${kind === "set" ? `: ${was} -> ${becomes}` : ""}`)

describe("Changes of a variant", () => {
  test("are none of the file as it stands, whatever is hypothetical in it", () => {
    expect(told("as-happened")).toEqual([])
  })

  test("are what it sets and what it is like sets, its own word winning", () => {
    expect(told("later")).toEqual(["set orders.block-chat.timeline.lifted: 2020-01-17 -> 2020-01-20", "set people.townsfolk.count: 40 -> 60"])
    expect([...told("later-still")].sort()).toEqual(["set orders.block-chat.timeline.lifted: 2020-01-17 -> 2020-01-25", "set people.townsfolk.count: 40 -> 60"])
  })

  test("leave out what is set to what the file says anyway", () => {
    expect(told("as-it-was")).toEqual(["set orders.block-chat.timeline.lifted: 2020-01-17 -> 2020-01-20"])
  })

  test("show what was not there, and what is a mapping", () => {
    expect([...told("no-end")].sort()).toEqual(["set orders.block-chat.timeline.lifted: 2020-01-17 -> never", 'set people.friends.vpn: null -> {"share":"10 %","exit":"FR"}', "set people.townsfolk.count: 40 -> 60"])
  })

  test("are orders, answers and events that are switched, answers without their order too", () => {
    expect(told("no-order")).toEqual(["without block-chat"])
    expect(told("hop")).toEqual(["with evade"])
    expect(told("quiet")).toEqual(["without block-chat"])
  })

  test("name the source whose word is taken", () => {
    expect(told("told-otherwise")).toEqual(["source other", "set people.friends.count: 40 -> 44"])
  })
})

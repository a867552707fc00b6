import { expect, test } from "vitest"
import type { Result, VariantResult } from "../../src/model/result.ts"
import { differences } from "../../src/report/sameness.ts"
import { summary } from "../../src/report/summary.ts"
import { fixture } from "./fixture.ts"

const of = (id: string): VariantResult => fixture().variants.find((v) => v.id === id)!
const READER = of("comply-bulk").readers[0]
const row = (more: Partial<typeof READER>): typeof READER => ({ ...READER, authority: "PK", service: "bes", class: "content", form: "content", again: 0, weight: 1, messages: 100, ...more })
const base: VariantResult = { ...of("no-order"), readers: [row({ level: "exposed" })] }

test("A variant is like itself, and like one in which a message in a hundred fares otherwise", () => {
  expect(differences(base, base)).toEqual([])
  expect(differences({ ...base, readers: [row({ level: "exposed", messages: 101 })] }, base)).toEqual([])
})

test("What is read, openable and exposed differs by how much of it there is, cipher text that has become content as that alone", () => {
  const now = [row({ level: "exposed", messages: 50 }), row({ level: "openable" }), row({ level: "disclosed", class: "metadata", form: "metadata" })]
  expect(differences({ ...base, readers: now }, base)).toEqual(["more read by PK (bes.metadata)", "more openable by PK (bes.content)", "less exposed to PK (bes.content)"])
  const sealed = { ...base, readers: [row({ level: "exposed", form: "ciphertext" })] }
  expect(differences(base, sealed)).toEqual(["more exposed to PK (bes.content)"])
  expect(differences(sealed, base)).toEqual(["less exposed to PK (bes.content)"])
})

test("Readable and disclosed may be the same messages", () => {
  const readable = { ...base, readers: [row({ level: "readable" })] }
  expect(differences({ ...base, readers: [row({ level: "disclosed" }), row({ level: "readable" })] }, readable)).toEqual([])
})

test("Copies differ by country, by who runs the machines and by class; keys by who has them at the end", () => {
  const [first] = base.atRest.filter((one) => one.at === base.windows.at(-1)!.to)
  expect(differences({ ...base, atRest: [...base.atRest, { ...first, country: "IE", operator: "partner" }] }, base)).toEqual(["more copies in IE with a partner (bes.content)"])
  expect(differences({ ...base, atRest: [] }, base)).toContain("fewer copies in CA (bis.mailbox)")
  const key = base.keys[0]
  expect(differences({ ...base, keys: [key, { ...key, holder: "trustee", holderKind: "partner", country: "GB" }] }, base)).toEqual(["keys of bes.content with customer in PK and trustee in GB"])
  expect(differences({ ...base, keys: [{ ...key, endAt: first.at }] }, base)).toEqual(["keys of bes.content with nobody"])
})

test("How long people are without a service differs; fewer copies that come of it are not told", () => {
  const lasting = (factor: number): VariantResult => ({ ...of("as-announced"), outcomes: of("as-announced").outcomes.map((row) => ({ ...row, hoursWithoutService: row.service === "bbm" ? row.hoursWithoutService * factor : row.hoursWithoutService })) })
  const fewer: VariantResult = { ...lasting(2), atRest: lasting(2).atRest.map((row) => ({ ...row, copies: row.copies / 2 })) }
  expect(differences(fewer, lasting(1))).toEqual(["longer without bbm"])
  expect(differences(lasting(1), fewer)).toEqual(["shorter without bbm"])
  expect(differences({ ...fewer, atRest: [] }, lasting(1))).toContain("fewer copies in CA (bis.mailbox)")
})

test("A summary calls two variants the same only where a reader would", () => {
  const { variants, ...rest } = fixture()
  const lines = (exposed: number) => summary({ ...rest, variants: [{ ...variants[0], readers: [row({ level: "exposed" })] }, { ...variants[1], readers: [row({ level: "exposed", messages: exposed })] }] } as Result, { width: 100, colour: false }).split("\n")
  expect(lines(100)).toContain("as-happened    same   as no-order")
  expect(lines(200)).toContain("as-happened    same   as no-order, but more exposed to PK (bes.content)")
})

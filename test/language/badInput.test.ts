/** Each way in which a file can be wrong: the line, the column, the words. */
import { describe, expect, it } from "vitest"
import { readScenario } from "../../src/language/file.ts"
import { bad, FILE, good, placeOf, readText, SAMPLE, withFault } from "./sample.ts"

interface Case {
  readonly fault: string
  readonly from: string
  readonly to: string
  /** The part of the changed text at which the caret stands; default: all of `to`. */
  readonly at?: string
  readonly says: string
  readonly expected?: string
  readonly hint?: string
}

const CASES: ReadonlyArray<Case> = [
  { fault: "an account suspended by whom its owner writes to", from: "exit: { what: bes, of: { account: PK } }", to: "suspend: { what: bes, of: { account: PK, other-end: { home: GB } } }", at: "other-end", says: "a suspend cannot tell to whom people write", expected: "a block or slow, which sees each message" },
  { fault: "an account left by when its owner arrived", from: "exit: { what: bes, of: { account: PK } }", to: "exit: { what: bes, of: [{ account: PK }, { present: PK, since-arrival: 2 days }] }", at: "since-arrival", says: "an exit cannot tell how long ago people arrived" },
  { fault: "a typo in a key", from: "reach: { local-sim", to: "raech: { local-sim", at: "raech", says: 'there is no key "raech"', hint: 'did you mean "reach"?' },
  { fault: "a typo in a mode", from: "wifi: 30 %", to: "wify: 30 %", at: "wify", says: 'there is no key "wify"', hint: 'did you mean "wifi"?' },
  { fault: "a typo in a verb", from: "- block:", to: "- blok:", at: "blok", says: 'there is no key "blok"', hint: 'did you mean "block"?' },
  { fault: "a typo in a step word", from: "{ rescinded: 2015", to: "{ recinded: 2015", at: "recinded", says: 'there is no key "recinded"', hint: 'did you mean "rescinded"?' },
  { fault: "a typo in a word", from: "kind: bulk-access", to: "kind: bulk-acess", at: "bulk-acess", says: 'cannot be "bulk-acess"', hint: 'did you mean "bulk-access"?' },
  { fault: "a code that is no country's", from: "home: PK", to: "home: PX", at: "PX", says: 'cannot be "PX"', expected: "country code", hint: 'did you mean "PK"?' },
  { fault: "a code of three letters", from: "home: PK", to: "home: PAK", at: "PAK", says: 'cannot be "PAK"', hint: 'did you mean "PK"?' },
  { fault: "a reserved code", from: "country: GB", to: "country: UK", at: "UK", says: 'cannot be "UK"', hint: 'did you mean "GB"?' },
  { fault: "a country that is not described", from: "home: PK", to: "home: IN", at: "IN", says: '"IN" is not in countries, and people live there' },
  { fault: "a deadline before its notice", from: "due: 2015-11-30", to: "due: 2015-07-01", at: "2015-07-01, source", says: "lies before the order was issued", expected: "on or after 2015-07-24" },
  { fault: "a postponement to before the notice", from: "to: 2015-12-30", to: "to: 2015-01-30", at: "2015-01-30", says: "lies before the order was issued" },
  { fault: "steps out of the order of time", from: "{ rescinded: 2015-12-31 }", to: "{ rescinded: 2015-08-31 }", at: "2015-08-31", says: 'stands after "postponed" of 2015-11-30' },
  { fault: "a trip to a country that is not there", from: "[{ to: GB,", to: "[{ to: FR,", at: "FR", says: '"FR" is not in countries, and people travel there' },
  { fault: "a trip outside the run", from: "from: 2015-09-01, until: 2015-09-10", to: "from: 2017-09-01, until: 2017-09-10", at: "2017-09-01", says: "begins on 2017-09-01, after the run has ended" },
  { fault: "a trip that ends before it begins", from: "until: 2015-09-10", to: "until: 2015-08-10", at: "2015-08-10", says: "`until` comes before `from`" },
  { fault: "shares of reach that do not add up", from: "wifi: 30 %", to: "wifi: 20 %", at: "{ local-sim", says: "the shares of reach add up to 90 % (70 % + 20 %)", expected: "100 % in all" },
  { fault: "shares of writes.to that do not add up", from: "visitors: 40 %", to: "visitors: 45 %", at: "{ residents: 60", says: "the shares of writes.to add up to 105 %" },
  { fault: "shares of carriers that do not add up", from: "share: 40 %", to: "share: 30 %", at: "30 %, grade", says: "the shares of the mobile lines of PK add up to 90 %" },
  { fault: "a share over the whole", from: "wifi: 30 %", to: "wifi: 130 %", at: "130 %", says: 'cannot be "130 %"', expected: "at most 100 %" },
  { fault: "a bare number for a share", from: "wifi: 30 %", to: "wifi: 30", at: "30 }", says: "cannot be 30", hint: 'did you mean "30 %"?' },
  { fault: "an id of an answer that an order has", from: "  leave: {", to: "  open-bes: {", at: "open-bes: { by", says: 'the id "open-bes" is taken' },
  { fault: "an hour of one digit", from: "{ issued: 2015-07-24,", to: "{ issued: 2015-07-24 9:30,", at: "2015-07-24 9:30", says: 'cannot be "2015-07-24 9:30"', expected: "two digits for the hour: 2015-07-24 09:30" },
  { fault: "no VPN by another word", from: "of: { account: PK }, after", to: "of: { vpn: none }, after", at: "none }, after", says: 'cannot be "none"', expected: "yes, no, or the country code of the exit", hint: "did you mean no?" },
  { fault: "prose with a comma and a colon", from: "says: They do,", to: "says: They do, as a paper says: at once,", at: "as a paper says", says: 'there is no key "as a paper says" here', hint: "a bare comma" },
  { fault: "a key that stands twice", from: "id: sample", to: "id: sample\nid: other", at: "id: other", says: 'the key "id" stands here a second time', hint: "it stands first at line 2" },
  { fault: "keys rotated to somebody", from: "{ exit: { what: bes, of: { account: PK } } }", to: "{ rotate-keys: { what: bes.content, to: rim } }", at: "to: rim } }", says: '"to" says nothing of rotate-keys', expected: "give-keys or move-keys" },
  { fault: "a claim's id that stands twice", from: "id: gone", to: "id: all-is-well", at: "all-is-well, says: They", says: 'the id "all-is-well" stands here a second time' },
  { fault: "a delay by the other end", from: "measure: refused", to: "measure: delay, of: { other-end: { home: PK } }", at: "other-end", says: "delay is not counted by whom messages are for", expected: "accepted, delivered, expired, bounced, of other-end and nothing else" },
  { fault: "a claim of both ends at once", from: "measure: refused", to: "measure: delivered, of: { home: GB, other-end: { home: PK } }", at: "other-end", says: "nothing is counted by both ends of a message at once" },
  { fault: "why mail to the other end came back", from: "measure: refused", to: "measure: bounced, reason: blocked, of: { other-end: { home: PK } }", at: "other-end", says: "why messages failed is not counted by whom they are for" },
  { fault: "a variant that is not there, in like", from: "like: nobody-yields", to: "like: nobody-yield", at: "nobody-yield, without", says: 'there is no variant "nobody-yield"', hint: 'did you mean "nobody-yields"?' },
  { fault: "a variant that is not there, in a claim", from: "variant: nobody-yields", to: "variant: nobody", at: "nobody, measure", says: 'there is no variant "nobody"' },
  { fault: "variants like each other in a circle", from: "no-order: { without: open-bes }", to: "no-order: { like: no-order }", at: "no-order }", says: "in a circle" },
  { fault: "something switched off that is not there", from: "without: [leave]", to: "without: [leav]", at: "leav]", says: 'there is no order, answer or event "leav"', hint: 'did you mean "leave"?' },
  { fault: "a `was` that does not match", from: "was: 2015-12-31", to: "was: 2015-12-30", at: "2015-12-30, becomes", says: 'the file says "2015-12-31" at orders.open-bes.timeline.rescinded, not "2015-12-30"' },
  { fault: "a variant's path that leads nowhere", from: "timeline.rescinded, was", to: "timelin.rescinded, was", at: "orders.open-bes.timelin.", says: 'orders.open-bes has no "timelin"', hint: 'did you mean "timeline"?' },
  { fault: "a value that does not fit, set by a variant", from: "becomes: never", to: "becomes: nevr", at: "nevr", says: 'in variant nobody-yields: orders.open-bes.timeline.rescinded: cannot be "nevr"' },
  { fault: "an empty value in braces", from: 'title: "A paper"', to: "title: A paper, no comma", at: "no comma", says: "empty value", hint: "a bare comma inside { } starts a new key" },
  { fault: "an empty value in a block", from: "    kind: bulk-access", to: "    kind:", at: "kind:\n", says: "orders.open-bes.kind: empty value" },
  { fault: "an empty entry of a list", from: "      - { rescinded: 2015-12-31 }", to: "      - # nothing here", at: "- # nothing", says: "empty value" },
  { fault: "a key __proto__", from: "    by: PK", to: "    by: PK\n    __proto__: { x: 1 }", at: "__proto__", says: 'the key "__proto__" is not allowed anywhere' },
  { fault: "a key constructor, deep inside", from: "{ home-routed: 100 % }", to: "{ home-routed: { share: 100 %, constructor: 1 } }", at: "constructor", says: 'the key "constructor" is not allowed anywhere' },
  { fault: "a key prototype", from: "stock: 20", to: "stock: 20, prototype: [1]", at: "prototype", says: 'the key "prototype" is not allowed anywhere' },
  { fault: "a run of more than twenty years", from: "until: 2016-01-31\n", to: "until: 2045-01-31\n", at: "2045-01-31", says: "the run is longer than 20 years", expected: "at most 20 years after" },
  { fault: "another version of the language", from: "situs: 1", to: "situs: 2", at: "2\n", says: "cannot be 2", hint: "rewrite the file in version 1" },
  { fault: "a second document", from: "claims:", to: "---\nclaims:", at: "---", says: "a second document begins here" },
  { fault: "YAML 1.1, where Norway's code is false", from: "situs: 1", to: "%YAML 1.1\n---\nsitus: 1", at: "%YAML", says: "the file asks for YAML 1.1" },
  { fault: "a tag", from: "count: { value: 50", to: "count: { value: !!binary 50", at: "50, range", says: "tags are not used" },
  { fault: "an open bracket", from: "do: [comply] }", to: "do: [comply }", at: "}\nvariants", says: "not YAML" },
  { fault: "an alias without its anchor", from: "stock: 20", to: "stock: *many", at: "*many", says: "names no anchor before it" },
  { fault: "an unknown time zone", from: "Asia/Karachi", to: "Asia/Karachy", says: 'there is no time zone "Asia/Karachy"', hint: 'did you mean "Asia/Karachi"?' },
  { fault: "a country without a clock", from: "PK: { timezone: Asia/Karachi, place: Karachi }", to: "PK: { place: Karachi }", at: "PK: { place", says: "countries.PK.timezone: is missing" },
  { fault: "a town that is nowhere", from: "place: Slough", to: "place: Sloughwich", at: "Sloughwich", says: 'no town is called "Sloughwich"' },
  { fault: "an unknown source", from: "due: 2015-11-30, source: paper", to: "due: 2015-11-30, source: papre", at: "papre", says: 'there is no source "papre"', hint: 'did you mean "paper"?' },
  { fault: "an unknown source in a long form", from: "}], source: paper }", to: "}], source: papre }", at: "50, range", says: 'there is no source "papre"' },
  { fault: "an unknown grade in a long form", from: "}], source: paper }", to: "}], grade: guessed }", at: "50, range", says: 'its grade cannot be "guessed"' },
  { fault: "a range that runs backwards", from: "range: [40, 60]", to: "range: [60, 40]", at: "50, range", says: "runs backwards" },
  { fault: "an unknown site", from: "relay: slough", to: "relay: slouhg", at: "slouhg", says: 'there is no site "slouhg"', hint: 'did you mean "slough"?' },
  { fault: "an unknown provider", from: "provider: rim", to: "provider: rin", at: "rin", says: 'there is no provider "rin"', hint: 'did you mean "rim"?' },
  { fault: "an unknown carrier", from: "telenor: obeys", to: "telanor: obeys", at: "telanor", says: 'there is no carrier "telanor"', hint: 'did you mean "telenor"?' },
  { fault: "an unknown service", from: "what: bes, at", to: "what: bus, at", at: "bus", says: '"bus" names nothing', hint: 'did you mean "bes"?' },
  { fault: "an unknown class", from: "what: bes.content", to: "what: bes.contents", at: "bes.contents", says: 'the service bes has no "contents"', hint: 'did you mean "content"?' },
  { fault: "an unknown cohort", from: "visitors: 40 %", to: "visitor: 40 %", at: "visitor: 40", says: 'there is no cohort "visitor"', hint: 'did you mean "visitors"?' },
  { fault: "an order that an answer cannot answer", from: "rim, to: open-bes, kind: exit", to: "rim, to: open-bse, kind: exit", at: "open-bse", says: 'there is no order "open-bse"' },
  { fault: "a step of an order that is not there", from: "orders.open-bes.in-effect", to: "orders.open-bess.in-effect", says: 'there is no order "open-bess"' },
  { fault: "a step word that is none", from: "orders.open-bes.in-effect", to: "orders.open-bes.in-efect", says: 'has no step "in-efect"', hint: 'did you mean "in-effect"?' },
  { fault: "own SIMs at a point that cannot tell them", from: "at: subscription }", to: "at: border, of: { sim: foreign } }", at: "foreign", says: "border cannot tell foreign SIMs" },
  { fault: "a relay without the role", from: "roles: [relay, mailbox, log]", to: "roles: [mailbox, log]", at: "slough\n    classes", says: "relays this without the role for it" },
  { fault: "a mailbox without the role", from: "roles: [relay, mailbox, log]", to: "roles: [relay, log]", at: "slough, keys: customer", says: "keeps this without the role for it" },
  { fault: "keys in a site that keeps none", from: "keys: customer", to: "keys: { by: customer, in: slough }", at: "slough }", says: "keeps no keys" },
  { fault: "a claim without a measure", from: "measure: refused, ", to: "", at: "{ id: all-is-well", says: "neither a measure nor a promise is claimed" },
  { fault: "an expectation that is none", from: "expect: at most 1 %", to: "expect: at mots 1 %", at: "at mots", says: 'cannot be "at mots 1 %"' },
  { fault: "a comparison with a variant that is not there", from: "expect: at most 1 %", to: "expect: more than in nowhere", at: "more than in", says: 'there is no variant "nowhere"' },
  { fault: "a date that is not in the calendar", from: "until: 2016-01-31", to: "until: 2016-02-31", at: "2016-02-31", says: 'cannot be "2016-02-31"' },
  { fault: "a run that ends before it begins", from: "until: 2016-01-31", to: "until: 2015-01-31", at: "2015-01-31", says: "before it begins" },
  { fault: "a name with a capital letter", from: "  rim: { seat", to: "  Rim: { seat", at: "Rim", says: '"Rim" cannot be a key here', expected: "lower-case letters" },
  { fault: "a key of countries that is no code", from: "  GB: { timezone", to: "  UK: { timezone", at: "UK", says: '"UK" cannot be a key here', hint: 'did you mean "GB"?' },
  { fault: "a missing section", from: "people:\n", to: "poeple:\n", at: "poeple", says: 'there is no key "poeple"', hint: 'did you mean "people"?' },
  { fault: "something else than a mapping", from: "use: { bes: 100 % }", to: "use: bes", at: "bes\n", says: 'people.residents.use: cannot be "bes"', expected: "a mapping" }
]

describe("a file with one fault", () => {
  it.each(CASES)("with $fault is told where, and what was expected", ({ from, to, at, says, expected, hint }) => {
    const text = withFault(from, to)
    const { diagnostics, text: printed, kind } = bad(readText(text))
    const near = diagnostics.filter((d) => d.message.includes(says))
    expect(near, printed).not.toEqual([])
    const d = near[0]
    const caret = at ?? to.trim()
    expect({ line: d.line, column: d.column }, printed).toEqual(placeOf(text, caret))
    if (expected !== undefined) expect(d.expected).toContain(expected)
    if (hint !== undefined) expect(d.hint).toContain(hint)
    expect(kind).toBe("file")
    expect(printed).toContain(`${FILE}:${d.line}:${d.column}: `)
  })
})

describe("bytes that are no scenario", () => {
  const read = (bytes: Uint8Array) => bad(readScenario(bytes, FILE)).diagnostics
  const utf8 = (text: string) => new TextEncoder().encode(text)

  it("an empty file, and one of comments alone, are told at their beginning", () => {
    for (const text of ["", "  \n\n", "# nothing\n"]) expect(read(utf8(text))).toMatchObject([{ line: 1, column: 1, message: "the file is empty" }])
  })
  it("a binary file is told at its NUL byte", () => {
    expect(read(new Uint8Array([0x61, 0x0a, 0x62, 0x00]))).toMatchObject([{ line: 2, column: 2, message: expect.stringContaining("binary") }])
  })
  it("invalid UTF-8 is told at its first byte", () => {
    const bytes = new Uint8Array([...utf8("situs: 1\ntitle: é"), 0xc3, 0x28])
    expect(read(bytes)).toMatchObject([{ line: 2, column: 9, message: "byte 19 (0xc3) is not UTF-8" }])
  })
  it("a file over 5 MiB is refused unread", () => {
    expect(read(new Uint8Array(5 * 1024 * 1024 + 1).fill(35))).toMatchObject([{ line: 1, message: "the file has 5.0 MiB" }])
  })
  it("aliases that explode are refused quickly", () => {
    const laughs = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]", ...Array.from({ length: 12 }, (_, i) => `a${i + 1}: &a${i + 1} [${Array(10).fill(`*a${i}`).join(", ")}]`)].join("\n")
    const begin = performance.now()
    expect(read(utf8(laughs)).map((d) => d.message).join()).toContain("aliases repeat more than")
    expect(performance.now() - begin).toBeLessThan(3000)
  })
  it("a file with too many values, or too many errors, is refused within seconds", () => {
    const begin = performance.now()
    expect(read(utf8(Array.from({ length: 120_000 }, (_, i) => `k${i}: 1`).join("\n"))).map((d) => d.message).join()).toContain("more than 100000 values")
    expect(read(utf8(Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join("\n"))).length).toBeLessThan(300)
    expect(performance.now() - begin).toBeLessThan(20_000)
  }, 30_000)
  it("an alias that contains itself is refused", () => {
    expect(read(utf8("situs: &a [*a]\n")).find((d) => d.message.includes("contains itself"))).toMatchObject({ line: 1, column: 12 })
  })
  it("brackets nested without end are refused", () => {
    expect(read(utf8(`a: ${"[".repeat(20_000)}`))[0]).toMatchObject({ line: 1 })
  })
  it("a list or plain text is no scenario", () => {
    expect(read(utf8("- a\n"))[0].message).toContain("this is a list")
    expect(read(utf8("hello\n"))[0].message).toContain("this is plain text")
  })
})

it("a tab that indents is told, and nothing that follows from it", () => {
  const { diagnostics } = bad(readText(SAMPLE.replace("    home: PK", "\thome: PK")))
  expect(diagnostics.map((d) => d.message)).toEqual(["tabs are not allowed as indentation"])
})

it("prose with several bare commas is told once", () => {
  const { diagnostics } = bad(readText(withFault("says: They do,", "says: They do, at once, all of them, for good,")))
  expect(diagnostics.map((d) => d.message)).toEqual(["claims.at once: empty value"])
})

describe("a file that is right, with something in it that does nothing", () => {
  const notes = (text: string) => good(readText(text)).notes.map((n) => n.message).filter((message) => !message.includes("neither a source nor a grade"))
  it("has no note where every source is cited and every window lies in the run", () => {
    expect(notes(SAMPLE)).toEqual([])
  })
  it("has a note on a source that is cited nowhere, and none on one that a note or a `read` names", () => {
    const more = (text: string) => text.replace('  paper: {', '  leaflet: { title: "A leaflet", kind: text }\n  paper: {')
    expect(notes(more(SAMPLE))).toEqual(["sources.leaflet: nothing in the file cites it"])
    expect(notes(more(withFault("says: They do,", 'says: They do, note: "or so it was said [leaflet]",')))).toEqual([])
    expect(notes(more(withFault("or: [{ value: 70, source: paper }]", "or: [{ value: 70, source: leaflet }]")))).toEqual([])
  })
  it("has a note on a window of a claim or a carrier, or an answer, outside the run", () => {
    expect(notes(withFault("after: 2015-12-31,", "after: 2016-12-31,"))).toEqual(["claims.gone.after: begins on 2016-12-31, after the run has ended on 2016-01-31: nothing lies in it"])
    expect(notes(withFault("after: 2015-12-31,", "before: 2015-07-01,"))).toEqual(["claims.gone.before: ends on 2015-07-01, before the run begins on 2015-07-01: nothing lies in it"])
    expect(notes(withFault("after: 2015-12-31,", "after: 2016-01-31,"))).toEqual([])
    expect(notes(withFault("mobilink: obeys, telenor: obeys", "mobilink: obeys, telenor: { from: 2016-02-01 }"))).toEqual(["orders.open-bes.through.telenor.from: begins on 2016-02-01, after the run has ended on 2016-01-31: nothing lies in it"])
    expect(notes(withFault("when: orders.open-bes.in-effect", "when: 2016-02-02"))).toEqual(["answers.leave.when: happens on 2016-02-02, after the run has ended on 2016-01-31: it does not come about in the run"])
  })
})

describe("a file that is odd and right", () => {
  it("may say that there is no leak", () => {
    const leaks = withFault("at: subscription }", "at: border, leak: none }")
    expect(good(readText(leaks)).base.orders["open-bes"].else).toMatchObject([{ block: { leak: undefined } }])
  })
  it("reads NO as Norway", () => {
    const text = withFault([["  GB: { timezone: Europe/London, place: London }", "  GB: { timezone: Europe/London, place: London }\n  NO: { timezone: Europe/Oslo, place: Oslo }"], ["home: PK", "home: NO"]])
    expect(good(readText(text)).base.people.residents.home).toBe("NO")
  })
  it("may have CRLF line ends and a byte order mark, with the same hash", () => {
    const file = good(readText(`\ufeff${SAMPLE.replaceAll("\n", "\r\n")}`))
    expect(file.hash).toBe(good(readText(SAMPLE)).hash)
  })
  it("with CRLF has its errors at the same places", () => {
    const text = withFault("kind: bulk-access", "kind: bulk-acess")
    const [unix, dos] = [text, text.replaceAll("\n", "\r\n")].map((t) => bad(readText(t)).diagnostics.map((d) => [d.line, d.column, d.message]))
    expect(dos).toEqual(unix)
  })
  it("may use anchors", () => {
    const text = withFault([["reach: { local-sim: 70 %, wifi: 30 % }", "reach: &ways { local-sim: 70 %, wifi: 30 % }"], ["reach: { home-routed: 100 % }", "reach: *ways"]])
    expect(good(readText(text)).base.people.visitors.reach.wifi).toBe(0.3)
  })
})

it("all errors of a file are told at once, in the order of the text", () => {
  const text = withFault([["home: PK", "home: PX"], ["kind: bulk-access", "kind: bulk-acess"], ["provider: rim", "provider: rin"], ["was: 2015-12-31", "was: 2015-12-30"], ["stock: 20", "stock: 20, prototype: 1"], ["share: 40 %", "share: 30 %"], ["expect: at most 1 %", "expect: at mots"]])
  const found = bad(readText(text)).diagnostics.filter((d) => d.severity === "error")
  expect(found.map((d) => d.path)).toEqual(["carriers.telenor.share", "services.bes.provider", "people.residents.home", "people.visitors.present.prototype", "orders.open-bes.kind", "variants.nobody-yields.set[1].was", "claims.gone.expect"])
})

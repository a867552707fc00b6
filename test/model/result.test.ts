import { JSONSchema, Schema, SchemaAST } from "effect"
import { describe, expect, test } from "vitest"
import { Loss, Move } from "../../src/model/machines.ts"
import { AtRest, ClaimVerdict, KeyHolder, Outcome, OrderLife, Reader, Reason, REASONS, Received, Result, SummaryRow, VariantResult } from "../../src/model/result.ts"
import { Unit } from "../../src/model/units.ts"

const keys = (s: { readonly fields: object }) => Object.keys(s.fields)

describe("Result", () => {
  test("names what DESIGN names, in its order", () => {
    expect(keys(Outcome)).toEqual(
      expect.arrayContaining(["about", "cohort", "status", "present", "access", "vpn", "service", "window", "people", "weight", "attempted", "refused", "accepted", "underWay", "delivered", "expired", "bounced", "erased", "inFlight", "received", "hoursWithoutService", "deliveryRatio", "delayMs"])
    )
    expect(keys(Received)).toEqual(expect.arrayContaining(["addressed", "delivered", "expired", "bounced", "inFlight"]))
    expect(keys(AtRest)).toEqual(["at", "site", "cohort", "operator", "country", "service", "class", "kind", "copies", "bytes"])
    expect(keys(Reader)).toEqual(expect.arrayContaining(["authority", "level", "basis", "service", "class", "form", "cohort", "messages", "people", "firstAt", "lastAt"]))
    expect(keys(KeyHolder)).toEqual(expect.arrayContaining(["service", "class", "holder", "holderKind", "country", "startAt", "endAt"]))
    expect(keys(Move)).toEqual(expect.arrayContaining(["fromSite", "toSite", "fromCountry", "toCountry", "service", "class", "copies", "bytes", "startAt", "endAt"]))
    expect(keys(OrderLife)).toEqual(expect.arrayContaining(["id", "issuer", "kind", "due", "demand", "breachHours", "answers", "states"]))
    expect(keys(ClaimVerdict)).toEqual(expect.arrayContaining(["id", "says", "source", "grade", "verdict", "observed", "expected"]))
    expect(keys(VariantResult)).toEqual(expect.arrayContaining(["id", "title", "outcomes", "atRest", "readers", "keys", "moves", "orders", "invariants", "claims", "fingerprint"]))
    expect(keys(Result).slice(0, 5)).toEqual(["schemaVersion", "run", "scenario", "variants", "comparisons"])
  })

  test("every field says what it is", () => {
    const silent = [Outcome, Received, AtRest, Reader, KeyHolder, Move, Loss, OrderLife, ClaimVerdict, SummaryRow].flatMap((s) =>
      Object.entries(s.fields as Record<string, Schema.Schema.All>).filter(([, field]) => SchemaAST.getDescriptionAnnotation(field.ast)._tag === "None").map(([name]) => `${SchemaAST.getIdentifierAnnotation(s.ast)} ${name}`)
    )
    expect(silent).toEqual([])
  })

  test("a number's field has a unit", () => {
    const bare = [Outcome, Received, AtRest, Reader, Move, Loss, OrderLife, SummaryRow].flatMap((s) =>
      Object.entries(s.fields as Record<string, Schema.Schema.All>).filter(([, field]) => isNumeric(field.ast) && SchemaAST.getAnnotation(Unit)(field.ast)._tag === "None").map(([name]) => name)
    )
    expect(bare).toEqual([])
  })

  test("an unknown reason code is refused", () => {
    expect(Schema.is(Reason)("market-left")).toBe(true)
    expect(Schema.is(Reason)("market left")).toBe(false)
    expect(new Set(REASONS).size).toBe(REASONS.length)
    expect(Schema.decodeUnknownEither(Outcome.fields.refused)({ blocked: 3 })._tag).toBe("Right")
    expect(Schema.decodeUnknownEither(Outcome.fields.refused, { onExcessProperty: "error" })({ bloked: 3 })._tag).toBe("Left")
  })

  test("has a JSON Schema", () => {
    expect(JSON.stringify(JSONSchema.make(Result, { target: "jsonSchema2020-12" }))).toContain("\"deliveryRatio\"")
  })
})

function isNumeric(ast: SchemaAST.AST): boolean {
  if (SchemaAST.isRefinement(ast)) return isNumeric(ast.from)
  if (SchemaAST.isUnion(ast)) return ast.types.some(isNumeric)
  return SchemaAST.isNumberKeyword(ast)
}

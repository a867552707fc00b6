import { describe, expect, it } from "vitest"
import { assert, Bug } from "../../src/kernel/assert.ts"

describe("assert", () => {
  it("throws a Bug with the sentence where the condition is false", () => {
    expect(() => assert(false, "two and two are four")).toThrow(new Bug("two and two are four"))
    expect(new Bug("x")).toBeInstanceOf(Error)
    expect(new Bug("x").name).toBe("Bug")
  })

  it("passes where it is true", () => {
    expect(() => assert(1, "one is true")).not.toThrow()
  })
})

import { describe, expect, it } from "vitest"
import { settingOf } from "../../src/cli/settings.ts"

describe("settingOf", () => {
  it("reads a path and a YAML value", () => {
    expect(settingOf("people.visitors.reach={local-breakout: 100 %}")).toEqual({ path: "people.visitors.reach", value: { "local-breakout": "100 %" } })
    expect(settingOf("seed = 3")).toEqual({ path: "seed", value: 3 })
    expect(settingOf("orders.x.through={ a: obeys }").valueOf()).toEqual({ path: "orders.x.through", value: { a: "obeys" } })
  })

  it("keeps NO a country", () => {
    expect(settingOf("people.a.home=NO")).toEqual({ path: "people.a.home", value: "NO" })
  })

  it("says in one sentence what is wrong", () => {
    expect(settingOf("people.visitors")).toContain("wants PATH=VALUE")
    expect(settingOf("=3")).toContain("wants PATH=VALUE")
    expect(settingOf("seed=")).toContain("no value")
    expect(settingOf("seed={a: ")).toContain("no YAML value")
    expect(settingOf("orders.x.does.block.leak={")).toContain("a value with spaces needs quotes around all of it: --set 'orders.x.does.block.leak=...'")
    expect(settingOf("orders.x.does.block.leak=null")).toContain("write none or never where that is meant")
    expect(settingOf("people={ __proto__: { a: 1 } }")).toContain("no YAML value")
  })
})

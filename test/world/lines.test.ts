import { describe, expect, it } from "vitest"
import type { PlaceRow } from "../../src/world/geography.ts"
import { type Crossing, type Line, propagationMs, wayOfCircuit, wayOfServer, wayToRelay } from "../../src/world/lines.ts"

const place = (code: string): PlaceRow => ({ code, country: code.slice(0, 2), lat: 0, lon: 0, untilMs: new Float64Array(0), offsetMin: new Float64Array(0) })
const line = (mode: Line["mode"], more: Partial<Line> = {}): Line => ({ mode, sim: undefined, simCarrier: undefined, servingCarrier: undefined, exit: undefined, vpn: undefined, ...more })
const points = (way: { readonly crossings: ReadonlyArray<Crossing> }) => way.crossings.map((c) => `${c.point} ${c.country}`)
const hidden = (way: { readonly crossings: ReadonlyArray<Crossing> }) => way.crossings.map((c) => c.hidden ?? "-").join(" ")
const marked = (way: { readonly crossings: ReadonlyArray<Crossing> }, key: "international" | "accessSide") => way.crossings.filter((c) => c[key]).map((c) => `${c.point} ${c.country}`)

const LOCAL = line("local-sim", { sim: "PK" })
const HOME_ROUTED = line("home-routed", { sim: "GB" })
const BREAKOUT = line("local-breakout", { sim: "GB" })
const HUB = line("hub-breakout", { sim: "GB", exit: "AE" })
const WIFI = line("wifi")
const SATELLITE = line("satellite", { exit: "AE" })

const FROM_PK_TO_GB = ["border PK", "border GB", "national-internet GB", "relay-ingress GB"]

describe("A way to a relay abroad", () => {
  it("by a local SIM crosses subscription, radio, attach, gateway and national networks of one country", () => {
    expect(points(wayToRelay(LOCAL, place("PK"), "GB"))).toEqual(["subscription PK", "radio PK", "attach PK", "gateway PK", "national-internet PK", ...FROM_PK_TO_GB])
  })

  it("by home routing enters the network at home, over the exchange", () => {
    expect(points(wayToRelay(HOME_ROUTED, place("PK"), "AE"))).toEqual(["subscription GB", "radio PK", "attach PK", "exchange PK", "exchange GB", "gateway GB", "national-internet GB", "border GB", "border AE", "national-internet AE", "relay-ingress AE"])
  })

  it("by local breakout differs from a local SIM in the subscription alone", () => {
    expect(points(wayToRelay(BREAKOUT, place("PK"), "GB"))).toEqual(["subscription GB", "radio PK", "attach PK", "gateway PK", "national-internet PK", ...FROM_PK_TO_GB])
  })

  it("by a hub enters the network in the hub's country", () => {
    expect(points(wayToRelay(HUB, place("PK"), "GB"))).toEqual(["subscription GB", "radio PK", "attach PK", "exchange PK", "exchange AE", "gateway AE", "national-internet AE", "border AE", "border GB", "national-internet GB", "relay-ingress GB"])
  })

  it("by Wi-Fi and by fixed wireless crosses the fixed network and no mobile one", () => {
    for (const mode of ["wifi", "fixed-wireless"] as const) expect(points(wayToRelay(line(mode), place("PK"), "GB"))).toEqual(["fixed PK", "national-internet PK", ...FROM_PK_TO_GB])
  })

  it("by satellite enters the national networks of the gateway's country", () => {
    expect(points(wayToRelay(SATELLITE, place("PK"), "GB"))).toEqual(["satellite AE", "national-internet AE", "border AE", "border GB", "national-internet GB", "relay-ingress GB"])
  })
})

describe("A way to a relay in the same country", () => {
  it("crosses no border, whatever the mode", () => {
    expect(points(wayToRelay(LOCAL, place("PK"), "PK"))).toEqual(["subscription PK", "radio PK", "attach PK", "gateway PK", "national-internet PK", "relay-ingress PK"])
    expect(points(wayToRelay(BREAKOUT, place("PK"), "PK"))).toEqual(["subscription GB", "radio PK", "attach PK", "gateway PK", "national-internet PK", "relay-ingress PK"])
    expect(points(wayToRelay(HOME_ROUTED, place("PK"), "GB"))).toEqual(["subscription GB", "radio PK", "attach PK", "exchange PK", "exchange GB", "gateway GB", "national-internet GB", "relay-ingress GB"])
    expect(points(wayToRelay(HUB, place("PK"), "AE"))).toEqual(["subscription GB", "radio PK", "attach PK", "exchange PK", "exchange AE", "gateway AE", "national-internet AE", "relay-ingress AE"])
    expect(points(wayToRelay(WIFI, place("PK"), "PK"))).toEqual(["fixed PK", "national-internet PK", "relay-ingress PK"])
    expect(points(wayToRelay(SATELLITE, place("PK"), "AE"))).toEqual(["satellite AE", "national-internet AE", "relay-ingress AE"])
  })

  it("is not international", () => {
    for (const [l, at] of [[LOCAL, "PK"], [BREAKOUT, "PK"], [WIFI, "PK"], [HOME_ROUTED, "GB"], [HUB, "AE"], [SATELLITE, "AE"]] as const) expect(marked(wayToRelay(l, place("PK"), at), "international")).toEqual([])
  })
})

describe("A VPN", () => {
  const vpn = (l: Line, exit: string): Line => ({ ...l, vpn: exit })

  it("crosses the mode's points and its way on to the exit country, then the exit's networks, then on", () => {
    expect(points(wayToRelay(vpn(WIFI, "GB"), place("PK"), "AE"))).toEqual(["fixed PK", "national-internet PK", "border PK", "border GB", "national-internet GB", "border GB", "border AE", "national-internet AE", "relay-ingress AE"])
    expect(points(wayToRelay(vpn(HOME_ROUTED, "AE"), place("PK"), "AE"))).toEqual(["subscription GB", "radio PK", "attach PK", "exchange PK", "exchange GB", "gateway GB", "national-internet GB", "border GB", "border AE", "national-internet AE", "relay-ingress AE"])
    expect(points(wayToRelay(vpn(LOCAL, "PK"), place("PK"), "GB"))).toEqual(["subscription PK", "radio PK", "attach PK", "gateway PK", "national-internet PK", "national-internet PK", ...FROM_PK_TO_GB])
  })

  it("hides everything before its exit, an exchange by its own tunnel", () => {
    expect(hidden(wayToRelay(vpn(WIFI, "GB"), place("PK"), "AE"))).toBe("vpn vpn vpn vpn - - - - -")
    expect(hidden(wayToRelay(vpn(HUB, "GB"), place("PK"), "GB"))).toBe("vpn vpn vpn ipx ipx vpn vpn vpn vpn - -")
    expect(hidden(wayToRelay(HOME_ROUTED, place("PK"), "GB"))).toBe("- - - ipx ipx - - -")
  })

  it("is international where its tunnel crosses a border, and after the exit where the way from there on does", () => {
    expect(marked(wayToRelay(vpn(WIFI, "GB"), place("PK"), "GB"), "international")).toEqual(["fixed PK", "national-internet PK", "border PK", "border GB"])
    expect(marked(wayToRelay(vpn(WIFI, "PK"), place("PK"), "GB"), "international")).toEqual(["national-internet PK", ...FROM_PK_TO_GB])
    expect(marked(wayToRelay(vpn(WIFI, "PK"), place("PK"), "PK"), "international")).toEqual([])
  })

  it("over an exchange is marked by the same rule as without one", () => {
    expect(marked(wayToRelay(vpn(HOME_ROUTED, "GB"), place("PK"), "AE"), "international")).toEqual(["national-internet GB", "border GB", "border AE", "national-internet AE", "relay-ingress AE"])
    expect(marked(wayToRelay(vpn(HOME_ROUTED, "AE"), place("PK"), "AE"), "international")).not.toContain("relay-ingress AE")
    expect(marked(wayToRelay(vpn(HUB, "GB"), place("PK"), "GB"), "international")).not.toContain("relay-ingress GB")
  })

  it("has its exit's networks on the access side, and not the relay's", () => {
    expect(marked(wayToRelay(vpn(WIFI, "GB"), place("PK"), "AE"), "accessSide")).toEqual(["national-internet PK", "national-internet GB"])
  })
})

describe("International", () => {
  it("is every point of a way that crosses a border, exchange legs not counted as one", () => {
    const way = wayToRelay(LOCAL, place("PK"), "GB")
    expect(marked(way, "international")).toEqual(points(way))
    expect(marked(wayToRelay(HOME_ROUTED, place("PK"), "GB"), "international")).toEqual([])
  })
})

describe("The access side", () => {
  it("is the national networks that the device stands behind", () => {
    expect(marked(wayToRelay(LOCAL, place("PK"), "GB"), "accessSide")).toEqual(["national-internet PK"])
    expect(marked(wayToRelay(HOME_ROUTED, place("PK"), "AE"), "accessSide")).toEqual(["national-internet GB"])
    expect(marked(wayToRelay(LOCAL, place("PK"), "PK"), "accessSide")).toEqual(["national-internet PK"])
  })

  it("is the national networks that a customer's server stands behind", () => {
    expect(points(wayOfServer("PK", "pk-fixed", "GB"))).toEqual(["fixed PK", "national-internet PK", ...FROM_PK_TO_GB])
    expect(marked(wayOfServer("PK", "pk-fixed", "GB"), "accessSide")).toEqual(["national-internet PK"])
  })
})

describe("A territory", () => {
  it("is where the device is for radio, attach and fixed; gateways and national networks stand for the whole country", () => {
    const at = (l: Line) => wayToRelay(l, place("PK-KP"), "GB").crossings.filter((c) => c.place === "PK-KP").map((c) => c.point)
    expect(at(LOCAL)).toEqual(["radio", "attach"])
    expect(at(WIFI)).toEqual(["fixed"])
  })
})

describe("Carriers", () => {
  it("stand at their own points: the SIM's at subscription and at home, the visited one at radio and attach", () => {
    const l = { ...HOME_ROUTED, simCarrier: "home", servingCarrier: "host" }
    expect(wayToRelay(l, place("PK"), "AE").crossings.map((c) => c.carrier ?? "-")).toEqual(["home", "host", "host", "host", "home", "home", "home", "home", "-", "-", "-"])
    expect(wayToRelay({ ...BREAKOUT, simCarrier: "home", servingCarrier: "host" }, place("PK"), "GB").crossings.map((c) => c.carrier ?? "-")).toEqual(["home", "host", "host", "host", "host", "host", "-", "-", "-"])
  })
})

describe("Voice and SMS", () => {
  it("cross no packet network, and a border only towards somebody elsewhere", () => {
    expect(points(wayOfCircuit(LOCAL, "PK", place("PK"), false))).toEqual(["subscription PK", "radio PK", "attach PK"])
    expect(points(wayOfCircuit(HOME_ROUTED, "GB", place("PK"), true))).toEqual(["subscription GB", "radio PK", "attach PK", "border PK"])
    expect(marked(wayOfCircuit(LOCAL, "PK", place("PK"), false), "international")).toEqual([])
    expect(marked(wayOfCircuit(LOCAL, "PK", place("PK"), true), "international")).toEqual(["subscription PK", "radio PK", "attach PK", "border PK"])
  })

  it("on Wi-Fi belong to the SIM that the person has at home", () => {
    expect(points(wayOfCircuit(WIFI, "GB", place("PK"), false))).toEqual(["subscription GB", "radio PK", "attach PK"])
  })
})

describe("Propagation", () => {
  it("is at least that of the distance at two thirds of the speed of light in a wire, over every leg", () => {
    const a = { lat: 51.5, lon: -0.1 }
    const b = { lat: 24.9, lon: 67 }
    const direct = propagationMs([a, b])
    expect(direct).toBeGreaterThan(6300 / 200)
    expect(propagationMs([a, b, a])).toBeGreaterThan(direct * 1.7)
    expect(propagationMs([a])).toBe(12.5)
  })
})

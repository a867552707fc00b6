import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { arrange } from "../../src/cli/arrange.ts"
import { VERBS } from "../../src/cli/Commands.ts"

const args = (...typed: ReadonlyArray<string>) => {
  const arranged = arrange(typed, VERBS)
  return arranged.kind === "args" ? arranged.args : arranged
}
const says = (...typed: ReadonlyArray<string>) => {
  const arranged = arrange(typed, VERBS)
  return arranged.kind === "wrong" ? arranged.says : `${arranged.kind}, not wrong`
}

describe("arrange", () => {
  it("puts options before operands, and repeated ones together", () => {
    expect(args("run", "a.yaml", "--variant", "x", "--out=here", "b.yaml", "--variant=y")).toEqual(["run", "--variant", "x", "--variant", "y", "--out", "here", "a.yaml", "b.yaml"])
  })

  it("keeps everything behind the first equals sign of --set", () => {
    expect(args("run", "f", "--set=a.b={c: 1=2}")).toEqual(["run", "--set", "a.b={c: 1=2}", "f"])
  })

  it("writes a switch with its value, so that a file called y stays a file", () => {
    expect(args("run", "--quiet", "y")).toEqual(["run", "--quiet", "true", "y"])
  })

  it("takes what follows -- for files, options too", () => {
    expect(args("run", "--json", "--", "--seed")).toEqual(["run", "--json", "true", "./--seed"])
  })

  it("asks for help wherever it is asked for", () => {
    for (const typed of [["--help"], ["-h"], ["help"]]) expect(args(...typed)).toEqual({ kind: "help", verb: undefined })
    for (const typed of [["run", "--help"], ["help", "run"], ["run", "f", "--nonsense", "-h"]]) expect(args(...typed)).toEqual({ kind: "help", verb: VERBS[0] })
    expect(args("help", "sweep")).toMatchObject({ kind: "help", verb: { name: "sweep" } })
  })

  it("names the command or option that was probably meant", () => {
    expect(says("rnu", "f")).toBe('no command "rnu"; did you mean "run"?')
    expect(says("run", "f", "--sed", "1")).toBe('no option --sed; did you mean "--seed"?')
    expect(says("frobnicate")).toContain("known: run, compare")
    expect(says("--frobnicate")).toContain("no option --frobnicate")
    expect(says("--seed", "3", "run", "f")).toBe("--seed belongs after the command")
  })

  it("refuses missing, superfluous and unfit values", () => {
    expect(says("run", "f", "--seed")).toBe("--seed wants a value: --seed N")
    expect(says("run", "f", "--seed", "--json")).toBe("--seed wants a value: --seed N")
    expect(says("run", "f", "--seed=")).toBe("--seed wants a value: --seed N")
    expect(says("run", "f", "--json=yes")).toBe("--json takes no value")
    expect(says("run", "f", "--out", "a", "--out", "b")).toBe("--out is given twice")
    for (const seed of ["-1", "1.5", "1e3", "0x10", "4294967296", "one", "99999999999999999999"]) expect(says("run", "f", "--seed", seed)).toContain("--seed wants a whole number from 0 to 4294967295")
    for (const n of ["0", "10001"]) expect(says("run", "f", "--replications", n)).toContain("--replications wants a whole number")
    expect(says("run", "f", "--log-level", "loud")).toContain("--log-level wants one of")
    expect(says("--completions", "csh")).toContain("--completions wants one of sh, bash")
  })

  it("refuses too few and too many operands", () => {
    expect(says()).toContain("say what to do: run, compare")
    expect(says("run")).toBe('"run" wants a FILE')
    expect(says("explain", "a", "b")).toBe('"explain" takes one FILE; "b" is too many')
    expect(says("schema", "a")).toBe('"schema" takes no a')
  })

  it("says of a command that is not built that it is not, whatever follows", () => {
    for (const name of ["sweep"]) expect(says(name, "x", "--anything")).toBe(`"${name}" is not built yet`)
  })

  it("gives, for anything typed, arguments, help or a sentence, and never loses a file", () => {
    const word = fc.constantFrom("run", "validate", "list", "a.yaml", "b", "yes", "--seed", "7", "--json", "--variant", "--out=x", "--set", "p=1", "--", "-h", "--quiet", "--nope", "")
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), (typed) => {
        const arranged = arrange(typed, VERBS)
        if (arranged.kind === "wrong") expect(arranged.says.length).toBeGreaterThan(5)
        else if (arranged.kind === "args") for (const file of ["a.yaml", "b", "yes"]) expect(arranged.args.filter((arg) => arg === file)).toEqual(typed.filter((arg) => arg === file))
      }),
      { seed: 1, numRuns: 2000 }
    )
  })
})

import { createHash } from "node:crypto"
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, truncateSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import * as Effect from "effect/Effect"
import { describe, expect, it } from "vitest"
import type { SnapshotInvalid } from "../../src/model/errors.ts"
import * as Simulator from "../../src/run/Simulator.ts"
import { check, fits, read, write } from "../../src/run/Snapshots.ts"
import { opened } from "../scenarios/stage.ts"
import { folder, go, halted } from "./halted.ts"

const dir = folder()
const FILE = "test/flips/roaming-mode.yaml"
const file = () => opened(FILE)

/** A snapshot of its own for a test. */
async function fresh(name: string, events = 500): Promise<string> {
  await halted(file(), "breakout", events, join(dir, name))
  return join(dir, name)
}

const failure = <E>(effect: Parameters<typeof go<unknown, E>>[0]): Promise<E> => go(Effect.flip(effect))
const refusal = async (path: string) => (await failure(read(path))) as SnapshotInvalid
/** The bytes with a checksum that fits them. */
const signed = (bytes: Uint8Array) => Buffer.concat([bytes.subarray(0, -32), createHash("sha256").update(bytes.subarray(0, -32)).digest()])

describe("A snapshot", () => {
  it("says of which run it is and where it stands", async () => {
    const path = join(dir, "said")
    const identity = await halted(file(), "breakout", 500, path)
    const snapshot = await go(read(path))
    expect(snapshot.identity).toEqual(identity)
    expect(identity).toMatchObject({ scenario: "flip-roaming-mode", variant: "breakout", events: 500, seed: 1, replication: 0, scenarioHash: file().hash })
    expect(identity.simulatedAt).toMatch(/^2015-03-0\dT[\d:.]+Z$/)
  })

  it("is the same bytes whenever it is written", async () => {
    const [one, two] = [await fresh("one"), await fresh("two")]
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true)
  })

  it("of a run that went on from another is that of a run stopped there at once", async () => {
    const [early, late, via] = [await fresh("early", 200), await fresh("late", 700), join(dir, "via")]
    const { stopped, simulatedMs, simulatedAt } = await go(Simulator.stopAt(file(), { variant: "breakout", seed: 1, replication: 0, events: 700, resume: await go(read(early)) }))
    expect(stopped).toBeDefined()
    await go(write(via, { ...(await go(read(late))).identity, simulatedMs, simulatedAt }, stopped!))
    expect(readFileSync(via).equals(readFileSync(late))).toBe(true)
  })

  it("is read once for one run", async () => {
    const snapshot = await go(read(await fresh("once")))
    snapshot.take()
    expect(() => snapshot.take()).toThrow("once")
  })
})

describe("A file is refused as a snapshot where it", () => {
  it("is not there, or may not be read as a file", async () => {
    expect(await refusal(join(dir, "gone"))).toMatchObject({ _tag: "SnapshotNotFound", exitCode: 66, message: `${join(dir, "gone")}: there is no such snapshot` })
    expect(await refusal(dir)).toMatchObject({ _tag: "SnapshotInvalid", exitCode: 65, found: "this is no regular file" })
  })

  it("is something else", async () => {
    writeFileSync(join(dir, "short"), "situs")
    expect(await refusal(join(dir, "short"))).toMatchObject({ exitCode: 65, found: "the file has 5 bytes" })
    expect((await refusal("README.md")).message).toBe('README.md: this is no snapshot\n  expected a file that begins with "situsnap", as --snapshot writes it')
  })

  it("is cut off anywhere, or has grown", async () => {
    const path = await fresh("cut")
    const whole = readFileSync(path)
    for (let size = whole.length - 1; size >= 0; size = size > whole.length - 40 ? size - 1 : size - 2503) {
      writeFileSync(path, whole)
      truncateSync(path, size)
      expect(await refusal(path), `${size} bytes`).toMatchObject({ _tag: "SnapshotInvalid", found: `the file has ${size} bytes` })
    }
    writeFileSync(path, Buffer.concat([whole, Buffer.of(0)]))
    expect((await refusal(path)).found).toBe(`the file has ${whole.length + 1} bytes`)
  })

  it("has one bit that was turned, wherever it is", async () => {
    const path = await fresh("bit")
    const whole = readFileSync(path)
    for (let at = 0; at < whole.length; at += at < 700 || at > whole.length - 34 ? 3 : 97) {
      const bytes = Buffer.from(whole)
      bytes[at] ^= 1 << (at % 8)
      writeFileSync(path, bytes)
      expect(await refusal(path), `byte ${at}`).toMatchObject({ _tag: "SnapshotInvalid", exitCode: 65, path })
    }
  })

  it("has another format", async () => {
    const path = await fresh("format")
    const bytes = readFileSync(path)
    bytes.writeUInt32LE(2, 8)
    writeFileSync(path, signed(bytes))
    expect(await refusal(path)).toMatchObject({ found: "the snapshot has format 2", expected: "format 1, the only one that this version of Situs reads" })
  })

  it("promises more than it holds: no room is made for it", async () => {
    const path = await fresh("lie")
    const whole = readFileSync(path)
    for (const [at, value] of [[12, 0xffffffff], [16, 0xffffffff], [24, 0xffffffff], [28, 0x000fffff]] as const) {
      const bytes = Buffer.from(whole)
      bytes.writeUInt32LE(value, at)
      writeFileSync(path, signed(bytes))
      expect((await refusal(path)).found, `at ${at}`).toBe(`the file has ${whole.length} bytes`)
    }
  })

  it("holds a state, well signed, that is none of the run's", async () => {
    const path = await fresh("forged")
    const whole = readFileSync(path)
    const at = whole.indexOf('"toggles":')
    const forged = (edit: (bytes: Buffer) => void) => {
      const bytes = Buffer.from(whole)
      edit(bytes)
      writeFileSync(path, signed(bytes))
    }
    forged((bytes) => bytes.write('"tuggles":', at))
    expect((await refusal(path)).found).toBe("the snapshot's state makes no sense")
    // Parts are missing, arrays are, and another file's state has lists and lengths of its own.
    for (const edit of [(bytes: Buffer) => bytes.write('"ports":', bytes.indexOf('"parts":')), (bytes: Buffer) => bytes.write('"arroys":', bytes.indexOf('"arrays":'))]) {
      forged(edit)
      const snapshot = await go(read(path))
      const error = await failure(Simulator.run(file(), { variants: ["breakout"], seed: 1, resume: snapshot }))
      expect(error).toMatchObject({ _tag: "SnapshotInvalid", path, found: "the state in it is not one of this scenario's" })
    }
    await halted(opened("test/flips/leak.yaml"), "as-happened", 500, path)
    const other = await failure(Simulator.run(file(), { variants: ["as-happened"], seed: 1, resume: await go(read(path)) }))
    expect(other).toMatchObject({ _tag: "SnapshotInvalid", path, found: "the state in it is not one of this scenario's" })
  })

  it("is of another version of Situs, scenario, variant, seed or replication", async () => {
    const snapshot = await go(read(await fresh("other")))
    const same = { engineVersion: "test", scenarioHash: file().hash, variant: "breakout", seed: 1, replication: 0 }
    await go(fits(snapshot, same))
    await go(fits(snapshot, { engineVersion: "test", scenarioHash: file().hash }))
    const says = async (other: Partial<typeof same>) => (await failure(fits(snapshot, { ...same, ...other }))).message.replace(`${snapshot.path}: `, "")
    expect(await says({ engineVersion: "0.0.7" })).toBe("the snapshot is of Situs test\n  expected Situs 0.0.7")
    expect(await says({ scenarioHash: "abc" })).toBe(`the snapshot is of a scenario (with what is set) of hash ${file().hash}\n  expected a scenario (with what is set) of hash abc`)
    expect(await says({ variant: "no-order" })).toBe("the snapshot is of variant breakout\n  expected variant no-order")
    expect(await says({ seed: 2 })).toBe("the snapshot is of seed 1\n  expected seed 2")
    expect(await says({ replication: 3 })).toBe("the snapshot is of replication 0\n  expected replication 3")
  })
})

describe("A snapshot is written", () => {
  it("in place of an earlier one, with nothing left beside it", async () => {
    const sub = join(dir, "place")
    mkdirSync(sub)
    await halted(file(), "breakout", 100, join(sub, "s"))
    await halted(file(), "breakout", 300, join(sub, "s"))
    expect((await go(read(join(sub, "s")))).identity.events).toBe(300)
    expect(readdirSync(sub)).toEqual(["s"])
  })

  it("never over what is no snapshot, nor where no file can be", async () => {
    const taken = join(dir, "taken.txt")
    writeFileSync(taken, "mine")
    const why = async (path: string) => (await failure(check(path))) as { readonly _tag: string; readonly exitCode: number; readonly why: string }
    expect(await why(taken)).toMatchObject({ _tag: "CannotWrite", exitCode: 74, why: "a file stands there that is no snapshot; move it away or choose another place" })
    await expect(halted(file(), "breakout", 10, taken)).rejects.toThrow("cannot write")
    expect(readFileSync(taken, "utf8")).toBe("mine")
    expect((await why(dir)).why).toBe("what stands there is no regular file")
    expect((await why(join(dir, "no/such"))).why).toBe(`there is no folder ${join(dir, "no")}`)
    expect((await why(join(taken, "below"))).why).toContain("no folder")
    symlinkSync(join(dir, "nowhere"), join(dir, "link"))
    await go(check(join(dir, "link")))
  })

  it("for its owner to read as any file is", async () => {
    const path = await fresh("mode")
    expect(statSync(path).mode & 0o600).toBe(0o600)
    chmodSync(path, 0o444)
    await fresh("mode", 600)
    expect(existsSync(path)).toBe(true)
  })
})

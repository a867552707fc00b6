/** The open values of a file: what is varied, how a value of it is set, and which ranges are left as they are, with the reason. */
import type { Assumption } from "../language/assumptions.ts"
import type { Read, ScenarioFile, Setting } from "../language/file.ts"
import { isMap, type Key, type RawMap, valueAt } from "../language/origins.ts"
import { pathText } from "../language/problem.ts"
import { Grade } from "../model/ids.ts"
import type { Factor } from "../model/sensitivity.ts"
import { type Scale, scaleOf } from "./scale.ts"

/** A factor as a study varies it. */
export interface Varied {
  readonly row: Factor
  readonly scale: Scale
  /** What is set for a position; of shares that add up to 100 % the others too. */
  readonly settings: (position: number) => ReadonlyArray<Setting>
}

export interface Factors {
  readonly varied: ReadonlyArray<Varied>
  /** Paths that are left out, each with the reason. */
  readonly left: ReadonlyArray<string>
}

/** The factors of a file, in its order. A range is varied if the file can be read with either of its ends. */
export function factorsOf(file: ScenarioFile): Factors {
  const varied: Array<Varied> = []
  const left: Array<string> = []
  for (const assumption of file.assumptions) {
    if (assumption.range === undefined) continue
    const found = factorOf(file, assumption, assumption.range)
    const other = typeof found === "string" ? undefined : varied.find(({ row }) => row.beside.includes(found.row.path) || found.row.beside.includes(row.path))
    if (other !== undefined) left.push(`${assumption.path}: it is one of the shares beside ${other.row.path}, which is varied`)
    else if (typeof found === "string") left.push(`${assumption.path}: ${found}`)
    else varied.push(found)
  }
  return { varied, left }
}

function factorOf(file: ScenarioFile, assumption: Assumption, range: readonly [unknown, unknown]): Varied | string {
  const { grade, path, source, value } = assumption
  const scale = scaleOf(value, range)
  if (typeof scale === "string") return scale
  const alone = (position: number): ReadonlyArray<Setting> => [{ path, value: scale.write(position) }]
  const row: Factor = { path, value: String(value), low: String(range[0]), high: String(range[1]), sources: [...source], grade: Grade.literals.find((word) => word === grade) ?? null, beside: [] }
  const why = refusalOf(file, alone)
  if (why === undefined) return { row, scale, settings: alone }
  const beside = besideOf(file.raw, assumption)
  if (beside.length === 0) return why
  const scaled = (position: number): ReadonlyArray<Setting> => [...alone(position), ...restScaled(beside, 100 - scale.number(position))]
  // Where the shares beside it do not help, they are not what the file is refused for.
  return refusalOf(file, scaled) === undefined ? { row: { ...row, beside: beside.map((one) => one.path) }, scale, settings: scaled } : why
}

/** Why the file cannot be read with an end of a range; undefined where it can. */
function refusalOf(file: ScenarioFile, settings: (position: number) => ReadonlyArray<Setting>): string | undefined {
  for (const position of [0, 1]) {
    const read = file.withSets(settings(position))
    const [{ path, value }] = settings(position)
    if (!read.ok) return `the file cannot have ${String(value)} there: ${firstError(read).replace(`in --set ${path}: `, "").replace(`${path}: `, "")}`
  }
  return undefined
}

function firstError(read: Extract<Read, { ok: false }>): string {
  return (read.diagnostics.find((one) => one.severity === "error") ?? read.diagnostics[0]).message
}

interface Share {
  readonly path: string
  readonly percent: number
}

/** Shares that stand beside a share: of the same list of ways, homes or services, of carriers those of the same country and kind. */
function besideOf(raw: RawMap, { keys, value }: Assumption): ReadonlyArray<Share> {
  if (percentOf(value) === undefined) return []
  const own = keys[keys.length - 1] === "share" ? keys.slice(0, -1) : keys
  const [above, name] = [own.slice(0, -1), own[own.length - 1]]
  const [all, mine] = [valueAt(raw, above), valueAt(raw, own)]
  if (!isMap(all)) return []
  const alike = (other: unknown) => ["country", "kind"].every((key) => !isMap(mine) || !isMap(other) || mine[key] === other[key])
  return Object.entries(all).flatMap(([key, other]) => {
    const percent = percentOf(isMap(other) ? other.share : other)
    const path: ReadonlyArray<Key> = [...above, key, ...(isMap(other) ? ["share"] : [])]
    return key === name || percent === undefined || !alike(other) ? [] : [{ path: pathText(raw, path), percent }]
  })
}

function percentOf(value: unknown): number | undefined {
  const found = typeof value === "string" ? /^(\d+(?:\.\d+)?) ?%$/.exec(value.trim()) : null
  return found === null ? undefined : Number(found[1])
}

/** Shares that keep their proportions and add up to `percent`; equal ones where all are 0. The last takes what rounding leaves. */
function restScaled(shares: ReadonlyArray<Share>, percent: number): ReadonlyArray<Setting> {
  const sum = shares.reduce((total, one) => total + one.percent, 0)
  let left = percent
  return shares.map(({ path, percent: was }, n) => {
    const part = sum === 0 ? percent / shares.length : (was / sum) * percent
    const given = n === shares.length - 1 ? Number(left.toFixed(DECIMALS)) : Number(part.toFixed(DECIMALS))
    left -= given
    return { path, value: `${given} %` }
  })
}

const DECIMALS = 6

/** Lines and words of a figure. A text is as wide as its characters are in the widest of the fonts that a reader may have, so that none runs into another. */
import { escapeHtml, shown } from "../visible.ts"

/** Width of every figure [units, of which sixteen are a rem]: a sheet of A4 between its margins takes it at its own size. */
export const WIDTH = 680
/** From one line of text to the next. */
export const LINE = 15
const SIZE = 12

export type Kind = "head" | "name" | "value" | "note" | "tick"

interface Face {
  readonly size?: number
  readonly bold?: boolean
}

/** Widest advance of a character among common fonts [of the font's size]. */
function advance(character: string): number {
  if ("ijlI.,:;'|! ".includes(character)) return 0.36
  if ("frt()[]{}/\\-\"`".includes(character)) return 0.46
  if ("mwMW%@".includes(character)) return 1
  if (/[A-Z+=<>~#&^−]/.test(character)) return 0.84
  if (/[!-~]/.test(character)) return 0.65
  if (/\p{Mark}/u.test(character)) return 0
  const code = character.codePointAt(0) as number
  if (code === 0x2026) return 1
  return code < 0x530 ? 0.9 : code < 0x10000 ? 1.15 : 1.5
}

/** Width of a text [units]. */
export function widthOf(text: string, { bold = false, size = SIZE }: Face = {}): number {
  let width = 0
  for (const character of text) width += advance(character)
  return width * size * (bold ? 1.13 : 1)
}

/** How many of the characters fit into the room. */
function fitting(characters: ReadonlyArray<string>, width: number, face: Face): number {
  let used = 0
  const over = characters.findIndex((character) => {
    used += widthOf(character, face)
    return used > width
  })
  return over < 0 ? characters.length : over
}

/** The text in so much room: what does not fit ends in "…". */
export function fitted(text: string, width: number, face: Face = {}): string {
  const characters = Array.from(shown(text))
  if (fitting(characters, width, face) === characters.length) return characters.join("")
  return `${characters.slice(0, fitting(characters, width - widthOf("…", face), face)).join("").trimEnd()}…`
}

/** The text in lines of so much room, broken at spaces, else after a point or a dash, where there are some; after `most` lines it is cut. */
export function lines(text: string, width: number, { most, ...face }: Face & { readonly most: number }): ReadonlyArray<string> {
  const done: Array<string> = []
  let rest = Array.from(shown(text))
  while (done.length < most - 1) {
    const fits = fitting(rest, width, face)
    if (fits === rest.length) break
    const space = rest.lastIndexOf(" ", fits)
    const joint = rest.findLastIndex((character, i) => i < fits && (character === "." || character === "-" || character === ":"))
    const end = space > 0 ? space : joint > 0 ? joint + 1 : Math.max(1, fits)
    done.push(rest.slice(0, end).join(""))
    rest = rest.slice(rest[end] === " " ? end + 1 : end)
  }
  return [...done, fitted(rest.join(""), width, face)]
}

/** A coordinate with two digits at most, the same everywhere. */
export function number(value: number): string {
  const rounded = Math.round(value * 100) / 100
  return String(rounded === 0 ? 0 : rounded)
}

interface Spot {
  readonly x: number
  readonly y: number
  readonly kind: Kind
  readonly anchor?: "start" | "middle" | "end"
  /** Room for it; without it the text is known to be short. */
  readonly width?: number
}

/** A text on one line; where it is cut, its whole is the element's title. */
export function label(text: string, spot: Spot): string {
  const fit = spot.width === undefined ? shown(text) : fitted(text, spot.width, { bold: spot.kind === "head" })
  return element(fit, spot, fit === shown(text) ? undefined : text)
}

function element(words: string, { anchor = "start", kind, x, y }: Spot, whole?: string): string {
  if (words === "") return ""
  return `<text class="${kind}" x="${number(x)}" y="${number(y)}"${anchor === "start" ? "" : ` text-anchor="${anchor}"`}>${whole === undefined ? "" : `<title>${escapeHtml(whole)}</title>`}${escapeHtml(words)}</text>`
}

/** A text on several lines, the first with its baseline at `y`; `bottom` is below the last. */
export function paragraph(text: string, { most, ...spot }: Spot & { readonly width: number; readonly most: number }): { readonly svg: string; readonly bottom: number } {
  const { width, ...at } = spot
  const broken = lines(text, width, { most, bold: spot.kind === "head" })
  const whole = broken.join(" ").length < shown(text).length ? text : undefined
  const svg = broken.map((line, i) => element(line, { ...at, y: spot.y + LINE * i }, whole))
  return { svg: svg.join(""), bottom: spot.y + LINE * (broken.length - 1) + 4 }
}

/** A straight line. */
export function stroke(kind: string, x1: number, y1: number, x2: number, y2: number, more = ""): string {
  return `<line class="${kind}" x1="${number(x1)}" y1="${number(y1)}" x2="${number(x2)}" y2="${number(y2)}"${more}/>`
}

/** A rectangle; what it says is its title. */
export function box(kind: string, x: number, y: number, width: number, height: number, says?: string, more = ""): string {
  const shape = `<rect class="${kind}" x="${number(x)}" y="${number(y)}" width="${number(width)}" height="${number(height)}"${more}`
  return says === undefined ? `${shape}/>` : `${shape}><title>${escapeHtml(says)}</title></rect>`
}

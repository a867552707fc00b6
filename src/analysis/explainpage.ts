/** A page of plain text in the making: headings, paragraphs and lists, wrapped at a width. */

export class Page {
  readonly #lines: Array<string> = []

  /** @param width columns to write for [characters] */
  constructor(private readonly width: number) {}

  heading(text: string): this {
    if (this.#lines.length > 0) this.#lines.push("")
    return this.line(text)
  }

  line(text: string, indent = 0): this {
    return this.hanging("", text, indent)
  }

  /** A margin, and text that hangs beside it. */
  hanging(margin: string, text: string, indent = 2): this {
    const pad = " ".repeat(indent)
    const rest = " ".repeat(indent + margin.length)
    let line = pad + margin
    let empty = true
    for (const word of text.split(" ")) {
      if (!empty && line.length + 1 + word.length > this.width) {
        this.#lines.push(line)
        line = rest
        empty = true
      }
      line += empty ? word : ` ${word}`
      empty = false
    }
    this.#lines.push(line.trimEnd())
    return this
  }

  /** A line as it is, however long. */
  verbatim(text: string): this {
    this.#lines.push(text)
    return this
  }

  get text(): string {
    return `${this.#lines.join("\n")}\n`
  }
}

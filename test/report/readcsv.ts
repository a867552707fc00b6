/** A plain RFC 4180 reader, the writer's twin. */
export function parse(text: string): Array<Array<string>> {
  const rows: Array<Array<string>> = []
  let row: Array<string> = []
  let cell = ""
  let quoted = false
  for (let i = 0; i < text.length; i++) {
    const c = text[i]
    if (quoted) {
      if (c !== "\"") cell += c
      else if (text[i + 1] === "\"") cell += text[++i]
      else quoted = false
    } else if (c === "\"") quoted = true
    else if (c === ",") {
      row.push(cell)
      cell = ""
    } else if (c === "\r" && text[i + 1] === "\n") {
      rows.push([...row, cell])
      row = []
      cell = ""
      i++
    } else cell += c
  }
  return rows
}

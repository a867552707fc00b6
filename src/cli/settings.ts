/** `--set PATH=VALUE`: a path of the language and a YAML value, as strictly read as a scenario file. */
import { readDocument } from "../language/document.ts"
import type { Setting } from "../language/file.ts"

/** The setting that a text says, or one sentence on why it says none. */
export function settingOf(text: string): Setting | string {
  const at = text.indexOf("=")
  if (at <= 0) return `--set wants PATH=VALUE, not "${text}"`
  const [path, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  if (value === "") return `--set ${path}: there is no value after "="`
  if (/^(null|~)$/i.test(value)) return `--set ${path}: ${value} is no value; write none or never where that is meant (leak=none, timeline.lifted=never), and take what is to go out of the file`
  const reading = readDocument(new TextEncoder().encode(`value: ${value}`), `--set ${path}`)
  const wrong = reading.diagnostics.find((one) => one.severity === "error")
  if (wrong !== undefined || reading.tree === undefined) return `--set ${path}: "${value}" is no YAML value: ${wrong?.message ?? "nothing can be read from it"}${/^[{["']/.test(value) ? `; a value with spaces needs quotes around all of it: --set '${path}=...'` : ""}`
  return { path, value: reading.tree.value }
}

/** `--set PATH=VALUE`: a path of the language and a YAML value, as strictly read as a scenario file. */
import { readDocument } from "../language/document.ts"
import type { Setting } from "../language/file.ts"

/** The setting that a text says, or one sentence on why it says none. */
export function settingOf(text: string): Setting | string {
  const at = text.indexOf("=")
  if (at <= 0) return `--set wants PATH=VALUE, not "${text}"`
  const [path, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()]
  if (value === "") return `--set ${path}: there is no value after "="`
  const reading = readDocument(new TextEncoder().encode(`value: ${value}`), `--set ${path}`)
  const wrong = reading.diagnostics.find((one) => one.severity === "error")
  if (wrong !== undefined || reading.tree === undefined) return `--set ${path}: "${value}" is no YAML value: ${wrong?.message ?? "nothing can be read from it"}`
  return { path, value: reading.tree.value }
}

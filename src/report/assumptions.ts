/** What a file's values rest on, as one sentence that adds up. */
import type { Result } from "../model/result.ts"
import { count, counted, listed } from "./words.ts"

/** `68 values: 5 stated, 60 author's judgement, 3 unknown; 10 cite a source, 2 judgements among them`. */
export function assumptions(result: Result): string {
  const { total, withSource, ...grades } = result.assumptions
  const said = Object.entries(grades).filter(([, n]) => n > 0).map(([grade, n]) => `${count(n)} ${grade === "judgement" ? "author's judgement" : grade}`)
  const citing = (grade: string) => result.evidence.filter((one) => one.grade === grade && one.sources.length > 0).length
  const [judged, unknown] = [citing("judgement"), citing("unknown")]
  const among = [...(judged === 0 ? [] : [counted(judged, "judgement")]), ...(unknown === 0 ? [] : [`${count(unknown)} unknown`])]
  return `${counted(total, "value")}${said.length === 0 ? "" : `: ${said.join(", ")}`}; ${count(withSource)} ${withSource === 1 ? "cites" : "cite"} a source${among.length === 0 ? "" : `, ${listed(among)} among them`}`
}

/** A scenario whose texts would act on a browser, a spreadsheet or a terminal. */
import { SMALL } from "../cli/small.ts"

export const HOSTILE = `<script>alert(1)</script> \u001b[31mred\u009b0m \u202Egnp.exe ]]> --> ![i](http://a.example/x.png) <img src=http://a.example/y.png onerror=alert(2)>`

const SAID: ReadonlyArray<readonly [was: string, becomes: string]> = [
  ["A carrier blocks a chat for a week", HOSTILE],
  ["Who keeps the chat?", `=HYPERLINK("http://a.example","x")\r\n${HOSTILE}`],
  ["An invented case", `+1+1 ${HOSTILE}`],
  ["The townsfolk lose the chat", `=cmd|' /C calc'!A0 ${HOSTILE}`],
  ["Their friends keep it", "N".repeat(10_000)]
]

/** The small scenario with these texts in it. */
export function hostile(): string {
  const text = SAID.reduce((all, [was, becomes]) => all.replace(was, () => JSON.stringify(becomes)), SMALL)
  return text.replace("kind: text", () => `kind: text, url: "javascript:alert(1)"`)
}

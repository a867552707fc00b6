import { expect, test } from "vitest"
import type { Result } from "../../src/model/result.ts"
import { chapters } from "../../src/report/chapters.ts"
import { markdown, webAddress } from "../../src/report/markdown.ts"
import { fixture, hostileFixture } from "./fixture.ts"

const PAGE = markdown(fixture())

test("The title is the question, under it that this is a simulation", () => {
  expect(PAGE.split("\n")[0]).toBe("# If the provider leaves rather than comply, who keeps service and who can read what?")
  expect(PAGE.split("\n")[2]).toContain("**Simulation, not measurement.**")
})

test("It has the chapters of the HTML page", () => {
  expect([...PAGE.matchAll(/^## (.*)$/gm)].map(([, title]) => title)).toEqual(chapters(fixture()).map((chapter) => chapter.title))
})

test("Every row of a table has as many cells as its head", () => {
  for (const page of [PAGE, markdown(hostileFixture())]) {
    let cells = 0
    for (const line of page.split("\n")) {
      if (!line.startsWith("| ")) cells = 0
      else {
        const own = line.replace(/\\\|/g, "").split("|").length
        if (cells !== 0) expect(own).toBe(cells)
        cells = own
      }
    }
  }
})

test("A hostile text makes no markup", () => {
  const page = markdown(hostileFixture()).replace(/<br>/g, "").replace(/\]\(<https?:[^>]*>\)/g, "")
  expect(page).not.toMatch(/<[a-z/!]/i)
  expect(page).not.toMatch(/(?<!\\)\]\(/)
  expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/)
})

test("Losses, readers, verdicts and the command are on the page", () => {
  expect(PAGE).toContain("| as-announced | staff, resident | bes | local-sim, wifi | ✗ loses 0 % of 80,010 | since 2015-12-30 19:00 | market-left | leave/do/exit | open-bes |")
  expect(PAGE).toContain("| comply-bulk | PK: readable | bbm.content: content | staff, correspondents | open-bes | 92,570 | 4,800 |")
  expect(PAGE).toContain("### X4 is broken in isp-block")
  expect(PAGE).toContain("- What happened: message 4711 of guests\\#3 refused by open-bes/else/block, out of scope.")
  expect(PAGE).toContain("    npx --no-install situs explain scenarios/order-and-answers.yaml --person guests#3 --variant isp-block")
  expect(PAGE).toContain("| as-announced | staff | 4,000 | \\+4,000 | \\+59,520 | −208,040 | 0 | 0 |")
  expect(PAGE).toContain("    npx --no-install situs run scenarios/order-and-answers.yaml --seed 1 --replications 1")
})

test("A result without rows says so in every chapter", () => {
  const { variants: _, ...rest } = fixture()
  const page = markdown({ ...rest, variants: [], comparisons: [], evidence: [], sources: [] } as Result)
  expect(page).toContain("Moves of copies: no copies were moved.")
  expect(page).not.toContain("NaN")
  expect(page).not.toContain("undefined")
})

test("Only plain http addresses become links", () => {
  expect(webAddress("https://a.example/b?c=d")).toBe("https://a.example/b?c=d")
  for (const address of ["javascript:alert(1)", "https://a.example/\"x", "https://a.example/<x>", "data:text/html,x", "https://a b", undefined]) expect(webAddress(address)).toBeUndefined()
})

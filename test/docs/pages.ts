/** The pages of docs that are generated from the sources: cheap, so that a test can compare each with what is committed. */
import { constantsPage } from "./constantsPage.ts"
import { coveragePage } from "./coveragePage.ts"
import { glossaryPage } from "./glossaryPage.ts"
import { promisesPage } from "./promisesPage.ts"
import { resultPage } from "./resultPage.ts"
import { scenariosPage } from "./scenariosPage.ts"
import { vocabularyPage } from "./vocabularyPage.ts"

export const PAGES: ReadonlyArray<{ readonly path: string; readonly text: () => string }> = [
  { path: "docs/assumptions-of-the-engine.md", text: constantsPage },
  { path: "docs/coverage.md", text: coveragePage },
  { path: "docs/glossary.md", text: glossaryPage },
  { path: "docs/promises.md", text: promisesPage },
  { path: "docs/result.md", text: resultPage },
  { path: "docs/scenarios.md", text: scenariosPage },
  { path: "docs/vocabulary.md", text: vocabularyPage }
]

/** The Chromium that tests open pages in, and what becomes of them where none is installed. */
import { existsSync } from "node:fs"
import { type Browser, chromium } from "playwright-core"

/** Path of the browser; undefined where there is none. */
export const CHROMIUM = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path))

/** What keeps it from asking its maker for anything. */
export const QUIET = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]

export const launch = (): Promise<Browser> => chromium.launch({ executablePath: CHROMIUM, args: QUIET })

/** Ends the test that asks where no browser is there; that it was not run is told once, before the first test (missing.ts). */
export function needed(context: { readonly skip: (note: string) => void }): void {
  if (CHROMIUM === undefined) context.skip("no Chromium is installed")
}

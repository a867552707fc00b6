/**
 * The declarations of `situs/testing`, as one file that asks for fast-check and for nothing else: what the entry exports says all of its
 * types in files that import none of the engine's, so that theirs are written out one behind the other.
 */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** In the order in which they stand in the file. */
const FILES = ["surface", "notHeld", "testing"]

export function declarations(root) {
  const folder = mkdtempSync(join(tmpdir(), "situs-types-"))
  try {
    const sources = FILES.map((name) => join(root, `src/testing/${name}.ts`))
    const options = "--ignoreConfig --declaration --emitDeclarationOnly --noCheck --noResolve --isolatedModules --allowImportingTsExtensions --target es2022 --module esnext --moduleResolution bundler".split(" ")
    execFileSync(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...sources, ...options, "--types", "node", "--rootDir", join(root, "src/testing"), "--outDir", folder], { stdio: "pipe", encoding: "utf8" })
    const text = FILES.map((name) => readFileSync(join(folder, `${name}.d.ts`), "utf8").replace(/^(import|export) (type )?(\{[^}]*\}|\*)( from "\.\/.*")?;\n/gm, "")).join("")
    const others = [...text.matchAll(/(?:from|import\()\s*"([^"]+)"/g)].map(([, name]) => name).filter((name) => name !== "fast-check")
    if (others.length > 0) throw new Error(`dist/testing.d.ts asks for ${others.join(", ")}`)
    return text
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

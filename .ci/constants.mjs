/**
 * A bundler turns the constants of modules into variables, since it may load modules late. V8 writes the value of a constant
 * into optimised code, but must look a variable up each time: the engine is a fifth slower with them. So in a bundle what
 * our own modules declare once, and nothing assigns again, becomes constant again.
 */
export function withConstants(bundle) {
  const assigned = new Map()
  for (const [, left, right] of bundle.matchAll(/(?<![\w$.])([A-Za-z_$][\w$]*)\s*(?:=(?![=>])|\+\+|--|(?:[-+*/%&|^]|\*\*|<<|>>>?|&&|\|\||\?\?)=)|(?:\+\+|--)([A-Za-z_$][\w$]*)/g)) {
    const name = left ?? right
    assigned.set(name, (assigned.get(name) ?? 0) + 1)
  }
  let own = false
  return bundle
    .split("\n")
    .map((line) => {
      // The bundler names each module in a line before it.
      if (line.startsWith("// ")) own = /^\/\/ (?:\.\.\/)*(?:src|bench)\//.test(line)
      const name = own ? /^var ([A-Za-z_$][\w$]*) = /.exec(line)?.[1] : undefined
      return name !== undefined && assigned.get(name) === 1 ? `const${line.slice(3)}` : line
    })
    .join("\n")
}

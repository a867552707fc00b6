import { expect, test } from "vitest"
import { escapeHtml, escapeMarkdown, shown, visible } from "../../src/report/visible.ts"

test("Control codes, direction overrides and invisible marks are written out", () => {
  expect(visible("\u001b[31mred\u001b[0m")).toBe("[U+001B][31mred[U+001B][0m")
  expect(visible("abc\u202Edef")).toBe("abc[U+202E]def")
  expect(visible("a\u200bb\ufeffc\u2066d\u{e0041}")).toBe("a[U+200B]b[U+FEFF]c[U+2066]d[U+E0041]")
  expect(visible("bell\u0007 nul\u0000")).toBe("bell[U+0007] nul[U+0000]")
  expect(visible("\u009b31m")).toBe("[U+009B]31m")
})

test("Line breaks become one space and a tab one too", () => {
  expect(visible("a\r\n  b\tc\n")).toBe("a b c")
})

test("Scripts that need joiners keep them", () => {
  expect(visible("می\u200cخواهم")).toBe("می\u200cخواهم")
  expect(visible("Łódź 東京 👩‍🔬")).toBe("Łódź 東京 👩‍🔬")
})

test("A lone surrogate becomes the replacement character", () => {
  expect(visible("a\ud800b")).toBe("a\ufffdb")
})

test("A word or text that would burst a page is cut and says how long it was", () => {
  expect(shown(`a ${"x".repeat(10_000)} b`)).toBe(`a ${"x".repeat(200)}… (cut: 10000 characters) b`)
  expect(shown("x ".repeat(5000))).toMatch(/… \(cut: 9999 characters\)$/)
  expect(shown("x".repeat(200))).toBe("x".repeat(200))
  expect(visible("x".repeat(10_000))).toBe("x".repeat(10_000))
})

test("HTML text holds no markup of its own", () => {
  expect(escapeHtml("<script>alert('1')</script> & \"x\"")).toBe("&#60;script&#62;alert(&#39;1&#39;)&#60;/script&#62; &#38; &#34;x&#34;")
})

test("Markdown text holds no markup of its own", () => {
  expect(escapeMarkdown("<b>|a|*x*_y_`z`[l](http://h)")).toBe("&lt;b&gt;\\|a\\|\\*x\\*\\_y\\_\\`z\\`\\[l\\](http&#58;//h)")
  expect(escapeMarkdown("# head")).toBe("\\# head")
  expect(escapeMarkdown("- item")).toBe("\\- item")
  expect(escapeMarkdown("43.3 %")).toBe("43.3 %")
  expect(escapeMarkdown("12. item")).toBe("12\\. item")
  expect(escapeMarkdown("javascript:alert(1)")).toBe("javascript&#58;alert(1)")
})

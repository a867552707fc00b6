/** What a page is asked: expressions that run in it, as texts, since the sources of the tests know no document. */

/** What a screen shows on demand is shown. */
export const UNFOLD = "for (const folded of document.querySelectorAll('details')) folded.open = true"

/** Rules of axe-core that the page breaks, each with the first elements that do: texts. */
export const VIOLATIONS = `axe.run(document, { resultTypes: ["violations"] })
  .then(({ violations }) => violations.map((v) => v.id + " (" + v.impact + "): " + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200)).join(" | ")))`

/** Every element with a text of its own that is shown: its name, and the size of its letters as they are drawn [CSS pixels]. */
export const SIZES = `[...document.querySelectorAll("body *")]
  .filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim() !== "") && e.getClientRects().length > 0)
  .map((e) => [e.tagName + "." + (e.getAttribute("class") ?? ""), parseFloat(getComputedStyle(e).fontSize) * (e.ownerSVGElement == null ? 1 : e.getScreenCTM().a)])`
export type Sizes = ReadonlyArray<readonly [element: string, px: number]>

/** Keeps what scrolls within itself as \`scrollers\`, and notes in \`reached\` where the focus comes; gives how many things take the focus at most. */
export const WATCH_FOCUS = `(() => {
  const scrolls = (e) => e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1
  window.scrollers = [...document.querySelectorAll("body *")].filter((e) => { const { overflowX, overflowY } = getComputedStyle(e); return /auto|scroll/.test(overflowX + overflowY) && scrolls(e) })
  window.reached = new Set()
  document.addEventListener("focusin", (event) => window.reached.add(event.target))
  return window.scrollers.length + document.querySelectorAll("a, summary, [tabindex]").length
})()`
export const NOT_REACHED = "scrollers.filter((e) => !reached.has(e)).map((e) => e.outerHTML.slice(0, 200))"

/** What the page is made of, and what it says. */
export const MADE_OF = `(() => {
  const all = [...document.querySelectorAll("*")]
  return {
    elements: [...new Set(all.map((e) => e.tagName.toLowerCase() + (e.tagName === "SCRIPT" ? " " + e.type : "")))],
    handlers: all.flatMap((e) => e.getAttributeNames().filter((name) => name.startsWith("on"))),
    addresses: all.flatMap((e) => [e.getAttribute("href"), e.getAttribute("src")]).filter((address) => address !== null),
    says: document.body.innerText
  }
})()`
export interface MadeOf {
  readonly elements: ReadonlyArray<string>
  readonly handlers: ReadonlyArray<string>
  readonly addresses: ReadonlyArray<string>
  readonly says: string
}

/** Nothing is left of the page but its first sheet. */
export const PAGE_1_ALONE = `(() => {
  let e = document.querySelector("#page-1")
  for (; e !== document.body; e = e.parentElement) for (let next = e.nextElementSibling; next !== null; next = next.nextElementSibling) next.style.display = "none"
})()`

/** Elements of page 1 of which a part lies beyond it, or that hide what they hold: texts. */
export const CUT = `(() => {
  const page = document.querySelector("#page-1")
  const edge = page.getBoundingClientRect()
  const shown = [...page.querySelectorAll("*")].filter((e) => e.getClientRects().length > 0)
  const beyond = (box) => box.left < edge.left - 1 || box.right > edge.right + 1 || box.bottom > edge.bottom + 1
  const hides = (e) => getComputedStyle(e).overflow !== "visible" && e.namespaceURI.endsWith("xhtml") && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1)
  return shown.filter((e) => beyond(e.getBoundingClientRect()) || hides(e)).map((e) => e.outerHTML.slice(0, 150))
})()`

/** Texts of page 1 whose letters are smaller than so many points as they are drawn. */
export const smallerThan = (points: number) => `(() => {
  const texts = [...document.querySelectorAll("#page-1 *")].filter((e) => [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim() !== "") && e.getClientRects().length > 0)
  const drawn = (e) => parseFloat(getComputedStyle(e).fontSize) * (e.ownerSVGElement == null ? 1 : e.getScreenCTM().a) * 0.75
  return texts.filter((e) => drawn(e) < ${points} - 0.05).map((e) => e.tagName + "." + (e.getAttribute("class") ?? "") + " " + drawn(e).toFixed(2) + " pt: " + e.textContent.trim().slice(0, 60))
})()`

/** Colours of page 1 that no printer without colours has. */
export const COLOURED = `[...new Set([...document.querySelectorAll("#page-1, #page-1 *")].filter((e) => e.getClientRects().length > 0).flatMap((e) => {
  const style = getComputedStyle(e)
  return ["color", "backgroundColor", "borderTopColor", "fill", "stroke"].flatMap((what) => {
    const rgb = /^rgba?\\((\\d+), (\\d+), (\\d+)/.exec(style[what])
    return rgb === null || (rgb[1] === rgb[2] && rgb[2] === rgb[3]) ? [] : [e.tagName + "." + (e.getAttribute("class") ?? "") + " " + what + " " + style[what]]
  })
}))]`

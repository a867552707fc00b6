/** How figures look. They take the colours of the page they stand on; no colour says what a shape, a dash or a word does not. */

/** The colours that `FIGURE_STYLE` asks of a page: text at 4.5:1 and marks at 3:1, light and dark. For a figure by itself. */
export const PAPER = `svg.figure{--page:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--bar:#0b4f8a;--stamp:#7a4100;color-scheme:light dark}
@media (prefers-color-scheme:dark){svg.figure{--page:#0f1318;--ink:#e6edf3;--soft:#9aa5b1;--line:#384048;--bar:#79b8ff;--stamp:#f0b866}}
`

/** Goes into the style sheet of a page with figures, after its own rules. Sizes are in units of the picture, of which sixteen are a rem. */
export const FIGURE_STYLE = `svg.figure{display:block;max-width:none;min-width:0;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
svg.figure text{fill:var(--ink)}
svg.figure .title{font-size:15px;font-weight:700}
svg.figure .stamp{font-size:12px;font-weight:700;letter-spacing:.06em;fill:var(--stamp)}
svg.figure .head{font-weight:700}
svg.figure .note{fill:var(--soft)}
svg.figure .page{fill:var(--page)}
svg.figure .grid{stroke:var(--line);fill:none}
svg.figure .axis{stroke:var(--soft);fill:none}
svg.figure .date{stroke:var(--ink);stroke-dasharray:3 2;fill:none}
svg.figure .halo{stroke:var(--page);stroke-width:2.5;fill:none}
svg.figure .zero{stroke:var(--ink);stroke-width:1.5;fill:none}
svg.figure .track{fill:none;stroke:var(--soft)}
svg.figure .mark{fill:var(--bar)}
svg.figure .mark.open{fill:none;stroke:var(--bar);stroke-width:2}
svg.figure .ink{stroke:var(--bar);stroke-width:2;fill:none}
svg.figure .around{fill:none;stroke:var(--page)}
svg.figure .link{fill:none;stroke:var(--bar)}
svg.figure .link.metadata{stroke-dasharray:9 3}
svg.figure .link.ciphertext{stroke-dasharray:2 4}
@media print{svg.figure{width:100%;height:auto}}
`

import { FIGURE_STYLE } from "./figures/look.ts"

/** The style sheet of report.html: system fonts, two colour schemes of at least 4.5:1, and a sheet of A4. */
export const STYLE = `
:root{color-scheme:light dark;--page:#fff;--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--band:#f3f5f7;--bad:#a40e26;--good:#116329;--link:#0550ae;--bar:#0b4f8a;--stamp:#7a4100}
@media (prefers-color-scheme:dark){:root{--page:#0f1318;--ink:#e6edf3;--soft:#9aa5b1;--line:#384048;--band:#181e25;--bad:#ff8b83;--good:#6fdd8b;--link:#79b8ff;--bar:#79b8ff;--stamp:#f0b866}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem) 4rem;max-width:76rem;background:var(--page);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif;overflow-wrap:break-word}
a{color:var(--link)}
a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:1rem;background:var(--page);padding:.5rem}
h1{font-size:clamp(1.5rem,1rem + 2vw,2.25rem);line-height:1.2;margin:.25rem 0 .5rem;overflow-wrap:anywhere;text-wrap:balance}
h2{font-size:1.35rem;line-height:1.3;margin:2.75rem 0 .75rem;padding-top:.75rem;border-top:1px solid var(--line)}
p{max-width:46rem;margin:.6rem 0;overflow-wrap:anywhere}
.about{color:var(--soft);margin:.15rem 0;max-width:none}
p.stamp{margin:0;color:var(--stamp);font-weight:700;letter-spacing:.06em;text-transform:uppercase;font-size:.85rem}
.lead{font-size:1.15rem;line-height:1.5;max-width:52rem}
h3{font-size:1.1rem;line-height:1.3;margin:1.75rem 0 .5rem}
nav ol{columns:3 16rem;padding-left:1.5rem;margin:.5rem 0 0}
#page-1 header{border-bottom:3px solid var(--ink);padding-bottom:.75rem}
#page-1 h2{border:0;margin:1rem 0 0;padding:0}
.beside{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,24rem),1fr));gap:0 2rem;align-items:start}
.beside>div{min-width:0}
main ul{max-width:46rem;padding-left:1.25rem}
li{margin:.25rem 0}
.scroll{overflow:auto;max-width:100%;margin:1.25rem 0;border:1px solid var(--line);border-radius:.375rem}
.scroll.tall{max-height:44rem}
.fits{margin:1.25rem 0;border:1px solid var(--line);border-radius:.375rem}
.fits td,.fits th{max-width:none;min-width:0;overflow-wrap:anywhere}
details{margin:1rem 0}
summary{cursor:pointer;color:var(--link)}
table{border-collapse:collapse;width:100%;font-size:.8125rem;line-height:1.4}
caption{text-align:left;font-weight:600;padding:.6rem .5rem;color:var(--ink)}
caption span{position:sticky;left:.5rem;display:inline-block;max-width:min(100%,calc(100vw - 4rem))}
th,td{padding:.35rem .5rem;text-align:left;vertical-align:top;border-top:1px solid var(--line);max-width:24rem;overflow-wrap:break-word}
td{min-width:6.5rem}
td.number,td.short{min-width:0}
.wide{min-width:11rem}
.short,.number{white-space:nowrap}
thead .number{white-space:normal}
thead th{position:sticky;top:0;background:var(--band);border-bottom:2px solid var(--line);white-space:normal;vertical-align:bottom;z-index:1}
tbody th{font-weight:500}
tbody tr:nth-child(even){background:var(--band)}
.number{text-align:right;font-variant-numeric:tabular-nums}
.bad{color:var(--bad)}.good{color:var(--good)}.quiet{color:var(--soft)}
figure{margin:1.5rem 0}
figure .scroll{padding:1rem;margin:0}
figcaption{color:var(--soft);font-size:.875rem;max-width:52rem;margin-top:.5rem;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;padding:.75rem 1rem;background:var(--band);border:1px solid var(--line);border-radius:.375rem;font-size:.875rem}
code{font-family:ui-monospace,SFMono-Regular,Menlo,"Liberation Mono",monospace;overflow-wrap:anywhere}
footer{margin-top:3rem;padding-top:1rem;border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}
@page{size:A4;margin:14mm}
@media print{
:root{--page:#fff;--ink:#000;--soft:#333;--line:#999;--band:#f2f2f2;--bad:#000;--good:#000;--link:#000;--bar:#444;--stamp:#000}
body{max-width:none;padding:0;font-size:9.5pt}
nav,.skip,summary{display:none}
details::details-content{content-visibility:visible;display:block;block-size:auto}
.bad{font-weight:700}
.scroll,.scroll.tall{overflow:visible;max-height:none;border:0;margin:.75rem 0}
table{font-size:7pt}
th,td{padding:.15rem .3rem;max-width:45mm;overflow-wrap:break-word}
td{min-width:0}
.wide{min-width:22mm}
.number,td.short{white-space:normal}
caption span,thead th{position:static}
caption span{display:inline;max-width:none}
thead{display:table-header-group}
tr,figure,svg{break-inside:avoid}
h2{break-after:avoid}
#page-1{break-after:page}
#page-1 h1{font-size:13pt;margin:.5mm 0;text-wrap:wrap}
#page-1 h2{display:none}
#page-1 h3{font-size:9pt;margin:1.5mm 0 .3mm}
#page-1 .about{font-size:7.5pt;margin:0}
#page-1 p,#page-1 li{font-size:8pt;line-height:1.3;margin:.6mm 0;max-width:none}
#page-1 ul{max-width:none;padding-left:4mm;margin:0}
#page-1 .lead{font-size:9.2pt;line-height:1.3;margin:1mm 0}
#page-1 table{font-size:7.5pt;line-height:1.2}
#page-1 caption{padding:.5mm 0;font-size:7.5pt;font-weight:400}
#page-1 th,#page-1 td{padding:.2mm .8mm}
#page-1 td.number{white-space:nowrap}
#page-1 tbody th{min-width:34mm}
#page-1 .scroll,#page-1 .fits{margin:1mm 0}
#page-1 header{padding-bottom:1mm}
#page-1 figure,#page-1 figure .scroll{margin:1mm 0;padding:0}
#page-1 figcaption,#page-1 details{display:none}
#page-1 pre{font-size:7.5pt;padding:.8mm 1.5mm;margin:.5mm 0}
.beside{grid-template-columns:1fr 1fr;gap:0 6mm}
}
${FIGURE_STYLE}@media print{#page-1 svg.figure{width:83.4%}}
`

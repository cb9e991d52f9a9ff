/// How a report looks: one sheet of paper beside the other on a grey table.
enum ReportStyle {
  static let css = paper + layers

  /// A layer shows while its box is ticked.
  private static let layers =
    OverlayLayer.allCases.map { ".at-\($0.rawValue):checked~.window .on-\($0.rawValue)" }
    .joined(separator: ",\n") + "{display:block}\n"

  private static let paper = """
    :root{color-scheme:light;--ink:#1d1b19;--soft:#5d5850;--line:#d8d3c8;--table:#efece5;--sheet:#fff;
    --red:#a8201a;--amber:#8a5a00;--blue:#1b5688;--green:#2c6339;--violet:#6a3aa8}
    *{box-sizing:border-box}
    html{scroll-padding-top:1rem}
    body{margin:0;background:var(--table);color:var(--ink);font:15px/1.65 system-ui,"Noto Sans CJK SC",
    "Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
    header,main{max-width:1360px;margin:0 auto;padding:1.25rem 1.5rem}
    header{padding-bottom:0}
    h1{font-size:1.7rem;line-height:1.25;margin:0}
    h2{font-size:1.3rem;line-height:1.3;margin:0}
    h2+.findings{margin-top:.75rem}
    h3{font-size:1.05rem;margin:1.5rem 0 .6rem;padding-bottom:.25rem;border-bottom:1px solid var(--line)}
    h4{font-size:1rem;margin:0 0 .35rem;color:var(--soft)}
    h5{font-size:1.05rem;line-height:1.4;margin:1.25rem 0 .25rem}
    h4+.text>h5{margin-top:0}
    h5 code,h5 .skipped{font-weight:400;color:var(--soft)}
    a{color:var(--blue)}
    :focus-visible{outline:3px solid var(--blue);outline-offset:2px}
    .facts{margin:.25rem 0 0;color:var(--soft)}
    .overview{display:grid;grid-template-columns:repeat(auto-fill,minmax(8.6rem,1fr));gap:1rem;
    list-style:none;margin:1.25rem 0 0;padding:0}
    .overview a{display:block;color:inherit;text-decoration:none;background:var(--sheet);padding:.5rem;
    border:1px solid var(--line);border-radius:4px;height:100%}
    .overview a:hover{border-color:var(--blue)}
    .overview img{display:block;width:100%;height:auto;border:1px solid var(--line)}
    .overview b{display:block;margin-top:.4rem;line-height:1.3}
    .page,.whole{background:var(--sheet);border:1px solid var(--line);border-radius:6px;
    padding:1.25rem 1.5rem;margin:1.5rem 0}
    .top{display:flex;flex-wrap:wrap;gap:.25rem 1rem;align-items:baseline}
    .top h2{flex:1 1 auto}
    .spread{display:grid;grid-template-columns:minmax(0,1.1fr) minmax(20rem,1fr);gap:1.75rem;
    margin-top:.75rem}
    .spread h3:first-child{margin-top:0}
    .proof{margin:0;display:flex;flex-wrap:wrap;gap:.35rem .35rem;align-items:center;align-content:start}
    .proof>input{margin:0 .1rem 0 .4rem;width:1.05rem;height:1.05rem}
    .proof>label{margin-right:.5rem}
    .window{flex:1 0 100%;border:1px solid #b9b3a6;background:#fff}
    .leaf{position:relative}
    .leaf img{display:block;width:100%;height:auto}
    .leaf svg{position:absolute;inset:0;width:100%;height:100%;display:none}
    .at-enlarge:checked~.window{overflow:auto;max-height:92vh}
    .at-enlarge:checked~.window .leaf{width:max-content}
    .at-enlarge:checked~.window img{width:auto;max-width:none}
    svg rect,svg line{fill:none;stroke:var(--soft);stroke-width:1.2}
    svg text{font:600 11px system-ui,"Noto Sans CJK SC",sans-serif;fill:#fff}
    svg .plate{stroke:none}
    svg .tone-grid{stroke:#0090b8;stroke-width:.4}
    svg .tone-slot{stroke:var(--violet)}svg .plate.tone-slot{fill:var(--violet)}
    svg .tone-good{stroke:var(--green)}svg .plate.tone-good{fill:var(--green)}
    svg .tone-warning{stroke:#b37400}svg .plate.tone-warning{fill:var(--amber)}
    svg .tone-fault{stroke:#d0102e}svg .plate.tone-fault{fill:var(--red)}
    svg .fill{stroke:none;fill-opacity:.35}
    svg .fill.tone-slot{fill:var(--violet)}svg .fill.tone-good{fill:var(--green)}
    svg .fill.tone-warning{fill:#e09a00}svg .fill.tone-fault{fill:#d0102e}svg .fill.tone-grid{fill:#0090b8}
    .chip{display:inline-block;font-size:.82rem;line-height:1.5;padding:0 .5rem;border-radius:1rem;
    border:1px solid currentColor;color:var(--soft);white-space:nowrap}
    .chip.error,.chip.fallen{color:var(--red)}.chip.warning{color:var(--amber)}
    .chip.signed,.chip.same{color:var(--green)}.chip.changed,.chip.moved,.chip.movedAndChanged{color:var(--violet)}
    .chip.added{color:var(--blue)}.chip.removed{color:var(--red)}
    .chips{display:flex;flex-wrap:wrap;gap:.35rem;margin:.35rem 0 0;padding:0;list-style:none}
    code{font:.88em ui-monospace,"DejaVu Sans Mono",monospace}
    .findings{list-style:none;margin:0;padding:0}
    .findings>li{display:grid;grid-template-columns:auto 1fr;gap:.15rem .65rem;padding:.6rem 0;
    border-top:1px solid var(--line)}
    .findings>li:first-child{border-top:0;padding-top:0}
    .number{font-weight:600;color:#fff;background:var(--soft);border-radius:3px;min-width:1.6rem;
    text-align:center;align-self:start;line-height:1.5;padding:0 .3rem;font-size:.85rem;margin-top:.12rem}
    .error>.number{background:var(--red)}.warning>.number{background:var(--amber)}
    .note>.number{background:var(--violet)}
    .findings p{margin:0}
    .findings .place{color:var(--soft);font-size:.85rem;overflow-wrap:anywhere}
    .findings ul{margin:.2rem 0 0;padding-left:1.1rem}
    .findings ul li::marker{content:"→ "}
    .scroll{overflow-x:auto}
    table{border-collapse:collapse;width:100%;font-size:.9rem}
    th,td{text-align:left;overflow-wrap:anywhere;padding:.3rem .6rem .3rem 0;border-top:1px solid var(--line);vertical-align:top}
    thead th{border-top:0;color:var(--soft);font-weight:600}
    .count{text-align:right;padding-right:1.2rem;font-variant-numeric:tabular-nums;white-space:nowrap}
    td.over{color:var(--red);font-weight:600;white-space:nowrap}
    td.short{color:var(--amber);font-weight:600;white-space:nowrap}
    .changes{margin-top:1.25rem}
    .both{display:grid;grid-template-columns:minmax(20rem,1fr) minmax(0,1.1fr);gap:1.75rem}
    .changes p{margin:.35rem 0}
    .text{max-width:46em}
    ins,del,.movedHere,.movedAway{padding:.05em .1em;border-radius:2px}
    ins{background:#d3e6f7;color:#0b3d66;text-decoration:underline;text-underline-offset:.2em}
    del{background:#f8d9d5;color:#7c1711}
    .movedHere,.movedAway,.moved>.words{background:#e7dcf6;color:#4a2380}
    .movedAway{text-decoration:line-through;text-decoration-style:dotted}
    .skipped{color:var(--soft);font-size:.88rem}
    .overlaid{margin:0}
    .overlaid img{display:block;width:100%;height:auto;border:1px solid #b9b3a6}
    figcaption{color:var(--soft);font-size:.88rem;margin-top:.35rem}
    @media (max-width:900px){.spread,.both{grid-template-columns:minmax(0,1fr)}}
    .foot{margin:1rem 0 0;font-size:.9rem}
    @media print{body{background:#fff}.page{break-before:page;border:0;padding:0}.proof>input,
    .proof>label,.foot{display:none}}

    """
}

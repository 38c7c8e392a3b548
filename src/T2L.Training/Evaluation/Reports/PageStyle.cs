namespace T2L.Training.Evaluation.Reports;

/// <summary>The style sheet of the page: one column of panels on a phone, two or three on a desk, colours of the reader's choice of light or dark.</summary>
internal static class PageStyle
{
    public const string Sheet = """
        :root{color-scheme:light dark;--paper:#fdfdfc;--ink:#1d2126;--soft:#5a626c;--rule:#dfe3e8;--panel:#fff;--written:#2563a8;--oracle:#a87800;--baseline:#7f8b99;--control:#c3cad2;
        --k0:#2563a8;--k1:#c2570c;--k2:#2c7a4b;--k3:#8247a8;--k4:#a67c00;--k5:#b8326b;--k6:#178a94;--k7:#6b7280;--k8:#7a4a21}
        @media (prefers-color-scheme:dark){:root{--paper:#14171a;--ink:#e8eaed;--soft:#a3abb5;--rule:#31373e;--panel:#1b1f24;--written:#6ea8e6;--oracle:#dcb04a;--baseline:#8995a3;--control:#4b545e;
        --k0:#6ea8e6;--k1:#f0985a;--k2:#6cc08b;--k3:#b79ae6;--k4:#dcb04a;--k5:#ee86b0;--k6:#58c4cd;--k7:#a3abb5;--k8:#c79a72}}
        *{box-sizing:border-box}body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
        main{max-width:76rem;margin:0 auto;padding:1rem 1rem 4rem}h1{font-size:1.6rem;line-height:1.2;margin:1rem 0 .3rem}h2{font-size:1.2rem;margin:2.4rem 0 .4rem}p{max-width:46rem;margin:.3rem 0 .8rem}
        .soft,figcaption{color:var(--soft)}.panels{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem;align-items:start}
        figure{margin:0;padding:.8rem;background:var(--panel);border:1px solid var(--rule);border-radius:6px;max-width:36rem}figcaption{font-size:.9rem;margin-bottom:.4rem}figcaption b{color:var(--ink)}
        svg{display:block;width:100%;height:auto}svg text{fill:var(--ink);font:12px system-ui,sans-serif}svg .tick{fill:var(--soft);font-size:11px}svg .value{font-weight:600}
        .grid{stroke:var(--rule);stroke-width:1}.frame{fill:none;stroke:var(--rule)}.whisker{fill:none;stroke:var(--ink);stroke-width:1.2}.line{fill:none;stroke-width:2}
        .written{fill:var(--written)}.oracle{fill:var(--oracle)}.baseline{fill:var(--baseline)}.control{fill:var(--control)}.plain{fill:var(--soft)}
        .s0{stroke:var(--k0)}.s1{stroke:var(--k1)}.s2{stroke:var(--k2)}.s3{stroke:var(--k3)}.f0,.k0{fill:var(--k0)}.f1,.k1{fill:var(--k1)}.f2,.k2{fill:var(--k2)}.f3,.k3{fill:var(--k3)}
        .k4{fill:var(--k4)}.k5{fill:var(--k5)}.k6{fill:var(--k6)}.k7{fill:var(--k7)}.k8{fill:var(--k8)}.ringed{stroke:var(--ink);stroke-width:1}
        .scroll{overflow-x:auto;max-width:100%}table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums}caption{text-align:left;color:var(--soft);padding:.3rem 0}
        th,td{padding:.25rem .7rem .25rem 0;border-bottom:1px solid var(--rule);text-align:left;vertical-align:top}td small{color:var(--soft)}.share{white-space:nowrap}thead th{font-weight:600}
        details{margin:.6rem 0}summary{cursor:pointer}code{font-size:.9em;overflow-wrap:anywhere}li{margin:.2rem 0}
        """;
}

//! Markdown inputs of 100 to 300 KB that are known to hurt parsers.

/// 19 hostile inputs, each with a name.
pub fn pathological() -> Vec<(&'static str, String)> {
    fn many(n: usize, f: impl Fn(usize) -> String) -> String {
        (0..n).map(f).collect()
    }
    vec![
        // Opening brackets that never close: a look-up for each one.
        ("brackets-open", "[".repeat(200_000)),
        // Balanced brackets: every pair may be a link, none is.
        ("brackets-nested", format!("{}a{}", "[".repeat(60_000), "]".repeat(60_000))),
        // Links whose destination never closes: each one scans to the end.
        ("links-unclosed", "[a](<b".repeat(40_000)),
        // Block quotes 10,000 deep, then lines that each walk the whole depth lazily.
        ("quotes-deep", format!("{}x\n{}", "> ".repeat(10_000), "> y\n".repeat(25_000))),
        // 10,000 lists in lists, opened on one line.
        ("lists-deep-line", format!("{}x\n{}", "- ".repeat(10_000), "y\n".repeat(50_000))),
        // Lists nested by indentation: the size grows with the square of the depth.
        ("lists-deep-indent", many(500, |i| format!("{}* a\n", " ".repeat(2 * (i % 450))))),
        // Quotes and lists in turn, 20,000 levels.
        ("quotes-lists-mixed", format!("{}x\n", "> - 1. ".repeat(20_000))),
        // Runs of backticks, each of a length seen only once: none finds its partner.
        ("backticks-growing", many(600, |i| format!("e{}", "`".repeat(i + 1)))),
        // Emphasis openers of both kinds that never match.
        ("emphasis-openers", "*a _b ".repeat(40_000)),
        // Emphasis nested 24,000 deep: as many nodes one inside the other.
        ("emphasis-nested", format!("{}c{}", "*a **b ".repeat(12_000), " d** e*".repeat(12_000))),
        // 8,000 reference definitions and uses of them, and a long one expanded many times.
        ("references", {
            let definitions = many(8_000, |i| format!("[r{i}]: /u{i}\n"));
            format!("{definitions}[z]: /{}\n\n{}", "z".repeat(20_000), "[z] [r1] [nil] ".repeat(5_000))
        }),
        // A head of 20,000 columns and one-cell rows, each to be completed to that width.
        ("table-wide", { format!("{}\n{}\n{}", "|a".repeat(20_000), "|-".repeat(20_000), "|b\n".repeat(10_000)) }),
        // Addresses that the autolinker must look at from both ends.
        ("autolinks", "http://www.a.b((((a@b.c_d www.__ ".repeat(5_000)),
        // Footnotes that call each other, each called many times (back references).
        ("footnotes", {
            let calls = "[^0]".repeat(20_000);
            format!("{calls}\n\n{}", many(5_000, |i| format!("[^{i}]: x[^{}]\n\n", i + 1)))
        }),
        // Entities, real and not.
        ("entities", "&amp;&#0;&#x10ffff;&nbsp&CounterClockwiseContourIntegral;&a".repeat(4_000)),
        // Things that look like HTML, comments, CDATA, declarations, and never close.
        ("html-like", "<a b='<!-- <? <![CDATA[ <!X </ <x y=\"".repeat(5_000)),
        // HTML elements 40,000 deep: heavy for the cleaner and its tree, where raw HTML is let through.
        ("html-nested", "<div><b><table><tr><td>".repeat(10_000)),
        // Hard breaks, setext underlines and headings, a block for every line.
        ("breaks-and-headings", "a  \nb\\\n===\n# c #\n---\n***\n\t\n".repeat(8_000)),
        // NUL bytes, byte order marks, lone carriage returns and delimiters.
        ("nul-and-controls", "\0*\u{feff}_\r[\u{b}`\0~~\u{202e}<\0>|\n".repeat(8_000)),
    ]
}

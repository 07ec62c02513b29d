//! Tables for spreadsheets: RFC 4180 quoting, a semicolon and a byte order mark as French spreadsheets expect, and no
//! cell that a spreadsheet would take for a formula (OWASP, CSV injection; ASVS 1.2.10).

/// Its media type (RFC 7111).
pub const MEDIA_TYPE: &str = "text/csv; charset=utf-8";

/// What spreadsheets take for the start of a formula, full-width forms included.
const STARTS: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];

/// A document of rows, the first of which are the headings.
pub fn document(rows: &[Vec<String>]) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    for row in rows {
        let cells: Vec<String> = row.iter().map(|text| cell(text)).collect();
        out.push_str(&cells.join(";"));
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// One cell: quoted when it must be, an apostrophe before what would start a formula, spaces before it or not.
fn cell(text: &str) -> String {
    let text = if text.trim_start_matches(' ').starts_with(STARTS) { format!("'{text}") } else { text.to_owned() };
    if text.contains(['"', ';', ',', '\n', '\r', '\t']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_starts_a_formula_and_all_read_back() {
        for start in STARTS {
            for text in [format!("{start}1+1"), format!("  {start}HYPERLINK(\"x\")")] {
                let written = cell(&text);
                let read = written.trim_matches('"').replace("\"\"", "\"");
                assert_eq!(read, format!("'{text}"));
            }
        }
        assert_eq!(cell("Bloc ; « 2 » \"urgent\""), "\"Bloc ; « 2 » \"\"urgent\"\"\"");
        assert_eq!(cell("12 − 3"), "12 − 3");
    }

    #[test]
    fn a_document_is_what_a_french_spreadsheet_opens() {
        let rows = [vec!["N°".to_owned(), "Titre".to_owned()], vec!["8k2f".to_owned(), "Bloc\nopératoire".to_owned()]];
        let text = String::from_utf8(document(&rows)).unwrap();
        assert_eq!(text, "\u{feff}N°;Titre\r\n8k2f;\"Bloc\nopératoire\"\r\n");
    }
}

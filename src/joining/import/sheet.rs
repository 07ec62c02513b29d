//! A spreadsheet as people save it: bytes become rows of named cells, each with its line number.
//!
//! Semicolons, commas or tabs; UTF-8 with or without a mark, Windows-1252, or UTF-16 with its mark; any line ends.

use std::collections::BTreeSet;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

use super::{Column, Fault};
use crate::sentences::Sentence;
use crate::text::fold;

/// What was read of a file.
#[derive(Debug)]
pub struct Sheet {
    /// The whole text, decoded: what is kept until the import is confirmed.
    pub text: String,
    /// The rows that hold something, in order.
    pub rows: Vec<Row>,
    /// What is wrong with the rows themselves.
    pub faults: Vec<Fault>,
}

/// A row with a cell for every column.
#[derive(Debug)]
pub struct Row {
    /// Where it starts in the file.
    pub line: u64,
    cells: [String; Column::ALL.len()],
}

impl Row {
    /// What is written in a column, cleaned: composed letters, single spaces, nothing around.
    pub fn cell(&self, column: Column) -> &str {
        &self.cells[column as usize]
    }
}

/// Reads a file.
///
/// # Errors
/// What is wrong with the file as a whole: empty, or columns missing.
pub fn read(bytes: &[u8]) -> Result<Sheet, Vec<Fault>> {
    let (text, strange) = decoded(bytes);
    let mut records = records(&text);
    let hinted = records.first().is_some_and(|record| record.is_separator_hint());
    if hinted {
        records.remove(0);
    }
    let Some(header) = records.first() else {
        return Err(vec![Fault::of_file("import-empty")]);
    };
    let (columns, width) = (columns(header)?, header.cells.len());
    let mut sheet = Sheet { rows: Vec::new(), faults: Vec::new(), text: String::new() };
    if let Some(last) = records.last_mut().filter(|_| text.matches('"').count() % 2 == 1) {
        last.unclosed = true;
    }
    for record in &records[1..] {
        match row(record, &columns, width, &strange) {
            Ok(row) => sheet.rows.push(row),
            Err(fault) => sheet.faults.push(fault),
        }
    }
    if sheet.rows.is_empty() && sheet.faults.is_empty() {
        return Err(vec![Fault::of_file("import-no-row")]);
    }
    sheet.text = text;
    Ok(sheet)
}

/// A record as it stands in the file.
struct Record {
    lines: Range<u64>,
    cells: Vec<String>,
    /// Quotes opened in it were never closed: it holds the rest of the file.
    unclosed: bool,
}

impl Record {
    /// `sep=;`, which tells a spreadsheet program how the lines below are parted.
    fn is_separator_hint(&self) -> bool {
        self.cells.first().is_some_and(|cell| cell.len() <= 5 && cell.to_ascii_lowercase().starts_with("sep="))
    }
}

/// The text of a file with plain line ends, and the lines that are not written as the others are.
///
/// A file that is not UTF-8 throughout is Windows-1252, unless some of its lines hold accents in UTF-8: then two
/// files were put together, the fewer lines are the strange ones, and nobody guesses in silence.
fn decoded(bytes: &[u8]) -> (String, BTreeSet<u64>) {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        let encoding = if bytes[0] == 0xff { encoding_rs::UTF_16LE } else { encoding_rs::UTF_16BE };
        return (plain_ends(&encoding.decode(bytes).0), BTreeSet::new());
    }
    let marked = bytes.strip_prefix(&[0xef, 0xbb, 0xbf]);
    let bytes = marked.unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (plain_ends(text), BTreeSet::new());
    }
    let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
    let in_utf8 = lines.iter().filter(|line| !line.is_ascii() && std::str::from_utf8(line).is_ok()).count();
    let others = lines.iter().filter(|line| std::str::from_utf8(line).is_err()).count();
    let mixed = marked.is_some() || in_utf8 > 0;
    let mostly_utf8 = marked.is_some() || in_utf8 >= others;
    let mut strange = BTreeSet::new();
    let mut text = String::with_capacity(bytes.len());
    for (number, line) in (1..).zip(&lines) {
        let read = std::str::from_utf8(line);
        if mixed && !line.is_ascii() && read.is_ok() != mostly_utf8 {
            strange.insert(number);
        }
        match read {
            Ok(read) => text.push_str(read),
            Err(_) => text.push_str(&encoding_rs::WINDOWS_1252.decode_without_bom_handling(line).0),
        }
        text.push('\n');
    }
    (plain_ends(&text), strange)
}

fn plain_ends(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    text.replace("\r\n", "\n").replace('\r', "\n")
}

/// Every record but the blank ones.
fn records(text: &str) -> Vec<Record> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut found = Vec::new();
    let mut read = csv::StringRecord::new();
    while matches!(reader.read_record(&mut read), Ok(true)) {
        if read.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let (start, from) = read.position().map_or((1, 0), |position| (position.line(), position.byte()));
        // The reader counts the blank lines it skipped as the record's own.
        let from = usize::try_from(from).unwrap_or(usize::MAX);
        let blank = text.get(from..).unwrap_or("").bytes().take_while(|byte| *byte == b'\n').count();
        let line = start + u64::try_from(blank).unwrap_or(0);
        let end = reader.position().line().max(line + 1);
        found.push(Record { lines: line..end, cells: read.iter().map(str::to_owned).collect(), unclosed: false });
    }
    found
}

/// The sign that parts the cells of the first line, outside quotes.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
    let mut quoted = false;
    let mut counts = [(b';', 0_usize), (b',', 0), (b'\t', 0)];
    for byte in first.bytes() {
        quoted ^= byte == b'"';
        for (sign, count) in &mut counts {
            *count += usize::from(!quoted && byte == *sign);
        }
    }
    counts.iter().rev().max_by_key(|(_, count)| *count).map_or(b';', |(sign, _)| *sign)
}

/// Where each column stands, by its name.
fn columns(header: &Record) -> Result<[usize; Column::ALL.len()], Vec<Fault>> {
    let mut places = [usize::MAX; Column::ALL.len()];
    let mut faults = Vec::new();
    for (place, cell) in header.cells.iter().enumerate() {
        let Some(column) = Column::named(&fold(cell)) else { continue };
        if places[column as usize] != usize::MAX {
            faults.push(Fault::new(header.lines.start, column, cell, "import-column-twice"));
        }
        places[column as usize] = place;
    }
    for column in Column::ALL {
        if places[column as usize] == usize::MAX {
            let why = Sentence::new("import-column-missing").text("column", column.word());
            faults.push(Fault::new(header.lines.start, column, "", why));
        }
    }
    if faults.is_empty() { Ok(places) } else { Err(faults) }
}

/// A record with a cell for each column, or why it is none.
fn row(
    record: &Record,
    columns: &[usize; Column::ALL.len()],
    width: usize,
    strange: &BTreeSet<u64>,
) -> Result<Row, Fault> {
    let line = record.lines.start;
    let whole = record.cells.join(" ; ");
    if record.unclosed || record.cells.iter().any(|cell| cell.trim().contains('\n')) {
        return Err(Fault::of_line(line, &whole, "import-open-quotes"));
    }
    let filled = record.cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
    if record.cells.len() < width || filled > width {
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        let (key, cells) =
            if filled > width { ("import-row-long", filled) } else { ("import-row-short", record.cells.len()) };
        let why = Sentence::new(key).number("cells", number(cells)).number("columns", number(width));
        return Err(Fault::of_line(line, &whole, why));
    }
    if strange.range(record.lines.clone()).next().is_some() {
        return Err(Fault::of_line(line, &whole, "import-mixed-encodings"));
    }
    let raw = |column: Column| record.cells.get(columns[column as usize]).map_or("", |cell| cell.trim());
    Ok(Row { line, cells: Column::ALL.map(|column| cleaned(raw(column))) })
}

/// NUL and other control characters, and letters that could not be read.
pub fn has_strange_characters(text: &str) -> bool {
    text.chars().any(|letter| (letter.is_control() && letter != '\t') || letter == '\u{fffd}')
}

/// As two people would write the same thing: composed letters, no invisible marks, single spaces. A cell that cannot
/// be kept stays as it is, to be shown.
fn cleaned(text: &str) -> String {
    if has_strange_characters(text) {
        return text.to_owned();
    }
    let visible: String = text.nfc().filter(|letter| !matches!(letter, '\u{200b}' | '\u{feff}' | '\u{ad}')).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const HEAD: &str = "email;nom;prenom;etablissement;type;ville;region;profession;theme;cercle";

    fn lines(sheet: &Sheet) -> Vec<(u64, &str)> {
        sheet.rows.iter().map(|row| (row.line, row.cell(Column::GivenName))).collect()
    }

    fn rows(text: &[u8]) -> Sheet {
        let mut bytes = format!("{HEAD}\r\n").into_bytes();
        bytes.extend_from_slice(text);
        read(&bytes).unwrap()
    }

    #[test]
    fn every_encoding_a_spreadsheet_writes_is_read() {
        let text = format!("{HEAD}\r\na@b.fr;Œil;Zoé;CH;CH;X;Corse;Médecin;t;pair\r\n");
        let windows = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
        let sixteen: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in [text.clone().into_bytes(), format!("\u{feff}{text}").into_bytes(), windows, sixteen] {
            let sheet = read(&bytes).unwrap();
            assert_eq!(sheet.rows[0].cell(Column::FamilyName), "Œil");
            assert_eq!(sheet.rows[0].cell(Column::Profession), "Médecin");
            assert_eq!(read(sheet.text.as_bytes()).unwrap().rows.len(), 1, "the kept text reads the same");
        }
    }

    #[test]
    fn separators_quotes_line_ends_and_blank_lines_are_understood() {
        let text = format!(
            "sep=,\n{}\n\n\na@b.fr,N,\"Z, \"\"o\"\"\",E,CH,V,R,P,t,pair\n,,,,,,,,,\nb@b.fr,N,Y,E,CH,V,R,P,t,pair",
            HEAD.replace(';', ",").to_uppercase()
        );
        for text in [text.clone(), text.replace('\n', "\r\n"), text.replace('\n', "\r")] {
            let sheet = read(text.as_bytes()).unwrap();
            assert_eq!(lines(&sheet), [(5, "Z, \"o\""), (7, "Y")]);
            assert!(sheet.faults.is_empty());
        }
        let sheet = read(HEAD.replace(';', "\t").as_bytes()).unwrap_err();
        assert_eq!(sheet[0].why.key, "import-no-row");
    }

    #[test]
    fn columns_are_found_by_name_and_the_missing_ones_are_named() {
        let text = "Prénom;cercle;THÈME;profession;région;ville;type;établissement;nom;E-mail;note\nZoé;pair;t;P;R;V;CH;E;N;a@b.fr;x";
        assert_eq!(lines(&read(text.as_bytes()).unwrap()), [(2, "Zoé")]);
        let faults = read("email;nom;nom;type".as_bytes()).unwrap_err();
        let keys: Vec<_> = faults.iter().map(|fault| (fault.why.key, fault.column.map(Column::word))).collect();
        assert_eq!(keys[0], ("import-column-twice", Some("nom")));
        assert_eq!(keys.len(), 8);
        assert!(keys[1..].iter().all(|(key, _)| *key == "import-column-missing"));
        assert_eq!(read(b"").unwrap_err()[0].why.key, "import-empty");
    }

    #[test]
    fn a_line_of_another_encoding_is_told_apart_not_guessed() {
        let utf8 = "a@b.fr;N;Zoé;E;CH;V;R;P;t;pair\r\n".as_bytes();
        let windows = b"b@b.fr;N;Zo\xe9;E;CH;V;R;P;t;pair\r\n";
        let mostly_utf8 = rows(&[utf8, utf8, windows].concat());
        assert_eq!((mostly_utf8.faults[0].line, mostly_utf8.faults[0].why.key), (4, "import-mixed-encodings"));
        assert!(mostly_utf8.faults[0].written.contains("Zoé"));
        let mostly_windows = rows(&[windows, utf8, windows, windows].concat());
        assert_eq!(mostly_windows.faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [3]);
        assert_eq!(lines(&mostly_windows), [(2, "Zoé"), (4, "Zoé"), (5, "Zoé")]);
    }

    #[test]
    fn short_long_and_unclosed_rows_are_faults_with_their_line() {
        let sheet = rows(b"a;b\nc@d.fr;N;P;E;CH;V;R;P;t;pair;x\ne@f.fr;N;P;E;CH;V;R;P;t;pair;;\ng@h.fr;\"N;P\ni;j");
        let keys: Vec<_> = sheet.faults.iter().map(|fault| (fault.line, fault.why.key)).collect();
        assert_eq!(keys, [(2, "import-row-short"), (3, "import-row-long"), (5, "import-open-quotes")]);
        assert_eq!(lines(&sheet), [(4, "P")]);
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reader_fail(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), headed: bool) {
            let mut file = if headed { format!("{HEAD}\r\n").into_bytes() } else { Vec::new() };
            file.extend_from_slice(&bytes);
            if let Ok(sheet) = read(&file) {
                for row in &sheet.rows {
                    prop_assert!(row.line >= 1);
                }
                prop_assert!(!sheet.text.contains('\r'));
            }
        }

        #[test]
        fn every_row_written_is_a_row_read(cells in proptest::collection::vec("[a-zé\"; ,'\u{a0}]{0,12}", 1..20)) {
            let mut file = format!("{HEAD}\r\n");
            for cell in &cells {
                file.push_str(&format!("x;\"{}\";y;z;t;v;r;p;h;c\r\n", cell.replace('"', "\"\"")));
            }
            let sheet = read(file.as_bytes()).unwrap();
            let read: Vec<_> = sheet.rows.iter().map(|row| row.cell(Column::FamilyName).to_owned()).collect();
            let written: Vec<_> = cells.iter().map(|cell| cleaned(cell.trim())).collect();
            prop_assert_eq!(read, written);
            prop_assert_eq!(sheet.rows.last().map(|row| row.line), u64::try_from(cells.len() + 1).ok());
        }
    }
}

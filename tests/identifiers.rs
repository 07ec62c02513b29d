//! Identifiers of patients in corpora of random texts: what is found, and what is rarely taken for one.

#![allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]

use cercles::text::identifiers::{Strength, scan, strongest};

/// Where the groups of an NIR end.
const NIR_ENDS: &[usize] = &[1, 3, 5, 7, 10, 13, 15];

/// Xorshift (Marsaglia 2003): the same corpora at every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % limit
    }

    fn between(&mut self, low: u64, high: u64) -> u64 {
        low + self.below(high - low + 1)
    }

    fn digits(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }

    fn letters(&mut self, length: usize) -> String {
        (0..length).map(|_| char::from(b'A' + self.below(26) as u8)).collect()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len() as u64) as usize]
    }

    /// Digits in place of `#`, capitals in place of `@`.
    fn filled(&mut self, shape: &str) -> String {
        let fill = |letter| match letter {
            '#' => self.digits(1),
            '@' => self.letters(1),
            letter => String::from(letter),
        };
        shape.chars().map(fill).collect()
    }

    /// Some text around, which may hold a word about people, and sometimes the same thing twice.
    fn told(&mut self, mut make: impl FnMut(&mut Self) -> String) -> String {
        let before = self.one(&[
            "",
            "",
            "Voir ",
            "Réf. : ",
            "Pour les patients du service, ",
            "Bonjour,\n",
            "Le dossier est prêt : ",
            "1. ",
            "Joindre le patient au ",
        ]);
        let first = make(self);
        let after = self.one(&["", ".", ", merci", " et 12 autres", "\nCordialement", " (2024)"]);
        let second = match self.below(4) {
            0 => format!("{}{}", self.one(&[" ", " / ", " - ", ", ", "\n"]), make(self)),
            _ => String::new(),
        };
        format!("{before}{first}{second}{after}")
    }
}

/// How many of `total` texts are flagged, and blocked.
fn flagged(name: &str, total: usize, mut make: impl FnMut(&mut Dice) -> String) -> (f64, f64) {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let (mut all, mut blocked, mut example) = (0, 0, String::new());
    for _ in 0..total {
        let text = make(&mut dice);
        if let Some(finding) = strongest(&text) {
            all += 1;
            blocked += usize::from(finding.strength() == Strength::Block);
            example = format!("{text:?} {:?}", finding.kind);
        }
    }
    let rate = |count: usize| count as f64 / total as f64;
    println!(
        "{name:34} {total:6}: {:.4} % flagged, {:.4} % blocked  {example}",
        rate(all) * 100.0,
        rate(blocked) * 100.0
    );
    (rate(all), rate(blocked))
}

fn rarely_flagged(name: &str, mut make: impl FnMut(&mut Dice) -> String) {
    let (all, _) = flagged(name, 20_000, |dice| dice.told(&mut make));
    assert!(all < 0.001, "{name}: {all}");
}

fn ean(dice: &mut Dice, start: &str, length: usize) -> String {
    let body = format!("{start}{}", dice.digits(length - 1 - start.len()));
    let weigh = |(at, digit): (usize, u8)| u64::from(digit - b'0') * if at % 2 == 0 { 3 } else { 1 };
    let sum: u64 = body.bytes().rev().enumerate().map(weigh).sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

/// A number of the register and its key: 97 less the remainder by 97, 2A counted as 19 and 2B as 18.
fn nir(dice: &mut Dice) -> String {
    let month = match dice.below(10) {
        0 => dice.between(30, 42),
        1 => dice.between(50, 99),
        _ => dice.between(1, 12),
    };
    let place = match dice.below(10) {
        0 => dice.one(&["2A", "2B"]).to_owned(),
        _ => format!("{:02}", dice.between(1, 99)),
    };
    let sex = match dice.below(10) {
        0 => dice.one(&["3", "4", "7", "8"]),
        _ => dice.one(&["1", "2"]),
    };
    let (year, rest) = (dice.digits(2), dice.digits(6));
    let counted = match place.as_str() {
        "2A" => "19",
        "2B" => "18",
        place => place,
    };
    let key = 97 - format!("{sex}{year}{month:02}{counted}{rest}").parse::<u64>().unwrap() % 97;
    format!("{sex}{year}{month:02}{place}{rest}{key:02}")
}

fn grouped(number: &str, ends: &[usize], gap: &str) -> String {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let groups: Vec<_> = starts.zip(ends).map(|(start, end)| &number[start..*end]).collect();
    groups.join(gap)
}

#[test]
fn numbers_with_their_key_are_found() {
    let (_, blocked) = flagged("NIR with key", 20_000, |dice| {
        let number = nir(dice);
        let ends: &[usize] = match dice.below(4) {
            0 => &[15],
            1 => &[13, 15],
            2 => &[1, 3, 5, 10, 13, 15],
            _ => NIR_ENDS,
        };
        let gap = dice.one(&[" ", ".", "-", "/", "_", "\u{a0}", "\u{202f}", " - ", "\t"]);
        let number = grouped(&number, ends, gap);
        dice.told(|_| number.clone())
    });
    // What is missed is the barcode of a product, then two digits.
    assert!(blocked > 0.997);
    let (all, _) = flagged("NIR of 1 or 2, groups, no key", 20_000, |dice| {
        let number = format!("{}{}", dice.one(&["1", "2"]), &nir(dice)[1..]);
        grouped(&number, &NIR_ENDS[..6], " ")
    });
    assert!(all > 0.999);
}

#[test]
fn random_numbers_are_rarely_flagged() {
    let shaped = |dice: &mut Dice| format!("{}{}", dice.between(1, 9), dice.digits(14));
    for (name, rates) in [
        ("any fifteen digits", flagged("fifteen digits", 100_000, |dice| dice.digits(15))),
        ("a number of fifteen digits", flagged("fifteen digits, first not 0", 100_000, shaped)),
        (
            "fifteen digits in threes",
            flagged("fifteen digits in threes", 50_000, |dice| dice.filled("### ### ### ### ###")),
        ),
        ("thirteen and two", flagged("thirteen digits and two", 50_000, |dice| dice.filled("############# ##"))),
    ] {
        assert!(rates.0 <= 0.006 && rates.1 <= 0.006, "{name}: {rates:?}");
    }
    let (all, _) = flagged("thirteen digits", 100_000, |dice| dice.digits(13));
    assert!(all < 0.001);
    let (all, _) = flagged("sixteen digits", 20_000, |dice| dice.digits(16));
    assert!(all < 0.001);
    // With the groups of an NIR its form is enough for a warning, never for more.
    let (_, blocked) = flagged("fifteen digits in NIR groups", 50_000, |dice| dice.filled("# ## ## ## ### ### ##"));
    assert!(blocked <= 0.006);
}

#[test]
fn telephones_and_accounts_are_rarely_flagged() {
    rarely_flagged("telephones", |dice| {
        let shape = dice.one(&[
            "06 ## ## ## ##",
            "07.##.##.##.##",
            "01########",
            "04-##-##-##-##",
            "+33 6 ## ## ## ##",
            "+33 1 ## ## ## ##",
            "+33 (0)4 ## ## ## ##",
            "0033 2 ## ## ## ##",
            "+331########",
            "0590 ## ## ##",
            "0590######",
            "+590 590 ## ## ##",
            "+262 262 ## ## ##",
            "+32 2 ### ## ##",
            "+41 22 ### ## ##",
            "+1 ### ### ####",
            "0 8## ### ###",
            "3###",
        ]);
        dice.filled(shape)
    });
    rarely_flagged("IBAN", |dice| {
        let shape = dice.one(&[
            "FR76 #### #### #### #### #### ###",
            "FR76#######################",
            "FR14 #### #### #### ##@# #### ###",
            "MC58 #### #### #### #### #### ###",
            "DE## #### #### #### #### ##",
            "BE## #### #### ####",
            "SI56 #### #### #### ###",
            "NO## #### #### ###",
            "NL## @@@@ #### #### ##",
            "GB## @@@@ #### #### #### ##",
            "GI## @@@@ #### #### #### ###",
            "ES## #### #### #### #### ####",
            "IT## @### #### #### #### #### ###",
            "PT50 #### #### #### #### #### #",
            "CH## #### #### #### #### #",
            "LU## #### #### #### ####",
            "MT## @@@@ #### #### #### #### #### ###",
            "##### ##### ########### ##",
            "#### #### #### ####",
            "################",
        ]);
        dice.filled(shape)
    });
}

#[test]
fn numbers_of_professionals_and_firms_are_rarely_flagged() {
    rarely_flagged("RPPS", |dice| dice.filled("10#########"));
    rarely_flagged("RPPS in groups", |dice| dice.filled("RPPS 10 ### ### ###"));
    rarely_flagged("FINESS", |dice| dice.filled("FINESS ##0######"));
    rarely_flagged("FINESS in groups", |dice| dice.filled("## # ### ###"));
    rarely_flagged("SIRET", |dice| dice.filled("##############"));
    rarely_flagged("SIRET in groups", |dice| dice.filled("### ### ### #####"));
    rarely_flagged("SIREN", |dice| dice.filled("SIREN ### ### ###"));
    rarely_flagged("invoices", |dice| {
        let shape = dice.one(&[
            "facture n° 20##-######",
            "FA20##/####",
            "bon de commande 45########",
            "marché n° 20##-###",
            "N° ##########",
            "devis D######",
            "ticket #########",
        ]);
        dice.filled(shape)
    });
}

#[test]
fn products_are_rarely_flagged() {
    rarely_flagged("EAN-13", |dice| {
        let start = dice.one(&["3", "40", "50", "76", "87", "978"]);
        ean(dice, start, 13)
    });
    rarely_flagged("CIP beside a patient", |dice| {
        format!("patient : {} boîte {}", dice.one(&["", "1", "x2"]), ean(dice, "34009", 13))
    });
    rarely_flagged("CIP and a quantity", |dice| format!("{} {}", ean(dice, "34009", 13), dice.between(10, 99)));
    rarely_flagged("GTIN-14", |dice| ean(dice, "0", 14));
    rarely_flagged("UDI", |dice| {
        let gtin = ean(dice, "", 14);
        let shape = dice.one(&["(17)2#####(10)@@###", "(17)2#####(21)###############", " (11) 2##### (21) ########"]);
        format!("(01){gtin}{}", dice.filled(shape))
    });
    rarely_flagged("ISBN", |dice| {
        let shape =
            dice.one(&["978-2-####-####-#", "979-10-####-###-#", "978#########", "2-##-######-#", "978 2 ## ###### #"]);
        dice.filled(shape)
    });
}

#[test]
fn dates_and_amounts_are_rarely_flagged() {
    rarely_flagged("dates", |dice| {
        let (day, month, year) = (dice.between(1, 31), dice.between(1, 12), dice.between(1930, 2030));
        match dice.below(8) {
            0 => format!("{day:02}/{month:02}/{year}"),
            1 => format!("{year}-{month:02}-{day:02}"),
            2 => format!("{day}.{month}.{}", year % 100),
            3 => format!("{year}{month:02}{day:02}"),
            4 => format!("{year}-{month:02}-{day:02}T{}", dice.filled("1#:##:##.######")),
            5 => format!("{day:02} {month:02} {year} 1#h"),
            6 => format!("IMG_{year}{month:02}{day:02}_{}.jpg", dice.filled("######")),
            _ => format!("du {day}/{month}/{year} au {day} mars {year}"),
        }
    });
    rarely_flagged("amounts", |dice| {
        let shape = dice.one(&[
            "# ### €",
            "## ### ###,## €",
            "### ### ### ###",
            "# ### ### ### ### €",
            "#.###.###,##",
            "##### euros",
            "##,## %",
            "0.################",
            "##.###############",
        ]);
        dice.filled(shape)
    });
    rarely_flagged("rows of a table", |dice| {
        let cells: Vec<_> = (0..12).map(|_| dice.between(0, 999).to_string()).collect();
        cells.join(" ")
    });
    rarely_flagged("rows of short figures", |dice| {
        let figure = |dice: &mut Dice| {
            let length = dice.between(1, 3) as usize;
            dice.digits(length)
        };
        let cells: Vec<_> = (0..12).map(|_| figure(dice)).collect();
        cells.join(" ")
    });
}

#[test]
fn references_are_rarely_flagged() {
    rarely_flagged("DOI", |dice| {
        let shape = dice.one(&[
            "10.1016/j.jinf.20##.##.###",
            "10.1056/NEJMoa#######",
            "10.1007/978-3-###-#####-#_##",
            "10.1371/journal.pone.#######",
            "10.####/############",
            "https://doi.org/10.3390/ijerph########",
            "PMID ########",
            "S####-####(##)#####-#",
        ]);
        dice.filled(shape)
    });
    rarely_flagged("versions", |dice| {
        let shape = dice.one(&[
            "v#.##.#",
            "#.##.##.##",
            "##.#.###-rc.#",
            "#.#.#.#.#",
            "20##.##.##.###",
            "1.2.250.1.213.1.#.##.###",
        ]);
        dice.filled(shape)
    });
    rarely_flagged("addresses of machines", |dice| {
        let bytes: Vec<_> = (0..4).map(|_| dice.below(256).to_string()).collect();
        match dice.below(4) {
            0 => format!("{}/{}", bytes.join("."), dice.between(8, 32)),
            1 => format!("{}:{}", bytes.join("."), dice.between(80, 9999)),
            2 => dice.filled("2001:db8:####::##@#:####"),
            _ => bytes.join("."),
        }
    });
}

#[test]
fn any_text_is_cut_between_characters() {
    let mut dice = Dice(42);
    let pieces = [
        "1",
        "89",
        " ",
        "é",
        "né",
        "e\u{301}",
        "🙂",
        "\u{202f}",
        "IPP",
        "M.",
        "2A",
        "12/03/1951",
        "\n",
        "(e)",
        " le ",
        "n°",
        "٣",
        "İ",
    ];
    for _ in 0..20_000 {
        let text: String = (0..dice.below(40)).map(|_| dice.one(&pieces)).collect();
        for finding in scan(&text) {
            assert!(!text[finding.start..finding.end].is_empty());
        }
    }
}

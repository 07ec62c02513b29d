//! The public holidays of France, of any year, as today's law has them.
//!
//! Sources: Code du travail, article L3133-1 (the eleven of everywhere), L3134-13 (Bas-Rhin, Haut-Rhin, Moselle),
//! L3422-2 (commemorations of the abolition of slavery overseas); the labour codes of the Pacific collectivities.
//! Left out, because they are customs or agreements and no law: Mi-Carême, Victor-Schœlcher day (21 July), the Muslim
//! feasts of Mayotte. Good Friday is kept in the whole of Alsace and Moselle, though the law has it only where there is a
//! Protestant or a shared church: whoever is not concerned gains a day.

use jiff::ToSpan;
use jiff::civil::Date;

crate::vocabulary! {
    /// Whose holidays are kept.
    Law {
        /// The eleven of the Code du travail.
        Common = "common",
        /// And Good Friday, and 26 December.
        AlsaceMoselle = "alsace-moselle",
        /// And 27 May.
        Guadeloupe = "guadeloupe",
        /// And 22 May.
        Martinique = "martinique",
        /// And 10 June.
        Guyane = "guyane",
        /// And 20 December.
        LaReunion = "la-reunion",
        /// And 27 April.
        Mayotte = "mayotte",
        /// And 9 October.
        SaintBarthelemy = "saint-barthelemy",
        /// And 28 May (27 May until 2017: a circular of 2018 moved it, the code's own date is a known slip).
        SaintMartin = "saint-martin",
        /// And 28 April and 29 July.
        WallisEtFutuna = "wallis-et-futuna",
        /// And 5 March, Good Friday and 20 November, which took the place of 29 June in 2026.
        PolynesieFrancaise = "polynesie-francaise",
        /// And 24 September.
        NouvelleCaledonie = "nouvelle-caledonie",
    }
}

/// Days of everywhere that never move: month and day.
const FIXED: [(i8, i8); 8] = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)];
/// Days from Easter Sunday of those that do: Easter Monday, Ascension, Whit Monday.
const MOVING: [i32; 3] = [1, 39, 50];
const GOOD_FRIDAY: i32 = -2;

impl Law {
    /// Whether a day is a public holiday there.
    pub fn keeps(self, day: Date) -> bool {
        let date = (day.month(), day.day());
        if FIXED.contains(&date) || self.own(day.year()).contains(&date) {
            return true;
        }
        // Nothing moves outside 20 March (two days before the earliest Easter) and 14 June (the latest Whit Monday).
        if !(3..=6).contains(&day.month()) {
            return false;
        }
        easter(day.year()).is_some_and(|sunday| {
            let from_easter = (day - sunday).get_days();
            MOVING.contains(&from_easter) || (self.keeps_good_friday() && from_easter == GOOD_FRIDAY)
        })
    }

    /// The public holidays of a year there, in order.
    pub fn of(self, year: i16) -> Vec<Date> {
        let days = std::iter::successors(Date::new(year, 1, 1).ok(), |day| day.checked_add(1.day()).ok());
        days.take_while(|day| day.year() == year).filter(|day| self.keeps(*day)).collect()
    }

    fn keeps_good_friday(self) -> bool {
        matches!(self, Self::AlsaceMoselle | Self::PolynesieFrancaise)
    }

    /// Days of its own that do not move with Easter: month and day.
    fn own(self, year: i16) -> &'static [(i8, i8)] {
        match self {
            Self::Common => &[],
            Self::AlsaceMoselle => &[(12, 26)],
            Self::Guadeloupe => &[(5, 27)],
            Self::Martinique => &[(5, 22)],
            Self::Guyane => &[(6, 10)],
            Self::LaReunion => &[(12, 20)],
            Self::Mayotte => &[(4, 27)],
            Self::SaintBarthelemy => &[(10, 9)],
            Self::SaintMartin if year < 2018 => &[(5, 27)],
            Self::SaintMartin => &[(5, 28)],
            Self::WallisEtFutuna => &[(4, 28), (7, 29)],
            Self::PolynesieFrancaise if year < 2026 => &[(3, 5), (6, 29)],
            Self::PolynesieFrancaise => &[(3, 5), (11, 20)],
            Self::NouvelleCaledonie => &[(9, 24)],
        }
    }
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm published in Nature, 20 April 1876, and by Meeus);
/// `None` before there is one.
pub fn easter(year: i16) -> Option<Date> {
    if year < 1583 {
        return None;
    }
    let y = i32::from(year);
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    Date::new(year, i8::try_from(n / 31).ok()?, i8::try_from(n % 31 + 1).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(law: Law, year: i16) -> String {
        law.of(year).iter().map(|day| format!("{}/{}", day.day(), day.month())).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn easter_falls_when_calendars_say() {
        for (year, month, day) in
            [(1818, 3, 22), (1943, 4, 25), (2000, 4, 23), (2024, 3, 31), (2026, 4, 5), (2038, 4, 25), (2285, 3, 22)]
        {
            assert_eq!(easter(year), Date::new(year, month, day).ok(), "{year}");
        }
        assert_eq!(easter(1582), None);
    }

    #[test]
    fn every_place_keeps_its_holidays() {
        let common = "1/1 6/4 1/5 8/5 14/5 25/5 14/7 15/8 1/11 11/11 25/12";
        assert_eq!(days(Law::Common, 2026), common);
        assert_eq!(days(Law::AlsaceMoselle, 2026), "1/1 3/4 6/4 1/5 8/5 14/5 25/5 14/7 15/8 1/11 11/11 25/12 26/12");
        for (law, more) in [
            (Law::Guadeloupe, "27/5"),
            (Law::Martinique, "22/5"),
            (Law::Guyane, "10/6"),
            (Law::LaReunion, "20/12"),
            (Law::Mayotte, "27/4"),
            (Law::SaintBarthelemy, "9/10"),
            (Law::SaintMartin, "28/5"),
            (Law::NouvelleCaledonie, "24/9"),
        ] {
            let of_both = days(law, 2026);
            let own: Vec<&str> = of_both.split(' ').filter(|day| !common.split(' ').any(|one| one == *day)).collect();
            assert_eq!(own, [more], "{}", law.word());
            assert_eq!(law.of(2026).len(), 12, "{}", law.word());
        }
        assert!(days(Law::WallisEtFutuna, 2026).contains("28/4 1/5"));
        assert!(
            days(Law::PolynesieFrancaise, 2025).contains("29/6")
                && days(Law::PolynesieFrancaise, 2026).contains("20/11")
        );
        assert!(days(Law::SaintMartin, 2017).contains("27/5"));
    }

    #[test]
    fn two_holidays_on_one_day_are_one() {
        assert_eq!(days(Law::Common, 2008), "1/1 24/3 1/5 8/5 12/5 14/7 15/8 1/11 11/11 25/12", "Ascension was 1 May");
    }
}

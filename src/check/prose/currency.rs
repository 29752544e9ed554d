//! Currencies as words name them: by a sign or a code before an amount, by a sign, a code or a name behind it.

/// The currencies, as codes of ISO 4217, that the words of an amount leave open; all of them where none is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) struct Currency(&'static [&'static str]);

impl Currency {
    /// Nothing is said.
    pub(super) const ANY: Self = Self(&[]);

    /// Whether an amount in a currency, ISO 4217, may be meant.
    pub(in crate::check) fn fits(self, code: &str) -> bool {
        self.0.is_empty() || self.0.contains(&code)
    }

    /// What two ways to name the currency of one amount leave open: `$1.2 million Canadian dollars`. None where they
    /// name different ones, and so are not of one amount.
    pub(super) fn and(self, other: Self) -> Option<Self> {
        let within = |inner: Self, outer: Self| inner.0.iter().all(|code| outer.fits(code));
        if other == Self::ANY || self != Self::ANY && within(self, other) {
            Some(self)
        } else {
            within(other, self).then_some(other)
        }
    }
}

/// A currency's name in a text.
pub(super) struct Name {
    /// What it leaves open.
    pub currency: Currency,
    /// Its bytes.
    pub length: usize,
    /// Whether it may be another word, `TOP 10`, or the beginning of a name, `SAR439859`: it is a currency only where
    /// the amount leaves no doubt.
    pub doubtful: bool,
}

/// What a sign that several countries have leaves open.
const DOLLARS: &[&str] = &[
    "USD", "CAD", "AUD", "NZD", "SGD", "HKD", "TWD", "MXN", "ARS", "BBD", "BMD", "BND", "BSD",
    "BZD", "CLP", "COP", "DOP", "FJD", "GYD", "JMD", "KYD", "LRD", "NAD", "SBD", "SRD", "TTD",
    "UYU", "XCD",
];
const CROWNS: &[&str] = &["SEK", "NOK", "DKK", "ISK"];
const YEN: &[&str] = &["JPY", "CNY"];
const RUPEES: &[&str] = &["INR", "PKR", "LKR", "NPR", "MUR", "SCR"];

/// Signs that may stand before an amount or behind it, those that another begins with behind that one.
const SIGNS: &[(&str, &[&str])] = &[
    ("US$", &["USD"]),
    ("CA$", &["CAD"]),
    ("AU$", &["AUD"]),
    ("HK$", &["HKD"]),
    ("NZ$", &["NZD"]),
    ("NT$", &["TWD"]),
    ("MX$", &["MXN"]),
    ("C$", &["CAD"]),
    ("A$", &["AUD"]),
    ("S$", &["SGD"]),
    ("R$", &["BRL"]),
    ("$", DOLLARS),
    ("\u{20ac}", &["EUR"]),
    ("\u{a3}", &["GBP"]),
    ("\u{a5}", YEN),
    ("\u{20b9}", &["INR"]),
    ("\u{20a9}", &["KRW"]),
    ("\u{20aa}", &["ILS"]),
    ("\u{20ba}", &["TRY"]),
    ("\u{20bd}", &["RUB"]),
    ("\u{20b1}", &["PHP"]),
    ("\u{20a6}", &["NGN"]),
    ("\u{e3f}", &["THB"]),
];

/// Abbreviations that stand before an amount or behind it as a word does.
const SHORT: &[(&str, &[&str])] = &[
    ("kr", CROWNS),
    ("Rs", RUPEES),
    ("RMB", &["CNY"]),
    ("NIS", &["ILS"]),
    ("z\u{142}", &["PLN"]),
    ("K\u{10d}", &["CZK"]),
];

/// The codes of ISO 4217 for the money of countries.
const CODES: &[&str] = &[
    "AED", "AFN", "ALL", "AMD", "ANG", "AOA", "ARS", "AUD", "AWG", "AZN", "BAM", "BBD", "BDT",
    "BGN", "BHD", "BIF", "BMD", "BND", "BOB", "BRL", "BSD", "BTN", "BWP", "BYN", "BZD", "CAD",
    "CDF", "CHF", "CLP", "CNY", "COP", "CRC", "CUP", "CVE", "CZK", "DJF", "DKK", "DOP", "DZD",
    "EGP", "ERN", "ETB", "EUR", "FJD", "FKP", "GBP", "GEL", "GHS", "GIP", "GMD", "GNF", "GTQ",
    "GYD", "HKD", "HNL", "HRK", "HTG", "HUF", "IDR", "ILS", "INR", "IQD", "IRR", "ISK", "JMD",
    "JOD", "JPY", "KES", "KGS", "KHR", "KMF", "KPW", "KRW", "KWD", "KYD", "KZT", "LAK", "LBP",
    "LKR", "LRD", "LSL", "LYD", "MAD", "MDL", "MGA", "MKD", "MMK", "MNT", "MOP", "MRU", "MUR",
    "MVR", "MWK", "MXN", "MYR", "MZN", "NAD", "NGN", "NIO", "NOK", "NPR", "NZD", "OMR", "PAB",
    "PEN", "PGK", "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "RWF", "SAR", "SBD",
    "SCR", "SDG", "SEK", "SGD", "SHP", "SLE", "SOS", "SRD", "SSP", "STN", "SVC", "SYP", "SZL",
    "THB", "TJS", "TMT", "TND", "TOP", "TRY", "TTD", "TWD", "TZS", "UAH", "UGX", "USD", "UYU",
    "UZS", "VES", "VND", "VUV", "WST", "XAF", "XCD", "XOF", "XPF", "YER", "ZAR", "ZMW",
];

/// Those of them that are English words or usual abbreviations too.
const WORDS: &[&str] = &[
    "ALL", "AMD", "BAM", "COP", "CUP", "GEL", "LAK", "MAD", "MOP", "PEN", "PHP", "SOS", "TOP",
    "TRY",
];

/// Codes that are written without a blank before an amount.
const CLOSE: &[&str] = &["USD", "EUR", "GBP", "CHF", "JPY"];

/// Names behind an amount, in lower case and without a plural's end, the longest first.
const NAMES: &[(&str, &[&str])] = &[
    ("new taiwan dollar", &["TWD"]),
    ("new zealand dollar", &["NZD"]),
    ("hong kong dollar", &["HKD"]),
    ("u.s. dollar", &["USD"]),
    ("us dollar", &["USD"]),
    ("american dollar", &["USD"]),
    ("canadian dollar", &["CAD"]),
    ("australian dollar", &["AUD"]),
    ("singapore dollar", &["SGD"]),
    ("swiss franc", &["CHF"]),
    ("pound sterling", &["GBP"]),
    ("pounds sterling", &["GBP"]),
    ("british pound", &["GBP"]),
    ("japanese yen", &["JPY"]),
    ("chinese yuan", &["CNY"]),
    ("korean won", &["KRW"]),
    ("indian rupee", &["INR"]),
    ("polish zloty", &["PLN"]),
    ("czech koruna", &["CZK"]),
    ("czech crown", &["CZK"]),
    ("swedish krona", &["SEK"]),
    ("swedish kronor", &["SEK"]),
    ("swedish crown", &["SEK"]),
    ("norwegian krone", &["NOK"]),
    ("norwegian kroner", &["NOK"]),
    ("norwegian crown", &["NOK"]),
    ("danish krone", &["DKK"]),
    ("danish kroner", &["DKK"]),
    ("danish crown", &["DKK"]),
    ("icelandic krona", &["ISK"]),
    ("israeli shekel", &["ILS"]),
    ("new israeli shekel", &["ILS"]),
    ("mexican peso", &["MXN"]),
    ("brazilian reais", &["BRL"]),
    ("south african rand", &["ZAR"]),
    ("dollar", DOLLARS),
    ("euro", &["EUR"]),
    ("franc", &["CHF", "XAF", "XOF", "XPF", "BIF", "CDF", "DJF", "GNF", "KMF", "RWF"]),
    ("pound", &["GBP", "EGP", "FKP", "GIP", "LBP", "SHP", "SSP", "SYP", "SDG"]),
    ("yen", &["JPY"]),
    ("yuan", &["CNY"]),
    ("renminbi", &["CNY"]),
    ("won", &["KRW", "KPW"]),
    ("rupee", RUPEES),
    ("zloty", &["PLN"]),
    ("z\u{142}oty", &["PLN"]),
    ("forint", &["HUF"]),
    ("koruna", &["CZK"]),
    ("krona", &["SEK", "ISK"]),
    ("kronor", &["SEK"]),
    ("krone", &["NOK", "DKK"]),
    ("kroner", &["NOK", "DKK"]),
    ("crown", &["SEK", "NOK", "DKK", "ISK", "CZK"]),
    ("shekel", &["ILS"]),
    ("peso", &["MXN", "ARS", "CLP", "COP", "CUP", "DOP", "PHP", "UYU"]),
    ("reais", &["BRL"]),
    ("rand", &["ZAR"]),
    ("ruble", &["RUB", "BYN"]),
    ("rouble", &["RUB", "BYN"]),
    ("lira", &["TRY"]),
];

/// The currency that a text begins with, before an amount: `US$`, `PLN`.
pub(super) fn before(text: &str) -> Option<Name> {
    sign(text).or_else(|| abbreviated(text))
}

/// The currency behind an amount, with the blanks between: ` US dollars`, `€`, ` EUR`. What stands before another number
/// is that one's.
pub(super) fn behind(text: &str) -> Option<Name> {
    let blank = text.len() - text.trim_start_matches(BLANK).len();
    let rest = text.get(blank..)?;
    let name = if blank > 0 { named(rest).or_else(|| abbreviated(rest)) } else { None };
    let name = name.or_else(|| sign(rest))?;
    let after = rest.get(name.length..)?.trim_start_matches(BLANK);
    let of_next =
        after.trim_start_matches(['(', '-', '.']).starts_with(|c: char| c.is_ascii_digit());
    (!of_next).then_some(Name { length: blank + name.length, ..name })
}

/// What may stand between an amount and its currency.
pub(super) const BLANK: [char; 5] = [' ', '\n', '\u{a0}', '\u{2009}', '\u{202f}'];

fn sign(text: &str) -> Option<Name> {
    let (sign, codes) = SIGNS.iter().find(|(sign, _)| text.starts_with(sign))?;
    Some(Name { currency: Currency(codes), length: sign.len(), doubtful: false })
}

/// A code, or an abbreviation with its full stop.
fn abbreviated(text: &str) -> Option<Name> {
    let length = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let word = text.get(..length)?;
    if let Ok(at) = CODES.binary_search(&word) {
        let close = text.get(length..)?.starts_with(|c: char| c.is_ascii_digit());
        let doubtful = WORDS.contains(&word) || close && !CLOSE.contains(&word);
        return Some(Name { currency: Currency(CODES.get(at..=at)?), length, doubtful });
    }
    let (_, codes) = SHORT.iter().find(|(short, _)| *short == word)?;
    let stop = usize::from(word == "Rs" && text.get(length..)?.starts_with('.'));
    Some(Name { currency: Currency(codes), length: length + stop, doubtful: false })
}

fn named(text: &str) -> Option<Name> {
    NAMES.iter().find_map(|(name, codes)| {
        let length = says(text, name)?;
        Some(Name { currency: Currency(codes), length, doubtful: false })
    })
}

/// The bytes that a name takes where a text begins with it, in whatever case, over the end of a line, in the plural.
fn says(text: &str, name: &str) -> Option<usize> {
    let mut found = text.char_indices().peekable();
    for letter in name.chars() {
        let (_, c) = found.next()?;
        let same = if letter == ' ' { BLANK.contains(&c) } else { c.to_lowercase().eq([letter]) };
        if !same {
            return None;
        }
    }
    found.next_if(|(_, c)| *c == 's');
    match found.peek() {
        Some((_, c)) if c.is_alphanumeric() => None,
        Some((at, _)) => Some(*at),
        None => Some(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn left_open(name: Option<Name>) -> Option<(&'static [&'static str], usize)> {
        name.map(|name| (name.currency.0, name.length))
    }

    #[test]
    fn a_currency_behind_an_amount_is_read_with_its_whole_name() {
        assert_eq!(left_open(behind(" US dollars.")), Some((&["USD"][..], 11)));
        assert_eq!(left_open(behind(" U.S.\ndollars")), Some((&["USD"][..], 13)));
        assert_eq!(left_open(behind(" dollars a year")), Some((DOLLARS, 8)));
        assert_eq!(left_open(behind(" Swiss francs")), Some((&["CHF"][..], 13)));
        assert_eq!(left_open(behind("\u{20ac},")), Some((&["EUR"][..], 3)));
        assert_eq!(left_open(behind(" CHF")), Some((&["CHF"][..], 4)));
        for none in
            [" US 5", " EUR 5 million", " $(5)", " EUROPEAN", " wonder", "CHF", " eurobonds"]
        {
            assert_eq!(left_open(behind(none)), None, "{none}");
        }
    }

    #[test]
    fn two_names_of_one_amount_leave_open_what_both_do() {
        let (dollars, canadian, euro) = (Currency(DOLLARS), Currency(&["CAD"]), Currency(&["EUR"]));
        assert_eq!(dollars.and(canadian), Some(canadian));
        assert_eq!(canadian.and(dollars), Some(canadian));
        assert_eq!(Currency::ANY.and(euro), Some(euro));
        assert_eq!(euro.and(Currency::ANY), Some(euro));
        assert_eq!(canadian.and(euro), None);
    }

    #[test]
    fn every_currency_of_a_sign_is_one_of_the_codes() {
        let all = SIGNS.iter().chain(SHORT).chain(NAMES).flat_map(|(_, codes)| codes.iter());
        for code in all {
            assert!(CODES.contains(code), "{code}");
        }
        assert!(CODES.is_sorted());
    }
}

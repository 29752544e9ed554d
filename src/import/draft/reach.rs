//! How to reach somebody, in running text: telephone numbers, codes, addresses.

use std::ops::Range;

use super::passage::start_of;
use super::when::tokens;

/// A telephone number as printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Phone {
    pub(super) at: Range<usize>,
    pub(super) number: String,
}

/// The telephone numbers of a text: two or more groups of digits, 7 to 15 digits in all.
pub(super) fn phones(text: &str) -> Vec<Phone> {
    let part = |c: char| {
        c.is_ascii_digit()
            || matches!(
                c,
                ' ' | '-' | '.' | '(' | ')' | '+' | '\u{a0}' | '\u{2010}' | '\u{2011}' | '\u{2013}'
            )
    };
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text
        .get(at..)
        .and_then(|rest| rest.find(|c: char| c.is_ascii_digit() || matches!(c, '+' | '(')))
    {
        let start = at + offset;
        let rest = text.get(start..).unwrap_or_default();
        let length = rest.find(|c| !part(c)).unwrap_or(rest.len());
        at = start + length.max(1);
        let before = text.get(..start).and_then(|b| b.chars().next_back());
        let joined =
            before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | ',' | '/' | ':'));
        let run = rest.get(..length).unwrap_or_default();
        let number = first_number(run);
        if joined && !before.is_some_and(|c| c == ':' || c == '/') || !is_phone(number) {
            continue;
        }
        at = start + number.len();
        found.push(Phone { at: start..start + number.len(), number: as_typed(number) });
    }
    found
}

/// A number with the signs that content takes.
fn as_typed(number: &str) -> String {
    let sign = |c: char| match c {
        '\u{a0}' => ' ',
        '\u{2010}' | '\u{2011}' | '\u{2013}' => '-',
        c => c,
    };
    number.chars().map(sign).collect()
}

/// What of a run of digits and signs is one number: up to a parenthesis that opens behind seven digits or more.
fn first_number(run: &str) -> &str {
    let mut digits = 0;
    let mut end = run.len();
    for (at, c) in run.char_indices() {
        digits += usize::from(c.is_ascii_digit());
        let behind = run.get(at + c.len_utf8()..).unwrap_or_default();
        // A full stop or two blanks behind a whole number end it.
        let ends = (c == '(' && digits >= 7)
            || (digits >= 7
                && (c == '.' && behind.starts_with(' ') || c == ' ' && behind.starts_with(' ')));
        if ends {
            end = at;
            break;
        }
    }
    run.get(..end).unwrap_or_default().trim_end_matches(|c: char| !c.is_ascii_digit())
}

fn is_phone(number: &str) -> bool {
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let groups: Vec<usize> =
        number.split(|c: char| !c.is_ascii_digit()).map(str::len).filter(|n| *n > 0).collect();
    let marked = number.starts_with('+')
        || number.contains(['-', ')', '.', '\u{2010}', '\u{2011}', '\u{2013}']);
    let day = matches!(groups.as_slice(), [4, 2, 2] | [1 | 2, 1 | 2, 2 | 4] | [5, 4]);
    let decimal = groups.len() == 2 && number.contains('.') && !number.contains(['-', '(']);
    (7..=15).contains(&digits)
        && groups.len() >= 2
        && marked
        && !day
        && !decimal
        && groups.last().is_some_and(|n| *n >= 2)
}

/// An e-mail address in a text.
pub(super) fn email(text: &str) -> Option<(Range<usize>, String)> {
    let sign = text.find('@')?;
    let sound = |c: char| c.is_ascii_alphanumeric() || ".!#$%&*+-_".contains(c);
    let before = text.get(..sign)?;
    let start = before.rfind(|c| !sound(c)).map_or(0, |at| {
        at + before.get(at..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8)
    });
    let rest = text.get(sign + 1..)?;
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-')))
        .unwrap_or(rest.len());
    let domain = rest.get(..end)?.trim_end_matches(['.', '-']);
    let (local, address) = (text.get(start..sign)?, text.get(start..sign + 1 + domain.len())?);
    (!local.is_empty() && domain.contains('.'))
        .then(|| (start..start + address.len(), address.to_owned()))
}

/// The web address that a text names: `www.example.com/ir`, with `https://` in front where it has no scheme.
pub(super) fn url(text: &str) -> Option<(Range<usize>, String)> {
    let lower = text.to_ascii_lowercase();
    let start = ["http://", "https://", "www."].iter().filter_map(|mark| lower.find(mark)).min()?;
    let rest = text.get(start..)?;
    let end = rest
        .find(|c: char| c.is_whitespace() || "<>\"'()[]{}|\\^`,;\u{201d}\u{2019}".contains(c))
        .unwrap_or(rest.len());
    let address = rest.get(..end)?.trim_end_matches(['.', ':', '!', '?']);
    let whole = if address.to_ascii_lowercase().starts_with("http") {
        address.to_owned()
    } else {
        format!("https://{address}")
    };
    let host = whole.split("://").nth(1)?;
    let slash = if host.contains('/') { "" } else { "/" };
    host.contains('.').then(|| (start..start + address.len(), format!("{whole}{slash}")))
}

/// What codes are called, the longer first.
const CODES: [&str; 27] = [
    "conference identification number",
    "conference id number",
    "conference call id number",
    "conference call id",
    "reservation number",
    "reservation code",
    "confirmation number",
    "confirmation code",
    "conference passcode",
    "conference code",
    "conference number",
    "conference id",
    "conference pin",
    "participant passcode",
    "participant access code",
    "participant code",
    "participant pin",
    "access code",
    "access number",
    "entry code",
    "replay code",
    "replay passcode",
    "pass code",
    "passcode",
    "meeting id",
    "id number",
    "pin number",
];

/// A code and what it is called.
pub(super) fn code(text: &str) -> Option<(Range<usize>, String, &'static str)> {
    let lower = text.to_ascii_lowercase();
    let (start, label) = CODES
        .iter()
        .filter_map(|label| Some((lower.find(label)?, *label)))
        .min_by_key(|(at, label)| (*at, usize::MAX - label.len()))?;
    let from = start + label.len();
    let after = start_of(text.get(from..)?, 80);
    for token in tokens(after).into_iter().take(9) {
        let digits = token.text.bytes().filter(u8::is_ascii_digit).count();
        let phone = phones(after).iter().any(|phone| phone.at.contains(&token.at.start));
        if phone {
            return None;
        }
        if digits >= 3 && digits == token.text.len() || digits >= 4 {
            return Some((start..from + token.at.end, token.text.to_owned(), label));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_dates_codes_and_money() {
        let all = |text| phones(text).into_iter().map(|phone| phone.number).collect::<Vec<_>>();
        assert_eq!(
            all("dial (877) 555-0100 (domestic) or +44 20 7946 0100."),
            ["(877) 555-0100", "+44 20 7946 0100"]
        );
        assert_eq!(all("877.555.0100 or 1-201-555-0101"), ["877.555.0100", "1-201-555-0101"]);
        assert_eq!(
            all("code 7701005 on 2006-08-03, $1,234.567, 10.55, 07081-1480 and 2006 2005"),
            [""; 0]
        );
        assert_eq!(all("Tel: 201-555-0100"), ["201-555-0100"]);
    }

    #[test]
    fn addresses_end_where_the_sentence_does() {
        assert_eq!(
            email("Mail jane.doe@example.com.").map(|(_, m)| m).as_deref(),
            Some("jane.doe@example.com")
        );
        assert_eq!(email("no address @ all"), None);
        assert_eq!(
            url("at www.example.com. The").map(|(_, u)| u).as_deref(),
            Some("https://www.example.com/")
        );
        assert_eq!(
            url("(http://ir.example.com/calls)").map(|(_, u)| u).as_deref(),
            Some("http://ir.example.com/calls")
        );
        assert_eq!(url("nowhere"), None);
    }

    #[test]
    fn codes_have_names() {
        let of = |text| code(text).map(|(_, code, label)| (code, label));
        assert_eq!(
            of("The access code for the call is:  0012345"),
            Some(("0012345".into(), "access code"))
        );
        assert_eq!(
            of("Please reference reservation number 771"),
            Some(("771".into(), "reservation number"))
        );
        assert_eq!(of("using Conference ID 12345678#"), Some(("12345678".into(), "conference id")));
        assert_eq!(of("Access code to follow"), None);
        assert_eq!(of("access number 877-555-0100"), None);
    }
}

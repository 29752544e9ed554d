//! The header of a submission: lines of `KEY: value` in the dissemination format, or `<TAG>value` in the one in
//! which it was sent (PDS technical specification, section 4).

use super::super::filing::{Filer, Header};
use crate::date::Date;

/// The items of a current report that are named in headers, by how their names begin, in small letters.
const ITEMS: [(&str, &str); 42] = [
    ("entry into a material definitive agreement", "1.01"),
    ("termination of a material definitive agreement", "1.02"),
    ("bankruptcy or receivership", "1.03"),
    ("mine safety", "1.04"),
    ("material cybersecurity", "1.05"),
    ("completion of acquisition or disposition", "2.01"),
    ("results of operations and financial condition", "2.02"),
    ("creation of a direct financial obligation", "2.03"),
    ("triggering events that accelerate", "2.04"),
    ("cost associated with exit", "2.05"),
    ("costs associated with exit", "2.05"),
    ("material impairment", "2.06"),
    ("notice of delisting", "3.01"),
    ("unregistered sales of equity", "3.02"),
    ("unregistered sale of equity", "3.02"),
    ("material modification", "3.03"),
    ("changes in registrant's certifying accountant", "4.01"),
    ("non-reliance on previously issued", "4.02"),
    ("changes in control of registrant", "5.01"),
    ("departure of directors", "5.02"),
    ("amendments to articles", "5.03"),
    ("amendment to articles", "5.03"),
    ("temporary suspension of trading", "5.04"),
    ("amendments to the registrant's code of ethics", "5.05"),
    ("amendment to registrant's code of ethics", "5.05"),
    ("change in shell company", "5.06"),
    ("submission of matters to a vote", "5.07"),
    ("shareholder nominations", "5.08"),
    ("shareholder director nominations", "5.08"),
    ("abs informational", "6.01"),
    ("change of servicer", "6.02"),
    ("change in credit enhancement", "6.03"),
    ("failure to make a required distribution", "6.04"),
    ("securities act updating", "6.05"),
    ("regulation fd disclosure", "7.01"),
    ("other events", "8.01"),
    ("financial statements and exhibits", "9.01"),
    ("acquisition or disposition of assets", "2"),
    ("change in accountants", "4"),
    ("resignations of registrant's directors", "6"),
    ("change in fiscal year", "8"),
    ("regulation fd", "9"),
];

/// Reads a header of either format.
pub(super) fn read(text: &str) -> Header {
    let mut header = Header::default();
    let mut part = Part::Other;
    for line in text.lines() {
        let line = line.trim();
        if line.starts_with('<') {
            tag(line, &mut header, &mut part);
        } else if let Some((key, value)) = line.split_once(':') {
            pair(key.trim(), value.trim(), &mut header, &mut part);
        }
    }
    header.companies.retain(|filer| !filer.name.is_empty() || filer.cik.is_some());
    header
}

/// Whose particulars the lines are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Filer,
    /// A former name, or one who files about others.
    Other,
}

fn pair(key: &str, value: &str, header: &mut Header, part: &mut Part) {
    let key = key.to_ascii_uppercase();
    if value.is_empty() {
        match key.as_str() {
            "FILER" | "SUBJECT COMPANY" | "FILED FOR" | "ISSUER" => {
                header.companies.push(Filer::default());
                *part = Part::Filer;
            }
            "COMPANY DATA" if header.companies.is_empty() => {
                header.companies.push(Filer::default());
                *part = Part::Filer;
            }
            "FORMER COMPANY" | "FORMER NAME" | "FILED BY" | "REPORTING-OWNER" => {
                *part = Part::Other;
            }
            _ => {}
        }
        return;
    }
    let filer = header.companies.last_mut().filter(|_| *part == Part::Filer);
    match (key.as_str(), filer) {
        ("CONFORMED SUBMISSION TYPE", _) => header.form = Some(value.to_owned()),
        ("ACCESSION NUMBER", _) => header.accession = Some(value.to_owned()),
        ("FILED AS OF DATE", _) => header.filed = day(value).or(header.filed),
        ("ITEM INFORMATION", _) => items(value, header),
        ("COMPANY CONFORMED NAME", Some(filer)) if filer.name.is_empty() => {
            value.clone_into(&mut filer.name);
        }
        ("CENTRAL INDEX KEY", Some(filer)) if filer.cik.is_none() => {
            filer.cik = Some(value.to_owned());
        }
        _ => {}
    }
}

fn tag(line: &str, header: &mut Header, part: &mut Part) {
    let Some((name, value)) = line[1..].split_once('>') else { return };
    let value = value.trim();
    let filer = header.companies.last_mut().filter(|_| *part == Part::Filer);
    match (name.to_ascii_uppercase().as_str(), filer) {
        ("FILER" | "SUBJECT-COMPANY" | "ISSUER" | "FILED-FOR", _) => {
            header.companies.push(Filer::default());
            *part = Part::Filer;
        }
        ("FORMER-COMPANY" | "FORMER-NAME" | "FILED-BY" | "REPORTING-OWNER", _) => {
            *part = Part::Other;
        }
        ("/FORMER-COMPANY" | "/FORMER-NAME", _) => *part = Part::Filer,
        ("TYPE", _) if header.form.is_none() && !value.is_empty() => {
            header.form = Some(value.to_owned());
        }
        ("ACCESSION-NUMBER", _) => header.accession = Some(value.to_owned()),
        ("FILING-DATE", _) => header.filed = day(value).or(header.filed),
        ("ITEMS", _) => items(value, header),
        ("CONFORMED-NAME", Some(filer)) if filer.name.is_empty() => {
            value.clone_into(&mut filer.name);
        }
        ("CIK", Some(filer)) if filer.cik.is_none() => filer.cik = Some(value.to_owned()),
        _ => {}
    }
}

/// A day as headers write it, `20060802`.
fn day(value: &str) -> Option<Date> {
    let digits = value.get(..8).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))?;
    Date::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..])).ok()
}

/// Items by name or by number; names that are not known are kept as they are.
fn items(value: &str, header: &mut Header) {
    let lower = value.to_lowercase().replace('\u{2019}', "'");
    let number = ITEMS.iter().find(|(name, _)| lower.starts_with(name)).map(|(_, number)| *number);
    let digits =
        |word: &&str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit() || c == '.');
    let found: Vec<String> = if let Some(number) = number {
        vec![number.to_owned()]
    } else {
        let words: Vec<&str> =
            value.split([',', ' ', '\t']).filter(|word| !word.is_empty()).collect();
        if words.iter().all(digits) {
            words.into_iter().map(str::to_owned).collect()
        } else {
            vec![value.to_owned()]
        }
    };
    for item in found {
        if !header.items.contains(&item) {
            header.items.push(item);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_of_keys_names_form_items_and_all_filers() {
        let header = read(
            "ACCESSION NUMBER:\t\t0009999999-07-000003\nCONFORMED SUBMISSION TYPE:\t8-K\nITEM INFORMATION:\t\tResults of Operations and Financial Condition\n\
             ITEM INFORMATION:\t\tFinancial Statements and Exhibits\nFILED AS OF DATE:\t\t20070131\n\nFILER:\n\n\tCOMPANY DATA:\t\n\
             \t\tCOMPANY CONFORMED NAME:\t\t\tMOOR POWER CO\n\t\tCENTRAL INDEX KEY:\t\t\t0000000007\n\tFORMER COMPANY:\n\t\tFORMER CONFORMED NAME:\tOLD MOOR\n\
             FILER:\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME:\tMOOR GAS CO\n\t\tCENTRAL INDEX KEY:\t8\n",
        );
        assert_eq!(header.form.as_deref(), Some("8-K"));
        assert_eq!(header.accession.as_deref(), Some("0009999999-07-000003"));
        assert_eq!(header.filed, Date::new(2007, 1, 31));
        assert_eq!(header.items, ["2.02", "9.01"]);
        let names: Vec<_> =
            header.companies.iter().map(|f| (f.name.as_str(), f.cik.as_deref())).collect();
        assert_eq!(names, [("MOOR POWER CO", Some("0000000007")), ("MOOR GAS CO", Some("8"))]);
    }

    #[test]
    fn a_header_of_tags_says_the_same() {
        let header = read(
            "<SUBMISSION>\n<ACCESSION-NUMBER>0009999999-24-000001\n<TYPE>8-K\n<ITEMS>2.02\n<ITEMS>9.01\n<FILING-DATE>20240102\n\
             <FILER>\n<COMPANY-DATA>\n<CONFORMED-NAME>Moor Power Co\n<CIK>0000000007\n</COMPANY-DATA>\n<FORMER-COMPANY>\n<CONFORMED-NAME>Old\n</FORMER-COMPANY>\n</FILER>",
        );
        assert_eq!((header.form.as_deref(), header.filed), (Some("8-K"), Date::new(2024, 1, 2)));
        assert_eq!(header.items, ["2.02", "9.01"]);
        assert_eq!(header.companies.len(), 1);
        assert_eq!(header.companies[0].name, "Moor Power Co");
    }
}

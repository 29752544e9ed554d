//! What the lines of a letterhead are.

/// What a line of a letterhead is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// `CONTACTS`: a new list begins.
    Contacts,
    /// `or`: another person of the same organization.
    Or,
    /// `INVESTORS:`.
    Role(String),
    /// An organization; whether a colon follows, as behind a role.
    Organization(String, bool),
    /// A name.
    Name(String),
    /// A street, a title, anything else.
    Passing,
}

/// Words that say for whom a contact is.
const ROLES: [&str; 12] = [
    "investor",
    "investors",
    "media",
    "press",
    "company",
    "corporate",
    "analysts",
    "shareholders",
    "public",
    "general",
    "business",
    "relations",
];
/// Words around them that say nothing more.
const SILENT: [&str; 12] = [
    "contact",
    "contacts",
    "inquiries",
    "enquiries",
    "for",
    "and",
    "&",
    "the",
    "relations",
    "please",
    "information",
    "or",
];
/// Words of titles.
const TITLES: [&str; 16] = [
    "chief",
    "officer",
    "president",
    "director",
    "manager",
    "cfo",
    "ceo",
    "head",
    "secretary",
    "treasurer",
    "counsel",
    "controller",
    "coordinator",
    "chairman",
    "vp",
    "evp",
];
/// Words of organizations.
const FIRMS: [&str; 26] = [
    "inc",
    "inc.",
    "corp",
    "corp.",
    "corporation",
    "company",
    "llc",
    "l.l.c.",
    "ltd",
    "ltd.",
    "plc",
    "ag",
    "sa",
    "s.a.",
    "ab",
    "gmbh",
    "group",
    "associates",
    "partners",
    "communications",
    "pharmaceuticals",
    "therapeutics",
    "healthcare",
    "advisors",
    "holdings",
    "relations",
];

/// What a line without numbers and addresses is.
pub(super) fn line(words: &str) -> Line {
    let colon = words.ends_with(':');
    let bare =
        words.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '-' | '_' | '*' | '='));
    let lower: Vec<String> = bare
        .split_whitespace()
        .map(|word| word.trim_matches(['/', ',', '(', ')']).to_lowercase())
        .collect();
    if lower.is_empty() || bare.len() > 70 {
        return Line::Passing;
    }
    if lower == ["or"] || lower == ["and"] {
        return Line::Or;
    }
    let silent = |word: &String| SILENT.contains(&word.as_str());
    let role = |word: &String| ROLES.contains(&word.as_str());
    if lower.iter().all(silent)
        && lower.iter().any(|word| word.starts_with("contact") || word == "information")
    {
        return Line::Contacts;
    }
    if lower.iter().all(|word| silent(word) || role(word)) {
        return Line::Role(role_words(bare));
    }
    let words: Vec<&str> = bare.split_whitespace().collect();
    if bare.contains(|c: char| c.is_ascii_digit()) {
        return Line::Passing;
    }
    let title = |word: &str| TITLES.contains(&word.to_lowercase().trim_end_matches(['.', ',']));
    let first = bare.split(',').next().unwrap_or(bare).trim();
    if words.iter().any(|word| title(word)) {
        let name = is_named(first) && !first.split_whitespace().any(title);
        return if name { Line::Name(first.to_owned()) } else { Line::Passing };
    }
    let capitals = bare.chars().any(char::is_alphabetic) && !bare.chars().any(char::is_lowercase);
    let firm = lower.iter().any(|word| FIRMS.contains(&word.as_str())) || bare.contains(" & ");
    if capitals || firm || (colon && is_named(bare)) {
        return Line::Organization(bare.to_owned(), colon);
    }
    if is_named(bare) && is_named(first) { Line::Name(first.to_owned()) } else { Line::Passing }
}

/// Whether words are written like the name of a person: two to five, each with a capital.
fn is_named(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let capital = |word: &&str| {
        word.starts_with(char::is_uppercase) || ["de", "van", "von", "der", "la"].contains(word)
    };
    (2..=5).contains(&words.len()) && words.iter().all(capital)
}

/// A role as content writes it: `Investors`, `Media`.
fn role_words(bare: &str) -> String {
    let kept: Vec<&str> = bare
        .split_whitespace()
        .filter(|word| {
            !["contact", "contacts", "inquiries", "enquiries", "for", "please"]
                .contains(&word.to_lowercase().as_str())
        })
        .collect();
    let words = kept.join(" ").to_lowercase();
    let mut letters = words.chars();
    letters.next().map_or(words.clone(), |first| first.to_uppercase().chain(letters).collect())
}

//! What concerns the company itself: about, contacts, free pages, and the page for addresses that do not exist.

use super::attached::files;
use super::context::Context;
use super::view;
use super::words;
use crate::edition::Page;
use crate::model::Provenance;
use crate::model::company::Address;
use crate::text::escape::escape;

/// `about/`
pub(super) fn about(context: &Context<'_>) -> view::AboutPage {
    let company = &context.site.edition.company;
    let about = company.about.as_ref();
    let text = about.and_then(|about| Some((about.value.text.as_ref()?, &about.source)));
    let listings = company.listings.as_ref();
    view::AboutPage {
        about: text.map(|(text, source)| dated(context, context.prose(text, 3), source)),
        officers: context
            .site
            .edition
            .officers
            .iter()
            .map(|officer| view::Officer {
                name: officer.name.clone(),
                role: officer.role.value.clone(),
                as_of: Context::date(&officer.role.source.published),
                source: context.source(&officer.role.source),
            })
            .collect(),
        headquarters: headquarters(context),
        listings: listings
            .into_iter()
            .flat_map(|listings| &listings.value)
            .map(|listing| view::Listing {
                exchange: listing.exchange.clone(),
                ticker: listing.ticker.clone(),
            })
            .collect(),
        listings_as_of: listings.and_then(|listings| context.source(&listings.source)),
        cautionary: company
            .cautionary
            .as_ref()
            .map(|text| dated(context, context.prose(&text.value, 3), &text.source)),
    }
}

fn dated(context: &Context<'_>, html: String, source: &Provenance) -> view::DatedHtml {
    view::DatedHtml {
        html,
        as_of: Context::date(&source.published),
        source: context.source(source),
    }
}

fn headquarters(context: &Context<'_>) -> Option<view::DatedHtml> {
    let headquarters = context.site.edition.company.headquarters.as_ref()?;
    let Address { street, city, region, postal_code, country } = &headquarters.value;
    let joined = |parts: [&Option<String>; 2]| {
        let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
        (!parts.is_empty()).then(|| parts.join(" "))
    };
    let town = if country.as_deref().is_some_and(code_stands_first) {
        [joined([postal_code, city]), region.clone()]
    } else {
        [city.clone(), joined([region, postal_code])]
    };
    let town = town.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let lines = [street.clone(), (!town.is_empty()).then_some(town), country.clone()];
    let lines: Vec<String> = lines.into_iter().flatten().map(|line| escape(&line)).collect();
    (!lines.is_empty()).then(|| {
        let html = format!("<p>{}</p>", lines.join("<br>"));
        dated(context, html, &headquarters.source)
    })
}

/// Countries in whose addresses the postal code stands before the city.
const CODE_FIRST: [&str; 31] = [
    "austria",
    "belgium",
    "bulgaria",
    "croatia",
    "cyprus",
    "czech republic",
    "czechia",
    "denmark",
    "estonia",
    "finland",
    "france",
    "germany",
    "greece",
    "iceland",
    "italy",
    "liechtenstein",
    "lithuania",
    "luxembourg",
    "monaco",
    "netherlands",
    "north macedonia",
    "norway",
    "poland",
    "portugal",
    "romania",
    "serbia",
    "slovakia",
    "slovenia",
    "spain",
    "sweden",
    "switzerland",
];

/// Whether the postal code of a country stands before the city: `8400 Winterthur`, and not `Tarrytown, NY 10591`.
fn code_stands_first(country: &str) -> bool {
    let country = country.trim().to_lowercase();
    CODE_FIRST.contains(&country.trim_start_matches("the "))
}

/// Whom to call.
pub(super) fn contacts(context: &Context<'_>) -> Vec<view::Contact> {
    let contacts = context.site.edition.company.contacts.as_ref();
    contacts
        .into_iter()
        .flat_map(|contacts| &contacts.value)
        .map(|contact| view::Contact {
            role: contact.role.clone().unwrap_or_else(|| "Contact".into()),
            name: contact.name.clone(),
            organisation: contact.organization.clone(),
            phone: contact.phone.as_ref().map(|phone| view::Link {
                text: phone.replace('-', "\u{2011}").replace(' ', "\u{a0}"),
                href: telephone(phone).unwrap_or_default(),
            }),
            email: contact
                .email
                .as_ref()
                .map(|email| view::Link { text: email.clone(), href: mailto(email) }),
        })
        .collect()
}

/// The `mailto:` address (RFC 6068), in which `?`, `&` and `=` would begin further fields.
fn mailto(email: &str) -> String {
    let escaped = |c: char| match c {
        '%' | '?' | '&' | '=' | '#' | '/' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    format!("mailto:{}", email.chars().map(escaped).collect::<String>())
}

/// The `tel:` address (RFC 3966) of a number as printed. A North American number gets its country code. One
/// that cannot be told for sure (letters, an extension, two numbers in one) has none.
pub(super) fn telephone(number: &str) -> Option<String> {
    if number.contains(|c: char| c.is_ascii_alphabetic() || c == '/') {
        return None;
    }
    // In `+44 (0)20 …` the zero is for callers within the country.
    let number = number.replace("(0)", "");
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    if number.trim_start().starts_with('+') {
        return Some(format!("tel:+{digits}"));
    }
    match digits.len() {
        // Area codes begin with 2 to 9; a leading zero is that of another country's own numbers.
        10 if !digits.starts_with(['0', '1']) => Some(format!("tel:+1{digits}")),
        11 if digits.starts_with('1') => Some(format!("tel:+{digits}")),
        _ => None,
    }
}

/// `contacts/`
pub(super) fn contacts_page(context: &Context<'_>) -> view::ContactsPage {
    let stated = context.site.edition.company.contacts.as_ref();
    view::ContactsPage {
        contacts: contacts(context),
        as_of: stated.and_then(|stated| context.source(&stated.source)),
        headquarters: headquarters(context),
    }
}

/// A free page.
pub(super) fn free(context: &Context<'_>, page: &Page) -> view::FreePage {
    let newest = page.revisions.first().map_or(&page.source.published, |r| &r.published);
    view::FreePage {
        title: page.title.clone(),
        source: context.source(&page.source),
        date: Some(view::Date { text: words::day(newest.date()), ..Context::date(newest) }),
        body_html: context.prose(&page.body, 2),
        notices: Context::notices(&page.revisions),
        files: files(context, &page.slug, &page.files),
    }
}

/// `404.html`
pub(super) fn not_found(context: &Context<'_>) -> view::NotFoundPage {
    view::NotFoundPage { news: Some(context.href("news/index.html")) }
}

#[cfg(test)]
mod tests {
    use super::{code_stands_first, telephone};

    #[test]
    fn postal_codes_stand_where_a_country_puts_them() {
        let first = ["Switzerland", "Germany", "The Netherlands", "SWEDEN"];
        assert!(first.into_iter().all(code_stands_first));
        let last = ["USA", "United States", "Canada", "United Kingdom", "Japan", "The", ""];
        assert!(!last.into_iter().any(code_stands_first));
    }

    #[test]
    fn numbers_can_be_dialled() {
        assert_eq!(telephone("(914) 606-3500").as_deref(), Some("tel:+19146063500"));
        assert_eq!(telephone("1-866-425-6195").as_deref(), Some("tel:+18664256195"));
        assert_eq!(telephone("+41 44 555 01 00").as_deref(), Some("tel:+41445550100"));
        assert_eq!(telephone("+44 (0)20 7946 0958").as_deref(), Some("tel:+442079460958"));
        assert_eq!(telephone("044 555 01 00"), None, "a zero begins no area code");
        assert_eq!(telephone("+1 914 606 3500 ext 12"), None, "an extension is not dialled");
        assert_eq!(telephone("555-0100"), None, "no one knows of which area");
    }
}

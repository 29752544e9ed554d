//! `content/company.yaml`.

use super::accept::accepts;
use super::dating::{Dated, dated, settle_all};
use super::fields::{self, Fields, Reader};
use super::statement::{self, Defaults};
use super::{Dates, Loader, look};
use crate::date::{FiscalYearEnd, Zone};
use crate::diag::{Accepted, Diagnostic, Diagnostics, code};
use crate::model::company::{About, Address, Contact, Liquidity, Listing, PROFILES, Said};
use crate::model::look::Look;
use crate::model::{Prose, Stated};
use crate::source::{SitePath, Snapshot, Source, Span};
use crate::text::yaml::{self, Node, Value};

/// The company with everything ever said of it.
#[derive(Clone, Debug)]
pub struct RawCompany {
    /// Its name.
    pub name: String,
    /// Where the site is served, ending in a slash.
    pub base_url: String,
    /// Its time zone.
    pub zone: Zone,
    /// Its fiscal year.
    pub year_end: FiscalYearEnd,
    /// The sets of rules that it is subject to.
    pub profiles: Vec<&'static str>,
    /// The look of its site.
    pub look: Look,
    /// Listings.
    pub listings: Vec<Stated<Vec<Listing>>>,
    /// Headquarters.
    pub headquarters: Vec<Stated<Address>>,
    /// Contacts.
    pub contacts: Vec<Stated<Vec<Contact>>>,
    /// About.
    pub about: Vec<Stated<About>>,
    /// Cautionary statements on what lies ahead.
    pub cautionary: Vec<Stated<Prose>>,
    /// What it said of its liquidity.
    pub liquidity: Vec<Stated<Liquidity>>,
}

/// The company before the documents are known that its entries name.
pub(super) struct Draft {
    name: String,
    base_url: String,
    pub(super) zone: Zone,
    pub(super) year_end: FiscalYearEnd,
    pub(super) defaults: Defaults,
    profiles: Vec<&'static str>,
    look: Look,
    listings: Vec<Dated<Vec<Listing>>>,
    headquarters: Vec<Dated<Address>>,
    contacts: Vec<Dated<Vec<Contact>>>,
    about: Vec<Dated<About>>,
    cautionary: Vec<Dated<Prose>>,
    liquidity: Vec<Dated<Liquidity>>,
    accepts: Vec<Accepted>,
}

impl Draft {
    /// Looks up the documents.
    pub(super) fn settle(self, dates: &Dates, loader: &mut Loader<'_>) -> RawCompany {
        loader.accept(self.accepts, None);
        let (held, diags) = (&mut loader.drafts, &mut loader.diags);
        RawCompany {
            name: self.name,
            base_url: self.base_url,
            zone: self.zone,
            year_end: self.year_end,
            profiles: self.profiles,
            look: self.look,
            listings: settle_all(self.listings, "listings", dates, held, diags),
            headquarters: settle_all(self.headquarters, "headquarters", dates, held, diags),
            contacts: settle_all(self.contacts, "contacts", dates, held, diags),
            about: settle_all(self.about, "about", dates, held, diags),
            cautionary: settle_all(self.cautionary, "cautionary statement", dates, held, diags),
            liquidity: settle_all(self.liquidity, "liquidity", dates, held, diags),
        }
    }
}

/// Reads the file; `None` when anything in its undated part is missing or wrong.
pub(super) fn load(files: &Snapshot, diags: &mut Diagnostics) -> Option<Draft> {
    let path = SitePath::fixed("content/company.yaml");
    let Some(source) = files.get(&path) else {
        diags.push(
            Diagnostic::error(
                code::MISSING_FILE,
                Span::file(&path),
                "content/company.yaml is missing",
            )
            .help("it needs at least: name, base_url, time_zone, fiscal_year_end"),
        );
        return None;
    };
    let Source::Text(text) = source else { return None };
    let node = yaml::parse(&path, text, 0, diags)?;
    // The zone must be known before any date is read, so the two go first, with a reader of their own.
    let utc = Zone::parse("UTC").ok()?;
    let december = FiscalYearEnd::parse("12-31").ok()?;
    let mut silent = Diagnostics::default();
    let mut early = Reader {
        path: path.clone(),
        text: text.clone(),
        zone: &utc,
        year_end: &december,
        diags: &mut silent,
    };
    let (zone, year_end) = Fields::of(&node, &mut early).map_or((None, None), |mut fields| {
        let zone = fields.optional("time_zone", &mut early, self::zone);
        (zone, fields.optional("fiscal_year_end", &mut early, self::year_end))
    });
    let mut reader = Reader {
        path: path.clone(),
        text: text.clone(),
        zone: zone.as_ref().unwrap_or(&utc),
        year_end: year_end.as_ref().unwrap_or(&december),
        diags,
    };
    read(&node, files, &mut reader)
}

fn read(node: &Node, files: &Snapshot, reader: &mut Reader<'_>) -> Option<Draft> {
    let mut fields = Fields::of(node, reader)?;
    let name = fields.required("name", reader, fields::line);
    let base_url = fields.required("base_url", reader, base_url);
    let zone = fields.required("time_zone", reader, zone);
    let year_end = fields.required("fiscal_year_end", reader, year_end);
    let profiles = fields.list("profiles", reader, |node, reader| {
        fields::one_of(node, reader, &PROFILES.map(|profile| (profile, profile)))
    });
    let theme = fields.optional("theme", reader, |node, _| Some(node.clone()));
    let look = theme.and_then(|node| look::read(&node, files, reader));
    let defaults = fields.optional("statements", reader, statement::read_defaults);
    let listings =
        fields.list("listings", reader, |n, r| dated(n, r, |n, r| Some(items(n, r, listing))));
    let headquarters = fields.list("headquarters", reader, |n, r| dated(n, r, address));
    let contacts =
        fields.list("contacts", reader, |n, r| dated(n, r, |n, r| Some(items(n, r, contact))));
    let about = fields.list("about", reader, |n, r| dated(n, r, about));
    let cautionary = fields.list("cautionary_statement", reader, |n, r| dated(n, r, fields::prose));
    let liquidity = fields.list("liquidity", reader, |n, r| dated(n, r, liquidity));
    let accepts = accepts(&mut fields, "content", reader);
    fields.close(reader);
    Some(Draft {
        name: name?,
        base_url: base_url?,
        zone: zone?,
        year_end: year_end?,
        defaults: defaults.unwrap_or_default(),
        profiles,
        look: look.unwrap_or_default(),
        listings,
        headquarters,
        contacts,
        about,
        cautionary,
        liquidity,
        accepts,
    })
}

fn zone(node: &Node, reader: &mut Reader<'_>) -> Option<Zone> {
    let text = fields::text(node, reader)?;
    match Zone::parse(&text) {
        Ok(zone) => Some(zone),
        Err(error) => {
            let help =
                error.help.unwrap_or_else(|| "an IANA name, such as America/New_York".into());
            reader.error_help(code::DATE, &node.range, error.message, help);
            None
        }
    }
}

fn year_end(node: &Node, reader: &mut Reader<'_>) -> Option<FiscalYearEnd> {
    let text = fields::text(node, reader)?;
    match FiscalYearEnd::parse(&text) {
        Ok(year_end) => Some(year_end),
        Err(error) => {
            let help = error.help.unwrap_or_else(|| "month and day, such as 12-31".into());
            reader.error_help(code::DATE, &node.range, error.message, help);
            None
        }
    }
}

fn base_url(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let text = fields::text(node, reader)?;
    let address = site_address(&text);
    if address.is_none() {
        let message = format!("`{text}` is not the address of a site");
        let help = "write it with https:// in front and without query or fragment: https://example.com/ir/";
        reader.error_help(code::BAD_VALUE, &node.range, message, help);
    }
    address
}

/// The address of a site as it goes into feeds and canonical links: ASCII, without query or fragment, and
/// with a slash at its end.
#[must_use]
pub fn site_address(text: &str) -> Option<String> {
    let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))?;
    let sound = |c: char| c.is_ascii_graphic() && !"<>\"'`\\{}|^?#".contains(c);
    let begins = host.starts_with(|c: char| c.is_ascii_alphanumeric());
    (begins && text.chars().all(sound)).then(|| format!("{}/", text.trim_end_matches('/')))
}

fn items<T>(node: &Node, reader: &mut Reader<'_>, read: fields::Read<T>) -> Vec<T> {
    match &node.value {
        Value::Seq(items) => items.iter().filter_map(|item| read(item, reader)).collect(),
        other => {
            let message =
                format!("expected a list (lines that begin with `- `), found {}", other.kind());
            reader.error(code::BAD_VALUE, &node.range, message);
            Vec::new()
        }
    }
}

fn listing(node: &Node, reader: &mut Reader<'_>) -> Option<Listing> {
    let mut fields = Fields::of(node, reader)?;
    let exchange = fields.required("exchange", reader, fields::line);
    let ticker = fields.required("ticker", reader, fields::line);
    fields.close(reader);
    Some(Listing { exchange: exchange?, ticker: ticker? })
}

fn address(node: &Node, reader: &mut Reader<'_>) -> Option<Address> {
    let mut fields = Fields::of(node, reader)?;
    let address = Address {
        street: fields.optional("street", reader, fields::line),
        city: fields.optional("city", reader, fields::line),
        region: fields.optional("region", reader, fields::line),
        postal_code: fields.optional("postal_code", reader, fields::line),
        country: fields.optional("country", reader, fields::line),
    };
    fields.close(reader);
    Some(address)
}

fn contact(node: &Node, reader: &mut Reader<'_>) -> Option<Contact> {
    let mut fields = Fields::of(node, reader)?;
    let contact = Contact {
        role: fields.optional("role", reader, fields::line),
        name: fields.optional("name", reader, fields::line),
        organization: fields.optional("organization", reader, fields::line),
        phone: fields.optional("phone", reader, phone),
        email: fields.optional("email", reader, email),
    };
    if contact.name.is_none() && contact.organization.is_none() {
        let range = fields.range();
        let range = range.start..range.start + 1;
        let help = "add `name: …` or `organization: …`";
        reader.error_help(code::MISSING_KEY, &range, "this contact has no name", help);
    }
    fields.close(reader);
    Some(contact)
}

/// A telephone number as printed; it must hold digits to dial.
pub(super) fn phone(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let number = fields::line(node, reader)?;
    let printable = |c: char| c.is_ascii_alphanumeric() || " +()-./".contains(c);
    if number.chars().all(printable) && number.chars().filter(char::is_ascii_digit).count() >= 3 {
        return Some(number);
    }
    let message = format!("`{number}` is not a telephone number");
    reader.error_help(
        code::BAD_VALUE,
        &node.range,
        message,
        "write it as (914) 555-0100 or +41 44 555 01 00",
    );
    None
}

fn email(node: &Node, reader: &mut Reader<'_>) -> Option<String> {
    let address = fields::line(node, reader)?;
    let sound = |c: char| c.is_ascii_alphanumeric() || ".!#$%&*+-/=?^_{|}~@".contains(c);
    let parts: Vec<&str> = address.split('@').collect();
    if let [local, domain] = parts.as_slice()
        && !local.is_empty()
        && domain.contains('.')
        && address.chars().all(sound)
    {
        return Some(address);
    }
    let message = format!("`{address}` is not an e-mail address");
    reader.error_help(code::BAD_VALUE, &node.range, message, "write it as name@example.com");
    None
}

/// Plain Markdown, or a headline, a summary and a text.
fn about(node: &Node, reader: &mut Reader<'_>) -> Option<About> {
    if let Value::Text(_) = node.value {
        let text = fields::prose(node, reader)?;
        return Some(About { headline: None, summary: None, text: Some(text) });
    }
    let mut fields = Fields::of(node, reader)?;
    let about = About {
        headline: fields.optional("headline", reader, fields::line),
        summary: fields.optional("summary", reader, fields::prose),
        text: fields.optional("text", reader, fields::prose),
    };
    fields.close(reader);
    Some(about)
}

/// The company's words, or the editor's summary of them: one of the two.
fn liquidity(node: &Node, reader: &mut Reader<'_>) -> Option<Liquidity> {
    let mut fields = Fields::of(node, reader)?;
    let (quoted, summed) = (fields.has("quote"), fields.has("summary"));
    let quote = fields.optional("quote", reader, fields::line).map(Said::Quote);
    let summary = fields.optional("summary", reader, fields::prose).map(Said::Summary);
    let by = fields.optional("by", reader, fields::line);
    if quoted && summed {
        let help = "keep `quote` for the company's own words, or `summary` for yours";
        let message = "`quote` and `summary` cannot stand together";
        reader.error_help(code::BAD_VALUE, &fields.key_range("summary"), message, help);
    } else if !quoted && !summed {
        let range = fields.range();
        let help = "add `quote: …`, the company's own words, or `summary: …`, yours";
        let message = "neither `quote` nor `summary` is given";
        reader.error_help(code::MISSING_KEY, &(range.start..range.start + 1), message, help);
    }
    fields.close(reader);
    Some(Liquidity { words: quote.or(summary)?, by })
}

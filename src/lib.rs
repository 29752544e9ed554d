//! ir-site: a compiler for investor-relations sites.
//!
//! A site is a pure function of its files and an instant:
//!
//! ```text
//! disk ─▶ Snapshot ─load─▶ RawSite ─at(T)─▶ Edition ─resolve─▶ Site ─render─▶ Output ─publish─▶ site/
//! ```
//!
//! 1. [`load`] reads every file of `content/`, what is held back included, and reports every mistake.
//! 2. [`edition::at`] is the time gate: what is not public at the instant is gone, with the files it owns.
//!    Nothing behind it knows time.
//! 3. [`resolve`] stores the facts, derives what follows from two of them, and follows every reference.
//! 4. [`check`] compares what can be compared.
//! 5. [`render`] makes pages, feeds and downloads, each as a pure job; [`check::page`] looks at what comes out.
//!
//! All of this is a core without file system, clock, environment or output; [`shell`] is the thin rest. User
//! mistakes are [`diag::Diagnostic`]s, with place, reason and way out, all of a run at once.

pub mod chart;
pub mod check;
pub mod cli;
pub mod date;
pub mod diag;
pub mod digest;
pub mod edition;
pub mod import;
pub mod load;
pub mod loose;
pub mod model;
pub mod output;
pub mod record;
pub mod render;
pub mod resolve;
pub mod schema;
pub mod shell;
pub mod source;
pub mod starter;
pub mod text;

use date::{Instant, Zone};
use diag::{Diagnostic, Diagnostics, Report, code};
use load::Held;
use render::theme::Theme;
use resolve::Site;
use source::Snapshot;

/// A site as it stands at an instant, and everything that was found on the way.
pub struct Audit {
    /// The site; `None` when the content has errors that keep it from being read.
    pub site: Option<Site>,
    /// The theme; `None` when a template cannot be parsed.
    pub theme: Option<Theme>,
    /// What is not public yet.
    pub held: Vec<Held>,
    /// What was found.
    pub report: Report,
}

/// Reads, gates, resolves and checks a site. `at` is asked for the instant once the company's time zone is
/// known.
///
/// # Errors
/// What `at` gives, when the instant cannot be read.
pub fn audit<E>(
    files: &Snapshot,
    at: impl FnOnce(&Zone) -> Result<Instant, E>,
) -> Result<Audit, E> {
    let (raw, mut diags) = load::load(files);
    let theme = match Theme::load(files) {
        Ok(theme) => Some(theme),
        Err(found) => {
            diags.extend(found);
            None
        }
    };
    let Some(raw) = raw else {
        let report = Report::new(diags, &[], files, false);
        return Ok(Audit { site: None, theme, held: Vec::new(), report });
    };
    let zone = raw.company.zone.clone();
    let at = at(&zone)?;
    let edition::Gated { edition, held } = edition::at(raw.clone(), at);
    hidden_today(&held, at, &zone, &mut diags);
    let accepts = edition.accepts.clone();
    let site = resolve::resolve(edition, files, &mut diags);
    let confirmed = check::check(&site, &mut diags);
    if let Some(theme) = &theme {
        ahead(&raw, &held, files, theme, &mut diags);
    }
    // Whether an acceptance speaks of a page is known when pages have been looked at.
    let now = |accept: diag::Accepted| diag::Accepted {
        due: accept.due && !check::is_of_pages(accept.code),
        ..accept
    };
    let accepts: Vec<_> = accepts.into_iter().map(now).collect();
    let report = Report::new(diags, &accepts, files, true).confirming(confirmed);
    Ok(Audit { site: Some(site), theme, held, report })
}

/// What keeps the site from being built once what is held back becomes public: reported now, as warnings, so
/// that no release fails to appear at its time.
fn ahead(
    raw: &load::RawSite,
    held: &[Held],
    files: &Snapshot,
    theme: &Theme,
    diags: &mut Diagnostics,
) {
    let known: Vec<(Option<source::Span>, String)> =
        diags.iter().map(|d| (d.span.clone(), d.message.clone())).collect();
    let mut seen = known;
    let mut times: Vec<&date::Moment> = held.iter().filter_map(|h| h.until.as_ref()).collect();
    times.sort_by_key(|time| time.instant());
    times.dedup_by_key(|time| time.instant());
    for time in times {
        let mut found = Diagnostics::default();
        let edition = edition::at(raw.clone(), time.instant()).edition;
        let site = resolve::resolve(edition, files, &mut found);
        let _ = check::check(&site, &mut found);
        let options =
            render::Options { base_url: site.edition.company.base_url.clone(), preview: false };
        if let Err(late) = render::render(&site, files, theme, &options) {
            found.extend(late);
        }
        for mut finding in found {
            let key = (finding.span.clone(), finding.message.clone());
            if finding.severity != diag::Severity::Error || seen.contains(&key) {
                continue;
            }
            seen.push(key);
            finding.severity = diag::Severity::Warning;
            finding.message = format!("from {} on: {}", time.long(), finding.message);
            diags.push(finding);
        }
    }
}

/// A record that is dated by day becomes public when that day is over, which an editor may not expect.
fn hidden_today(held: &[Held], at: Instant, zone: &Zone, diags: &mut Diagnostics) {
    for record in held {
        let Some(until) = &record.until else { continue };
        if record.with.is_none() && !until.has_time() && until.date() == at.date_in(zone) {
            let message = format!("{}: dated today, and hidden until midnight", record.what);
            diags.push(
                Diagnostic::warning(code::UNTIL_MIDNIGHT, record.span.clone(), message)
                    .help(format!("to publish it today, write a time: {} 16:05", until.date())),
            );
        }
    }
}

/// Renders every file of a site without errors in memory, and adds to its report what cannot be rendered, and what is
/// wrong with what can.
pub fn rehearse(site: &Site, theme: &Theme, files: &Snapshot, report: &mut Report) {
    let options =
        render::Options { base_url: site.edition.company.base_url.clone(), preview: false };
    let found = match render::render(site, files, theme, &options) {
        Ok(output) => check::page::check(site, files, &output),
        Err(found) => found,
    };
    report.add(found, &site.edition.accepts, files, &check::is_of_pages);
}

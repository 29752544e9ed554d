//! A site to files: every page, feed and download, each as a pure job.
//!
//! Steps:
//! 1. The charts are drawn once.
//! 2. Every page gets a job that fills its view and renders its template.
//! 3. Feeds, calendars, downloads, and the files that are passed through.
//!
//! Pages compute no time and no order: both are settled in the [`Site`].

mod align;
mod attached;
mod calendar;
mod cash;
mod charts;
mod company;
mod context;
pub mod data;
mod datapage;
mod documents;
mod feeds;
mod financials;
mod frame;
mod home;
mod ics;
mod look;
mod names;
mod periods;
mod pipeline;
mod plans;
mod search;
mod sheets;
mod statement;
pub mod theme;
pub mod view;
mod words;
mod xlsx;

use std::sync::Arc;

use serde::Serialize;

use crate::chart;
use crate::diag::{Diagnostic, Diagnostics, code};
use crate::output::{Artefact, Output};
use crate::resolve::Site;
use crate::source::{SitePath, Snapshot, Span};
use charts::Drawing;
use context::{Context, DERIVED, Given};
use frame::Pages;
use theme::Theme;

/// How a build was asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Where the site is served, ending in a slash.
    pub base_url: String,
    /// Whether pages say that they are not published.
    pub preview: bool,
}

/// What marks a built site that must not be deployed, for whatever would deploy it.
const PREVIEW: &[u8] = b"{\"generator\": \"ir-site\", \"preview\": true}\n";

/// Lays out all files of a site. Pages are rendered when their artefact is asked for.
///
/// # Errors
/// When two producers make one path.
pub fn render<'a>(
    site: &'a Site,
    files: &'a Snapshot,
    theme: &'a Theme,
    options: &'a Options,
) -> Result<Output<'a>, Diagnostics> {
    let drawings: Arc<Vec<Drawing>> = Arc::new(plans::all(site));
    let mut builder = Builder {
        given: Given { site, files, theme, options },
        output: Output::default(),
        diags: Diagnostics::default(),
    };
    builder.main_pages(&drawings);
    builder.documents();
    builder.pipeline();
    builder.events();
    builder.free_pages();
    builder.downloads(&drawings);
    builder.passed_through();
    builder.feeds();
    if builder.diags.has_errors() { Err(builder.diags) } else { Ok(builder.output) }
}

struct Builder<'a> {
    given: Given<'a>,
    output: Output<'a>,
    diags: Diagnostics,
}

/// What a page is made of beside its view.
struct Head<'h> {
    path: &'h str,
    template: &'static str,
    title: &'h str,
    description: String,
    crumbs: &'static [(&'static str, &'static str)],
}

impl<'a> Builder<'a> {
    /// Adds a page; `owner` is the record that it comes from, where it is not the program's own.
    fn page<V: Serialize>(
        &mut self,
        head: Head<'_>,
        owner: Option<&Span>,
        view: impl Fn(&Context<'a>) -> V + Send + Sync + 'a,
    ) {
        let given = self.given;
        let Head { path, template, title, description, crumbs } = head;
        let (path, title) = (path.to_owned(), title.to_owned());
        let target = path.clone();
        let job = move || {
            let mut context = Context::new(given, &path);
            context.absolute = path == "404.html";
            let page = frame::page(&context, &title, &description, crumbs);
            given.theme.page(template, &frame::site(&context), &page, &view(&context))
        };
        let record = owner.map(|span| span.path.clone());
        self.add(&target, Artefact::Page { record, template, job: Box::new(job) }, owner);
    }

    fn add(&mut self, path: &str, artefact: Artefact<'a>, owner: Option<&Span>) {
        let path =
            SitePath::parse(path).expect("invariant: slugs and file names are checked when loaded");
        if let Err(path) = self.output.insert(path, artefact) {
            let own = SitePath::parse(&format!("static/{path}"));
            let own =
                own.filter(|own| self.given.files.get(own).is_some()).map(|own| Span::file(&own));
            let span = owner.cloned().or(own).unwrap_or_else(|| Span::file(&path));
            let message = format!("the site already has a file {path}");
            self.diags.push(
                Diagnostic::error(code::DUPLICATE_ID, span, message)
                    .help("rename this file: its name is its address"),
            );
        }
    }

    fn context(&self, path: &str) -> Context<'a> {
        Context::new(self.given, path)
    }

    /// A page without a record of its own, at the top of the site.
    fn top<V: Serialize>(
        &mut self,
        (path, template): (&'static str, &'static str),
        title: &str,
        description: String,
        view: impl Fn(&Context<'a>) -> V + Send + Sync + 'a,
    ) {
        self.page(Head { path, template, title, description, crumbs: &[] }, None, view);
    }

    fn main_pages(&mut self, drawings: &Arc<Vec<Drawing>>) {
        let site = self.given.site;
        let name = &site.edition.company.name;
        let pages = Pages::of(site);
        let charts = drawings.clone();
        let description = home::description(site);
        let home = ("index.html", "index.html");
        self.top(home, "investor relations", description, move |page| home::page(page, &charts));
        let description = format!("Releases of {name}, newest first.");
        self.top(("news/index.html", "news.html"), "News", description, documents::news);
        if pages.filings {
            let filings = ("filings/index.html", "filings.html");
            let description = format!("Documents that {name} filed with the SEC.");
            self.top(filings, "SEC filings", description, documents::filings);
        }
        if pages.financials {
            let financials = ("financials/index.html", "financials.html");
            let description = format!(
                "Cash, net loss and every reported line of {name} by period: \
                 charts, tables, sources and downloads."
            );
            let charts = drawings.clone();
            let view = move |page: &Context<'a>| financials::page(page, &charts);
            self.top(financials, "Financials", description, view);
            let description = format!(
                "Every reported line of {name}, all periods side by side, and how quarters were derived."
            );
            let periods = Head {
                path: DERIVED,
                template: "periods.html",
                title: "All periods",
                description,
                crumbs: &[("Financials", "financials/index.html")],
            };
            self.page(periods, None, periods::page);
            let data = ("data/index.html", "data.html");
            let description = format!(
                "Every figure of {name} as a file: what each column holds, and how to cite a figure."
            );
            self.top(data, "Data files", description, datapage::page);
        }
        self.company_pages(pages);
    }

    fn company_pages(&mut self, pages: Pages) {
        let name = &self.given.site.edition.company.name;
        if pages.about {
            let description = format!(
                "What {name} does, its officers and listings, and its cautionary statement."
            );
            self.top(("about/index.html", "about.html"), "About", description, company::about);
        }
        if pages.contacts {
            let contacts = ("contacts/index.html", "contacts.html");
            let description = format!("Whom to call at {name}.");
            self.top(contacts, "Contacts", description, company::contacts_page);
        }
        let description = format!("Search the site of {name}, or see where to look.");
        self.top(("search/index.html", "search.html"), "Search", description, search::page);
        let description = "There is no page at this address.".to_owned();
        self.top(("404.html", "404.html"), "Page not found", description, company::not_found);
    }

    fn documents(&mut self) {
        for document in &self.given.site.edition.documents {
            let path = context::document_path(document);
            let context = self.context(&path);
            let description = documents::plain_lede(&context, document)
                .map_or_else(|| document.title.clone(), |lede| shortened(&lede));
            let head = Head {
                path: &path,
                template: "filing.html",
                title: &document.title,
                description,
                crumbs: &[("News", "news/index.html")],
            };
            self.page(head, Some(&document.span), move |context| {
                documents::document(context, document)
            });
            for statement in &document.statements {
                let path = format!("filings/{}/{}.csv", document.slug, statement.kind.name());
                let site = self.given.site;
                let csv = move || Ok(data::statement_csv(site, statement));
                self.add(&path, Artefact::Job(Box::new(csv)), Some(&Span::file(&statement.path)));
            }
            self.owned(&format!("filings/{}", document.slug), &document.files);
        }
    }

    /// The files that a record owns.
    fn owned(&mut self, folder: &str, files: &'a std::collections::BTreeMap<String, SitePath>) {
        for (name, path) in files {
            if let Some(source) = self.given.files.get(path) {
                self.add(
                    &format!("{folder}/{name}"),
                    Artefact::Source(source),
                    Some(&Span::file(path)),
                );
            }
        }
    }

    fn pipeline(&mut self) {
        let edition = &self.given.site.edition;
        if edition.candidates.is_empty() {
            return;
        }
        let name = &edition.company.name;
        let head = Head {
            path: "pipeline/index.html",
            template: "pipeline.html",
            title: "Pipeline",
            description: format!(
                "Drug candidates of {name}: use, region, partner, phase reached and next stated milestone."
            ),
            crumbs: &[],
        };
        self.page(head, None, pipeline::page);
        for candidate in &edition.candidates {
            let path = pipeline::candidate_path(&candidate.slug);
            let head = Head {
                path: &path,
                template: "candidate.html",
                title: &candidate.name,
                description: format!(
                    "{}: what {name} has reported about it, with dates and sources.",
                    candidate.name
                ),
                crumbs: &[("Pipeline", "pipeline/index.html")],
            };
            self.page(head, None, move |context| pipeline::candidate(context, candidate));
            self.owned(&format!("pipeline/{}", candidate.slug), &candidate.files);
        }
    }

    fn events(&mut self) {
        let edition = &self.given.site.edition;
        let base_url = &self.given.options.base_url;
        if edition.events.is_empty() {
            return;
        }
        let name = &edition.company.name;
        let head = Head {
            path: "events/index.html",
            template: "events.html",
            title: "Events",
            description: format!("Calls, meetings and deadlines of {name}."),
            crumbs: &[],
        };
        self.page(head, None, calendar::list);
        let all = ics::calendar(self.given.site, base_url, &edition.events);
        self.add("events.ics", Artefact::Bytes(all), None);
        for event in &edition.events {
            let slug = &event.details.slug;
            let path = calendar::event_path(slug);
            let head = Head {
                path: &path,
                template: "event.html",
                title: &event.details.title,
                description: format!(
                    "{}, {}.",
                    event.details.title,
                    event.details.starts.date().long()
                ),
                crumbs: &[("Events", "events/index.html")],
            };
            self.page(head, None, move |context| calendar::page(context, event));
            let own = ics::calendar(self.given.site, base_url, [event]);
            self.add(&calendar::ics_path(slug), Artefact::Bytes(own), None);
            self.owned(&format!("events/{slug}"), &event.details.files);
        }
    }

    fn free_pages(&mut self) {
        for page in &self.given.site.edition.pages {
            let path = frame::page_path(&page.slug);
            let head = Head {
                path: &path,
                template: "page.html",
                title: &page.title,
                description: page.description.clone().unwrap_or_else(|| page.title.clone()),
                crumbs: &[],
            };
            let owner = Span::file(&page.body.span.path);
            self.page(head, Some(&owner), move |context| company::free(context, page));
            self.owned(&page.slug, &page.files);
        }
    }

    fn downloads(&mut self, drawings: &Arc<Vec<Drawing>>) {
        if self.given.site.facts.is_empty() {
            return;
        }
        let given = self.given;
        let site = given.site;
        self.download("data/facts.csv", move || data::facts_csv(&data::fact_lines(site)));
        self.download("data/facts.json", move || data::facts_json(&data::fact_lines(site)));
        self.download("data/financials.csv", move || sheets::financials_csv(site));
        self.download("data/financials.xlsx", move || {
            xlsx::financials(&Context::new(given, "data/financials.xlsx"))
        });
        for drawing in drawings.iter() {
            let name = drawing.name;
            let svg = drawing.drawn.standalone.clone().into_bytes();
            self.add(&format!("charts/{name}.svg"), Artefact::Bytes(svg), None);
            let drawings = drawings.clone();
            self.download(&format!("charts/{name}.csv"), move || {
                let own = drawings.iter().filter(|drawing| drawing.name == name);
                let facts = own.flat_map(|drawing| drawing.facts(site));
                data::facts_csv(&facts.map(|fact| data::line(site, fact)).collect::<Vec<_>>())
            });
        }
    }

    /// A file that is made from the facts alone.
    fn download(&mut self, path: &str, bytes: impl Fn() -> Vec<u8> + Send + Sync + 'a) {
        self.add(path, Artefact::Job(Box::new(move || Ok(bytes()))), None);
    }

    /// The site's own `static/` over the theme's files. Rules of charts and of the company's look always follow the
    /// style sheet.
    fn passed_through(&mut self) {
        self.add(".nojekyll", Artefact::Bytes(Vec::new()), None);
        if self.given.options.preview {
            self.add("manifest.json", Artefact::Bytes(PREVIEW.into()), None);
        }
        let look = &self.given.site.edition.company.look;
        let rules = [chart::STYLE, &look::page_rules(look)].concat();
        let mut own = Vec::new();
        for (path, source) in self.given.files.iter() {
            if let Some(name) = path.below("static") {
                own.push(name);
                let artefact = if name == "theme.css" {
                    Artefact::Bytes([source.bytes(), rules.as_bytes()].concat())
                } else {
                    Artefact::Source(source)
                };
                self.add(name, artefact, Some(&Span::file(path)));
            }
        }
        for (name, text) in theme::FILES.iter().filter(|(name, _)| !own.contains(name)) {
            let text = match *name {
                "theme.css" => [*text, &rules].concat(),
                "icon.svg" => look::icon(text, look),
                _ => (*text).to_owned(),
            };
            self.add(name, Artefact::Bytes(text.into_bytes()), None);
        }
    }

    fn feeds(&mut self) {
        let given = self.given;
        let theme = given.theme;
        // Addresses in the index are those from the top of the site.
        let index = move || Ok(search::index(&Context::new(given, "index.html")));
        self.add("search/index.js", Artefact::Job(Box::new(index)), None);
        let sitemap = feeds::sitemap(&self.context("sitemap.xml"), &self.output);
        let job = move || theme.file("sitemap.xml", &sitemap);
        self.add("sitemap.xml", Artefact::Job(Box::new(job)), None);
        let atom = move || {
            let context = Context::new(given, "atom.xml");
            theme.file("atom.xml", &feeds::atom(&context))
        };
        self.add("atom.xml", Artefact::Job(Box::new(atom)), None);
        let robots = move || {
            let context = Context::new(given, "robots.txt");
            theme.file("robots.txt", &feeds::robots(&context))
        };
        self.add("robots.txt", Artefact::Job(Box::new(robots)), None);
    }
}

/// A description of at most about 160 characters, ending with a whole word.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 160;
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let cut: String = text.chars().take(LONGEST).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("{}\u{2026}", whole.trim_end_matches([',', ';', ':']))
}

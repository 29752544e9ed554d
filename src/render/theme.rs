//! The theme: templates and their files. The only door to Tera.
//!
//! The default theme is part of the program. A file of the same name in a site's `templates/` takes the place
//! of a template, one in `static/` that of a theme file.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::{Context, ErrorKind, Tera};

use super::{names, view};
use crate::diag::{Diagnostic, Diagnostics, code};
use crate::source::{SitePath, Snapshot, Source, Span};

/// The templates of the default theme.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("404.html", include_str!("../../templates/404.html")),
    ("about.html", include_str!("../../templates/about.html")),
    ("atom.xml", include_str!("../../templates/atom.xml")),
    ("base.html", include_str!("../../templates/base.html")),
    ("candidate.html", include_str!("../../templates/candidate.html")),
    ("components.html", include_str!("../../templates/components.html")),
    ("contacts.html", include_str!("../../templates/contacts.html")),
    ("data.html", include_str!("../../templates/data.html")),
    ("event.html", include_str!("../../templates/event.html")),
    ("events.html", include_str!("../../templates/events.html")),
    ("filing.html", include_str!("../../templates/filing.html")),
    ("filings.html", include_str!("../../templates/filings.html")),
    ("financials.html", include_str!("../../templates/financials.html")),
    ("index.html", include_str!("../../templates/index.html")),
    ("news.html", include_str!("../../templates/news.html")),
    ("page.html", include_str!("../../templates/page.html")),
    ("periods.html", include_str!("../../templates/periods.html")),
    ("pipeline.html", include_str!("../../templates/pipeline.html")),
    ("robots.txt", include_str!("../../templates/robots.txt")),
    ("search.html", include_str!("../../templates/search.html")),
    ("sitemap.xml", include_str!("../../templates/sitemap.xml")),
    ("slots/footer.html", include_str!("../../templates/slots/footer.html")),
    ("slots/header.html", include_str!("../../templates/slots/header.html")),
];

/// The other files of the default theme, by their path in the built site.
pub const FILES: &[(&str, &str)] = &[
    ("icon.svg", include_str!("../../static/icon.svg")),
    ("site.js", include_str!("../../static/site.js")),
    ("theme.css", include_str!("../../static/theme.css")),
];

/// Under this prefix the default theme's templates stand behind the site's own.
const DEFAULT: &str = "default/";

/// The folder of what a site may put on every page without knowing the theme.
const SLOTS: &str = "slots/";

/// Templates that are ready to render.
pub struct Theme {
    tera: Tera,
    /// The site's own templates, for what is said of a mistake in one.
    own: BTreeMap<String, String>,
}

impl Theme {
    /// Parses the default theme and the site's own templates over it.
    ///
    /// # Errors
    /// Every template of the site's that cannot be parsed.
    pub fn load(files: &Snapshot) -> Result<Self, Diagnostics> {
        let mut own = Vec::new();
        let mut diags = Diagnostics::default();
        for (path, source) in files.iter() {
            let Some(name) = path.below("templates") else { continue };
            if let Some(slot) = name.strip_prefix(SLOTS)
                && !TEMPLATES.iter().any(|(known, _)| *known == name)
            {
                let message = format!("there is no slot `{slot}`: nothing would show this file");
                diags.push(
                    Diagnostic::error(code::TEMPLATE, Span::file(path), message)
                        .help("templates/slots/ holds header.html and footer.html"),
                );
                continue;
            }
            match source {
                Source::Text(text) => own.push((name, text.as_ref())),
                Source::Bytes(_) => diags.push(
                    Diagnostic::error(
                        code::ENCODING,
                        Span::file(path),
                        "this template is not UTF-8",
                    )
                    .help("save it as UTF-8"),
                ),
            }
        }
        // Tera stops at the first mistake: the template that holds it is set aside, and the others are
        // tried again, so that one run reports them all.
        loop {
            let mut tera = engine();
            let default = TEMPLATES.iter().map(|(name, text)| (format!("{DEFAULT}{name}"), *text));
            let all = default.chain(own.iter().map(|(name, text)| ((*name).to_owned(), *text)));
            let Err(error) = tera.add_raw_templates(all) else {
                return if diags.has_errors() {
                    Err(diags)
                } else {
                    Ok(Self { tera, own: texts(&own) })
                };
            };
            let findings = reports(&error, &own);
            let before = own.len();
            own.retain(|(name, _)| {
                !findings.iter().any(|finding| template_of(finding) == Some(*name))
            });
            diags.extend(findings);
            if own.len() == before {
                return Err(diags);
            }
        }
    }

    /// Renders a page of the site.
    ///
    /// # Errors
    /// When a template asks for what is not there.
    pub fn page<V: Serialize>(
        &self,
        template: &str,
        site: &view::Site,
        page: &view::Page,
        view: &V,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert("site", site);
        context.insert("page", page);
        context.insert("view", view);
        self.render(template, &context).map_err(|finding| {
            let values = serde_json::json!({"site": site, "page": page, "view": view});
            self.named(finding, &values)
        })
    }

    /// Renders a feed or another file that stands alone.
    ///
    /// # Errors
    /// When a template asks for what is not there.
    pub fn file<V: Serialize>(&self, template: &str, view: &V) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut context = Context::new();
        context.insert("view", view);
        let values = || serde_json::json!({"view": view});
        self.render(template, &context).map_err(|finding| self.named(finding, &values()))
    }

    /// The finding with the names that exist at its place, where it has no other help.
    fn named(&self, finding: Box<Diagnostic>, values: &serde_json::Value) -> Box<Diagnostic> {
        let known = finding.span.as_ref().and_then(|span| {
            let text = self.own.get(span.path.below("templates")?)?;
            names::known(text, span.start..span.end, values)
        });
        match known {
            Some(known) if finding.help.is_empty() => Box::new(finding.help(known)),
            _ => finding,
        }
    }

    /// One figure as the theme's component draws it; its plain text if the component fails, which a page
    /// that holds figures of its own then reports.
    #[must_use]
    pub fn figure(&self, figure: &view::Figure) -> String {
        let mut context = Context::new();
        context.insert("f", figure);
        self.tera
            .render_component("figure", &context, None, true)
            .unwrap_or_else(|_| crate::text::escape::escape(&figure.text))
    }

    fn render(&self, template: &str, context: &Context) -> Result<Vec<u8>, Box<Diagnostic>> {
        match self.tera.render(template, context) {
            Ok(text) => Ok(text.into_bytes()),
            Err(error) => Err(Box::new(report(&error))),
        }
    }
}

fn texts(own: &[(&str, &str)]) -> BTreeMap<String, String> {
    own.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// Tera as templates are to be read here.
fn engine() -> Tera {
    let mut tera = Tera::default();
    // XML is escaped as HTML is: the same five characters.
    tera.autoescape_on(vec![".html", ".xml"]);
    tera.set_escape_fn(|text, writer| {
        writer.write_all(crate::text::escape::escape(text).as_bytes())
    });
    tera.set_fallback_prefixes([DEFAULT]).expect("invariant: no template has been added yet");
    tera
}

/// The template that a finding stands in.
fn template_of(finding: &Diagnostic) -> Option<&str> {
    finding.span.as_ref()?.path.below("templates")
}

/// What is wrong with the templates `own`. Calls of what nobody defines come as one text that holds a report
/// for each, of the form `error: message`, ` --> file:line:column`.
fn reports(error: &tera::Error, own: &[(&str, &str)]) -> Vec<Diagnostic> {
    let ErrorKind::Msg(text) = error.kind() else { return vec![report(error)] };
    let mut found = Vec::new();
    let mut message = None;
    for line in text.lines() {
        if let Some(at) = line.find("error: ") {
            message = line.get(at + "error: ".len()..);
        } else if let Some(place) = line.trim_start().strip_prefix("--> ") {
            let span = own.iter().find_map(|(name, text)| located(name, text, place));
            if let (Some(message), Some(span)) = (message.take(), span) {
                found.push(Diagnostic::error(code::TEMPLATE, span, message));
            }
        }
    }
    if found.is_empty() { vec![report(error)] } else { found }
}

/// The place `name:line:column`, both counted from 1 and the column in characters.
fn located(name: &str, text: &str, place: &str) -> Option<Span> {
    let (line, column) = place.strip_prefix(name)?.strip_prefix(':')?.split_once(':')?;
    let (line, column): (usize, usize) = (line.parse().ok()?, column.parse().ok()?);
    let line_start: usize =
        text.split_inclusive('\n').take(line.checked_sub(1)?).map(str::len).sum();
    let rest = text.get(line_start..)?;
    let before: usize = rest.chars().take(column.checked_sub(1)?).map(char::len_utf8).sum();
    let path = SitePath::parse(&format!("templates/{name}"))?;
    Some(Span::new(&path, line_start + before..line_start + before + 1))
}

/// Tera's error with its place.
fn report(error: &tera::Error) -> Diagnostic {
    let place = |name: &str| {
        let name = name.strip_prefix(DEFAULT).unwrap_or(name);
        SitePath::parse(&format!("templates/{name}"))
            .unwrap_or_else(|| SitePath::fixed("templates/unnamed"))
    };
    match error.kind() {
        ErrorKind::SyntaxError(found) | ErrorKind::RenderingError(found) => {
            let path = place(found.filename());
            let (message, help) = match found.message().split_once(". ") {
                Some((message, rest)) => (message, Some(rest.trim_end_matches('.').to_owned())),
                None => (found.message().trim_end_matches('.'), None),
            };
            let span = Span::new(&path, found.span().range.clone());
            Diagnostic::error(code::TEMPLATE, span, message).help_if(help)
        }
        ErrorKind::MissingParent { current, parent } => {
            let message = format!("this template extends `{parent}`, which is not there");
            Diagnostic::error(code::TEMPLATE, Span::file(&place(current)), message)
                .help("every page of the theme extends `base.html`")
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            let message = "this template extends or includes itself";
            Diagnostic::error(code::TEMPLATE, Span::file(&place(tpl)), message)
        }
        other => {
            let path = SitePath::fixed("templates/unnamed");
            Diagnostic::error(code::TEMPLATE, Span::file(&path), other.to_string())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables above name every file of both folders, and nothing else.
    #[test]
    fn the_whole_theme_is_embedded() {
        for (folder, table) in [("templates", TEMPLATES), ("static", FILES)] {
            let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
            let files = walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap);
            let mut names: Vec<String> = files
                .filter(|entry| entry.file_type().is_file())
                .map(|entry| entry.path().strip_prefix(&root).unwrap().to_str().unwrap().to_owned())
                .collect();
            names.sort();
            let embedded: Vec<&str> = table.iter().map(|(name, _)| *name).collect();
            assert_eq!(names, embedded, "{folder}/");
        }
    }
}

//! IR710: what the page's own security policy forbids, so that browsers leave it out.

use super::super::{Rule, Run};
use super::read::Markup;
use super::{Faults, Page};
use crate::diag::{Severity, code};

pub(in super::super) const RULE: Rule = Rule {
    code: code::POLICY,
    name: "security-policy",
    severity: Severity::Warning,
    profiles: &[],
    explanation: "\
The pages forbid, by the security policy in their head, what would let others act in the company's name or watch its visitors: \
scripts and styles inside of the page, and whatever another server would have to be asked for. Browsers leave out what a policy \
forbids, so it does not show, and only their console says why.

Put styles and scripts into files under `static/` and fonts and images beside them. What must come from elsewhere can be allowed \
in a `base.html` of the site, by a policy of its own.",
    source: "Content Security Policy Level 2, W3C Recommendation",
    date: "2016-12-15",
    run: Run::Page(forbidden),
};

/// What a policy tells apart, each with the directives that speak of it: the first that is there counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Script,
    Handler,
    Style,
    StyleAttribute,
    Image,
    Font,
    Media,
    Frame,
    Object,
    Manifest,
    Form,
    Base,
}

impl Kind {
    fn directives(self) -> &'static [&'static str] {
        match self {
            Self::Script => &["script-src-elem", "script-src", "default-src"],
            Self::Handler => &["script-src-attr", "script-src", "default-src"],
            Self::Style => &["style-src-elem", "style-src", "default-src"],
            Self::StyleAttribute => &["style-src-attr", "style-src", "default-src"],
            Self::Image => &["img-src", "default-src"],
            Self::Font => &["font-src", "default-src"],
            Self::Media => &["media-src", "default-src"],
            Self::Frame => &["frame-src", "child-src", "default-src"],
            Self::Object => &["object-src", "default-src"],
            Self::Manifest => &["manifest-src", "default-src"],
            Self::Form => &["form-action"],
            Self::Base => &["base-uri"],
        }
    }
}

/// The policies of a page; without any, everything is allowed.
#[derive(Clone, Debug, Default)]
pub(super) struct Policy(Vec<Vec<(String, Vec<String>)>>);

impl Policy {
    /// The policies that a page gives in its head.
    pub(super) fn of(markup: &Markup) -> Self {
        let is_policy = |id: usize| {
            let meant = markup.value(id, "http-equiv");
            meant.is_some_and(|name| name.eq_ignore_ascii_case("content-security-policy"))
        };
        let metas = markup.named("meta").filter(|(id, _)| is_policy(*id));
        let texts = metas.filter_map(|(id, _)| markup.value(id, "content"));
        Self(texts.map(|text| text.split(';').filter_map(directive).collect()).collect())
    }

    /// Whether something may come from an address; `None` is this site itself.
    pub(super) fn allows(&self, kind: Kind, address: Option<&str>) -> bool {
        self.all(kind, |sources| match address {
            None => sources.iter().any(|source| source != "'none'"),
            Some(address) => sources.iter().any(|source| covers(source, address)),
        })
    }

    /// Whether something may stand in the page itself. A policy that names single ones by hash or number is taken at
    /// its word.
    fn allows_inline(&self, kind: Kind) -> bool {
        let named = |source: &String| {
            source == "'unsafe-inline'"
                || ["'nonce-", "'sha256-", "'sha384-", "'sha512-"]
                    .iter()
                    .any(|p| source.starts_with(p))
        };
        self.all(kind, |sources| sources.iter().any(named))
    }

    fn all(&self, kind: Kind, holds: impl Fn(&[String]) -> bool) -> bool {
        self.0.iter().all(|policy| {
            let find = |name: &&str| policy.iter().find(|(own, _)| own == *name);
            kind.directives().iter().find_map(find).is_none_or(|(_, sources)| holds(sources))
        })
    }
}

fn directive(text: &str) -> Option<(String, Vec<String>)> {
    let mut words = text.split_whitespace().map(str::to_ascii_lowercase);
    Some((words.next()?, words.collect()))
}

/// Whether a source of a policy covers an address with its scheme: `*`, `https:`, `https://cdn.example`, `*.example`.
fn covers(source: &str, address: &str) -> bool {
    let address = address.to_ascii_lowercase();
    // Without a scheme of its own an address has that of the page, and sites are served over https.
    let (scheme, rest) = match address.split_once(':') {
        Some((scheme, rest)) if !address.starts_with("//") => (scheme, rest),
        _ => ("https", &*address),
    };
    if source == "*" {
        return scheme == "https" || scheme == "http";
    }
    if let Some(wanted) = source.strip_suffix(':') {
        return scheme == wanted;
    }
    let host = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    let (of, wanted) = source.split_once("://").unwrap_or(("", source));
    let wanted = wanted.split('/').next().unwrap_or_default();
    let same = match wanted.strip_prefix("*.") {
        Some(domain) => host.strip_suffix(domain).is_some_and(|sub| sub.ends_with('.')),
        None => host == wanted,
    };
    same && (of.is_empty() || of == scheme || of == "http" && scheme == "https")
}

/// Types of script that browsers run.
const RUN: [&str; 4] = ["", "module", "text/javascript", "application/javascript"];

fn forbidden(page: &Page, faults: &mut Faults) {
    const FILE: &str = "put it into a file under `static/`, and name that in the page's head";
    const FETCHED: &str = "put the file under `static/`, or allow it in a `base.html` of the site";
    let (markup, policy) = (&page.markup, &page.policy);
    let by = "which the security policy of the page forbids";
    for (id, element) in markup.elements.iter().enumerate() {
        let inline = match element.start.name() {
            "style" => Some((Kind::Style, "styles in the page")),
            "script" if markup.value(id, "src").is_none() => {
                let kind = markup.value(id, "type").unwrap_or_default().to_ascii_lowercase();
                RUN.contains(&kind.as_str()).then_some((Kind::Script, "a script in the page"))
            }
            _ => None,
        };
        let inline = inline.into_iter().chain(markup.attributes(id).filter_map(|(name, value)| {
            let script =
                value.trim_start().get(..11).is_some_and(|s| s.eq_ignore_ascii_case("javascript:"));
            match name {
                "style" => Some((Kind::StyleAttribute, "a `style` attribute")),
                name if name.len() > 2 && name.starts_with("on") => {
                    Some((Kind::Handler, "a script in an attribute"))
                }
                "href" | "src" | "action" if script => {
                    Some((Kind::Script, "a script as an address"))
                }
                _ => None,
            }
        }));
        for (kind, what) in inline {
            if !policy.allows_inline(kind) {
                faults.push(code::POLICY, page.at(id), format!("{what}, {by}"), FILE);
            }
        }
    }
    for reference in &page.references {
        let Some(kind) = reference.kind else { continue };
        let address = reference.outside();
        if !policy.allows(kind, address) {
            let from = address.unwrap_or("this site");
            let (message, help) = match (kind, address) {
                (Kind::Form, _) => (
                    format!("a form that sends to `{from}`, {by}"),
                    "link to the page where the form stands, or allow it in a `base.html` of the site",
                ),
                (Kind::Frame, _) => (
                    format!("`{from}` in a frame, {by}"),
                    "link to it, or allow it in a `base.html` of the site",
                ),
                (Kind::Base, _) => {
                    (format!("a `base` for the addresses of the page, {by}"), "remove it")
                }
                (_, Some(address)) => (format!("`{address}` from another server, {by}"), FETCHED),
                (_, None) => {
                    let name = markup.name(reference.id);
                    (format!("what is loaded from this site as `{name}`, {by}"), FETCHED)
                }
            };
            faults.push(code::POLICY, page.at(reference.id), message, help);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy(text: &str) -> Policy {
        Policy::of(&Markup::of(&format!(
            "<meta http-equiv=Content-Security-Policy content=\"{text}\">"
        )))
    }

    #[test]
    fn the_nearest_directive_counts() {
        let own = policy(
            "default-src 'self'; object-src 'none'; img-src 'self' https://cdn.example *.media.example data:",
        );
        assert!(own.allows(Kind::Script, None) && !own.allows(Kind::Object, None));
        assert!(own.allows(Kind::Form, None), "no directive speaks of forms");
        assert!(!own.allows(Kind::Script, Some("https://cdn.example/a.js")));
        assert!(own.allows(Kind::Image, Some("https://cdn.example/a.png")));
        assert!(own.allows(Kind::Image, Some("//a.media.example/a.png")));
        assert!(!own.allows(Kind::Image, Some("//a.media.example:8080/a.png")));
        assert!(policy("img-src a.example:8080").allows(Kind::Image, Some("//a.example:8080/a")));
        assert!(policy("img-src https:").allows(Kind::Image, Some("//a.example/a.png")));
        assert!(!own.allows(Kind::Image, Some("https://notmedia.example/a.png")));
        assert!(own.allows(Kind::Image, Some("data:image/png;base64,AA")));
        assert!(!own.allows_inline(Kind::Style) && !own.allows_inline(Kind::Handler));
        assert!(policy("style-src 'self' 'unsafe-inline'").allows_inline(Kind::StyleAttribute));
        assert!(policy("script-src 'nonce-abc'").allows_inline(Kind::Script));
        assert!(Policy::default().allows_inline(Kind::Script), "no policy forbids nothing");
    }

    #[test]
    fn every_policy_of_a_page_must_allow() {
        let two = "<meta http-equiv=content-security-policy content=\"img-src *\"><meta http-equiv=content-security-policy content=\"img-src https:\">";
        let two = Policy::of(&Markup::of(two));
        assert!(two.allows(Kind::Image, Some("https://a.example/b")));
        assert!(!two.allows(Kind::Image, Some("http://a.example/b")));
    }
}

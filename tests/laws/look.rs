//! The look that a company gives its site: it changes the theme's files and the masthead, and nothing else.

use std::collections::BTreeSet;

use ir_site::chart;
use ir_site::model::look::{Paint, Palette};
use ir_site::render::theme::FILES;

use crate::html::{Page, resolve};
use crate::site::{self, Files};
use crate::{ALDER, alder};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 400 80\"/>\n";

const THEME: &str = r##"
theme:
  colors: {paper: "#fff", ink: "#14202e", accent: "#0b2a5b", second: "#d46a1a"}
  dark_colors: {second: "#f0a35e"}
  fonts:
    text: [Helvetica Neue, Arial, sans-serif]
    headings: [Georgia, serif]
  logo: {file: brand/logo.svg, dark_file: brand/dark.svg, alt: Alder <Instruments>}
  page_width: 72rem
"##;

/// Alder's site with more files, and with more in `company.yaml`.
fn with(more: &str, files: &[(&str, &str)]) -> Files {
    let mut source = site::files(ALDER);
    source.get_mut("content/company.yaml").expect("it is there").extend(more.as_bytes());
    source.extend(files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())));
    site::build(&source, "2025-01-01")
}

fn themed() -> Files {
    let dark = LOGO.replace("400", "800");
    with(THEME, &[("static/brand/logo.svg", LOGO), ("static/brand/dark.svg", &dark)])
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    std::str::from_utf8(&files[path]).expect("it is text")
}

fn default_file(name: &str) -> &'static str {
    FILES.iter().find(|(known, _)| *known == name).expect("the theme has it").1
}

/// A page without what its masthead begins with.
fn below_the_mark(page: &str) -> (&str, &str) {
    let (before, rest) = page.split_once("<p class=\"mark\">").expect("a masthead");
    (before, rest.split_once("</a>").expect("its link").1)
}

#[test]
fn a_theme_changes_the_masthead_and_the_files_of_the_theme() {
    let (plain, themed) = (alder().output, themed());
    let added: BTreeSet<&String> =
        themed.keys().filter(|path| !plain.contains_key(*path)).collect();
    assert_eq!(
        added.iter().map(|path| path.as_str()).collect::<Vec<_>>(),
        ["brand/dark.svg", "brand/logo.svg"]
    );
    for (path, bytes) in &plain {
        if path.ends_with(".html") {
            let (was, is) = (text(&plain, path), text(&themed, path));
            assert_eq!(below_the_mark(was), below_the_mark(is), "{path}");
        } else if !["theme.css", "icon.svg"].contains(&path.as_str()) && !path.ends_with(".svg") {
            assert_eq!(&themed[path], bytes, "{path}");
        }
    }
}

#[test]
fn the_style_sheet_ends_with_the_theme() {
    let themed = themed();
    let plain = format!("{}{}", default_file("theme.css"), chart::STYLE);
    let added = text(&themed, "theme.css").strip_prefix(&plain).expect("what was there stays");
    assert_eq!(
        added,
        "\
:root{--sans:\"Helvetica Neue\",\"Arial\",sans-serif}
:root{--serif:\"Georgia\",serif}
@media print,(prefers-color-scheme:light){:root{--acc:#0b2a5b;--on:#ffffff;--two:#d46a1a}}
@media screen and (prefers-color-scheme:light){:root{--paper:#ffffff;--ink:#14202e;--mute:#5a626c;--hair:#dee0e1;--tint:#eef0f3}}
@media screen and (prefers-color-scheme:dark){:root{--tint:#1c2229;--acc:#75a4ee;--on:#000000;--two:#f0a35e}}
:root{--page:72rem}
.top{align-items:center}.mark a:has(img){display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .8rem}\
.mark:has(img){display:flex;flex-wrap:wrap;align-items:center}.mark img{display:block}
"
    );
    let plain = alder().output;
    for (path, bytes) in themed.iter().filter(|(path, _)| path.starts_with("charts/")) {
        if !path.ends_with(".svg") {
            continue;
        }
        let drawing = std::str::from_utf8(bytes).expect("it is text");
        roxmltree::Document::parse(drawing).unwrap_or_else(|error| panic!("{path}: {error}"));
        let added = "\
svg{--sans:\"Helvetica Neue\",\"Arial\",sans-serif}
svg{--serif:\"Georgia\",serif}
@media print,(prefers-color-scheme:light){svg{--acc:#0b2a5b;--on:#ffffff;--two:#d46a1a}}
@media screen and (prefers-color-scheme:light){svg{--paper:#ffffff;--ink:#14202e;--mute:#5a626c;--hair:#dee0e1;--tint:#eef0f3}}
@media screen and (prefers-color-scheme:dark){svg{--tint:#1c2229;--acc:#75a4ee;--on:#000000;--two:#f0a35e}}
.ch text.t{font-family:var(--serif)}
</style>";
        assert_eq!(drawing, text(&plain, path).replace("</style>", added), "{path}");
    }
    let icon = text(&themed, "icon.svg");
    assert!(icon.contains(".g{fill:#0b2a5b}.p{fill:#ffffff}"), "{icon}");
    assert!(icon.contains(".g{fill:#75a4ee}.p{fill:#15181a}"), "{icon}");
}

/// The company's light ground is the theme's dark accent, and its dark accent is one of its own.
#[test]
fn a_color_of_the_company_may_be_another_of_the_theme() {
    let colors = "colors: {paper: \"#86c5bf\", accent: \"#003040\"}";
    let more = format!("theme:\n  {colors}\n  dark_colors: {{accent: \"#ffd0d0\"}}\n");
    let output = with(&more, &[]);
    let icon = text(&output, "icon.svg");
    assert!(icon.contains(".g{fill:#003040}.p{fill:#86c5bf}"), "{icon}");
    assert!(icon.contains(".g{fill:#ffd0d0}.p{fill:#15181a}"), "{icon}");
}

#[test]
fn the_logo_stands_on_every_page_in_its_size() {
    let themed = themed();
    for page in Page::all(&themed) {
        let [logo] = page.select("header .mark > a > picture > img")[..] else {
            panic!("{}: one logo", page.path)
        };
        let [dark] = page.select("header .mark > a > picture > source")[..] else {
            panic!("{}: one logo for dark screens", page.path)
        };
        assert_eq!(logo.attr("alt"), Some("Alder <Instruments>"), "{}", page.path);
        let size = |name: &str| (logo.attr(name), dark.attr(name));
        assert_eq!(size("width"), (Some("220"), Some("260")), "{}", page.path);
        assert_eq!(size("height"), (Some("44"), Some("26")), "{}", page.path);
        assert_eq!(dark.attr("media"), Some("screen and (prefers-color-scheme: dark)"));
        for (link, file) in [(logo.attr("src"), "logo"), (dark.attr("srcset"), "dark")] {
            let link = link.expect("it has an address");
            let found = match link.strip_prefix('/') {
                Some(absolute) => Some(absolute.to_owned()),
                None => resolve(&page.path, link),
            };
            assert_eq!(found, Some(format!("brand/{file}.svg")), "{}: {link}", page.path);
        }
        assert!(!page.text.contains(" style="), "{}", page.path);
    }
}

#[test]
fn a_logo_of_pixels_is_never_made_larger_and_may_have_the_name_beside_it() {
    let mut source = site::files(ALDER);
    let company = source.get_mut("content/company.yaml").expect("it is there");
    company.extend(b"\ntheme: {logo: {file: mark.png, alt: Three leaves, with_name: yes}}\n");
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x20\0\0\0\x10";
    source.insert("static/mark.png".to_owned(), png.to_vec());
    let output = site::build(&source, "2025-01-01");
    let home = text(&output, "index.html");
    let mark = "<a href=\"index.html\"><img src=\"mark.png\" width=\"32\" height=\"16\" alt=\"Three leaves\"> Alder Instruments AG</a>";
    assert!(home.contains(mark), "{home}");
    // It was drawn for a light ground, and keeps one.
    let ground = "@media screen and (prefers-color-scheme:dark){.mark img{background:#fdfcf9;box-shadow:0 0 0 .3rem #fdfcf9}}\n";
    assert!(text(&output, "theme.css").ends_with(ground));
}

/// A site that is dark on every screen is still printed on white; an accent too light for a third series is mended.
#[test]
fn what_would_be_lost_on_paper_is_printed_darker() {
    let colors = "\ntheme: {colors: {paper: \"#101418\", ink: \"#f2f2f2\", accent: \"#7fd1ff\", second: \"#ffd27f\"}}\n";
    let css = text(&with(colors, &[]), "theme.css").to_owned();
    let print = "@media print{:root{--acc:#007cc2;--on:#ffffff;--two:#cd8500}}\n";
    assert!(css.contains(print), "{}", &css[css.len() - 700..]);
    let pale = "\ntheme: {colors: {accent: \"#767676\", paper: \"#ffffff\"}}\n";
    let css = text(&with(pale, &[]), "theme.css").to_owned();
    let third = "@media print,(prefers-color-scheme:light){.ch .c,.ch .cd{fill:#949494}}\n";
    assert!(css.contains(third), "{}", &css[css.len() - 700..]);
}

#[test]
fn slots_stand_on_every_page_once_and_leave_no_trace_when_empty() {
    let header =
        "<div class=\"band\"><a href=\"{{ site.root }}brand.css\">{{ site.name }}</a></div>\n";
    let footer = "\n  <p class=\"end\">The end of {{ page.title }}</p>\n\n";
    let slots = [("templates/slots/header.html", header), ("templates/slots/footer.html", footer)];
    for page in Page::all(&with("", &slots)) {
        let place = &page.path;
        assert_eq!(page.select("header").len(), 1, "{place}");
        assert_eq!(page.select("header > .band + .top.wrap > nav").len(), 1, "{place}");
        assert_eq!(page.select("footer.foot > .wrap + .end").len(), 1, "{place}");
        assert_eq!(page.select(".band, .end").len(), 2, "{place}");
        assert!(!page.text.contains("&lt;"), "{place}");
    }
    let empty =
        [("templates/slots/header.html", " \n{# none #}\n"), ("templates/slots/footer.html", "")];
    let output = with("", &empty);
    assert!(output == alder().output);
    for page in Page::all(&output) {
        assert!(
            page.text.contains("\n<header class=\"top wrap\">\n<p class=\"mark\">"),
            "{}",
            page.path
        );
        assert!(page.text.contains("\n</div>\n</footer>\n</body>"), "{}", page.path);
    }
}

/// A copy of the theme's style sheet that differs elsewhere is added to as the theme's is; of one with colors of its
/// own nothing is known that it does not say.
#[test]
fn a_style_sheet_of_the_site_s_own_is_added_to() {
    let colors = "\ntheme: {colors: {accent: \"#0b2a5b\"}}\n";
    let copy = default_file("theme.css").replace("80rem", "70rem");
    let css = text(&with(colors, &[("static/theme.css", &copy)]), "theme.css").to_owned();
    let derived = "@media screen and (prefers-color-scheme:dark){:root{--tint:#1c2229;--acc:#75a4ee;--on:#000000}}\n";
    assert!(css.starts_with(&copy) && css.ends_with(derived), "{css}");
    let own = copy.replace("#fdfcf9", "#eeeeee");
    let css = text(&with(colors, &[("static/theme.css", &own)]), "theme.css").to_owned();
    let given = "@media print,(prefers-color-scheme:light){:root{--acc:#0b2a5b}}\n";
    assert_eq!(css, format!("{own}{}{given}", chart::STYLE));
}

/// The colors that contrast is worked out from are those of the style sheets.
#[test]
fn the_palettes_are_those_of_the_theme() {
    let css = default_file("theme.css");
    let dark_at =
        css.find("@media screen and (prefers-color-scheme: dark)").expect("a dark scheme");
    let charts = text(&alder().output, "charts/cash.svg").to_owned();
    let svg_at = charts.find("svg{color-scheme:light dark;").expect("its own properties");
    let svg_dark = svg_at + charts[svg_at..].find("@media screen").expect("a dark scheme");
    let icon = default_file("icon.svg");
    for (palette, css, chart) in [
        (Palette::LIGHT, &css[..dark_at], &charts[svg_at..svg_dark]),
        (Palette::DARK, &css[dark_at..], &charts[svg_dark..]),
    ] {
        for (key, paint) in Paint::ALL {
            let (property, color) = (paint.property(), palette.get(paint).to_string());
            let short = if color == "#ffffff" { "#fff" } else { &color };
            let first = css.split_once(&format!("{property}: ")).expect("it is set").1;
            assert_eq!(first.split(';').next(), Some(short), "{key}");
            if let Some((_, rest)) = chart.split_once(&format!("{property}:")) {
                assert_eq!(&rest[..7], color, "{key} of charts");
            }
            let in_icon = matches!(paint, Paint::Paper | Paint::Accent);
            assert_eq!(icon.contains(&format!("fill:{color}")), in_icon, "{key} of the icon");
        }
    }
}

//! The file of an event.

use super::{Dialling, Found};
use crate::date::Part;
use crate::import::draft::About;
use crate::import::draft::dateline::Reported;
use crate::import::draft::yaml::scalar;

/// The event as content has it.
pub(super) fn written(found: &Found, reported: Option<&Reported>, about: &About<'_>) -> String {
    let mut out = String::new();
    if let (Some(first), Some(last)) = (found.sources.first(), found.sources.last()) {
        out.push_str(&about.remark(&(first.start..last.end)));
        out.push('\n');
    }
    let name = if found.kind == "webcast" { "Webcast" } else { "Conference call" };
    out.push_str(&format!("title: {name}{}\nkind: {}\n", on(reported), found.kind));
    if let Some(filing) = about.filing {
        out.push_str(&format!("filing: {}\n", scalar(filing)));
    }
    if let Some((_, starts)) = &found.starts {
        out.push_str(&format!("starts: {starts}\n"));
    }
    numbers(&found.live, "", &mut out);
    if let Some((code, label)) = &found.live.code {
        let remark =
            if *label == "access code" { String::new() } else { format!("  # called: {label}") };
        out.push_str(&format!("access_code: {}{remark}\n", quoted(code)));
    }
    if let Some(url) = &found.url {
        out.push_str(&format!("webcast:\n  url: {url}\n"));
        if let Some(until) = found.kept_until {
            out.push_str(&format!("  until: {until}\n"));
        }
    }
    let replay = &found.replay;
    if !replay.numbers.is_empty() || found.replay_starts.is_some() || found.replay_until.is_some() {
        out.push_str("replay:\n");
        let mut key = |name: &str, value: Option<&str>| {
            out.push_str(&value.map(|value| format!("  {name}: {value}\n")).unwrap_or_default());
        };
        key("starts", found.replay_starts.as_deref());
        key("approximate", found.replay_approximate.then_some("true"));
        key("until", found.replay_until.as_deref());
        numbers(replay, "  ", &mut out);
        if let Some((code, label)) = &replay.code {
            out.push_str(&format!("  access_code: {}\n", quoted(code)));
            if *label != "access code" {
                out.push_str(&format!("  code_label: {label}\n"));
            }
        }
    }
    out
}

/// ` on second-quarter 2006 results`, as far as the release says.
fn on(reported: Option<&Reported>) -> String {
    let part = match reported.and_then(|reported| reported.part) {
        Some(Part::Q1) => "first-quarter",
        Some(Part::Q2) => "second-quarter",
        Some(Part::Q3) => "third-quarter",
        Some(Part::Q4) => "fourth-quarter",
        Some(Part::Year) => "full-year",
        _ => return String::new(),
    };
    match reported.and_then(|reported| reported.year) {
        Some(year) => format!(" on {part} {year} results"),
        None => format!(" on {part} results"),
    }
}

/// A code keeps its zeros in quotes.
fn quoted(code: &str) -> String {
    serde_json::to_string(code).unwrap_or_default()
}

fn numbers(dialling: &Dialling, indent: &str, out: &mut String) {
    if dialling.numbers.is_empty() {
        return;
    }
    out.push_str(&format!("{indent}dial_in:\n"));
    for (number, region) in &dialling.numbers {
        let number = if number.starts_with('+') { quoted(number) } else { number.clone() };
        out.push_str(&format!("{indent}  - {{number: {number}"));
        if let Some(region) = region {
            out.push_str(&format!(", region: {}", scalar(region)));
        }
        out.push_str("}\n");
    }
}

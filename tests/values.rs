//! Every value that templates may see is documented from the code: `docs/values.md` is made from
//! `src/render/view.rs`.
//!
//! `UPDATE=1 cargo test --test values` writes the page.

#![expect(
    clippy::disallowed_methods,
    reason = "a test looks at the source and at the page made of it"
)]

use std::path::Path;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// A struct of the view: what it is for, and its fields.
struct Struct<'t> {
    name: &'t str,
    doc: String,
    fields: Vec<(&'t str, &'t str, String)>,
}

/// Reads the structs off the source: it holds nothing but comments, structs and their fields.
fn structs(source: &str) -> Vec<Struct<'_>> {
    let mut structs: Vec<Struct<'_>> = Vec::new();
    let mut doc: Vec<&str> = Vec::new();
    for line in source.lines().map(str::trim) {
        if let Some(text) = line.strip_prefix("///") {
            doc.push(text.trim());
        } else if let Some(rest) = line.strip_prefix("pub struct ") {
            let name = rest.split(|c: char| !c.is_alphanumeric()).next().expect("a name");
            structs.push(Struct { name, doc: doc.join(" "), fields: Vec::new() });
            doc.clear();
        } else if let Some((name, kind)) =
            line.strip_prefix("pub ").and_then(|field| field.trim_end_matches(',').split_once(": "))
        {
            let fields = &mut structs.last_mut().expect("a field lies in a struct").fields;
            fields.push((name, kind, doc.join(" ")));
            doc.clear();
        } else if !line.starts_with("#[") {
            doc.clear();
        }
    }
    structs
}

/// A type in words, with a link to the struct that it is.
fn words(kind: &str, known: &[&str]) -> String {
    let within = |outer: &str| kind.strip_prefix(outer)?.strip_suffix('>');
    if let Some(inner) = within("Option<") {
        format!("{}, or absent", words(inner, known))
    } else if let Some(inner) = within("Vec<") {
        format!("list of {}", words(inner, known))
    } else if known.contains(&kind) {
        format!("[`{kind}`](#{})", kind.to_lowercase())
    } else {
        match kind {
            "String" => "text".into(),
            "bool" => "true or false".into(),
            "usize" | "u32" | "u16" | "u8" | "i64" | "u64" => "number".into(),
            other => format!("`{other}`"),
        }
    }
}

fn page() -> String {
    let source = std::fs::read_to_string(Path::new(ROOT).join("src/render/view.rs"));
    let source = source.expect("the view is there");
    let structs = structs(&source);
    let known: Vec<&str> = structs.iter().map(|found| found.name).collect();
    let mut page = format!(
        "# What templates may see\n\nOf ir-site {}. This page is made from the code. A field that is renamed, removed or given another \
         meaning is named in the changelog, and moves the version.\n\nEach HTML template gets `site` ([`Site`](#site)), `page` \
         ([`Page`](#page)) and `view`, the struct that [the table of templates](theming.md#templates) names. What is absent \
         or an empty list is false in a condition.\n",
        env!("CARGO_PKG_VERSION")
    );
    // A line of the documentation of Rust may link to its items; here they are plain names. A bar would end a cell.
    let plain = |text: &str| text.replace("[`", "`").replace("`]", "`").replace('|', "\\|");
    for found in &structs {
        page.push_str(&format!("\n## `{}`\n\n{}\n", found.name, plain(&found.doc)));
        if !found.fields.is_empty() {
            page.push_str("\n| field | what it is | |\n|---|---|---|\n");
        }
        for (name, kind, doc) in &found.fields {
            page.push_str(&format!("| `{name}` | {} | {} |\n", words(kind, &known), plain(doc)));
        }
    }
    page
}

#[test]
fn every_value_that_templates_may_see_is_documented() {
    let path = Path::new(ROOT).join("docs/values.md");
    let made = page();
    let undocumented =
        made.lines().find(|line| line.ends_with("|  |") && !line.starts_with("| field"));
    assert_eq!(undocumented, None, "a field has no documentation");
    if std::env::var_os("UPDATE").is_some() {
        return std::fs::write(&path, made).expect("it can be written");
    }
    let written = std::fs::read_to_string(&path).expect("docs/values.md is there");
    assert!(made == written, "docs/values.md is not what the code says: run with UPDATE=1");
}

//! What each file in a document's folder is.

use std::collections::{BTreeMap, BTreeSet};

use super::revision::{check_owned, number, revision};
use super::{Owned, statement};
use crate::diag::{Diagnostic, Diagnostics, code};
use crate::model::statement::StatementKind;
use crate::source::{SitePath, Span, Spanned};

/// The files of a document's folder by what they are.
pub(super) struct Sorted {
    /// Statements with their versions; the first has no number.
    pub statements: BTreeMap<StatementKind, Vec<(Option<u32>, SitePath)>>,
    /// Later versions of the text.
    pub texts: Vec<SitePath>,
    /// Everything else: name and path.
    pub attached: BTreeMap<String, SitePath>,
}

impl Sorted {
    /// Sorts the files; what has no place, and what is named and not there, is reported.
    pub(super) fn of(
        files: &Owned,
        named: &[(Spanned<String>, statement::Settings)],
        diags: &mut Diagnostics,
        index: &SitePath,
    ) -> Self {
        let mut sorted =
            Self { statements: BTreeMap::new(), texts: Vec::new(), attached: BTreeMap::new() };
        let mut keys = BTreeMap::new();
        for (name, path) in files {
            if name.contains('/') {
                sorted.attached.insert(name.clone(), path.clone());
                continue;
            }
            let (stem, ending) = name.rsplit_once('.').unwrap_or((name, ""));
            let (base, number) = revision(stem);
            let statement = StatementKind::parse(base);
            match (base, ending, number) {
                ("index", "md", None) => {}
                ("index", "md", Some(_)) => sorted.texts.push(path.clone()),
                (_, "yaml", Some(_)) if statement.is_some() => {
                    keys.insert(stem.to_owned(), path);
                }
                (_, "csv" | "tsv", _) => match statement {
                    Some(kind) => {
                        sorted.statements.entry(kind).or_default().push((number, path.clone()));
                    }
                    None => diags.push(not_a_statement(path, base)),
                },
                (_, "md" | "yaml" | "yml", _) => diags.push(
                    Diagnostic::error(code::STRAY_FILE, Span::file(path), "this file belongs to no record")
                        .help("a document’s folder holds index.md, its revisions index.r2.md …, statements, and files to attach"),
                ),
                (_, "xlsx" | "xls" | "ods" | "numbers", None) if statement.is_some() => {
                    let message = "a workbook is no statement: it would only be offered as a file";
                    let help = format!(
                        "save the sheet as {base}.csv (in Excel: “CSV UTF-8”), or rename the workbook"
                    );
                    let finding = Diagnostic::error(code::STRAY_FILE, Span::file(path), message);
                    diags.push(finding.help(help));
                }
                _ => {
                    sorted.attached.insert(name.clone(), path.clone());
                }
            }
        }
        let texts = sorted.texts.iter().filter_map(number);
        let statements = sorted.statements.values().flatten().filter_map(|(number, _)| *number);
        check_owned(&sorted.attached, &texts.chain(statements).collect(), diags);
        sorted.check(named, &keys, diags, index);
        sorted
    }

    fn check(
        &self,
        named: &[(Spanned<String>, statement::Settings)],
        keys: &BTreeMap<String, &SitePath>,
        diags: &mut Diagnostics,
        index: &SitePath,
    ) {
        for (name, _) in named {
            if !self.statements.keys().any(|kind| kind.name() == name.value) {
                let known = ["balance-sheet", "income", "cash-flows", "equity"];
                let help = match crate::diag::nearest(&name.value, known) {
                    Some(meant) if meant != name.value => format!("did you mean `{meant}`?"),
                    _ => format!("add {}.csv beside index.md, or remove the key", name.value),
                };
                let message = format!("this document has no statement `{}`", name.value);
                let finding = Diagnostic::error(code::MISSING_FILE, name.span.clone(), message);
                diags.push(finding.help(help));
            }
        }
        let mut used = BTreeSet::new();
        for (kind, versions) in &self.statements {
            let mut seen: BTreeMap<Option<u32>, &SitePath> = BTreeMap::new();
            for (number, path) in versions {
                used.extend(number.map(|number| format!("{}.r{number}", kind.name())));
                if let Some(first) = seen.insert(*number, path) {
                    let message = format!("{} is here twice: {}", kind.name(), first.file_name());
                    let finding = Diagnostic::error(code::DUPLICATE_ID, Span::file(path), message);
                    diags.push(finding.help("keep the .csv or the .tsv"));
                }
            }
            if !seen.contains_key(&None) {
                let message = format!("{} has a revision and no first version", kind.name());
                let path = seen.values().next().copied().unwrap_or(index);
                diags.push(Diagnostic::error(code::MISSING_FILE, Span::file(path), message));
            }
        }
        for (stem, path) in keys.iter().filter(|(stem, _)| !used.contains(*stem)) {
            let message = format!("{stem}.yaml describes a revision that is not here: {stem}.csv");
            let finding = Diagnostic::error(code::MISSING_FILE, Span::file(path), message);
            diags.push(finding.help(format!("add {stem}.csv, or remove this file")));
        }
    }
}

fn not_a_statement(path: &SitePath, base: &str) -> Diagnostic {
    let known = ["balance-sheet", "income", "cash-flows", "equity"];
    let help = match crate::diag::nearest(base, known) {
        Some(meant) => format!("did you mean {meant}.csv?"),
        None => "statements are balance-sheet, income, cash-flows, equity and other-<name>".into(),
    };
    let message = format!("`{}` is not the name of a statement", path.file_name());
    Diagnostic::error(code::STRAY_FILE, Span::file(path), message).help(help)
}

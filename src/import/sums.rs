//! The sums of an import: what `check` recognises in its statements, written down where an editor can see it.

use super::plan::{currency, settings};
use super::statement::Statement;
use super::table::{self, Terms};
use crate::check;
use crate::date::FiscalYearEnd;
use crate::load;
use crate::source::{SitePath, Snapshot};

/// For each statement, the ids of its totals with what `sum_of` says of them. The statements are loaded as content
/// for it, so that sums are recognised here by the very code that will check them.
pub(super) fn of(
    statements: &[(String, &Statement)],
    path: &SitePath,
    year_end: &FiscalYearEnd,
    site: &str,
) -> Vec<Vec<(String, String)>> {
    let mut files = Snapshot::default();
    let company = format!(
        "name: Company\nbase_url: https://example.com/\ntime_zone: UTC\nfiscal_year_end: {year_end}\n"
    );
    files.insert_text(SitePath::fixed("content/company.yaml"), &company);
    let mut index = String::from("---\nid: filing\ntitle: Filing\npublished: 2000-01-01\n");
    if !statements.is_empty() {
        index.push_str("statements:\n");
    }
    for (name, statement) in statements {
        index.push_str(&format!("  {name}: {{{}}}\n", settings(statement, site)));
        let terms = Terms { path, year_end, currency: currency(statement, site), sums: &[] };
        let csv = table::csv(statement, &terms, &mut Vec::new());
        let file = SitePath::fixed(&format!("content/filings/filing/{name}.csv"));
        files.insert_text(file, &csv.text);
    }
    index.push_str("---\n");
    files.insert_text(SitePath::fixed("content/filings/filing/index.md"), &index);
    let (site, _) = load::load(&files);
    let document = site.and_then(|site| site.documents.into_iter().next());
    let loaded = document.map(|document| document.original.statements).unwrap_or_default();
    let sums = |(name, _): &(String, &Statement)| {
        let statement = loaded.iter().find(|statement| statement.kind.name() == name.as_str());
        statement.map(written).unwrap_or_default()
    };
    statements.iter().map(sums).collect()
}

/// `total` with `revenue -expenses`.
fn written(statement: &crate::model::statement::Statement) -> Vec<(String, String)> {
    check::recognised_sums(statement)
        .into_iter()
        .map(|(total, terms)| {
            let term =
                |(plus, id): &(bool, String)| if *plus { id.clone() } else { format!("-{id}") };
            (total, terms.iter().map(term).collect::<Vec<_>>().join(" "))
        })
        .collect()
}

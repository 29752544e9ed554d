//! The file of a candidate.

use super::{Candidate, Mention, Milestone};
use crate::import::draft::About;
use crate::import::draft::yaml::scalar;

/// One program for each indication; its stage is what is under way, else completed, else planned, the furthest first.
pub(super) fn written(
    candidate: &Candidate<'_, '_>,
    mentions: &[Mention],
    milestones: &[Milestone],
    about: &About<'_>,
) -> String {
    let weight = |mention: &Mention| {
        let state = match mention.state {
            Some("under way") => 3,
            Some("completed") => 2,
            Some(_) => 1,
            None => 0,
        };
        (state, mention.rank)
    };
    let mut indications: Vec<&Option<String>> = Vec::new();
    for mention in mentions {
        if !indications.contains(&&mention.indication) {
            indications.push(&mention.indication);
        }
    }
    let filing = about.filing.map(scalar);
    let mut out = format!(
        "{}\nname: {}\nprograms:\n",
        about.remark(&candidate.passage.at()),
        scalar(&candidate.name)
    );
    let mut open: Vec<&Milestone> = milestones.iter().collect();
    let count = indications.len();
    for (index, indication) in indications.into_iter().enumerate() {
        let of: Vec<&Mention> =
            mentions.iter().filter(|mention| mention.indication == *indication).collect();
        let Some(main) = of.iter().max_by_key(|mention| weight(mention)) else { continue };
        match indication {
            Some(words) => out.push_str(&format!("  - indication: {}\n", scalar(words))),
            None => out.push_str("  - indication: Not stated\n"),
        }
        out.push_str("    history:\n");
        let mut keys = vec![("phase", main.phase.to_owned())];
        keys.extend(main.state.map(|state| ("state", state.to_owned())));
        keys.push(("note", scalar(&main.sentence)));
        entry(&about.remark(&main.at), filing.as_deref(), &keys, &mut out);
        also_said(&of, main, about, &mut out);
        // A milestone belongs to the program whose short name it holds; the last program takes the rest.
        let short = indication
            .as_ref()
            .and_then(|words| words.rsplit_once('('))
            .map(|(_, short)| short.trim_end_matches(')'));
        let (mine, rest): (Vec<&Milestone>, Vec<&Milestone>) = open
            .into_iter()
            .partition(|m| index + 1 == count || short.is_some_and(|short| m.what.contains(short)));
        open = rest;
        if !mine.is_empty() {
            out.push_str("    milestones:\n");
        }
        for milestone in mine {
            let keys = [
                ("what", scalar(&milestone.what)),
                ("window", milestone.window.clone()),
                ("as_said", scalar(&milestone.as_said)),
            ];
            entry(&about.remark(&milestone.at), filing.as_deref(), &keys, &mut out);
        }
    }
    out
}

/// Names the other stages that the text gives, in comments.
fn also_said(of: &[&Mention], main: &Mention, about: &About<'_>, out: &mut String) {
    let mut known = vec![(main.phase, main.state), (main.phase, None)];
    for other in of {
        let said = (other.phase, other.state);
        if known.contains(&said) {
            continue;
        }
        known.push(said);
        let state = other.state.map_or_else(String::new, |state| format!(", {state}"));
        let line = about.lines.line(other.at.start);
        out.push_str(&format!("      # also said: {}{state} (line {line})\n", other.phase));
    }
}

/// An entry of a list, with its remark and the filing that it cites.
fn entry(remark: &str, filing: Option<&str>, keys: &[(&str, String)], out: &mut String) {
    out.push_str(&format!("      {remark}\n"));
    let mut mark = "- ";
    if let Some(filing) = filing {
        out.push_str(&format!("      - filing: {filing}\n"));
        mark = "  ";
    }
    for (key, value) in keys {
        out.push_str(&format!("      {mark}{key}: {value}\n"));
        mark = "  ";
    }
}

//! The drafts of real releases, against their truth.

#![expect(clippy::disallowed_methods, reason = "the laws over real releases read them from a disk")]

use serde_json::{Value, json};

use super::dateline::Reported;
use super::tests::audited;
use super::*;
use crate::import::reading::Part;
use crate::source::SitePath;

/// The drafts of a real release, with its headline, dateline and period.
fn of_release(file: &std::path::Path) -> (Vec<Draft>, String, Dateline, Reported) {
    let bytes = std::fs::read(file).unwrap();
    let imported = crate::import::import(&SitePath::fixed("release.txt"), &bytes, None).unwrap();
    let parts = imported.reading.parts.iter();
    let blocks: Vec<&Block> = parts
        .filter_map(|part| match part {
            Part::Prose(block) => Some(block),
            Part::Statement(_) => None,
        })
        .collect();
    let zone = Zone::parse("America/New_York").unwrap();
    let lines = Lines::of(&imported.text);
    let about = About { zone: &zone, filing: Some("q2-2020"), lines: &lines };
    let all = || blocks.iter().copied();
    (
        drafts(all(), &about),
        headline(all()).unwrap().1,
        dateline(all()).unwrap(),
        reported(all()).unwrap(),
    )
}

#[test]
fn both_releases_give_the_event_the_contacts_and_the_dates_of_their_truth() {
    let Some(shared) = std::env::var_os("IR_SITE_SHARED").map(std::path::PathBuf::from) else {
        return;
    };
    let text = std::fs::read_to_string(shared.join("filings/expected.json")).unwrap();
    let truth: Value = serde_json::from_str(&text).unwrap();
    for seed in ["s1", "s2"] {
        let truth = &truth["seeds"][seed];
        let file = shared.join("filings").join(truth["file"].as_str().unwrap());
        let (drafts, headline, dateline, reported) = of_release(&file);
        assert_eq!(headline, truth["headline"].as_str().unwrap());
        assert_eq!(dateline.date.to_string(), truth["dateline"]["date"].as_str().unwrap());
        assert_eq!(dateline.place.as_deref(), truth["dateline"]["place"].as_str());
        assert_eq!(reported.end.to_string(), truth["period"]["end"].as_str().unwrap());
        assert_eq!(
            reported.part.map(crate::date::Part::code),
            truth["period"]["fiscal_quarter"].as_str()
        );
        assert_eq!(reported.year.map(i64::from), truth["period"]["fiscal_year"].as_i64());
        let yaml = |path: &str| {
            let draft = drafts.iter().find(|draft| draft.path == path)?;
            Some(serde_yaml::from_str::<Value>(&draft.text).unwrap())
        };
        assert_eq!(yaml("event.yaml"), event_of(&truth["event"]), "{seed}");
        let contacts = yaml("contacts.yaml").unwrap();
        let found = contacts["contacts"][0]["value"].as_array().unwrap();
        let wanted = truth["contacts"].as_array().unwrap();
        assert_eq!(found.len(), wanted.len());
        for (found, wanted) in found.iter().zip(wanted) {
            let role = found["role"].as_str().map(str::to_lowercase);
            assert_eq!(role.as_deref(), wanted["role"].as_str(), "{seed}");
            for (key, of) in [
                ("name", "person"),
                ("organization", "org"),
                ("phone", "phone"),
                ("email", "email"),
            ] {
                assert_eq!(found[key], wanted[of], "{seed}");
            }
        }
        let names = |path: &str| path.starts_with("pipeline/");
        let candidates = drafts.iter().filter(|draft| names(&draft.path)).count();
        assert_eq!(candidates, truth["pipeline"].as_array().unwrap().len());
        assert_eq!(audited(&drafts), [""; 0]);
    }
}

/// The event of a release's truth in the form of content.
fn event_of(truth: &Value) -> Option<Value> {
    truth.as_object()?;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let replay = &truth["replay"];
    let from = text(&replay["available_from"]).replace(" EDT", "").replace('T', " ");
    Some(json!({
        "title": "Conference call on second-quarter 2006 results",
        "kind": truth["kind"],
        "filing": "q2-2020",
        "starts": format!("{} {}", text(&truth["date"]), text(&truth["time"])),
        "dial_in": truth["dial_in"],
        "access_code": truth["access_code"],
        "webcast": {
            "url": format!("https://{}/", text(&truth["webcast"]["url"])),
            "until": truth["webcast"]["archive_until_computed"],
        },
        "replay": {
            "starts": from,
            "approximate": replay["approximate"],
            "until": replay["available_until"],
            "dial_in": replay["dial_in"],
            "access_code": replay["reservation_number"],
            "code_label": "reservation number",
        },
    }))
}

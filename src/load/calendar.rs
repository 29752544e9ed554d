//! `content/events/*.yaml`: calls, meetings, deadlines.

use super::accept::accepts;
use super::company::phone;
use super::dating::{self, Dating, Settled};
use super::fields::{self, Fields, Reader};
use super::revision::check_unrevised;
use super::{Dates, Layout, Loader, Owned};
use crate::date::Moment;
use crate::diag::{Accepted, Diagnostic, code};
use crate::model::calendar::{DialIn, EventDetails, EventKind, Replay, Webcast};
use crate::source::Span;
use crate::text::yaml::{self, Node};

/// An event, whenever it is public.
pub type RawEvent = EventDetails;

/// Reads every event.
pub(super) fn load(loader: &mut Loader<'_>, layout: &Layout, dates: &Dates) -> Vec<RawEvent> {
    let mut events = Vec::new();
    for (slug, (path, files)) in &layout.events {
        let draft = {
            let Some((text, mut reader)) = loader.open(path) else { continue };
            let Some(node) = yaml::parse(path, &text, 0, reader.diags) else { continue };
            event(&node, slug, files, &mut reader)
        };
        check_unrevised(files, &mut loader.diags);
        let Some((dating, details, range, accepts)) = draft else { continue };
        match dating::settle(&dating, dates, &mut loader.diags) {
            Settled::Public(source) => {
                loader.accept(accepts, Some(source.published.instant()));
                events.push(details(source));
            }
            Settled::Draft => loader.hold(path, range, format!("event {slug}")),
            Settled::Broken => {}
        }
    }
    events
}

type Make = Box<dyn FnOnce(crate::model::Provenance) -> EventDetails>;

fn event(
    node: &Node,
    slug: &str,
    files: &Owned,
    reader: &mut Reader<'_>,
) -> Option<(Dating, Make, std::ops::Range<usize>, Vec<Accepted>)> {
    let mut fields = Fields::of(node, reader)?;
    let title = fields.required("title", reader, fields::line);
    let kind = fields.optional("kind", reader, |n, r| fields::one_of(n, r, &EventKind::ALL));
    let dating = dating::dating(&mut fields, reader);
    let starts = fields.required("starts", reader, fields::moment);
    let ends = fields.optional("ends", reader, fields::moment);
    let place = fields.optional("place", reader, fields::line);
    let note = fields.optional("note", reader, fields::prose);
    let dial_in = fields.list("dial_in", reader, dial_in);
    let access_code = fields.optional("access_code", reader, fields::line);
    let webcast = fields.optional("webcast", reader, webcast);
    let replay = fields.optional("replay", reader, replay);
    let span = |key: &str, reader: &Reader<'_>| reader.span(&fields.key_range(key));
    if let Some(starts) = &starts {
        in_order(starts, ends.as_ref(), span("ends", reader), "the event", reader);
        let until = webcast.as_ref().and_then(|w| w.until.as_ref());
        in_order(starts, until, span("webcast", reader), "the webcast", reader);
        if let Some(replay) = &replay {
            if replay.starts.as_ref().is_some_and(|replay| replay.instant() < starts.starts_at()) {
                let message = format!("the replay starts before the event ({})", starts.long());
                let finding = Diagnostic::error(code::REPLAY, span("replay", reader), message);
                reader.diags.push(finding.help("check the year and the month of both dates"));
            }
            let from = replay.starts.as_ref().unwrap_or(starts);
            in_order(from, replay.until.as_ref(), span("replay", reader), "the replay", reader);
        }
    }
    let range = fields.range();
    let place_of_title = span("title", reader);
    let accepts = accepts(&mut fields, "content/events", reader);
    fields.close(reader);
    let (title, starts, slug, files) = (title?, starts?, slug.to_owned(), files.clone());
    let kind = kind.unwrap_or(EventKind::Other);
    let make: Make = Box::new(move |source| EventDetails {
        slug,
        title,
        kind,
        source,
        starts,
        ends,
        place,
        note,
        dial_in,
        access_code,
        webcast,
        replay,
        files,
        span: place_of_title,
    });
    Some((dating?, make, range.start..range.start + 1, accepts))
}

fn in_order(
    from: &Moment,
    until: Option<&Moment>,
    span: Span,
    what: &str,
    reader: &mut Reader<'_>,
) {
    if until.is_some_and(|until| until.instant() < from.starts_at()) {
        let message = format!("{what} ends before it starts ({})", from.long());
        reader.diags.push(
            Diagnostic::error(code::REPLAY, span, message)
                .help("check the year and the month of both dates"),
        );
    }
}

fn dial_in(node: &Node, reader: &mut Reader<'_>) -> Option<DialIn> {
    let mut fields = Fields::of(node, reader)?;
    let number = fields.required("number", reader, phone);
    let region = fields.optional("region", reader, fields::line);
    fields.close(reader);
    Some(DialIn { number: number?, region })
}

fn webcast(node: &Node, reader: &mut Reader<'_>) -> Option<Webcast> {
    let mut fields = Fields::of(node, reader)?;
    let url = fields.required("url", reader, fields::url);
    let until = fields.optional("until", reader, fields::moment);
    fields.close(reader);
    Some(Webcast { url: url?, until })
}

fn replay(node: &Node, reader: &mut Reader<'_>) -> Option<Replay> {
    let mut fields = Fields::of(node, reader)?;
    let replay = Replay {
        starts: fields.optional("starts", reader, fields::moment),
        approximate: fields.optional("approximate", reader, fields::truth).unwrap_or(false),
        until: fields.optional("until", reader, fields::moment),
        dial_in: fields.list("dial_in", reader, dial_in),
        access_code: fields.optional("access_code", reader, fields::line),
        code_label: fields.optional("code_label", reader, fields::line),
    };
    fields.close(reader);
    Some(replay)
}

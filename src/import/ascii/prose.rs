//! Prose: paragraphs unwrapped, headings, lists, and lines whose breaks matter.

use super::super::filing::{Block, Dropped, Text, Why};
use super::line::{self, Flow, Line, Word};
use super::list::Lists;
use super::shape;
use super::title::{Look, Part};

/// How many lines at its end say whether a paragraph was cut.
const TAIL: usize = 12;

/// Lines that stand together.
#[derive(Clone, Debug, Default)]
pub(super) struct Chunk<'l, 'a> {
    pub(super) lines: Vec<&'l Line<'a>>,
    /// Whether a page ended between the chunk before and this one.
    broken: bool,
    /// Whether its last line is underlined.
    underlined: bool,
}

/// Reads lines of prose.
pub(super) fn read<'a>(
    input: &'a str,
    lines: &[Line<'a>],
    parts: &mut Vec<Part>,
    dropped: &mut Vec<Dropped>,
) {
    let chunks = rejoin(chunks(lines));
    let mut lists = Lists::new(input);
    for (n, chunk) in chunks.iter().enumerate() {
        if lists.ends_before(chunk)
            && let Some(list) = lists.close()
        {
            parts.push(Part::new(list));
        }
        if lists.takes(chunk, chunks.get(n + 1)) {
            continue;
        }
        if let Some(list) = lists.close() {
            parts.push(Part::new(list));
        }
        one(input, chunk, parts);
    }
    if let Some(list) = lists.close() {
        parts.push(Part::new(list));
    }
    dropped.extend(lists.bullets().into_iter().map(|at| Dropped {
        text: input.get(at.clone()).unwrap_or_default().to_owned(),
        at,
        why: Why::Layout,
    }));
}

/// Parts lines where blank ones and rules stand.
fn chunks<'l, 'a>(lines: &'l [Line<'a>]) -> Vec<Chunk<'l, 'a>> {
    let mut chunks: Vec<Chunk<'l, 'a>> = Vec::new();
    let mut now = Chunk::default();
    for line in lines {
        if line.page && line.is_blank() {
            end(&mut chunks, &mut now);
            now.broken = true;
        } else if line.is_blank() {
            end(&mut chunks, &mut now);
        } else if line.is_rule() {
            if let Some(last) = now.lines.last() {
                now.underlined = last.indent().abs_diff(line.indent()) < 3
                    && last.end().abs_diff(line.end()) < 4;
            }
            end(&mut chunks, &mut now);
        } else {
            if begins_anew(&now, line) {
                end(&mut chunks, &mut now);
            }
            now.broken |= line.page;
            now.lines.push(line);
        }
    }
    end(&mut chunks, &mut now);
    chunks
}

/// Whether a line begins a paragraph though no blank line stands before it: it is set in, or it carries the
/// next letter or number of an enumeration.
fn begins_anew(now: &Chunk<'_, '_>, line: &Line<'_>) -> bool {
    let (Some(first), Some(last)) = (now.lines.first(), now.lines.last()) else { return false };
    let bullet = matches!(super::list::marker(line), Some(super::list::Marker::Bullet(_)));
    if super::list::marker(first).is_some() {
        return false;
    }
    if bullet {
        return line.indent() > first.indent() || shape::ends_sentence(&last.joined());
    }
    let next =
        is_numbered(first) && is_numbered(line) && line.indent().abs_diff(first.indent()) < 2;
    let set_in = line.indent() >= last.indent() + 3 && line.indent() < 16;
    let wide = last.end().max(line.end()) > 55 && line.groups(3).len() == 1;
    next || (set_in && wide && !is_numbered(first) && shape::ends_sentence(&last.joined()))
}

fn is_numbered(line: &Line<'_>) -> bool {
    line.words.first().is_some_and(|word| is_number(word.text))
}

/// Whether a word is the letter or number of an enumeration, in parentheses.
fn is_number(word: &str) -> bool {
    let inner = word.strip_prefix('(').and_then(|word| word.strip_suffix(')'));
    inner.is_some_and(|inner| {
        (1..=4).contains(&inner.len()) && inner.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

fn end<'l, 'a>(chunks: &mut Vec<Chunk<'l, 'a>>, now: &mut Chunk<'l, 'a>) {
    if !now.lines.is_empty() {
        chunks.push(std::mem::take(now));
    }
}

/// Joins what a page break has cut: prose that stops inside a sentence with what goes on behind the break.
fn rejoin<'l, 'a>(chunks: Vec<Chunk<'l, 'a>>) -> Vec<Chunk<'l, 'a>> {
    let mut joined: Vec<Chunk<'l, 'a>> = Vec::with_capacity(chunks.len());
    for chunk in chunks {
        match joined.last_mut() {
            Some(last) if chunk.broken && last.is_cut() && chunk.goes_on() => {
                last.lines.extend(chunk.lines);
                last.underlined = chunk.underlined;
            }
            _ => joined.push(chunk),
        }
    }
    joined
}

impl Chunk<'_, '_> {
    /// Whether it is prose that ends inside a sentence.
    fn is_cut(&self) -> bool {
        let Some(last) = self.lines.last() else { return false };
        let words = last.joined();
        let tail = &self.lines[self.lines.len().saturating_sub(TAIL)..];
        let prose = is_prose(tail) || super::list::marker(self.lines[0]).is_some();
        prose && !self.underlined && !shape::ends_sentence(&words)
    }

    /// Whether it may be the rest of a sentence.
    fn goes_on(&self) -> bool {
        let Some(first) = self.lines.first() else { return false };
        let words = first.joined();
        let lower = shape::starts_lower(&words);
        super::list::marker(first).is_none()
            && first.groups(3).len() == 1
            && (lower || (first.end() > 40 && self.is_prose() && !shape::is_caps(&words)))
    }

    /// Whether its lines are broken because they are full, as those of a paragraph are.
    pub(super) fn is_prose(&self) -> bool {
        is_prose(&self.lines)
    }
}

fn is_prose(lines: &[&Line<'_>]) -> bool {
    let width = lines.iter().map(|line| line.end()).max().unwrap_or_default();
    let Some(first) = lines.first() else { return false };
    if lines.len() == 1 {
        return is_sentence(&first.joined());
    }
    let forced = lines.windows(2).filter(|pair| is_forced(pair[0], pair[1], width)).count();
    let extent = lines.iter().map(|line| line.end() - line.indent()).max().unwrap_or_default();
    let text: String = lines.iter().map(|line| line.joined() + " ").collect();
    let apart = lines.iter().filter(|line| line.groups(4).len() > 1).count();
    let sentence = !shape::is_caps(&text) || lines.len() > 3 || shape::ends_sentence(&text);
    let flush = lines.len() > 2 || is_flush(lines) || shape::ends_sentence(&text);
    forced * 10 >= (lines.len() - 1) * 7
        && extent > 40
        && sentence
        && flush
        && apart * 3 <= lines.len()
        && !(shape::is_title_case(&text) && lines.len() < 4 && !shape::ends_sentence(&text))
}

/// Whether the first word of the next line would not have fitted on this one.
pub(super) fn is_forced(line: &Line<'_>, next: &Line<'_>, width: usize) -> bool {
    let first = next.words.first().map_or(0, |word| word.to - word.from);
    line.end() + 1 + first + 2 > width
}

/// Whether two lines begin in one column, but for a first line that is set in.
fn is_flush(lines: &[&Line<'_>]) -> bool {
    match lines {
        [first, _] if is_numbered(first) => true,
        [first, second] => first.indent() == second.indent() || second.indent() < 4,
        _ => true,
    }
}

/// Whether one line is a sentence, or words of one.
fn is_sentence(text: &str) -> bool {
    let words = text.split(' ').count();
    let lower = text.split(' ').filter(|word| shape::starts_lower(word)).count();
    (shape::ends_sentence(text) && words > 3 && !text.ends_with(':') && lower > 0)
        || (lower * 2 >= words && words > 3)
        || (text.ends_with(':') && lower > 0)
}

/// Reads one chunk.
fn one(input: &str, chunk: &Chunk<'_, '_>, parts: &mut Vec<Part>) {
    let lines = chunk.lines.as_slice();
    let Some(first) = lines.first() else { return };
    let words = first.joined();
    if lines.len() == 1 {
        match look(first, chunk.underlined) {
            Some(look) => parts.push(Part::heading(text(input, lines), look)),
            None if chunk.is_prose() || (is_numbered(first) && shape::ends_sentence(&words)) => {
                paragraph(input, lines, parts);
            }
            None => parts.push(Part::new(Block::Lines(vec![text(input, lines)]))),
        }
        return;
    }
    let rest = &lines[1..];
    let width = lines.iter().map(|line| line.end()).max().unwrap_or_default();
    let body = is_prose(rest) && (rest[0].end() > 45 || shape::ends_sentence(&rest[0].joined()));
    let caps = |line: &Line<'_>| shape::is_caps(&line.joined());
    let set = caps(first) && !shape::is_open(&words) && !starts_in_caps(rest[0]);
    let heads = body && !caps(rest[0]) && (set || !is_forced(first, rest[0], width));
    if super::title::is_exhibit(&words) || super::title::is_contact_label(&words) {
        one(input, &Chunk { lines: vec![first], ..Chunk::default() }, parts);
        one(input, &Chunk { lines: rest.to_vec(), ..chunk.clone() }, parts);
    } else if let Some(look) = look(first, false).filter(|_| heads) {
        parts.push(Part::heading(text(input, &lines[..1]), Look { glued: true, ..look }));
        paragraph(input, rest, parts);
    } else if chunk.is_prose() {
        paragraph(input, lines, parts);
    } else if lines.len() == 2
        && lines.iter().all(|line| caps(line) && look(line, false).is_some())
        && (chunk.underlined
            || (first.end() > 50 && is_forced(first, rest[0], width) && is_flush(lines)))
    {
        parts.push(Part::heading(text(input, lines), Look { caps: true, glued: false }));
    } else {
        for side in apart(lines) {
            let lines = side.into_iter().map(|words| line::text(input, words)).collect();
            parts.push(Part::new(Block::Lines(lines)));
        }
    }
}

/// The words of lines that stand on the left, and those that stand far to the right of them.
fn apart<'l, 'a>(lines: &'l [&Line<'a>]) -> Vec<Vec<&'l [Word<'a>]>> {
    let groups: Vec<Vec<&[Word<'_>]>> = lines.iter().map(|line| line.groups(10)).collect();
    if groups.iter().any(|groups| groups.len() > 2) {
        return vec![lines.iter().map(|line| line.words.as_slice()).collect()];
    }
    let left = groups.iter().filter_map(|groups| groups.first().copied()).collect();
    let right: Vec<_> = groups.iter().filter_map(|groups| groups.get(1).copied()).collect();
    if right.is_empty() { vec![left] } else { vec![left, right] }
}

/// Whether the first two words are in capitals, as where a sentence in capitals goes on.
fn starts_in_caps(line: &Line<'_>) -> bool {
    let words: Vec<&str> = line.words.iter().take(2).map(|word| word.text).collect();
    words.iter().all(|word| shape::is_caps(word))
}

fn text(input: &str, lines: &[&Line<'_>]) -> Text {
    let mut flow = Flow::new(input);
    for line in lines {
        flow.words(&line.words);
    }
    flow.done()
}

/// A paragraph, or several of which each sets its first line in.
fn paragraph(input: &str, lines: &[&Line<'_>], parts: &mut Vec<Part>) {
    let base = lines.iter().skip(1).map(|line| line.indent()).min().unwrap_or_default();
    let begins = |pair: &[&Line<'_>]| {
        let set_in = pair[1].indent() >= base + 3 && pair[0].indent() < pair[1].indent();
        set_in && shape::ends_sentence(&pair[0].joined())
    };
    let mut start = 0;
    for n in 1..=lines.len() {
        if n == lines.len() || begins(&lines[n - 1..=n]) {
            parts.push(Part::new(Block::Paragraph(text(input, &lines[start..n]))));
            start = n;
        }
    }
}

/// A heading without the number before it: `(3)`, `(a)`.
fn unnumbered(words: &str) -> &str {
    let Some((number, rest)) = words.split_once(' ') else { return words };
    if is_number(number) { rest } else { words }
}

/// Whether a line may be a heading, and what it looks like.
fn look(line: &Line<'_>, underlined: bool) -> Option<Look> {
    let all = line.joined();
    let words = unnumbered(&all);
    let count = words.split(' ').count();
    let letters = words.chars().filter(|c| c.is_alphabetic()).count();
    let digits = words.chars().filter(char::is_ascii_digit).count();
    let stop = words.ends_with(['.', ',', ';'])
        && !["Inc.", "Corp.", "Ltd.", "Co.", "L.P.", "N.V.", "INC.", "CORP.", "LTD.", "CO."]
            .iter()
            .any(|form| words.ends_with(form));
    let plain = letters > 2
        && digits * 2 < letters
        && count < 16
        && words.len() < 110
        && !stop
        && !words.starts_with(['(', '[', '/', '*', '@'])
        && !words.contains(['@', '|'])
        && !words.contains("www.")
        && !words.contains("://")
        && !words.starts_with("Date:")
        && !(words.starts_with('-') && words.ends_with('-'))
        && line.groups(3).len() < 2 + usize::from(words.len() < all.len())
        && !shape::is_date(words);
    if !plain {
        return None;
    }
    if shape::is_caps(words) {
        let code = count == 1 && words.contains(['-', '/', '_']) && !words.ends_with('-');
        return (!code).then_some(Look { caps: true, glued: false });
    }
    let lower = words.to_ascii_lowercase();
    let intro = count < 7
        && (lower.ends_with(" follows:") || lower.ends_with(" follow:"))
        && !lower.ends_with("as follows:")
        && shape::starts_upper(words);
    let titled = shape::is_title_case(words) && count < 13;
    (titled || intro || (underlined && shape::starts_upper(words)))
        .then_some(Look { caps: false, glued: false })
}

/// Joins lines of a title that were broken because they were full. A line that could have held the first word
/// of the next one was ended on purpose.
pub(super) fn regroup(lines: Vec<Text>) -> Vec<Text> {
    let mut groups: Vec<(Text, usize, usize)> = Vec::new();
    for mut text in lines {
        let words = text.words();
        let width = words.chars().count();
        let first = words.split(' ').next().map_or(0, |word| word.chars().count());
        let marked = words.starts_with(['(', '-', '"']);
        match groups.last_mut() {
            Some((group, widest, last)) if *last + 1 + first > (*widest).max(width) && !marked => {
                if let Some(run) = text.runs.first_mut() {
                    run.text.insert(0, ' ');
                }
                group.runs.append(&mut text.runs);
                (*widest, *last) = ((*widest).max(width), width);
            }
            _ => groups.push((text, width, width)),
        }
    }
    groups.into_iter().map(|(text, _, _)| text).collect()
}

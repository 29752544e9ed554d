//! Words of opposite sign, `income (loss)`, written as one word in one order.

/// A word that has an opposite, as the pairs of [`paired`] spell it.
fn polar(token: &str) -> Option<&'static str> {
    Some(match token {
        "income" => "income",
        "loss" => "loss",
        "gain" => "gain",
        "increase" => "increase",
        "decrease" => "decrease",
        "expense" => "expense",
        "benefit" => "benefit",
        "provision" => "provision",
        "credit" => "credit",
        "recovery" => "recovery",
        "recapture" => "recapture",
        "release" => "release",
        "reversal" => "reversal",
        "equity" => "equity",
        "deficit" => "deficit",
        "providedby" | "provided" | "generated" => "providedby",
        "usedin" | "used" => "usedin",
        _ => return None,
    })
}

fn is_preposition(token: &str) -> bool {
    matches!(token, "for" | "from" | "of" | "in" | "by" | "on")
}

/// Writes two words of opposite sign as one, the one first whose printed figure is positive.
pub(super) fn paired(tokens: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::with_capacity(tokens.len());
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        if let Some((pair, behind)) = pair(rest) {
            out.push(pair);
            rest = behind;
            continue;
        }
        out.push(token.clone());
        rest = after;
    }
    out
}

/// A pair at the beginning of these tokens, and what follows it.
fn pair(tokens: &[String]) -> Option<(String, &[String])> {
    let (first, in_parentheses, rest) = pole(tokens)?;
    let rest = match rest.split_first() {
        Some((sign, behind)) if sign == "/" || sign == "or" => behind,
        _ if in_parentheses => rest,
        Some((sign, _)) if sign == "(" => rest,
        _ => return None,
    };
    let (second, also, rest) = pole(rest)?;
    if first == second || (in_parentheses && also) {
        return None;
    }
    let (plus, minus) = if in_parentheses { (second, first) } else { (first, second) };
    let taken = rest.split_first().filter(|(next, _)| {
        is_preposition(next)
            && !matches!(plus, "income" | "loss" | "gain" | "increase" | "decrease")
    });
    Some((format!("{plus}({minus})"), taken.map_or(rest, |(_, behind)| behind)))
}

/// One word of a pair, with or without parentheses around it and a preposition behind it.
fn pole(tokens: &[String]) -> Option<(&'static str, bool, &[String])> {
    let (open, inner) = match tokens.split_first()? {
        (sign, rest) if sign == "(" => (true, rest),
        _ => (false, tokens),
    };
    let (word, mut rest) = inner.split_first()?;
    let word = polar(word)?;
    let before_opposite =
        |rest: &[String]| matches!(rest.first().map(String::as_str), Some("(" | ")" | "/" | "or"));
    if let Some((next, behind)) = rest.split_first()
        && is_preposition(next)
        && before_opposite(behind)
    {
        rest = behind;
    }
    if open {
        let (sign, behind) = rest.split_first()?;
        return (sign == ")").then_some((word, true, behind));
    }
    Some((word, false, rest))
}

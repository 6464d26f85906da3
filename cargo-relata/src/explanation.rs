//! Parts of the explanation of a rule.

use relata::Rule;

/// The first line: what the rule reports.
pub(crate) fn summary(rule: Rule) -> &'static str {
    rule.explanation().lines().next().unwrap_or_default()
}

/// The text before the first example: what the rule reports, and why it matters.
pub(crate) fn opening(rule: Rule) -> String {
    let lines = rule.explanation().lines();
    let before: Vec<&str> = lines
        .take_while(|it| !it.starts_with("Erroneous"))
        .collect();
    before.join("\n").trim_end().to_owned()
}

/// The explanation in Markdown, without the lines that only its doctests need.
pub(crate) fn page(rule: Rule) -> String {
    let mut text = String::new();
    let mut in_code = false;
    for line in rule.explanation().lines() {
        if line.starts_with("```") {
            in_code = !in_code;
            let fence = line.split(',').next().unwrap_or(line);
            text.push_str(fence);
        } else if in_code && (line == "#" || line.starts_with("# ")) {
            continue;
        } else {
            text.push_str(line);
        }
        text.push('\n');
    }
    text
}

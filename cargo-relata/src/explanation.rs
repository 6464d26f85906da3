//! The explanation of a rule, as far as a reader needs it.

use relata::Rule;

/// What the rule finds, in a line.
pub(crate) fn summary(rule: Rule) -> &'static str {
    rule.explanation().lines().next().unwrap_or_default()
}

/// What stands before the first example: what the rule finds, and why that hurts.
pub(crate) fn opening(rule: Rule) -> String {
    let lines = rule.explanation().lines();
    let before: Vec<&str> = lines
        .take_while(|it| !it.starts_with("Erroneous"))
        .collect();
    before.join("\n").trim_end().to_owned()
}

/// The whole in Markdown, without what only its tests need.
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

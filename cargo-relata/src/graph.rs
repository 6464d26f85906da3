//! `cargo relata graph`: draws the models and relations, with findings highlighted.

mod affected;
mod changes;
mod dbml;
mod details;
mod dot;
mod drawing;
mod edges;
mod entities;
mod erd;
mod groups;
mod html;
mod ids;
mod labels;
mod merge;
mod mermaid;
mod part;
mod picture;
mod svg;

use self::drawing::Drawing;
use crate::failure::Failure;
use crate::input::{Systems, unchecked_registry};
use crate::options::{Graph, GraphFormat};
use crate::outcome::Outcome;
use crate::outside::Outside;
use crate::reading::records_of;
use crate::terminal::Terminal;
use crate::verdict::Verdict;

pub(crate) fn run(options: &Graph, terminal: Terminal) -> Result<Outcome, Failure> {
    let policy = options.policy.read()?;
    let systems = Systems::read(&options.input, terminal)?;
    let registry = systems.combined_registry()?;
    let verdict = Verdict::check(&systems, &policy)?;
    let unlinked = systems.all.iter().flat_map(|it| &it.outside);
    let outside = Outside::new(policy.outside.iter().chain(unlinked));
    let drawing = Drawing::new(&registry, &verdict, outside);
    let drawing = match &options.diff {
        Some(old) => {
            let old = unchecked_registry(&[records_of(old)?]);
            merge::marked(Drawing::unchecked(&old), drawing)
        }
        None => drawing,
    };
    let drawing = part::select(drawing, options, &registry)?;
    let text = match options.format {
        GraphFormat::Mermaid => mermaid(&drawing, terminal),
        GraphFormat::Dot => dot::render(&drawing),
        GraphFormat::Html => html::render(&drawing, &systems),
        GraphFormat::Dbml => dbml::render(&drawing),
        GraphFormat::Svg => svg::render(&drawing),
    };
    Ok(Outcome::clean(text).to(options.output.as_deref()))
}

fn mermaid(drawing: &Drawing, terminal: Terminal) -> String {
    let (text, large) = mermaid::render(drawing);
    if let Some(large) = large {
        terminal.warn(&format!(
            "the graph is too large for Mermaid: {large}; draw a part with `--model` or `--crate`, or use `--format html`"
        ));
    }
    text
}

//! `[package.metadata.relata]` and `[workspace.metadata.relata]`: which structs are models, and what is allowed of models.

use std::ops::Range;
use std::path::Path;

use syn::Path as ModulePath;
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::document::{Document, load, table, value};
use crate::Place;
use crate::criteria::AllowedModel;
use crate::source::unreadable::Fault;

/// The settings for one package.
#[derive(Clone, Debug, Default)]
pub(in crate::source) struct Settings {
    /// The modules whose structs are models.
    pub(in crate::source) include: Option<Vec<Listed>>,
    /// The modules whose structs are not models.
    pub(in crate::source) exclude: Option<Vec<Listed>>,
    /// The rules that are allowed for single models.
    pub(in crate::source) allow: Option<Vec<AllowedModel>>,
}

/// A module in the settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::source) struct Listed {
    /// Its path, such as `blog::models`.
    pub(in crate::source) module: String,
    pub(in crate::source) place: Place,
}

impl Settings {
    /// Reads the settings in a manifest, of its `package` or of its `workspace`.
    pub(super) fn load(file: &Path, of: &str, root: &Path) -> Result<Self, Fault> {
        let text = load(file)?;
        Settings::of(&Document::parse(file, &text, root)?, of)
    }

    pub(super) fn of(document: &Document<'_>, of: &str) -> Result<Self, Fault> {
        let mut settings = Settings::default();
        let metadata = document.table(of).and_then(|it| table(it, "metadata"));
        let Some(written) = metadata.and_then(|it| value(it, "relata")) else {
            return Ok(settings);
        };
        let Some(table) = written.as_table() else {
            let entry = metadata.and_then(|it| key(it, "relata"));
            let message = format!("`{of}.metadata.relata` is not a table");
            return Err(fault(
                document,
                entry.map(Spanned::span).unwrap_or_default(),
                message,
            ));
        };
        for (key, value) in table {
            let modules = || modules(document, key.get_ref(), value);
            match &**key.get_ref() {
                "include" => settings.include = Some(modules()?),
                "exclude" => settings.exclude = Some(modules()?),
                "allow" => settings.allow = Some(allows(document, value)?),
                other => {
                    let message = format!(
                        "unknown key `{other}` in `{of}.metadata.relata`: it has `include`, `exclude` and `allow`"
                    );
                    return Err(fault(document, key.span(), message));
                }
            }
        }
        Ok(settings)
    }

    /// Returns the settings of a package, completed by those of the workspace.
    pub(super) fn or(self, workspace: &Settings) -> Self {
        Settings {
            include: self.include.or_else(|| workspace.include.clone()),
            exclude: self.exclude.or_else(|| workspace.exclude.clone()),
            allow: self.allow.or_else(|| workspace.allow.clone()),
        }
    }
}

fn key<'a, 't>(table: &'a DeTable<'t>, name: &str) -> Option<&'a Spanned<DeString<'t>>> {
    table.keys().find(|it| it.get_ref() == name)
}

fn fault(document: &Document<'_>, span: Range<usize>, message: String) -> Fault {
    let place = document.place(span);
    Fault::Settings { place, message }
}

fn modules(
    document: &Document<'_>,
    key: &str,
    value: &Spanned<DeValue<'_>>,
) -> Result<Vec<Listed>, Fault> {
    let mut modules = Vec::new();
    let no_list = |span| {
        let message = format!("`{key}` is a list of module paths, such as `[\"blog::models\"]`");
        fault(document, span, message)
    };
    let values = value.get_ref().as_array();
    for value in values.ok_or_else(|| no_list(value.span()))? {
        let written = value.get_ref().as_str();
        let written = written.ok_or_else(|| no_list(value.span()))?;
        let is_path = syn::parse_str::<ModulePath>(written).is_ok_and(|path| {
            let mut segments = path.segments.iter();
            path.leading_colon.is_none() && segments.all(|it| it.arguments.is_none())
        });
        if !is_path {
            let message =
                format!("`{written}` is not the path of a module, such as `blog::models`");
            return Err(fault(document, value.span(), message));
        }
        modules.push(Listed {
            module: written.split_whitespace().collect(),
            place: document.place(value.span()),
        });
    }
    Ok(modules)
}

fn allows(
    document: &Document<'_>,
    value: &Spanned<DeValue<'_>>,
) -> Result<Vec<AllowedModel>, Fault> {
    let no_list = |span| {
        let example = "[{ model = \"audit::Entry\", rule = \"missing_model\", reason = \"…\" }]";
        fault(
            document,
            span,
            format!("`allow` is a list such as `{example}`"),
        )
    };
    let mut allows = Vec::new();
    let values = value.get_ref().as_array();
    for value in values.ok_or_else(|| no_list(value.span()))? {
        let texts = value.get_ref().as_table().filter(|it| it.len() == 3);
        let text = |key| texts?.get(key)?.get_ref().as_str().map(str::to_owned);
        let texts = text("model").zip(text("rule")).zip(text("reason"));
        let ((model, rule), reason) = texts.ok_or_else(|| no_list(value.span()))?;
        allows.push(AllowedModel {
            model,
            rule,
            reason,
            place: document.place(value.span()),
        });
    }
    Ok(allows)
}

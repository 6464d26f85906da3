//! What a check compared and what it could not, as counts.

use std::fmt;

use super::wording::counted;
#[cfg(feature = "schema")]
use super::wording::one_or;

/// Describes a check of models that declare no relation, but have columns that were compared.
const NO_RELATION: &str = "no relation is declared";

/// Describes a check of models that declare no relation.
pub(crate) const NOTHING_COMPARED: &str = "no relation is declared; nothing was compared";

/// What a check compared, and what it could not compare. Its text is one line.
///
/// Each relation counts once: its key was compared, it has no key of its own, or something that the comparison needs is
/// unknown. If a relation has several targets, the worst result counts. Both sides of a relationship share one key, and
/// each side counts.
///
/// ```rust,standalone_crate
/// # use relata::Model;
/// #[derive(Model)]
/// struct Account {
///     id: i64,
///     owner_id: i64, // a key without a relation
/// }
///
/// #[derive(Model)]
/// struct Owner {
///     id: i64,
/// }
///
/// let registry = relata::init()?;
/// assert_eq!(registry.coverage().to_string(), "2 models, no relation is declared; nothing was compared");
/// # Ok::<(), relata::Report>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "document", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Coverage {
    /// The number of checked models, without external ones.
    pub models: u32,
    /// The number of relations that these models declare.
    pub relations: u32,
    /// Relations with a key whose fields have types that were compared with the types of the fields that it points at:
    /// by type id, or by text where that is certain. They count even if the types differ, which is a finding.
    pub keys_compared: u32,
    /// Relations whose key is not known from either side. A `many_to_many` without a through model is one of them.
    pub keys_unknown: u32,
    /// Relations with a known key, but the types of its fields, or the fields that it points at, are not known: the
    /// target is external, abstract or can be any model, the primary key of the target is unknown, or a type is known
    /// only as text that can mean different types.
    pub types_unknown: u32,
    /// Relations with a target or a through model that is not registered, is ambiguous or is
    /// [`outside`](crate::Options::outside).
    pub targets_unknown: u32,
    /// Relations without a key of their own whose targets are registered: a `refers_to`, or a relation that goes through a
    /// model, whose relations have the keys and count themselves.
    pub relations_without_key: u32,
    /// Models that declare no relation and that no relation names. External and abstract models do not count.
    pub models_without_relations: u32,
    /// Fields that were compared with a column of the schema: both have a type that is known.
    pub columns_compared: u32,
    /// Fields with a column whose types were not compared, because one of them is not known.
    pub column_types_unknown: u32,
    /// Models that were not compared with a schema, because their table is not known, is missing, or is declared in several
    /// ways. Without a schema there are none.
    pub tables_unknown: u32,
    /// Foreign keys of the schema that no relation declares. Only those between tables with models count.
    pub foreign_keys_without_relation: u32,
    /// Code in the source that may declare models or relations and is not read: macros with the derive of a model or a table,
    /// which are not expanded, `include!` of a path that is not a text, such as that of a generated file, and SeaORM's
    /// `impl Linked`. In a program there is none.
    pub unread_code: u32,
    /// Parts of records that a later version of relata wrote and that this version does not know. They were skipped.
    pub skipped_parts: u32,
    /// Findings that an `allow` on a model or a relation silenced. If several relations share a fault, each counts.
    pub silenced_by_allow: u32,
    /// Findings of rules that the options set to [`Level::Allow`](crate::Level::Allow). If several relations share a
    /// fault, each may count. A model that only the options expect does not count.
    pub silenced_by_level: u32,
    /// Denied findings that the baseline lowered to warnings.
    pub silenced_by_baseline: u32,
}

impl Coverage {
    /// Whether relations are declared, and each of them was compared or has no key of its own.
    pub fn is_complete(&self) -> bool {
        self.relations > 0 && self.keys_unknown + self.types_unknown + self.targets_unknown == 0
    }

    /// The number of findings that an `allow`, a level or the baseline silenced.
    pub fn silenced(&self) -> u32 {
        self.silenced_by_allow + self.silenced_by_level + self.silenced_by_baseline
    }
}

impl fmt::Display for Coverage {
    #[cold]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = |count: u32, noun: &str| counted(count as usize, noun);
        write!(f, "{}, ", each(self.models, "model"))?;
        if self.relations == 0 {
            let is_nothing = self.columns_compared == 0;
            f.write_str(if is_nothing {
                NOTHING_COMPARED
            } else {
                NO_RELATION
            })?;
        } else {
            let relations = each(self.relations, "relation");
            let compared = each(self.keys_compared, "key");
            write!(f, "{relations}; {compared} compared")?;
            self.write_unknown(f)?;
        }
        #[cfg(feature = "schema")]
        self.write_schema(f)?;
        #[cfg(feature = "source")]
        if self.unread_code > 0 {
            write!(
                f,
                "; {} of the source not read",
                each(self.unread_code, "part")
            )?;
        }
        if self.skipped_parts > 0 {
            let parts = each(self.skipped_parts, "unknown part");
            write!(f, "; {parts} of records skipped")?;
        }
        self.write_silenced(f)
    }
}

impl Coverage {
    fn write_unknown(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (count, noun, state) in [
            (self.keys_unknown, "key", " not known"),
            (self.types_unknown, "type", " not known"),
            (self.targets_unknown, "target", " not known"),
            (self.relations_without_key, "relation", " without a key"),
        ] {
            if count > 0 {
                write!(f, ", {}{state}", counted(count as usize, noun))?;
            }
        }
        if self.models_without_relations > 0 {
            let models = counted(self.models_without_relations as usize, "model");
            write!(f, "; {models} without relations")?;
        }
        Ok(())
    }

    #[cfg(feature = "schema")]
    fn write_schema(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let each = |count: u32, noun: &str| counted(count as usize, noun);
        let unknown = self.column_types_unknown + self.tables_unknown;
        let mut separator = "; ";
        if self.columns_compared > 0 || self.relations > 0 && unknown > 0 {
            write!(f, "; {} compared", each(self.columns_compared, "column"))?;
            separator = ", ";
        }
        for (count, noun) in [
            (self.column_types_unknown, "type"),
            (self.tables_unknown, "table"),
        ] {
            if count > 0 {
                write!(f, "{separator}{} not known", each(count, noun))?;
                separator = ", ";
            }
        }
        if self.foreign_keys_without_relation > 0 {
            let keys = each(self.foreign_keys_without_relation, "foreign key");
            let have = one_or(self.foreign_keys_without_relation as usize, "has", "have");
            write!(f, "; {keys} {have} no relation")?;
        }
        Ok(())
    }

    fn write_silenced(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let by = [
            (self.silenced_by_allow, "allow"),
            (self.silenced_by_level, "level"),
            (self.silenced_by_baseline, "baseline"),
        ];
        if self.silenced() == 0 {
            return Ok(());
        }
        write!(
            f,
            "; {} silenced",
            counted(self.silenced() as usize, "finding")
        )?;
        let mut separator = ": ";
        for (count, what) in by.iter().filter(|(count, _)| *count > 0) {
            write!(f, "{separator}{count} by {what}")?;
            separator = ", ";
        }
        Ok(())
    }
}

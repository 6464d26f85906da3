//! The table of rules, one row each.

/// Calls a macro with the table: variant, name, family, default level, and where an `allow` of the rule can be: on a
/// `model` or one of its relations, or nowhere, because the rule is about the whole `registry`. Causes come before
/// consequences.
///
/// Each version of relata uses the table of its generation, because it has no pages for rules that were added later. Rules
/// are added to the last generation until it is released, and then to a new one that extends it.
#[doc(hidden)]
#[macro_export]
macro_rules! rules {
    (1, $table:ident) => {
        $table! {
            RegistrationUnavailable registration_unavailable registration Deny  registry
            EmptyRegistry           empty_registry           registration Deny  registry
            DuplicateModel          duplicate_model          models       Deny  model
            CrateLinkedTwice        crate_linked_twice       models       Warn  model
            DuplicateTable          duplicate_table          models       Allow model
            MissingCrate            missing_crate            registration Deny  registry
            MissingModel            missing_model            registration Deny  registry
            MissingTarget           missing_target           targets      Deny  model
            AmbiguousTarget         ambiguous_target         targets      Deny  model
            AbstractTarget          abstract_target          targets      Deny  model
            MissingThrough          missing_through          targets      Deny  model
            ThroughWithoutKey       through_without_key      throughs     Deny  model
            AmbiguousThrough        ambiguous_through        throughs     Deny  model
            ThroughKeys             through_keys             throughs     Deny  model
            MissingInverse          missing_inverse          inverses     Deny  model
            InverseElsewhere        inverse_elsewhere        inverses     Deny  model
            InverseKind             inverse_kind             inverses     Deny  model
            InverseDisagrees        inverse_disagrees        inverses     Deny  model
            InverseTaken            inverse_taken            inverses     Deny  model
            InverseKey              inverse_key              inverses     Deny  model
            AmbiguousInverse        ambiguous_inverse        inverses     Warn  model
            OneSidedInverse         one_sided_inverse        inverses     Allow model
            UnkeyedRelation         unkeyed_relation         keys         Deny  model
            MirroredKey             mirrored_key             keys         Deny  model
            SplitKey                split_key                keys         Deny  model
            MissingKey              missing_key              keys         Deny  model
            MissingReference        missing_reference        keys         Deny  model
            KeyCount                key_count                keys         Deny  model
            KeyType                 key_type                 keys         Deny  model
            KeyNewtype              key_newtype              keys         Warn  model
            ReferenceNotUnique      reference_not_unique     keys         Deny  model
            SetNullRequired         set_null_required        keys         Deny  model
            OnDeleteDisagrees       on_delete_disagrees      keys         Warn  model
            KeyCardinality          key_cardinality          keys         Warn  model
            SameJoin                same_join                keys         Warn  model
            SharedKey               shared_key               keys         Allow model
            RequiredCycle           required_cycle           keys         Warn  model
            IsolatedModel           isolated_model           models       Allow model
            IncompleteCoverage      incomplete_coverage      keys         Allow model
            UnknownKey              unknown_key              keys         Allow model
            UnreadRelations         unread_relations         models       Warn  model
            MissingTable            missing_table            schema       Deny  model
            MissingColumn           missing_column           schema       Deny  model
            ColumnType              column_type              schema       Deny  model
            ColumnNull              column_null              schema       Deny  model
            PrimaryKeyDiffers       primary_key_differs      schema       Deny  model
            ForeignKeyElsewhere     foreign_key_elsewhere    schema       Deny  model
            UndeclaredForeignKey    undeclared_foreign_key   schema       Allow model
            MissingForeignKey       missing_foreign_key      schema       Warn  model
            OnDeleteDiffers         on_delete_differs        schema       Warn  model
            NotUnique               not_unique               schema       Warn  model
            UnreadRequiredColumn    unread_required_column   schema       Warn  model
            NullableReference       nullable_reference       schema       Allow model
            UnindexedKey            unindexed_key            schema       Allow model
            ShortKey                short_key                schema       Allow model
            RedundantIndex          redundant_index          schema       Allow model
            TableWithoutModel       table_without_model      schema       Allow registry
            UnreadSource            unread_source            registration Warn  registry
            UnqualifiedTarget       unqualified_target       targets      Allow model
            UnusedAllow             unused_allow             registration Warn  registry
        }
    };
}

macro_rules! names {
    ($($variant:ident $name:ident $family:ident $level:ident $about:ident)*) => {
        const NAMES: &[(&str, &str)] = &[$((stringify!($name), stringify!($about))),*];
    };
}
rules!(1, names);

/// Returns the rules that a model or a relation can allow.
pub fn allowed() -> impl Iterator<Item = &'static str> {
    about("model")
}

/// Returns the rules about the whole registry.
pub fn of_registry() -> impl Iterator<Item = &'static str> {
    about("registry")
}

fn about(what: &'static str) -> impl Iterator<Item = &'static str> {
    let rules = NAMES.iter().filter(move |(_, about)| *about == what);
    rules.map(|(name, _)| *name)
}

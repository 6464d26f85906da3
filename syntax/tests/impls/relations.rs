//! `RelationTrait`.

use relata_syntax::{Definition, Impl, read_impl};
use syn::spanned::Spanned;

use super::{read, relation_line};

/// Returns what is read of `def` of an enum of relations.
fn arms(arms: &str) -> Vec<String> {
    read(&format!(
        "impl RelationTrait for Relation {{ fn def(&self) -> RelationDef {{ match self {{ {arms} }} }} }}"
    ))
}

#[test]
fn the_relations_of_an_entity() {
    let lines = arms(
        "Self::Author => Entity::belongs_to(super::user::Entity)
            .from(Column::AuthorId)
            .to(super::user::Column::Id)
            .on_update(ForeignKeyAction::NoAction)
            .on_delete(ForeignKeyAction::Cascade)
            .fk_name(\"fk\")
            .skip_fk()
            .into(),
        Relation::Comments => Entity::has_many(super::comment::Entity).into(),
        Self::FirstDraft => Entity::has_one(super::draft::Entity)
            .from(Column::Id)
            .to(super::draft::Column::PostId)
            .into(),
        Self::SelfRef => Entity::belongs_to(Entity).from(Column::ParentId).to(Column::Id).into(),",
    );
    assert_eq!(
        lines,
        [
            "Relation, complete: true",
            "author: belongs_to super::user::Entity, key AuthorId, references Id, on_delete cascade of Entity",
            "comments: has_many super::comment::Entity of Entity",
            "first_draft: has_one super::draft::Entity, key PostId, references Id of Entity",
            "self_ref: belongs_to Entity, key ParentId, references Id of Entity",
        ]
    );
}

#[test]
fn several_columns() {
    let lines = arms(
        "Self::Parent => Entity::belongs_to(super::parent::Entity)
            .from((Column::ParentId1, Column::ParentId2))
            .to((super::parent::Column::Id1, super::parent::Column::Id2))
            .into(),
        Self::One => Entity::belongs_to(super::one::Entity).from((Column::OneId)).to(Id).into(),",
    );
    assert_eq!(
        lines,
        [
            "Relation, complete: true",
            "parent: belongs_to super::parent::Entity, key ParentId1, ParentId2, references Id1, Id2 of Entity",
            "one: belongs_to super::one::Entity, key OneId, references Id of Entity",
        ]
    );
}

#[test]
fn a_condition() {
    let lines = arms(
        "Self::Tropical => Entity::has_many(super::fruit::Entity)
            .on_condition(|_left, right| {
                Expr::col((right, super::fruit::Column::Name)).like(\"%tropical%\").into_condition()
            })
            .condition_type(ConditionType::Any)
            .into(),
        Self::Fruit => Entity::has_many(super::fruit::Entity).condition_type(ConditionType::Any).into(),",
    );
    assert_eq!(
        lines,
        [
            "Relation, complete: true",
            "tropical: has_many super::fruit::Entity, filtered on_condition of Entity",
            "fruit: has_many super::fruit::Entity of Entity",
        ]
    );
}

#[test]
fn the_relation_that_points_back() {
    let lines = arms(
        "Self::Cakes => Entity::has_many_via(super::cake::Entity, super::cake::Relation::Baker).into(),
        Self::Children => Entity::has_many_via(Entity, Relation::Parent).into(),",
    );
    assert_eq!(
        lines,
        [
            "Relation, complete: true",
            "cakes: has_many super::cake::Entity, inverse Baker of Entity",
            "children: has_many Entity, inverse Parent of Entity",
        ]
    );
}

#[test]
fn an_entity_with_a_path() {
    let lines = arms(
        "Self::A => super::post::Entity::has_many(super::prelude::Comment).into(),
        Self::B => <super::post::Entity as EntityTrait>::has_many::<crate::b::Entity>(crate::b::Entity).into(),
        Self::B2 => <Entity>::has_many(super::b::Entity).into(),
        Self::C => <Entity as EntityTrait>::has_one(<super::c::Model as ModelTrait>::Entity).into(),",
    );
    assert_eq!(
        lines,
        [
            "Relation, complete: true",
            "a: has_many super::prelude::Comment of super::post::Entity",
            "b: has_many crate::b::Entity of super::post::Entity",
            "b2: has_many super::b::Entity of Entity",
            "c: has_one <super::c::Model as ModelTrait>::Entity of Entity",
        ]
    );
}

#[test]
fn the_ways_to_return_a_definition() {
    let lines = arms(
        "&Self::A => { Entity::has_many(super::a::Entity).into() }
        (Self::B) => return Entity::has_many(super::b::Entity).into(),
        C => RelationDef::from(Entity::has_many(super::c::Entity)),
        Self::D => { return (Entity::has_many(super::d::Entity)).into(); }
        #[cfg(feature = \"e\")]
        Self::E | Relation::F => sea_orm::RelationDef::from((Entity::has_many(super::e::Entity).skip_fk())),",
    );
    assert_eq!(
        lines,
        [
            "Relation, complete: true",
            "a: has_many super::a::Entity of Entity",
            "b: has_many super::b::Entity of Entity",
            "c: has_many super::c::Entity of Entity",
            "d: has_many super::d::Entity of Entity",
            "#[…] e: has_many super::e::Entity of Entity",
            "#[…] f: has_many super::e::Entity of Entity",
        ]
    );
}

#[test]
fn a_definition_in_another_form_is_not_read() {
    let lines = arms(
        "Self::Reversed => super::post::Relation::Author.def().rev(),
        Self::Turned => RelationDef::from(super::post::Entity::belongs_to(Entity).from(A).to(B)).rev(),
        Self::Function => relation_to_user(),
        Self::Block => { let column = Column::Id; Entity::has_many(super::a::Entity).from(column).into() }
        Self::Column => Entity::has_many(super::a::Entity).to(column).into(),
        Self::Columns => Entity::has_many(super::a::Entity).to((A, column)).into(),
        Self::NoColumns => Entity::has_many(super::a::Entity).to(()).into(),
        Self::Action => Entity::has_many(super::a::Entity).on_delete(cascade).into(),
        Self::NewAction => Entity::has_many(super::a::Entity).on_delete(ForeignKeyAction::Ignore).into(),
        Self::Entity => Entity::has_many(entity).into(),
        Self::Default => Entity::has_many(super::a::Entity::default()).into(),
        Self::Back => Entity::has_many_via(super::a::Entity, back()).into(),
        Self::NoBack => Entity::has_many_via(super::a::Entity).into(),
        Self::NoKey => Entity::belongs_to(super::a::Entity).to(Id).into(),
        Self::NoReference => Entity::belongs_to(super::a::Entity).from(Id).into(),
        Self::Method => Entity::has_many(super::a::Entity).strict().into(),
        Self::Other => Entity::many_to_many(super::a::Entity).into(),
        Self::Generic => <[E]>::has_many(super::a::Entity).into(),
        Self::Associated => <A as B>::Entity::has_many(super::a::Entity).into(),
        Self::Macro => relation!(super::a::Entity),",
    );
    assert_eq!(
        lines,
        [
            "Relation, complete: false",
            "reversed: unread super::post::Relation::Author.def().rev()",
            "turned: unread RelationDef::from(super::post::Entity::belongs_to(Entity).from(A).to(B)).rev()",
            "function: unread relation_to_user()",
            "block: unread { let column = Column::Id; Entity::has_many(super::a::Entity).from(column).into() }",
            "column: unread Entity::has_many(super::a::Entity).to(column).into()",
            "columns: unread Entity::has_many(super::a::Entity).to((A, column)).into()",
            "no_columns: unread Entity::has_many(super::a::Entity).to(()).into()",
            "action: unread Entity::has_many(super::a::Entity).on_delete(cascade).into()",
            "new_action: unread Entity::has_many(super::a::Entity).on_delete(ForeignKeyAction::Ignore).into()",
            "entity: unread Entity::has_many(entity).into()",
            "default: unread Entity::has_many(super::a::Entity::default()).into()",
            "back: unread Entity::has_many_via(super::a::Entity, back()).into()",
            "no_back: unread Entity::has_many_via(super::a::Entity).into()",
            "no_key: unread Entity::belongs_to(super::a::Entity).to(Id).into()",
            "no_reference: unread Entity::belongs_to(super::a::Entity).from(Id).into()",
            "method: unread Entity::has_many(super::a::Entity).strict().into()",
            "other: unread Entity::many_to_many(super::a::Entity).into()",
            "generic: unread <[E]>::has_many(super::a::Entity).into()",
            "associated: unread <A as B>::Entity::has_many(super::a::Entity).into()",
            "macro: unread relation!(super::a::Entity)",
        ]
    );
}

#[test]
fn arms_without_a_relation() {
    for rest in [
        "_ => panic!(\"No RelationDef\")",
        "other => { unimplemented!() }",
        "&(_) => { todo!(); }",
    ] {
        let lines = arms(&format!(
            "Self::A => Entity::has_many(super::a::Entity).into(), {rest}"
        ));
        assert_eq!(
            lines,
            [
                "Relation, complete: true",
                "a: has_many super::a::Entity of Entity"
            ]
        );
    }
    let lines = arms("Self::A | Self::B => std::unreachable!(),");
    assert_eq!(lines, ["Relation, complete: true", "a: none", "b: none"]);
}

#[test]
fn an_arm_for_unknown_variants_leaves_relations_unknown() {
    for pattern in [
        "_",
        "other",
        "it @ Self::A",
        "it @ _",
        "Self::A if hidden()",
        "Other::A",
        "super::OTHER",
        "<A>::B",
        "Self::A(1)",
        "1",
        "Self::A | _",
    ] {
        let lines = arms(&format!(
            "{pattern} => Entity::has_many(super::a::Entity).into(),"
        ));
        assert_eq!(lines, ["Relation, complete: false"], "{pattern}");
    }
    let lines = arms("Self::A if hidden() => panic!(),");
    assert_eq!(lines, ["Relation, complete: false"]);
}

#[test]
fn an_enum_without_relations() {
    for body in [
        "panic!(\"No RelationDef\")",
        "unreachable!();",
        "match *self {}",
        "match self { _ => panic!() }",
        "match (&*self) {}",
    ] {
        let lines = read(&format!(
            "impl sea_orm::RelationTrait for Relation {{ fn def(&self) -> RelationDef {{ {body} }} }}"
        ));
        assert_eq!(lines, ["Relation, complete: true"], "{body}");
    }
}

#[test]
fn another_body_leaves_relations_unknown() {
    for body in [
        "Entity::has_many(super::a::Entity).into()",
        "match self.kind() { Self::A => Entity::has_many(super::a::Entity).into() }",
        "match -self {}",
        "match *other {}",
        "if a { panic!() } else { panic!() }",
        "use super::*; match self { Self::A => Entity::has_many(a::Entity).into() }",
        "match self {};",
        "return;",
        "'a: { panic!() }",
        "",
    ] {
        let lines = read(&format!(
            "impl RelationTrait for Relation {{ fn def(&self) -> RelationDef {{ {body} }} }}"
        ));
        assert_eq!(lines, ["Relation, complete: false"], "{body}");
    }
    for items in [
        "",
        "def!();",
        "#[cfg(a)] fn def(&self) { panic!() } #[cfg(not(a))] fn def(&self) { panic!() }",
    ] {
        let lines = read(&format!("impl RelationTrait for Relation {{ {items} }}"));
        assert_eq!(lines, ["Relation, complete: false"], "{items}");
    }
}

#[test]
fn the_same_relations_as_in_attributes() {
    let by_hand = arms(
        "Self::Author => Entity::belongs_to(super::user::Entity)
            .from(Column::AuthorId)
            .to(super::user::Column::Id)
            .on_delete(ForeignKeyAction::SetNull)
            .into(),
        Self::OAuthToken => Entity::has_one(super::token::Entity)
            .from(Column::Id)
            .to(super::token::Column::PostId)
            .into(),
        Self::Drafts => Entity::has_many_via(super::draft::Entity, super::draft::Relation::FirstPost)
            .on_condition(|_, _| visible())
            .into(),
        Self::Parent => Entity::belongs_to(Entity)
            .from((Column::ParentId, Column::SiteId))
            .to((Column::Id, Column::SiteId))
            .into(),",
    );
    let item: syn::ItemEnum = syn::parse_str(
        r#"enum Relation {
            #[sea_orm(
                belongs_to = "super::user::Entity",
                from = "Column::AuthorId",
                to = "super::user::Column::Id",
                on_delete = "SetNull"
            )]
            Author,
            #[sea_orm(has_one = "super::token::Entity", from = "Column::Id", to = "super::token::Column::PostId")]
            OAuthToken,
            #[sea_orm(has_many = "super::draft::Entity", via_rel = "Relation::FirstPost", on_condition = "visible()")]
            Drafts,
            #[sea_orm(
                belongs_to = "Entity",
                from = "(Column::ParentId, Column::SiteId)",
                to = "(Column::Id, Column::SiteId)"
            )]
            Parent,
        }"#,
    )
    .unwrap();
    let item = item.into();
    let (mut part, errors) = relata_syntax::read_relations(&item);
    assert!(errors.finish().is_empty());
    relata_syntax::add_orm(&mut part, &item);
    let declared = part
        .relations
        .iter()
        .map(|it| format!("{} of Entity", relation_line(it)));
    assert_eq!(by_hand[1..], declared.collect::<Vec<_>>());
}

#[test]
fn the_places_of_a_definition() {
    let item: syn::ItemImpl = syn::parse_str(
        "impl RelationTrait for Relation { fn def(&self) -> RelationDef { match self {
            Self::Author => Entity::belongs_to(super::user::Entity)
                .from(Column::AuthorId)
                .to((super::user::Column::Id, super::user::Column::Site))
                .on_delete(ForeignKeyAction::Cascade)
                .into(),
        } } }",
    )
    .unwrap();
    let Some(Impl::Relations(relations)) = read_impl(&item) else {
        panic!("it is another impl")
    };
    let Definition::Read { of, relation } = &relations.variants[0].definition else {
        panic!("it is not read")
    };
    let (key, references) = (
        relation.key.as_ref().unwrap(),
        relation.references.as_ref().unwrap(),
    );
    let spans = [
        of.span(),
        relation.name.span,
        relation.targets[0].span(),
        key.span,
        key.items[0].span,
        references.span,
        references.items[1].span,
        relation.on_delete.as_ref().unwrap().span,
    ];
    assert_eq!(
        spans.map(|span| span.source_text().unwrap()),
        [
            "Entity",
            "Author",
            "super::user::Entity",
            "Column::AuthorId",
            "AuthorId",
            "(super::user::Column::Id, super::user::Column::Site)",
            "Site",
            "Cascade",
        ]
    );
}

//! Whole models, read without a compiler, as a reader of source files does it.

use relata_syntax::{Model, Names, Target, model};
use syn::{DeriveInput, Item};

/// The item of a source file, as the compiler would give it to a derive.
fn item(text: &str) -> DeriveInput {
    match syn::parse_str(text).unwrap() {
        Item::Struct(item) => item.into(),
        Item::Enum(item) => item.into(),
        _ => panic!("it is neither a struct nor an enum"),
    }
}

/// Each relation as `name: kind target (key)`.
fn relations(model: &Model<'_>) -> Vec<String> {
    let relations = model.relations.iter().map(|it| {
        let targets: Vec<_> = it.targets.iter().map(Target::text).collect();
        let key = model.own_key(it).join(", ");
        format!(
            "{}: {} {} ({key})",
            it.name.text,
            it.kind.name(),
            targets.join(", ")
        )
    });
    relations.collect()
}

/// Each field as `name: column`.
fn columns(model: &Model<'_>) -> Vec<String> {
    let fields = model.fields.iter();
    let columns = fields.map(|it| format!("{}: {:?}", it.name.text, it.column));
    columns.collect()
}

#[test]
fn columns_have_names() {
    let read = |text: &str| columns(&model(&item(text)).0);
    let own = read(r#"struct A { #[relata(column = "no")] number: i64, other: i64 }"#);
    assert_eq!(own, [r#"number: Some("no")"#, "other: None"]);
    let diesel = read(
        r#"struct A {
            #[diesel(column_name = no)] number: i64,
            #[column_name = "by"] author: i64,
            #[diesel(column_name = a)] #[relata(column = "b")] c: i64
        }"#,
    );
    let expected = [
        r#"number: Some("no")"#,
        r#"author: Some("by")"#,
        r#"c: Some("b")"#,
    ];
    assert_eq!(diesel, expected);
    // The enum of columns is elsewhere, so the column of a variant is unknown.
    let sea_orm = read(
        r#"struct Model {
            #[sea_orm(enum_name = "Kind")] kind_: i64,
            #[sea_orm(column_name = "no")] number: i64,
        }"#,
    );
    assert_eq!(sea_orm, ["kind_: None", r#"number: Some("no")"#]);
}

#[test]
fn a_struct_of_relata() {
    let input = item(
        r#"#[relata(table = "posts", has_many(comments: "Comment", inverse = post))]
        struct Post<'a> {
            id: i64,
            #[relata(belongs_to(User, on_delete = cascade))]
            author_id: i64,
            #[relata(unique)]
            title: &'a str,
        }"#,
    );
    let (model, mistakes) = model(&input);
    assert!(mistakes.is_empty());
    assert_eq!(model.table.as_ref().unwrap().value(), "posts");
    assert_eq!(model.primary_key(), ["id"]);
    assert_eq!(
        relations(&model),
        [
            "comments: has_many \"Comment\" ()",
            "author: belongs_to User (author_id)"
        ]
    );
    let types: Vec<_> = model
        .fields
        .iter()
        .map(|field| relata_syntax::text(field.ty))
        .collect();
    assert_eq!(types, ["i64", "i64", "&'a str"]);
}

#[test]
fn a_struct_of_diesel_without_a_derive() {
    let input = item(
        "#[diesel(table_name = crate::schema::posts, primary_key(post_id))]
        #[diesel(belongs_to(User, foreign_key = author))]
        struct Post {
            post_id: i64,
            author: i64,
        }",
    );
    let (model, mistakes) = model(&input);
    assert!(mistakes.is_empty());
    assert_eq!(model.table.as_ref().unwrap().value(), "posts");
    assert_eq!(model.primary_key(), ["post_id"]);
    assert_eq!(relations(&model), ["author: belongs_to User (author)"]);
}

#[test]
fn an_entity_of_sea_orm_without_a_derive() {
    let input = item(
        r#"#[sea_orm::model]
        #[sea_orm(table_name = "posts")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(unique_key = "of_author")]
            pub author_id: i32,
            #[sea_orm(unique_key = "of_author")]
            pub title: String,
            #[sea_orm(belongs_to, from = "author_id", to = "id")]
            pub author: HasOne<super::user::Entity>,
        }"#,
    );
    let (model, mistakes) = model(&input);
    assert!(mistakes.is_empty() && model.by_module);
    assert_eq!(
        relations(&model),
        ["author: belongs_to super::user::Entity (author_id)"]
    );
    let uniques: Vec<Vec<_>> = model
        .uniques
        .iter()
        .map(|it| Names::texts(it).collect())
        .collect();
    assert_eq!(uniques, [["author_id", "title"]]);
}

#[test]
fn the_relations_of_sea_orm() {
    let input = item(
        r#"enum Relation {
            #[sea_orm(has_many = "super::comment::Entity")]
            Comment,
        }"#,
    );
    let (part, errors) = relata_syntax::read_relations(&input);
    assert!(errors.finish().is_empty() && part.part.is_some() && part.complete);
}

#[test]
fn all_mistakes_with_their_places() {
    let input = item(
        "#[relata(tabel = \"posts\")]
        struct Post {
            #[relata(belongs_to(User, inverse = \"posts\", on_delete = nothing))]
            author_id: i64,
        }",
    );
    let (_, mistakes) = model(&input);
    let told: Vec<_> = mistakes
        .iter()
        .map(|mistake| {
            let start = mistake.span().start();
            format!("{}:{} {mistake}", start.line, start.column + 1)
        })
        .collect();
    assert_eq!(
        told,
        [
            "1:10 unknown argument `tabel`; a similar one exists: `table`",
            "3:49 a name must not be quoted here; write `posts`",
            "3:70 unknown action `nothing`; expected `cascade`, `restrict`, `set_null`, `set_default`, or `no_action`",
        ]
    );
}

/// The other lists of arguments are in relata-macros' tests whole; this one grows.
#[test]
fn an_unknown_argument_of_a_relation_lists_the_expected_ones() {
    let input = item("struct Post { #[relata(belongs_to(User, lazy))] author_id: i64 }");
    let (_, mistakes) = model(&input);
    let [mistake] = &mistakes[..] else {
        panic!("{mistakes:?}");
    };
    let (start, end) = (
        "unknown argument `lazy`; expected `inverse`, `key`, ",
        ", or `allow`",
    );
    let told = mistake.to_string();
    assert!(told.starts_with(start) && told.ends_with(end), "{told}");
}

#[test]
#[should_panic(expected = "the errors were not reported")]
fn mistakes_are_not_forgotten() {
    let input = item("struct Post;");
    drop(relata_syntax::read(&input));
}

/// Next to a key, `relation_reverse` names a field only if that field names its way back.
#[test]
fn the_inverse_of_a_self_reference_of_sea_orm() {
    let inverses = |reports: &str| {
        let input = item(&format!(
            r#"struct ModelEx {{
                #[sea_orm(primary_key)] id: i64,
                manager_id: Option<i64>,
                #[sea_orm(self_ref, relation_enum = "Manager", relation_reverse = "Reports", from = "manager_id", to = "id")]
                manager: BelongsTo<Option<Entity>>,
                {reports}
            }}"#
        ));
        let (mut part, errors) = relata_syntax::read(&input);
        assert!(errors.finish().is_empty());
        relata_syntax::add_orm(&mut part, &input);
        let inverses = part.relations.iter().map(|it| {
            let inverse = it.inverse.as_ref().map_or("-", |it| &it.text);
            format!("{} {inverse}", it.name.text)
        });
        inverses.collect::<Vec<_>>()
    };
    let reports = r#"#[sea_orm(self_ref, relation_enum = "Reports", relation_reverse = "Manager")] own: HasMany<Entity>,"#;
    assert_eq!(inverses(reports), ["manager Reports", "reports Manager"]);
    assert_eq!(inverses(""), ["manager -"]);
    let other = r#"#[sea_orm(self_ref, relation_enum = "Reports", via = "follower")] reports: HasMany<Entity>,"#;
    assert_eq!(inverses(other), ["manager -", "reports -"]);
}

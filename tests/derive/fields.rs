//! What is said of fields: their names and types as text, and what they count as.

use std::borrow::Cow;
use std::collections::HashMap;

use relata::Model;

use crate::harness::{fields, recorded, unjudged};

type Uuid = u128;

trait Named {
    type Name;
}

impl Named for i64 {
    type Name = String;
}

/// A record writes each of them as a number.
#[test]
fn a_common_type_is_kept_as_written() {
    mod types {
        pub struct Uuid;
        pub struct DateTime<T>(pub T);
        pub struct Utc;
        pub struct NaiveDateTime;
        pub struct NaiveDate;
        pub struct Decimal;
        pub struct Value;
    }
    use types::{DateTime, Decimal, NaiveDate, NaiveDateTime, Utc, Uuid, Value};

    #[derive(Model)]
    struct Types {
        a: i8,
        b: i16,
        c: i32,
        d: i64,
        e: i128,
        f: isize,
        g: u8,
        h: u16,
        i: u32,
        j: u64,
        k: u128,
        l: usize,
        m: f32,
        n: f64,
        o: bool,
        p: char,
        q: String,
        r: Vec<u8>,
        s: Uuid,
        t: Option<DateTime<Utc>>,
        u: NaiveDateTime,
        v: Option<NaiveDate>,
        w: Decimal,
        x: Value,
        y: Option<i64>,
        #[relata(as = i64)]
        z: Option<Value>,
    }

    assert_eq!(
        fields::<Types>(),
        [
            "a: i8",
            "b: i16",
            "c: i32",
            "d: i64",
            "e: i128",
            "f: isize",
            "g: u8",
            "h: u16",
            "i: u32",
            "j: u64",
            "k: u128",
            "l: usize",
            "m: f32",
            "n: f64",
            "o: bool",
            "p: char",
            "q: String",
            "r: Vec<u8>",
            "s: Uuid",
            "t: DateTime<Utc>, optional",
            "u: NaiveDateTime",
            "v: NaiveDate, optional",
            "w: Decimal",
            "x: Value",
            "y: i64, optional",
            "z: Value, optional, as i64",
        ]
    );
}

#[test]
fn a_type_is_kept_as_written() {
    #[rustfmt::skip]
    #[derive(Model)]
    struct Types<'a> {
        a: std :: string :: String,
        b: &'a  str,
        c: &'a mut [Cow<'a,str>],
        d: HashMap<String,Vec<(i64,u8,)>>,
        e: [ u8 ; 4 ],
        f: Box<dyn Fn(&str)->&str+Send+'static>,
        g: for<'b> fn(&'b str,i64)->&'b str,
        h: *const  *mut u8,
        i: <i64 as Named>::Name,
        j: Option<Box<dyn for<'b> Fn(&'b u8)>>,
        k: (),
        l: Box<dyn 'a+Iterator<Item=u8>>,
        m: unsafe extern "C" fn(i32)->i32,
        n: Grid<{ 1 + 2 },-1>,
        o: &'a &'a mut(u8,u8),
        p: fn()->!,
    }

    assert_eq!(
        fields::<Types<'static>>(),
        [
            "a: std::string::String",
            "b: &'a str",
            "c: &'a mut [Cow<'a, str>]",
            "d: HashMap<String, Vec<(i64, u8,)>>",
            "e: [u8; 4]",
            "f: Box<dyn Fn(&str) -> &str + Send + 'static>",
            "g: for<'b> fn(&'b str, i64) -> &'b str",
            "h: *const *mut u8",
            "i: <i64 as Named>::Name",
            "j: Box<dyn for<'b> Fn(&'b u8)>, optional",
            "k: ()",
            "l: Box<dyn 'a + Iterator<Item = u8>>",
            "m: unsafe extern \"C\" fn(i32) -> i32",
            "n: Grid<{ 1 + 2 }, -1>",
            "o: &'a &'a mut (u8, u8)",
            "p: fn() -> !",
        ]
    );
}

struct Grid<const WIDTH: i32, const HEIGHT: i32>;

#[test]
fn a_type_that_counts_as_another() {
    struct UserId(u128);

    #[derive(Model)]
    struct User {
        #[relata(key, as = Uuid)]
        id: UserId,
        #[relata(as = Option<std::borrow::Cow<'static, str>>)]
        mail: Option<String>,
    }

    assert_eq!(
        fields::<User>(),
        [
            "id: UserId, as Uuid",
            "mail: String, optional, as std::borrow::Cow<'static, str>"
        ]
    );
}

#[test]
fn a_type_of_no_fixed_size() {
    #[derive(Model)]
    struct Page {
        id: i64,
        text: str,
    }

    #[derive(Model)]
    struct Task {
        id: i64,
        #[relata(unique)]
        run: dyn Fn(),
    }

    let linked = unjudged().init().unwrap();
    for model in ["fields::Page", "fields::Task"] {
        let fields = linked.model(model).unwrap().fields();
        let optional: Vec<_> = fields.map(|field| field.is_optional()).collect();
        assert_eq!(optional, [false, false], "{model}");
    }
}

#[test]
fn the_model_itself_in_a_type() {
    #[derive(Model)]
    #[relata(unique(parent, children))]
    struct Node<'a> {
        parent: Option<Box<Self>>,
        children: Vec<&'a Self>,
        #[relata(as = Self)]
        twin: Box<Node<'a>>,
    }

    #[derive(Model)]
    struct Sums {
        #[relata(unique)]
        sums: [u8; Self::WIDTH],
    }

    impl Sums {
        const WIDTH: usize = 2;
    }

    assert_eq!(
        fields::<Node<'static>>(),
        [
            "parent: Box<Self>, optional",
            "children: Vec<&'a Self>",
            "twin: Box<Node<'a>>, as Self",
        ]
    );
    assert_eq!(fields::<Sums>(), ["sums: [u8; Self::WIDTH], unique"]);
}

#[test]
#[allow(clippy::non_minimal_cfg, reason = "one that always holds")]
fn documentation_and_other_attributes() {
    /// A post.
    #[derive(Debug, Clone, Model, PartialEq)]
    #[relata(table = "posts")]
    #[non_exhaustive]
    #[cfg_attr(all(), relata(unique(slug, lang)), relata(has_many(replies: Self)))]
    #[cfg_attr(any(), relata(no such argument))]
    struct Post {
        /// Its number.
        #[doc(alias = "number")]
        id: i64,
        #[cfg_attr(all(), relata(unique))]
        slug: String,
        #[cfg_attr(any(), relata(unique))]
        lang: String,
        #[cfg(any())]
        #[relata(belongs_to(Nobody, no such argument))]
        gone: Gone,
        #[cfg(all())]
        #[relata(belongs_to(Self))]
        parent_id: Option<i64>,
    }

    assert_eq!(
        fields::<Post>(),
        [
            "id: i64",
            "slug: String, unique",
            "lang: String",
            "parent_id: i64, optional"
        ]
    );
    let registry = recorded(&relata::models![Post]);
    let post = registry.get::<Post>().unwrap();
    assert_eq!(post.table(), Some("posts"));
    assert_eq!(post.unique().collect::<Vec<_>>(), [["slug", "lang"]]);
    let names: Vec<_> = post.relations().map(|relation| relation.name()).collect();
    assert_eq!(names, ["replies", "parent"]);
}

#[test]
fn a_field_names_its_column() {
    #[derive(Model)]
    struct Post {
        #[relata(column = "id")]
        id: i64,
        #[relata(column = "Verfasser Nr.", unique)]
        author: i64,
        r#type: String,
        #[relata(column = "r#in")]
        r#in: String,
    }

    #[derive(Model)]
    struct Pair(#[relata(column = "one")] i64, i64);

    assert_eq!(
        fields::<Post>(),
        [
            "id: i64",
            "author: i64, unique, column Verfasser Nr.",
            "type: String",
            "in: String, column r#in",
        ]
    );

    assert_eq!(fields::<Pair>(), ["0: i64, column one", "1: i64"]);
}

/// More columns and longer ones than a byte of a number can count.
#[test]
fn columns_belong_to_their_fields() {
    macro_rules! wide {
        ($($plain:ident)*) => {
            #[derive(Model)]
            struct Wide {
                $($plain: i64,)*
                #[relata(column = "a_column_whose_name_is_longer_than_what_one_byte_of_a_number_can_count")]
                last: i64,
            }
        };
    }
    wide! {
        a0 a1 a2 a3 a4 a5 a6 a7 a8 a9 b0 b1 b2 b3 b4 b5 b6 b7 b8 b9 c0 c1 c2 c3 c4 c5 c6 c7 c8 c9 d0 d1 d2 d3 d4 d5 d6 d7 d8
        d9 e0 e1 e2 e3 e4 e5 e6 e7 e8 e9 f0 f1 f2 f3 f4 f5 f6 f7 f8 f9 g0 g1 g2 g3 g4 g5 g6 g7 g8 g9
    }

    let all = fields::<Wide>();
    assert_eq!(
        all.last().unwrap(),
        "last: i64, column a_column_whose_name_is_longer_than_what_one_byte_of_a_number_can_count"
    );
    assert!(all[..70].iter().all(|field| !field.contains("column")));
}

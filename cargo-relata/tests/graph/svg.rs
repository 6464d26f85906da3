//! The picture: its geometry, read from the SVG.

mod geometry;

use std::fmt::Write;

use expect_test::expect;
use roxmltree::Document;
use serde_json::Value;

use self::geometry::{Picture, crossings};
use crate::run::folder;
use crate::{data, drawn, here};

const CORPORA: &str = "../../../tests/corpora/";

/// Documents, parts of them, and the most crossings that their pictures may have.
const PICTURES: [(&str, &[&str], usize); 11] = [
    ("small.json", &["--outside", "sso"], 20),
    ("hostile.json", &[], 40),
    ("kellnr.json", &[], 20),
    ("crates_io.json", &[], 10),
    ("airflow.json", &[], 150),
    ("galaxy.json", &[], 400),
    ("saleor.json", &[], 120),
    ("netbox.json", &[], 10),
    ("netbox.json", &["--crate", "ipam"], 240),
    ("netbox.json", &["--model", "Device"], 14),
    ("netbox.json", &["--model", "Tenant"], 0),
];

fn arguments<'a>(file: &'a str, rest: &[&'a str]) -> Vec<String> {
    let own = here().join(file).exists();
    let file = if own {
        file.to_owned()
    } else {
        format!("{CORPORA}{file}")
    };
    let rest = rest.iter().map(|it| (*it).to_owned());
    [file].into_iter().chain(rest).collect()
}

fn svg(arguments: &[String]) -> String {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    drawn(&here(), &[&["--format", "svg"], &*arguments].concat())
}

#[test]
fn boxes_and_lines_do_not_touch_others() {
    // Recorded, so that a change of the layout is seen.
    let mut measured = String::new();
    for (file, rest, most) in PICTURES {
        let text = svg(&arguments(file, rest));
        let document = Document::parse(&text).unwrap();
        let picture = Picture::read(&document);
        let about = format!("{file} {rest:?}");
        assert!(!picture.boxes.is_empty(), "{about}");
        for (nth, one) in picture.boxes.iter().enumerate() {
            let over = picture.boxes[nth + 1..].iter().find(|it| it.overlaps(one));
            assert!(over.is_none(), "{about}: {one:?} and {over:?}");
        }
        for line in &picture.lines {
            let mut points = line.points.iter();
            let inside = points.find_map(|at| picture.boxes.iter().find(|it| it.has_inside(*at)));
            assert!(inside.is_none(), "{about}: {line:?} enters {inside:?}");
            for (end, at) in [
                (line.from, line.points[0]),
                (line.to, *line.points.last().unwrap()),
            ] {
                let it = &picture.boxes[end];
                assert!(it.has_at_side(at), "{about}: {line:?} ends beside {it:?}");
                assert!(
                    it.row_at(at).is_some(),
                    "{about}: {line:?} ends between rows of {it:?}"
                );
            }
        }
        let crossings = crossings(&picture.lines);
        assert!(crossings <= most, "{about}: {crossings} crossings");
        assert!(picture.text_sizes.iter().all(|it| *it >= 11.0), "{about}");
        let _ = writeln!(
            measured,
            "{file} {}: {} boxes, {} lines, {crossings} crossings, {} x {}",
            rest.join(" "),
            picture.boxes.len(),
            picture.lines.len(),
            picture.size.0,
            picture.size.1
        );
    }
    expect![[r#"
        small.json --outside sso: 13 boxes, 18 lines, 15 crossings, 1448 x 591
        hostile.json : 32 boxes, 32 lines, 2 crossings, 9108 x 262
        kellnr.json : 28 boxes, 24 lines, 14 crossings, 1686 x 1369
        crates_io.json : 27 boxes, 21 lines, 5 crossings, 2434 x 1876
        airflow.json : 59 boxes, 65 lines, 144 crossings, 5712 x 4191
        galaxy.json : 201 boxes, 150 lines, 316 crossings, 9460 x 6912
        saleor.json : 26 boxes, 40 lines, 65 crossings, 2968 x 1389
        netbox.json : 13 boxes, 17 lines, 7 crossings, 2106 x 950
        netbox.json --crate ipam: 43 boxes, 76 lines, 213 crossings, 4268 x 4663
        netbox.json --model Device: 35 boxes, 39 lines, 13 crossings, 1040 x 1486
        netbox.json --model Tenant: 35 boxes, 34 lines, 0 crossings, 1018 x 2206
    "#]]
    .assert_eq(&measured);
}

/// A line starts at the row of its key, and ends at the row that the key refers to.
#[test]
fn lines_end_at_the_rows_of_their_keys() {
    for file in ["small.json", "kellnr.json", "crates_io.json"] {
        let arguments = arguments(file, &[]);
        let text = svg(&arguments);
        let document = Document::parse(&text).unwrap();
        let picture = Picture::read(&document);
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let data = data(&here(), &arguments);
        let edges = data["edges"].as_array().unwrap();
        assert_eq!(edges.len(), picture.lines.len(), "{file}");
        let mut compared = 0;
        for (edge, line) in edges.iter().zip(&picture.lines) {
            let model =
                |end: &str| &data["models"][usize::try_from(edge[end].as_u64().unwrap()).unwrap()];
            let mut relations = model("from")["relations"].as_array().unwrap().iter();
            let relation = relations.find(|it| it["name"] == edge["relation"]).unwrap();
            if edge["kind"] != "belongs_to" {
                continue;
            }
            let row = |of: usize, nth: usize| picture.boxes[of].row_at(line.points[nth]).unwrap();
            let start = row(line.from, 0);
            let key = relation["key"][0]
                .as_str()
                .unwrap_or(edge["relation"].as_str().unwrap());
            assert_eq!(start, key, "{file}: {edge}");
            let end = row(line.to, line.points.len() - 1);
            let referred = [&relation["references"][0], &model("to")["key"][0]];
            let referred = referred.into_iter().find_map(Value::as_str);
            let has = |it: &&str| picture.boxes[line.to].rows.iter().any(|row| row.1 == *it);
            assert_eq!(
                end,
                referred.filter(has).unwrap_or_default(),
                "{file}: {edge}"
            );
            compared += 1;
        }
        assert!(compared > 5, "{file}");
    }
}

/// Equal input gives equal bytes, also in another process and if the models have another order.
#[test]
fn independent_of_the_order_of_models() {
    for file in ["small.json", "kellnr.json", "galaxy.json", "netbox.json"] {
        let path = here().join(&arguments(file, &[])[0]);
        let mut document: Value =
            serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let models = document["models"].as_array_mut().unwrap();
        models.reverse();
        let third = models.len() / 3;
        models.rotate_left(third);
        let folder = folder("graph_svg_order", &[("a.json", &document.to_string())]);
        let shuffled = drawn(&folder, &["--format", "svg", "a.json"]);
        assert!(svg(&arguments(file, &[])) == shuffled, "{file}");
    }
}

#[test]
fn readers_have_a_title_and_a_description() {
    let text = svg(&arguments("kellnr.json", &[]));
    let document = Document::parse(&text).unwrap();
    let text_of = |id: &str| {
        let mut nodes = document.descendants();
        let node = nodes.find(|it| it.attribute("id") == Some(id)).unwrap();
        node.text().unwrap().to_owned()
    };
    expect![[r#"entity: 28 models, 24 relations"#]].assert_eq(&text_of("relata-title"));
    expect![[r#"Each box is a model with its fields and relations, and each line a relation. 0 findings."#]]
        .assert_eq(&text_of("relata-desc"));
    let titles = document.descendants().filter(|it| it.has_tag_name("title"));
    assert_eq!(titles.count(), 1 + 28 + 24);
    assert!(text.contains("@media (prefers-color-scheme:dark)"));
}

#[test]
fn no_models() {
    let folder = folder("graph_svg_nothing", &[("a.json", &crate::document(""))]);
    let text = drawn(&folder, &["a.json", "--format", "svg"]);
    let document = Document::parse(&text).unwrap();
    assert!(Picture::read(&document).boxes.is_empty());
    assert!(text.contains("<title id=\"relata-title\">No models</title>"));
}

/// A model with many incoming edges is a mark on the rows, and drawn and left out edges are all edges.
#[test]
fn hubs_are_marks() {
    let text = svg(&arguments("netbox.json", &["--crate", "ipam"]));
    let document = Document::parse(&text).unwrap();
    let picture = Picture::read(&document);
    let texts: Vec<&str> = document.descendants().filter_map(|it| it.text()).collect();
    let left_out = texts
        .iter()
        .find(|it| it.contains(" of ") && it.contains("are not drawn as lines"));
    let mut numbers = left_out
        .unwrap()
        .split(' ')
        .filter_map(|it| it.parse::<usize>().ok());
    let (left_out, all) = (numbers.next().unwrap(), numbers.next().unwrap());
    assert_eq!(picture.lines.len() + left_out, all);
    assert!(texts.contains(&"→ Owner"), "{texts:?}");
    // A selected model is none.
    let text = svg(&arguments("netbox.json", &["--model", "Owner"]));
    assert!(!text.contains("are not drawn as lines"));
}

use relata::Model;

#[derive(Model)]
#[relata(has_many(things: any))]
#[relata(has_one(thing: any, tag = kind))]
#[relata(has_many(notes: any, key = tag_id))]
#[relata(has_many(marks: any, through = Mark))]
struct Tag {
    id: i64,
}

#[derive(Model)]
struct Mark {
    id: i64,
}

fn main() {}

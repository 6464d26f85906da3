use relata::Model;

#[derive(Model)]
#[relata(tabel = "posts", key(number))]
#[relata(has_many(comments: "Comment", inverze = post, on_delete = ignore), has_many(comments: 5, key = "post_id"))]
struct Post<T> {
    #[relata(key, unqiue)]
    id: i64,
    #[relata(belongs_to(User, inverse = posts, inverse = post), as = "i64")]
    author_id: T,
}

fn main() {}

use relata::Model;

#[derive(Model)]
struct Page<T> {
    id: i64,
    item: T,
}

#[derive(Model)]
#[relata(has_many(pages: Page<T>), has_many(notes: Page<[u8; N]>))]
struct Note<T, const N: usize> {
    #[relata(as = T)]
    id: i64,
    #[relata(belongs_to(Page<i64>, on_delete = set_null))]
    page_id: T,
    item: [T; N],
}

fn main() {}

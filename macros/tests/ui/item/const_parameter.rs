use relata::Model;

#[derive(Model)]
struct Vector<'a, const N: usize> {
    values: &'a [f32; N],
}

fn main() {}

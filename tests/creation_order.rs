//! The order in which rows can be created, of every shape of dependency.

#![allow(dead_code, reason = "only relata looks at the models")]

use expect_test::expect;

/// Every shape that a creation order can trip over. The names are such that sorting alone gives another order.
mod shapes {
    use relata::Model;

    /// A circle with the next.
    #[derive(Model)]
    struct Chicken {
        #[relata(belongs_to(Egg))]
        egg_id: Option<i64>,
    }

    #[derive(Model)]
    #[relata(has_many(brood: Chick))]
    struct Egg {
        #[relata(belongs_to(layer: Chicken))]
        chicken_id: i64,
    }

    /// It has a key to an egg, but only the egg says so.
    #[derive(Model)]
    struct Chick {
        id: i64,
    }

    /// A circle of its own; the others are no keys, so nothing comes before or after it.
    #[derive(Model)]
    #[relata(many_to_many(clubs: Club, through = Appointment, inverse = employees), refers_to(club: Club))]
    struct Employee {
        id: i64,
        #[relata(belongs_to(Self, on_delete = set_null))]
        manager_id: Option<i64>,
    }

    /// Nothing here is a key to another, so nothing comes before or after it.
    #[derive(Model)]
    #[relata(
        many_to_many(employees: Employee, through = Appointment, inverse = clubs),
        has_many(chicks: Chick, through = Appointment),
        refers_to(employee: Employee),
        refers_to(anything: any)
    )]
    struct Club {
        id: i64,
    }

    /// A key to one of two models comes after both.
    #[derive(Model)]
    struct Appointment {
        #[relata(belongs_to(Club))]
        club_id: i64,
        #[relata(belongs_to(member: any(Employee, "Chick"), tag = member_kind))]
        member_id: i64,
        member_kind: u8,
    }
}

/// Each link holds a key to the next, so the last one is created first.
mod chain {
    macro_rules! chain {
        ($last:ident) => {
            #[derive(relata::Model)]
            struct $last {
                id: i64,
            }
        };
        ($first:ident $second:ident $($rest:ident)*) => {
            #[derive(relata::Model)]
            #[relata(belongs_to(next: $second))]
            struct $first {
                next_id: i64,
            }
            chain!($second $($rest)*);
        };
    }

    chain!(
        L01 L02 L03 L04 L05 L06 L07 L08 L09 L10 L11 L12 L13 L14 L15
        L16 L17 L18 L19 L20 L21 L22 L23 L24 L25 L26 L27 L28 L29 L30
    );
}

/// Nothing points at it, and it points at nothing.
#[derive(relata::Model)]
struct Alone;

/// What a key points at comes first; a circle is one group; and of what could come next, the first by path comes.
#[test]
fn what_is_pointed_at_comes_first() {
    let registry = relata::init().expect("this program is sound");
    let order = registry.creation_order();
    let groups: Vec<_> = order
        .iter()
        .map(|group| {
            let names: Vec<_> = group
                .iter()
                .map(|model| model.path().trim_start_matches("creation_order::"))
                .collect();
            names.join(" and ")
        })
        .collect();
    expect![[r#"
        Alone
        chain::L30
        chain::L29
        chain::L28
        chain::L27
        chain::L26
        chain::L25
        chain::L24
        chain::L23
        chain::L22
        chain::L21
        chain::L20
        chain::L19
        chain::L18
        chain::L17
        chain::L16
        chain::L15
        chain::L14
        chain::L13
        chain::L12
        chain::L11
        chain::L10
        chain::L09
        chain::L08
        chain::L07
        chain::L06
        chain::L05
        chain::L04
        chain::L03
        chain::L02
        chain::L01
        shapes::Chicken and shapes::Egg
        shapes::Chick
        shapes::Club
        shapes::Employee
        shapes::Appointment"#]]
    .assert_eq(&groups.join("\n"));
}

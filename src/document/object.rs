//! Reading an object as an object. What `serde` derives would take a list of the members' values as well, and names the
//! type here where something else stands there.

/// Implements `Deserialize` and `Serialize` by what is derived for `remote = "Self"`: from an object only, called
/// `$what` where there is none, and then through `$check`.
macro_rules! as_object {
    ($ty:ident, $what:literal) => {
        crate::document::as_object!($ty, $what, Ok::<$ty, String>);
    };
    ($ty:ident, $what:literal, $check:expr) => {
        impl<'de> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;

                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $ty;

                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        members: A,
                    ) -> Result<$ty, A::Error> {
                        let members = serde::de::value::MapAccessDeserializer::new(members);
                        let read = $ty::deserialize(members)?;
                        $check(read).map_err(serde::de::Error::custom)
                    }
                }

                deserializer.deserialize_map(Object)
            }
        }

        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $ty::serialize(self, serializer)
            }
        }
    };
}

pub(crate) use as_object;

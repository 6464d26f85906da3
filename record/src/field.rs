//! A field as declared.

use crate::flag;
use crate::reader::{Mark, Reader};
use crate::writer::Writer;

/// A field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name without `r#`, or the number of an unnamed field.
    pub name: &'a str,
    /// The type as written, without the `Option` around it.
    pub ty: &'a str,
    /// The flags, see [`flag`].
    pub flags: u32,
    /// The type that the field counts as, if its flags include [`flag::FIELD_AS`].
    pub as_ty: &'a str,
    /// The place of the name.
    pub mark: Mark,
    /// Whether the field is an `Option`. A record stores this apart from the field, if its flags include
    /// [`flag::FIELD_MAYBE_OPTION`].
    pub optional: bool,
}

impl<'a> Field<'a> {
    /// Returns whether this flag is set.
    pub fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Returns the number of type ids next to the record for this field: its own, and that of the type it counts as.
    pub fn types(&self) -> u8 {
        u8::from(self.is(flag::FIELD_TYPED)) + u8::from(self.is(flag::FIELD_AS))
    }

    /// Returns whether the type is the primitive type of that name. Inside a type that is only spelled `Option`, it is not.
    pub fn is_primitive(&self) -> bool {
        self.is(flag::FIELD_PRIMITIVE) && self.optional == self.is(flag::FIELD_MAYBE_OPTION)
    }

    /// Reads the next field, except whether it is an `Option`.
    #[inline]
    pub fn read(reader: &mut Reader<'a>) -> Self {
        let (name, ty, flags) = (reader.text(), reader.ty(), reader.small());
        let counts_as = flags & flag::FIELD_AS != 0;
        Field {
            name,
            ty,
            flags,
            as_ty: if counts_as { reader.ty() } else { "" },
            mark: reader.mark(),
            optional: false,
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.text(self.name);
        out.ty(self.ty);
        out.number(self.flags.into());
        if self.is(flag::FIELD_AS) {
            out.ty(self.as_ty);
        }
        out.mark(self.mark);
    }
}

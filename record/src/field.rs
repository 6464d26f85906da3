//! A field as it is declared.

use crate::flag;
use crate::reader::{Mark, Reader};
use crate::writer::Writer;

/// A field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Field<'a> {
    /// Without `r#`; the number of a field without a name.
    pub name: &'a str,
    /// The type as it is written, without the `Option` around it.
    pub ty: &'a str,
    /// See [`flag`].
    pub flags: u32,
    /// The type that it counts as, if its flags have [`flag::FIELD_AS`].
    pub as_ty: &'a str,
    /// The place of the name.
    pub mark: Mark,
    /// Whether it is an `Option`. A record says it apart from the field, if its flags have [`flag::FIELD_MAYBE_OPTION`].
    pub optional: bool,
}

impl<'a> Field<'a> {
    /// Whether its flags have this one.
    pub fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// The number of type ids beside the record for it: its own, and that of what it counts as.
    pub fn types(&self) -> u8 {
        u8::from(self.is(flag::FIELD_TYPED)) + u8::from(self.is(flag::FIELD_AS))
    }

    /// Whether its type is the primitive type of that name. Such a type inside of what is not an `Option` is not.
    pub fn is_primitive(&self) -> bool {
        self.is(flag::FIELD_PRIMITIVE) && self.optional == self.is(flag::FIELD_MAYBE_OPTION)
    }

    /// Reads the next field, without whether it is an `Option`.
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

//! A field as declared.

use crate::flag;
use crate::reader::{Mark, Reader};
use crate::writer::Writer;

/// A field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field<'a> {
    /// The name without `r#`, or the number of an unnamed field.
    pub name: &'a str,
    /// The type as written, without the `Option` around it.
    pub ty: &'a str,
    /// The flags, see [`flag`].
    pub flags: u32,
    /// The types that the field also counts as, if its flags include [`flag::FIELD_AS`]. They follow the field in its record,
    /// where [`Field::read_as`] reads them.
    pub as_types: Vec<&'a str>,
    /// The place of the name.
    pub mark: Mark,
    /// The column, if it does not have the field's name; else empty. A record stores it apart from the field.
    pub column: &'a str,
    /// The name in an ORM's enum of columns, if it is not the field's name; else empty. A record stores it apart from the field.
    pub variant: &'a str,
    /// Whether the field is an `Option`. A record stores this apart from the field, if its flags include
    /// [`flag::FIELD_MAYBE_OPTION`].
    pub optional: bool,
}

impl<'a> Field<'a> {
    /// Returns whether this flag is set.
    pub fn is(&self, flag: u32) -> bool {
        self.flags & flag != 0
    }

    /// Returns whether the type is the primitive type of that name. Inside a type that is only spelled `Option`, it is not.
    pub fn is_primitive(&self) -> bool {
        self.is(flag::FIELD_PRIMITIVE) && self.optional == self.is(flag::FIELD_MAYBE_OPTION)
    }

    /// Reads the next field, except what a record stores apart from it.
    #[inline]
    pub fn read(reader: &mut Reader<'a>) -> Self {
        Field {
            name: reader.text(),
            ty: reader.ty(),
            flags: reader.small(),
            mark: reader.mark(),
            ..Field::default()
        }
    }

    /// Reads the types that the field counts as, after the field itself. Calls `each` with each of them.
    #[cold]
    pub fn read_as(reader: &mut Reader<'a>, each: &mut dyn FnMut(&'a str)) {
        let end = reader.list();
        while reader.goes_on(end) {
            each(reader.ty());
        }
    }

    pub(crate) fn write(&self, out: &mut Writer) {
        out.text(self.name);
        out.ty(self.ty);
        out.number(self.flags.into());
        out.mark(self.mark);
        if self.is(flag::FIELD_AS) {
            out.sized(|out| self.as_types.iter().for_each(|ty| out.ty(ty)));
        }
    }
}

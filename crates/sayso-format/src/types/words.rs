//! Words of fixed lists: each is written as its word, and the schema tells the whole list.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// A word of a fixed list.
#[derive(Clone, Copy, Debug)]
pub struct Word<T>(pub T);

/// A list of words.
pub trait List: Copy {
    /// Its name in the schema.
    const NAME: &'static str;
    /// All of it, in its own order.
    fn words() -> Vec<&'static str>;
    /// This one.
    fn word(self) -> &'static str;
}

macro_rules! lists {
    ($($name:ident: $all:expr;)*) => {$(
        impl List for sayso_core::$name {
            const NAME: &'static str = stringify!($name);

            fn words() -> Vec<&'static str> {
                #[allow(unused_imports)]
                use sayso_core::$name::*;
                $all.iter().map(|x| x.as_str()).collect()
            }

            fn word(self) -> &'static str {
                self.as_str()
            }
        }
    )*};
}

lists! {
    ActorKind: [Person, Organisation, State, Bloc, Group, Outlet, Unknown];
    ChainRole: [ToldTo, Agency, Outlet, Translator];
    Context: Self::ALL;
    CueClass: Self::ALL;
    EventType: Self::ALL;
    Form: Self::ALL;
    How: [Name, Title, Pronoun, Description, Metonym];
    LineKind: Self::ALL;
    MagnitudeKind: Self::ALL;
    Mode: Self::ALL;
    Stance: Self::ALL;
    Status: Self::ALL;
}

impl<T: List> Serialize for Word<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0.word())
    }
}

impl<T: List> JsonSchema for Word<T> {
    fn schema_name() -> Cow<'static, str> {
        T::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "enum": T::words()})
    }
}

//! Parameters: eight types, which are all that the record needs.

use std::borrow::Cow;
use std::error::Error as StdError;

use ::postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

/// One parameter. SQLite keeps a UUID as 16 bytes, a day as text, an instant as microseconds; PostgreSQL has types of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Text(Cow<'a, str>),
    Bytes(Cow<'a, [u8]>),
    Uuid(Uuid),
    Day(Date),
    Time(Timestamp),
}

/// `params![a, b]` makes `&[Value]` of anything that converts.
macro_rules! params_of {
    ($($v:expr),* $(,)?) => { &[ $( $crate::db::Value::from($v), )* ] };
}
pub(crate) use params_of as params;

macro_rules! from {
    ($( $t:ty => |$v:ident| $e:expr; )*) => { $( impl<'a> From<$t> for Value<'a> { fn from($v: $t) -> Self { $e } } )* };
}

from! {
    bool => |v| Self::Bool(v);
    i64 => |v| Self::Int(v);
    i32 => |v| Self::Int(v.into());
    &'a str => |v| Self::Text(Cow::Borrowed(v));
    &'a String => |v| Self::Text(Cow::Borrowed(v));
    String => |v| Self::Text(Cow::Owned(v));
    &'a [u8] => |v| Self::Bytes(Cow::Borrowed(v));
    &'a Vec<u8> => |v| Self::Bytes(Cow::Borrowed(v));
    Vec<u8> => |v| Self::Bytes(Cow::Owned(v));
    &'a [u8; 32] => |v| Self::Bytes(Cow::Borrowed(v));
    [u8; 32] => |v| Self::Bytes(Cow::Owned(v.to_vec()));
    Uuid => |v| Self::Uuid(v);
    Date => |v| Self::Day(v);
    Timestamp => |v| Self::Time(v);
}

macro_rules! from_id {
    ($($id:ident),*) => { $( impl From<domain::ids::$id> for Value<'_> { fn from(v: domain::ids::$id) -> Self { Self::Uuid(v.0) } } )* };
}
from_id!(
    PersonId,
    ContactId,
    HouseholdId,
    RecordId,
    WorkerId,
    TeamId,
    EntryId,
    DraftId
);

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(v: Option<T>) -> Self {
        v.map_or(Self::Null, Into::into)
    }
}

impl rusqlite::ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
        use rusqlite::types::{ToSqlOutput::*, Value as V, ValueRef};
        Ok(match self {
            Self::Null => Owned(V::Null),
            Self::Bool(v) => Owned(V::Integer((*v).into())),
            Self::Int(v) => Owned(V::Integer(*v)),
            Self::Text(v) => Borrowed(ValueRef::Text(v.as_bytes())),
            Self::Bytes(v) => Borrowed(ValueRef::Blob(v)),
            Self::Uuid(v) => Borrowed(ValueRef::Blob(v.as_bytes())),
            Self::Day(v) => Owned(V::Text(v.to_string())),
            Self::Time(v) => Owned(V::Integer(v.as_microsecond())),
        })
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut bytes::BytesMut) -> Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(v) => v.to_sql_checked(ty, out),
            Self::Int(v) if *ty == Type::INT4 => i32::try_from(*v)?.to_sql_checked(ty, out),
            Self::Int(v) if *ty == Type::INT2 => i16::try_from(*v)?.to_sql_checked(ty, out),
            Self::Int(v) => v.to_sql_checked(ty, out),
            Self::Text(v) => v.as_ref().to_sql_checked(ty, out),
            Self::Bytes(v) => v.as_ref().to_sql_checked(ty, out),
            Self::Uuid(v) => v.to_sql_checked(ty, out),
            Self::Day(v) => v.to_sql_checked(ty, out),
            Self::Time(v) => v.to_sql_checked(ty, out),
        }
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    to_sql_checked!();
}

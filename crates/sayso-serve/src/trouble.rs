//! What can be wrong with a request, and what to do about it.

use hyper::StatusCode;

/// Why there is no answer.
#[derive(Clone, Debug)]
pub(crate) enum Trouble {
    /// An address that cannot be read.
    Address(String),
    /// A question that cannot be answered as it is asked.
    Question(String),
    /// Nothing is there.
    Missing(String),
    /// Not allowed; how it would be.
    Refused(String),
    /// A token is wanted.
    Token(String),
    /// Another method is wanted.
    Method(&'static str),
    /// Too much.
    TooLarge(String),
    /// The store cannot be used now.
    Store(String),
    /// A fault of the program.
    Fault,
}

impl Trouble {
    pub fn status(&self) -> StatusCode {
        match self {
            Trouble::Address(_) | Trouble::Question(_) => StatusCode::BAD_REQUEST,
            Trouble::Missing(_) => StatusCode::NOT_FOUND,
            Trouble::Refused(_) => StatusCode::FORBIDDEN,
            Trouble::Token(_) => StatusCode::UNAUTHORIZED,
            Trouble::Method(_) => StatusCode::METHOD_NOT_ALLOWED,
            Trouble::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Trouble::Store(_) => StatusCode::SERVICE_UNAVAILABLE,
            Trouble::Fault => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// A few words.
    pub fn title(&self) -> &'static str {
        match self {
            Trouble::Address(_) => "This address is broken",
            Trouble::Question(_) => "This cannot be answered as it is asked",
            Trouble::Missing(_) => "Nothing is there",
            Trouble::Refused(_) => "Not allowed",
            Trouble::Token(_) => "A token is wanted",
            Trouble::Method(_) => "Not like this",
            Trouble::TooLarge(_) => "Too large",
            Trouble::Store(_) => "The store cannot be used now",
            Trouble::Fault => "A fault in sayso itself",
        }
    }

    /// What happened and what to do.
    pub fn told(&self) -> String {
        match self {
            Trouble::Address(s)
            | Trouble::Question(s)
            | Trouble::Missing(s)
            | Trouble::Refused(s)
            | Trouble::Token(s)
            | Trouble::TooLarge(s)
            | Trouble::Store(s) => s.clone(),
            Trouble::Method(allowed) => format!("this address answers to {allowed} only"),
            Trouble::Fault => "this page cannot be made because of a fault in the program: please report its address, \
                               with what stands on the terminal of sayso"
                .into(),
        }
    }
}

impl From<sayso_store::Error> for Trouble {
    fn from(e: sayso_store::Error) -> Self {
        match e {
            sayso_store::Error::Question(told) => Trouble::Question(told),
            other => Trouble::Store(other.to_string()),
        }
    }
}

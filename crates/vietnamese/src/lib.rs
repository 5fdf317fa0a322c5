//! The room `vietnamese`.

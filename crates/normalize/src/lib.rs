//! The room `normalize`.

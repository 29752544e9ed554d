//! The formats that content is written in, each behind one door: text in, located values out.

pub mod amount;
pub mod cells;
pub mod currency;
pub mod escape;
pub mod markdown;
pub mod matter;
pub mod table;
pub mod yaml;

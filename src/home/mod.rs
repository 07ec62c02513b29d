//! The front page: what the community is for a visitor, what is new for a member.

pub mod pages;

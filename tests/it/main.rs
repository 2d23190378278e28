//! Everything through the door of the library or of the program, in one binary.

/// Every example of every rule: what it should mark, and nothing else.
mod rules;

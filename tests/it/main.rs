//! Everything through the door of the library or of the program, in one binary.

/// Every example of every rule: what it should mark, and nothing else.
mod rules;

/// Verdicts that were once wrong.
mod verdicts;

/// The arrows between modules, and the places that touch the world.
mod arrows;

/// The program from the outside: sessions, streams, exit status, JSON.
mod cli;

/// Outputs that other programs read.
mod outputs;

/// The two languages: complete, apart, and each in its own manner.
mod languages;

/// Generated pages are what the data gives, and what the project says about itself is true.
mod generated;

/// One report in every format, from many programs.
mod formats;

/// Writers of small office files.
mod office;
mod pdf;

/// Office files that could hurt.
mod hostile_formats;

/// PDF files that could hurt.
mod hostile_pdf;

/// Workbooks: several sheets, merged cells, what is hidden.
mod workbooks;

/// Several matrices in one text document.
mod stretches;

/// Files that could hurt: sizes and shapes.
mod hostile;

/// Outputs for other programs.
mod exchange;

/// What keeps a repository of reports: configurations, exceptions, baselines.
mod gate;

/// Every place leads back to the text it marks.
mod places;

/// What holds of any bytes and of any text made of plausible pieces.
mod properties;

/// The commands that the pages show run, and print what the page says.
mod readme;

/// What is recognized in reports as they are really written.
mod recognize;

/// Inputs that once broke something.
mod regressions;

/// Bytes through the whole pipeline, and what must hold of every outcome.
mod whole;

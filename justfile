# Names for the steps of .ci/run, which is what decides; `just` alone lists them.

default:
    @just --list

# Everything that must hold before a change is accepted
ci:
    .ci/run

# The formatting is the one rustfmt.toml asks for
fmt:
    .ci/run tools fmt

# Clippy and the compiler have nothing to say
lint:
    .ci/run tools lint

# All tests
test:
    .ci/run tests

# The documentation of the library builds without a warning
doc:
    .ci/run doc

# The package holds what it needs and nothing else
package:
    .ci/run package

# The program as users build it takes what the pages show
program:
    .ci/run program

# The real report beside the project, where there is one, is judged as it must be
real:
    .ci/run real_report

# The fuzz targets, where there are any, still build
fuzz:
    .ci/run fuzz

# Write generated pages and snapshots anew; read the difference before keeping it
update:
    UPDATE=1 INSTA_UPDATE=always TRYCMD=overwrite cargo test

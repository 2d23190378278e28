# SARIF: Microsoft's validator with GitHub's rules, and every region cut out of its file again.
# shellcheck shell=bash disable=SC2154

judge_sarif() {
  local tool folder log
  npm_packages @microsoft/sarif-multitool-linux@5.7.0
  tool=$packages/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool
  chmod u+x "$tool"
  for folder in "$PWD/fixtures" "$hostile"; do
    told sarif "$work/out.sarif" "$folder"
    told json "$work/out.json" "$folder"
    DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=1 "$tool" validate "$work/out.sarif" --rule-kind "Sarif;Ghas" --level "Error;Warning;Note" --kind Fail \
      --output "$work/verdict.sarif" --log ForceOverwrite >"$work/verdict.log" || { cat "$work/verdict.log"; fail "the validator failed"; }
    grep -q 'Analysis completed successfully' "$work/verdict.log" || { cat "$work/verdict.log"; fail "the validator did not finish"; }
    log=$(grep -E ': (error|warning) ' "$work/verdict.log" || true)
    [ -z "$log" ] || { head -20 <<<"$log"; fail "the validator complains about $folder"; }
    echo "$(basename "$folder"): $(grep -oE ': (error|warning|note) [A-Z]+[0-9]+' "$work/verdict.log" | sort | uniq -c | tr -s ' \n' ' ')"
    python3 scripts/judges/sarif.py "$work/out.sarif" "$work/out.json" "$(dirname "$folder")"
  done
}

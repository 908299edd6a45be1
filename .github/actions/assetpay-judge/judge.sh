#!/usr/bin/env bash
# Runs the contract tests; shows in the summary of the job and as annotations what does not pass. Its exit status is theirs.
# Its settings are the inputs of action.yml, and what the action that starts the simulator has exported.
set -euo pipefail
here=$(dirname "$0")
. "$here/../assetpay/commands.sh"
if ! command -v assetpay-contract-tests > /dev/null || [ -z "${ASSETPAY_API_SECRET-}" ]; then
  fail "There is no simulator: the action assetpay comes first."
fi

read_options "$OPTIONS"
[ -z "$PROBE" ] || options+=(--probe "$PROBE")

# A command line can be read by everybody on the machine, this file by its owner only.
secret=$(umask 077 && mktemp "$RUNNER_TEMP/assetpay-secret.XXXXXX")
trap 'rm -f "$secret"' EXIT
printf '%s' "$ASSETPAY_API_SECRET" > "$secret"

# All that the kit writes: it cleans up itself, but it may not come that far.
json=$REPORT/report.json
rm -f "$json" "$REPORT/report.html" "$REPORT/junit.xml" "$REPORT"/[A-Z]*-[0-9]*.body
status=0
quoted assetpay-contract-tests merchant --target "$ASSETPAY_BASE_URL" --api-secret-file "$secret" \
  --callback-url "$CALLBACK_URL" --report "$REPORT" ${options[@]+"${options[@]}"} || status=$?
put "$GITHUB_OUTPUT" exit-status "$status"

if [ ! -f "$json" ]; then
  echo "The merchant could not be judged (exit status $status): the log says why." >> "$GITHUB_STEP_SUMMARY"
elif command -v jq > /dev/null; then
  jq -r -f "$here/annotations.jq" "$json" && jq -r -f "$here/summary.jq" "$json" >> "$GITHUB_STEP_SUMMARY" || true
else
  echo "::warning title=AssetPay::There is no jq on this runner, so there are neither annotations nor a summary."
fi
exit "$status"

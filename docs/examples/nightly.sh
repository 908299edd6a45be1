#!/bin/sh
# Runs the plan "api" at ASSETPAY_TARGET and shows what has changed since the last run. Options given to it go to the kit.
# Reads ASSETPAY_TARGET, ASSETPAY_API_KEY, ASSETPAY_API_SECRET, ASSETPAY_STEAM_ID and ASSETPAY_TRADE_URL.
# Leaves the report in assetpay-report/ and the drift as Markdown in drift.md; yesterday/ has to be kept until the next run.
# Exit status: that of the kit, and when that is 0: 1 when something has changed, 2 when it could not be compared.
set -u
kit() { java -jar contract-tests/target/assetpay-contract-tests.jar "$@"; }
member() { printf '"%s":"%s"' "$1" "$(printf '%s' "$2" | sed 's/[\\"]/\\&/g')"; }

# A command line can be read by everybody on the machine, this file by its owner only.
config=$(umask 077 && mktemp) || exit 3
trap 'rm -f "$config"' EXIT
trap 'exit 3' HUP INT TERM
{
  printf '{' && member api-key "$ASSETPAY_API_KEY" && printf ',' && member api-secret "$ASSETPAY_API_SECRET"
  printf ',' && member steam-id "$ASSETPAY_STEAM_ID" && printf ',' && member trade-url "$ASSETPAY_TRADE_URL" && printf '}'
} > "$config"

status=0
drift=0
rm -rf assetpay-report
kit api --target "$ASSETPAY_TARGET" --config "$config" --report assetpay-report "$@" || status=$?

if [ ! -f assetpay-report/report.json ]; then
  echo "The host could not be judged (exit status $status): the log says why." > drift.md
elif [ ! -f yesterday/report.json ]; then
  echo "This is the first report: there is nothing to compare it with yet." > drift.md
else
  kit diff yesterday/report.json assetpay-report/report.json --markdown > drift.md || drift=$?
  [ "$drift" -le 1 ] || echo "The reports could not be compared (exit status $drift): the log says why." > drift.md
fi
# A night in which not everything could be judged is nothing to compare with.
if [ "$status" -le 1 ] && [ -f assetpay-report/report.json ]; then
  mkdir -p yesterday
  cp assetpay-report/report.json yesterday/report.json
fi
[ "$status" -ne 0 ] || status=$drift
exit "$status"

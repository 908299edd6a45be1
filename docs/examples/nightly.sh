#!/bin/sh
# Runs the plan "api" at ASSETPAY_TARGET and shows what has changed since the last run. Options given to it go to the kit.
# Reads ASSETPAY_TARGET, ASSETPAY_API_KEY, ASSETPAY_API_SECRET, ASSETPAY_STEAM_ID and ASSETPAY_TRADE_URL.
# Leaves the report in assetpay-report/ and the drift as Markdown in drift.md; yesterday/ has to be kept until the next run.
# Exit status: that of the kit, or 1 when everything holds and something has changed.
set -u
kit() { java -jar contract-tests/target/assetpay-contract-tests.jar "$@"; }

status=0
drift=0
rm -rf assetpay-report
kit api --target "$ASSETPAY_TARGET" --api-key "$ASSETPAY_API_KEY" --api-secret "$ASSETPAY_API_SECRET" \
  --steam-id "$ASSETPAY_STEAM_ID" --trade-url "$ASSETPAY_TRADE_URL" --report assetpay-report "$@" || status=$?

if [ ! -f assetpay-report/report.json ]; then
  echo "The host could not be judged (exit status $status): the log says why." > drift.md
elif [ ! -f yesterday/report.json ]; then
  echo "This is the first report: there is nothing to compare it with yet." > drift.md
else
  kit diff yesterday/report.json assetpay-report/report.json --markdown > drift.md || drift=$?
fi
if [ -f assetpay-report/report.json ]; then
  mkdir -p yesterday
  cp assetpay-report/report.json yesterday/report.json
fi
[ "$status" -ne 0 ] || status=$drift
exit "$status"

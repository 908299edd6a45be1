#!/usr/bin/env bash
# Starts the simulator in the background and tells later steps where it is. Its settings are the inputs of action.yml.
set -euo pipefail
. "$(dirname "$0")/commands.sh"
RELEASES=https://github.com/assetpaysim/assetpay-simulator/releases/download

[ "$RUNNER_OS" != Windows ] || fail "This action is for Linux and macOS."
case $TIMEOUT in
  '' | *[!0-9]*) fail "timeout is no number of seconds: $TIMEOUT" ;;
esac

# Only one that is made here: the runner has shown a given one already, unless it knows it as a secret of the repository.
secret=${API_SECRET:-$(random 24)}
echo "::add-mask::$(escaped "$secret")"
key=${API_KEY:-ap_$(random 12)}

release() {
  local system
  case $1 in
    *-SNAPSHOT) fail "There is no release of $1: name a version, or an archive." ;;
  esac
  case $RUNNER_OS-$RUNNER_ARCH in
    Linux-X64) system=-linux-x64.tar.gz ;;
    Linux-ARM64) system=-linux-aarch64.tar.gz ;;
    *) system=.zip ;;
  esac
  echo "$RELEASES/v$1/assetpay-simulator-$1$system"
}

# Unpacks what is at a path or URL, and names it in shown: the query of a URL may be a signature.
unpack() {
  local file=$1
  shown=$1
  case $1 in
    http://* | https://*)
      shown=${1%%[?#]*}
      file=$home/${shown##*/}
      curl -fsSL --retry 3 -o "$file" "$1" || fail "$shown could not be downloaded."
      ;;
  esac
  [ -f "$file" ] || fail "There is no archive $file."
  case $file in
    *.zip) unzip -q "$file" -d "$home" ;;
    *) tar -xzf "$file" -C "$home" ;;
  esac || fail "$file could not be unpacked."
}

home=$(umask 077 && mktemp -d "$RUNNER_TEMP/assetpay.XXXXXX")
if [ -z "$ARCHIVE" ]; then
  ARCHIVE=$(release "$VERSION")
fi
unpack "$ARCHIVE"
bin=$(echo "$home"/*/bin)
[ -x "$bin/assetpay-simulator" ] || fail "$shown has no bin/assetpay-simulator."

read_options "$OPTIONS"
# Not on the command line, which everybody on the machine can read.
export ASSETPAY_SIM_PORT=$SERVE_PORT ASSETPAY_SIM_API_KEY=$key ASSETPAY_SIM_API_SECRET=$secret
[ -z "$CALLBACK_URL" ] || export ASSETPAY_SIM_CALLBACK_URL=$CALLBACK_URL
log=$home/simulator.log
touch "$home/banner" "$log"
# One more, as the first second of SECONDS may be almost over.
deadline=$((SECONDS + 10#$TIMEOUT + 1))
"$bin/assetpay-simulator" ${options[@]+"${options[@]}"} > "$home/banner" 2> "$log" < /dev/null &
pid=$!

url=
is_ready() {
  local line
  while IFS= read -r line; do
    case $line in "READY "*) url=${line#READY } ;; esac
  done < "$home/banner"
  [ -n "$url" ]
}
give_up() {
  echo "::group::The log of the simulator"
  quoted cat "$log"
  echo "::endgroup::"
  fail "$1"
}
until is_ready; do
  if ! kill -0 "$pid" 2> /dev/null; then
    status=0
    wait "$pid" || status=$?
    give_up "The simulator has ended with exit status $status: $(tail -n 1 "$log")"
  fi
  if [ "$SECONDS" -ge "$deadline" ]; then
    kill "$pid"
    give_up "The simulator was not ready after $TIMEOUT seconds."
  fi
  sleep 0.1
done

put "$GITHUB_OUTPUT" base-url "$url"
put "$GITHUB_OUTPUT" api-key "$key"
put "$GITHUB_OUTPUT" api-secret "$secret"
put "$GITHUB_OUTPUT" log "$log"
put "$GITHUB_OUTPUT" pid "$pid"
put "$GITHUB_ENV" ASSETPAY_BASE_URL "$url"
put "$GITHUB_ENV" ASSETPAY_API_KEY "$key"
put "$GITHUB_ENV" ASSETPAY_API_SECRET "$secret"
put "$GITHUB_ENV" ASSETPAY_SIM_URL "$url"
echo "$bin" >> "$GITHUB_PATH"
echo "AssetPay simulator: $url"

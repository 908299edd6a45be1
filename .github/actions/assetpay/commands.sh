# What the scripts of both actions say to the runner.

# Text as a workflow command takes it: the command ends with its line.
escaped() {
  local text=${1//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '%s' "${text//$'\n'/%0A}"
}

fail() {
  echo "::error title=AssetPay::$(escaped "$1")" >&2
  exit 1
}

# As many random bytes, in hexadecimal digits.
random() {
  local digits
  digits=$(od -An -v -N"$1" -tx1 /dev/urandom)
  printf '%s' "${digits//[^0-9a-f]/}"
}

# Ends what others have written; nobody can have written this.
mark=assetpay-$(random 16)

# Runs a command whose output is no workflow command, whatever a merchant made it say. Its last line may lack its end.
# The runner reads the two streams apart, so that one could come too late.
quoted() {
  local status=0
  echo "::stop-commands::$mark"
  "$@" 2>&1 || status=$?
  printf '\n::%s::\n' "$mark"
  return "$status"
}

# Appends a name and its value, which may have several lines, to GITHUB_ENV or GITHUB_OUTPUT.
put() { printf '%s<<%s\n%s\n%s\n' "$2" "$mark" "$3" "$mark" >> "$1"; }

# Reads the words of a command line into the array options.
read_options() {
  local words word
  words=$(xargs -n1 printf '%s\n' <<< "$1") || fail "These options cannot be read, as a quote is not closed: $1"
  options=()
  while IFS= read -r word; do
    [ -z "$word" ] || options+=("$word")
  done <<< "$words"
}

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

random() { od -An -N"$1" -tx1 /dev/urandom | tr -d ' \n'; }

# Runs a command whose output is no workflow command, whatever a merchant made it say.
quoted() {
  local token status=0
  token=$(random 16)
  echo "::stop-commands::$token"
  "$@" || status=$?
  echo "::$token::"
  return "$status"
}

# A name and its value, which may have several lines, for GITHUB_ENV or GITHUB_OUTPUT.
put() {
  local delimiter
  delimiter=$(random 16)
  printf '%s<<%s\n%s\n%s\n' "$2" "$delimiter" "$3" "$delimiter" >> "$1"
}

# Reads the words of a command line into the array options.
read_options() {
  local words word
  words=$(xargs -n1 printf '%s\n' <<< "$1") || fail "These options cannot be read, as a quote is not closed: $1"
  options=()
  while IFS= read -r word; do
    [ -z "$word" ] || options+=("$word")
  done <<< "$words"
}

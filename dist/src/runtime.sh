#!/bin/sh
# Makes target/linux: a Java runtime with what both programs need, and an archive of the classes that they load.
# Arguments: the JDK, this module's folder, the time that all files get.
set -eu
jdk=$1 module=$2 time=$3
stage=$module/target/linux
lib=$stage/lib
java=$stage/runtime/bin/java
rm -rf "$stage"
mkdir -p "$lib"
cp "$module/../simulator/target/assetpay-simulator.jar" "$module/../contract-tests/target/assetpay-contract-tests.jar" "$lib"
touch -d "$time" "$lib"/*

# java.desktop only for its java.beans, which Groovy and so REST Assured ask about classes.
# java.instrument is for agents in ASSETPAY_JAVA_OPTS.
# jdk.crypto.ec is for TLS; newer JDKs have it in java.base. jdk.net is Jetty's, jdk.httpserver the demo's, jdk.unsupported Kotlin's and Jackson's.
modules=java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml
modules=$modules,jdk.crypto.ec,jdk.httpserver,jdk.net,jdk.unsupported,jdk.zipfs
# Before JDK 21 the best compression was called 2.
compress=2
if "$jdk/bin/jlink" --help | grep -q zip-; then
  compress=zip-9
fi
# The encoding, as jlink otherwise writes other bytes in another locale.
"$jdk/bin/jlink" -J-Dfile.encoding=UTF-8 --add-modules "$modules" --strip-debug --no-header-files --no-man-pages --compress=$compress \
  --exclude-files='glob:/java.desktop/**' --output "$stage/runtime"

running=
trap 'kill $running 2> /dev/null || true' EXIT

failed() { # what it printed
  cat "$1" >&2
  exit 1
}

# Runs a program as its launcher does, adds the classes that it loads to its list, and wants an exit status.
train() {
  name=$1 main=$2 wanted=$3 status=0
  shift 3
  "$java" -Xshare:off -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:DumpLoadedClassList="$stage/$name.$((runs += 1))" \
    -cp "$lib/$name.jar" "$main" "$@" > "$stage/$name.out" 2>&1 || status=$?
  [ $status = "$wanted" ] || failed "$stage/$name.out"
}
simulator() { train assetpay-simulator io.github.assetpaysim.simulator.cli.Main 0 "$@"; }
kit() { train assetpay-contract-tests io.github.assetpaysim.contract.cli.Main "$@"; }
runs=0
simulator demo
simulator --help
"$java" -Xshare:off -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:DumpLoadedClassList="$stage/assetpay-simulator.0" \
  -cp "$lib/assetpay-simulator.jar" io.github.assetpaysim.simulator.cli.Main serve --port 0 --api-secret hush > "$stage/serve.out" 2>&1 &
running=$!
tries=0
until url=$(sed -n 's/^READY //p' "$stage/serve.out" | grep .); do
  tries=$((tries + 1))
  [ $tries -lt 600 ] && kill -0 $running || failed "$stage/serve.out"
  sleep 0.1
done
ASSETPAY_SIM_URL=$url simulator trigger deposit
kit 0 list
kit 0 api --target "$url" --api-secret hush --only PRC-01
# Nobody takes callbacks there, so this judges nothing; what it loads is what counts.
kit 3 merchant --target "$url" --api-secret hush --callback-url "$url/nobody" --probe "$url/nobody/{steamId}" --only SIG-01 --settle 300ms
grep -q '^io/github/assetpaysim/contract/merchant/scene/' "$stage/$name.$runs" || failed "$stage/$name.out"
kill $running
wait $running || failed "$stage/serve.out"

# From JDK 24 on an archive also has its classes linked, with their lambdas. All of them are loaded at every start.
linked=
if "$java" -XX:+AOTClassLinking -version > /dev/null 2>&1; then
  linked=-XX:+AOTClassLinking
fi
# Neither order, nor addresses, nor hash codes by chance. The jar has the path that the launcher gives it.
fixed=
if setarch -R true 2> /dev/null; then
  fixed='setarch -R'
fi
for jar in "$lib"/*.jar; do
  name=${jar##*/} name=${name%.jar}
  cat "$stage/$name".[0-9]* | sed -e '/^#/d' -e '/\$Proxy/d' -e 's/ id: .*//' | LC_ALL=C sort -u > "$stage/$name.sorted"
  # What is said of classes stands behind all of them, as it counts only for one that is there already.
  { grep -v '^@' "$stage/$name.sorted"; grep '^@' "$stage/$name.sorted"; } > "$stage/$name.classes"
  # shellcheck disable=SC2086 # nothing is no word
  $fixed "$java" -Xshare:dump $linked -XX:+UseSerialGC -XX:+UnlockExperimentalVMOptions -XX:hashCode=2 -Xlog:disable \
    -Xlog:all=error:stderr -XX:SharedClassListFile="$stage/$name.classes" -XX:SharedArchiveFile="$lib/$name.jsa" \
    -cp "/proc/self/fd/9/$name.jar" 9< "$lib"
  wc -c < "$lib/$name.jsa" > "$lib/$name.size"
done

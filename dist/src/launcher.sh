#!/bin/sh
# Starts the program that it is called: assetpay-simulator or assetpay-contract-tests.
# ASSETPAY_JAVA_OPTS holds options for the JVM, separated by blanks. They come last, so they win.

self=$0
while [ -h "$self" ]; do
  target=$(readlink "$self")
  case $target in
    /*) self=$target ;;
    *) self=${self%"${self##*/}"}$target ;;
  esac
done
case $self in
  */*) home=${self%/*}/.. ;;
  *) home=.. ;;
esac
name=${self##*/}
lib=$home/lib
fail() { echo "$name: $1" >&2; exit 1; }
case $name in
  assetpay-simulator) main=io.github.assetpaysim.simulator.cli.Main size="-Xms24m -Xmn16m -Xmx112m -XX:MinHeapFreeRatio=20" ;;
  assetpay-contract-tests) main=io.github.assetpaysim.contract.cli.Main size=-Xmx256m ;;
  *) fail "call this assetpay-simulator or assetpay-contract-tests" ;;
esac

# What cannot be given twice, or contradicts an option or makes the JVM ignore it, gives way.
gc=-XX:+UseSerialGC
set -f
for option in ${ASSETPAY_JAVA_OPTS-}; do
  case $option in
    -XX:+Use*GC) gc= ;;
    -Xmx* | -XX:MaxRAM* | -XX:MinRAM* | -XX:InitialRAM*) size= ;;
  esac
done

# The archive knows its jar by path and time, so the jar has the same path wherever this was unpacked. An archive that is not whole, as
# after unpacking onto a full disk, is left alone: JDK 17 would crash.
archive=-Xshare:auto jar=$lib/$name.jar quiet=
if [ -x "$home/runtime/bin/java" ]; then
  java=$home/runtime/bin/java
  # Without /proc a program cannot tell where its libraries lie beside it.
  [ -e /proc/self ] || export LD_LIBRARY_PATH="$home/runtime/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
  if {
    [ -e /proc/self/fd ] && read -r whole < "$lib/$name.size" && [ "$(wc -c < "$lib/$name.jsa")" -eq "$whole" ]
  } 2> /dev/null; then
    archive=-XX:SharedArchiveFile=$lib/$name.jsa jar=/proc/self/fd/9/$name.jar
    # With an option that the archive does not go with, such as an agent, it starts without.
    quiet=-Xlog:cds*=off:stderr
  fi
elif [ -n "${JAVA_HOME-}" ]; then
  java=$JAVA_HOME/bin/java
  [ -x "$java" ] || fail "JAVA_HOME has no bin/java: $JAVA_HOME"
else
  java=java
  command -v java > /dev/null || fail "needs Java 17 or newer: set JAVA_HOME, or put java into PATH"
fi

# As many as there are threads by default; the memory of most would lie idle.
export MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX-2}"
# shellcheck disable=SC2086 # options are separated by blanks
exec "$java" $gc $size -XX:TieredStopAtLevel=1 -XX:-UsePerfData -Xlog:disable -Xlog:all=error:stderr $quiet "$archive" \
  ${ASSETPAY_JAVA_OPTS-} -cp "$jar" "$main" "$@" 9< "$lib"

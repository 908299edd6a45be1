@echo off
rem Starts the program that it is called. ASSETPAY_JAVA_OPTS holds options for the JVM; they come last, so they win.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
set "SIZE=-Xms24m -Xmn16m -Xmx112m -XX:MinHeapFreeRatio=20"
if /i "%~n0" == "assetpay-contract-tests" set "SIZE=-Xmx256m"
set "GC=-XX:+UseSerialGC"
rem What cannot be given twice, or contradicts an option or makes the JVM ignore it, gives way.
set ASSETPAY_JAVA_OPTS 2>nul | findstr /r /c:"[= ]-XX:+Use[0-9A-Za-z]*GC\>" >nul && set "GC="
set ASSETPAY_JAVA_OPTS 2>nul | findstr /l "Xmx XX:MaxRAM XX:MinRAM XX:InitialRAM" >nul && set "SIZE="
"%JAVA%" %GC% %SIZE% -XX:TieredStopAtLevel=1 -XX:-UsePerfData %ASSETPAY_JAVA_OPTS% -jar "%~dp0..\lib\%~n0.jar" %*

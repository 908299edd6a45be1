@echo off
rem Starts the program that it is called. ASSETPAY_JAVA_OPTS holds options for the JVM; they come last, so they win.
setlocal
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
"%JAVA%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:-UsePerfData %ASSETPAY_JAVA_OPTS% -jar "%~dp0..\lib\%~n0.jar" %*

@echo off
rem Runs Invigilator. Unpacked from an archive it needs nothing else, or a Java where the archive has none. In a clone it builds the
rem program on first use, or when its sources are newer, and needs a JDK 17 or newer.
setlocal
set "HOME_DIR=%~dp0"
if "%HOME_DIR:~-1%"=="\" set "HOME_DIR=%HOME_DIR:~0,-1%"
set "APP=%HOME_DIR%\target\app"
set "JAVA=java"
if defined JAVA_HOME set "JAVA=%JAVA_HOME%\bin\java"
if exist "%HOME_DIR%\runtime\bin\java.exe" set "JAVA=%HOME_DIR%\runtime\bin\java"
set "DATA_DIR=%HOME_DIR%"
if defined INVIGILATOR_HOME set "DATA_DIR=%INVIGILATOR_HOME%"

"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo invigilator: no Java was found. Install Java 17 or newer, or set JAVA_HOME. 1>&2
  exit /b 1
)

if exist "%HOME_DIR%\app\invigilator.jar" (
  set "APP=%HOME_DIR%\app"
  goto run
)

set "BUILD="
if not exist "%APP%\invigilator.jar" set "BUILD=1"
if not defined BUILD (
  powershell -NoProfile -Command "$j=(Get-Item '%APP%\invigilator.jar').LastWriteTime; if (Get-ChildItem -Recurse -File '%HOME_DIR%\src\main','%HOME_DIR%\pom.xml' | Where-Object { $_.LastWriteTime -gt $j } | Select-Object -First 1) { exit 1 } else { exit 0 }"
  if errorlevel 1 set "BUILD=1"
)
if defined BUILD (
  echo Building Invigilator; this takes a minute the first time ... 1>&2
  pushd "%HOME_DIR%"
  call mvnw.cmd -q -B -DskipTests package 1>&2
  if errorlevel 1 (
    popd
    echo invigilator: the build failed; see above. It needs a JDK 17 or newer and, the first time, the network. 1>&2
    exit /b 1
  )
  popd
  if exist "%APP%" rmdir /s /q "%APP%"
  "%JAVA%" -Djarmode=tools -jar "%HOME_DIR%\target\invigilator.jar" extract --destination "%APP%" >nul
  powershell -NoProfile -Command "(Get-Item '%APP%\invigilator.jar').LastWriteTime = Get-Date"
)

:run
"%JAVA%" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 -Xmn64m -Xms160m -Xmx2g -XX:MetaspaceSize=128m -Dfile.encoding=UTF-8 "-Dinvigilator.home=%DATA_DIR%" %INVIGILATOR_JAVA_OPTS% -jar "%APP%\invigilator.jar" %*
exit /b %ERRORLEVEL%

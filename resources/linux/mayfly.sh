#!/bin/sh
# `mayfly` on the PATH. A command of the terminal runs in the installed app without a window and without a display; whatever else the app
# is given (files, its own switches, nothing) opens the app. It lies in bin/ of the app, or in usr/bin of the system the app is in.
here=$(dirname -- "$(readlink -f -- "$0")")
if [ -x "$here/../mayfly" ]; then app=$here/../mayfly; else app=${here%/usr/bin}/opt/Mayfly/mayfly; fi

terminal() {
  # No page is loaded there, so there is nothing to confine; Chromium reads nothing after the two dashes.
  exec "$app" --no-sandbox --no-zygote --log-level=3 --cli -- "$@"
}

# A file that is called like a switch of Chromium's, which can name a program to run, is a file: `mayfly *` and `mayfly --share *` name it too.
desktop() {
  for given; do
    [ "$given" = -- ] && break
    case $given in -*) if [ -e "$given" ] || [ -L "$given" ]; then exec "$app" -- "$@"; fi ;; esac
  done
  exec "$app" "$@"
}

case ${1-} in
  share | get | send | link | list | show | copy | extend | password | keep | revoke | forget | replace | remove | uploads | resume | cancel | sweep | watch | sign | request | requests | receive | nearby | mcp | close | doors | door | connections | config | bucket | policy | completion | help | --remove-my-data)
    terminal "$@"
    ;;
  --share | --propose | --share-clipboard | --screenshot | --shelf | --hidden | --profile-dir | --profile-dir=* | --no-sandbox | -- | mayfly:* | file:///*)
    desktop "$@"
    ;;
  '') [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}" ] && terminal --help ;;
  *)
    [ -e "$1" ] || terminal "$@" # `--help`, and what is mistyped
    exec "$app" -- "$@"
    ;;
esac
exec "$app" "$@"

#!/bin/sh
# “Share with Mayfly” as a script of GNOME Files (~/.local/share/nautilus/scripts), which gives names relative to the folder on show.
for name do
  shift
  case $name in
    /*) ;;
    *) name=$PWD/$name ;;
  esac
  set -- "$@" "$name"
done
[ "$#" -eq 0 ] || exec /opt/Mayfly/mayfly --share -- "$@"

#!/bin/sh
# After a package of Mayfly was unpacked. DPKG_ROOT is set where dpkg installs into another folder than this system.
set -e
root=${DPKG_ROOT:-}
app="$root/opt/${sanitizedProductName}"

# Chromium confines its pages by user namespaces; where the kernel gives none to programs, its helper needs the rights of root.
# Root always gets them, so an ordinary user asks; where nobody can ask, the helper gets its rights.
ordinary_user_gets_namespaces() {
  if command -v setpriv >/dev/null; then setpriv --reuid 65534 --regid 65534 --clear-groups unshare --user true
  elif command -v runuser >/dev/null; then runuser -u nobody -- unshare --user true
  else return 1; fi
}
if ordinary_user_gets_namespaces 2>/dev/null; then mode=0755; else mode=4755; fi
chmod "$mode" "$app/chrome-sandbox" || true

if [ -z "$root" ]; then
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
  if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
  # Ubuntu 24.04 and newer give user namespaces only to programs with a profile.
  profile="$app/resources/apparmor-profile"
  if command -v apparmor_status >/dev/null && apparmor_status --enabled && apparmor_parser -Q "$profile" 2>/dev/null; then
    cp -f "$profile" '/etc/apparmor.d/${executable}'
    apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}' || true
  fi
fi
exit 0

#!/bin/sh
# After a package of Mayfly was removed: what its installation made beside its own files goes too. What users shared, and their settings, are
# theirs and stay.
set -e
if [ -z "${DPKG_ROOT:-}" ] && [ ! -x '/opt/${sanitizedProductName}/${executable}' ]; then
  profile='/etc/apparmor.d/${executable}'
  if [ -f "$profile" ]; then
    if command -v apparmor_parser >/dev/null; then apparmor_parser --remove "$profile" 2>/dev/null || true; fi
    rm -f "$profile"
  fi
  if command -v update-desktop-database >/dev/null; then update-desktop-database -q /usr/share/applications || true; fi
  if command -v gtk-update-icon-cache >/dev/null; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
fi
exit 0

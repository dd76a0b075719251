# “Share with Mayfly” in GNOME Files, for nautilus-python (/usr/share/nautilus-python/extensions). The program and the names go to it as
# arguments, never through a shell.
import locale
import subprocess
from urllib.parse import unquote, urlparse

from gi.repository import GObject, Nautilus

COMMAND = ["/opt/Mayfly/mayfly", "--share", "--"]
LABELS = {"ko": "Mayfly로 공유"}


def local_path(file):
    parts = urlparse(file.get_uri())
    return unquote(parts.path) if parts.scheme == "file" and parts.netloc == "" else None


class ShareWithMayfly(GObject.GObject, Nautilus.MenuProvider):
    def get_file_items(self, *args):
        paths = [local_path(file) for file in args[-1]]
        if not paths or None in paths:
            return []
        language = (locale.getlocale()[0] or "").split("_")[0]
        item = Nautilus.MenuItem(
            name="ShareWithMayfly::share",
            label=LABELS.get(language, "Share with Mayfly"),
            tip="",
            icon="mayfly",
        )
        item.connect("activate", lambda _item: subprocess.Popen(COMMAND + paths, start_new_session=True))
        return [item]

    def get_background_items(self, *_args):
        return []

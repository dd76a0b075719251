# Prints what the programs of this display tell a screen reader: a JSON array of what is on the screen, with its place. Reads by AT-SPI.
import json
import gi

gi.require_version('Atspi', '2.0')
from gi.repository import Atspi  # noqa: E402

DEEPEST = 40


def collect(node, app, found, depth=0):
    if node is None or depth > DEEPEST:
        return
    place = node.get_extents(Atspi.CoordType.SCREEN) if node.get_component_iface() else None
    states = node.get_state_set()
    if place is not None and states.contains(Atspi.StateType.SHOWING) and place.width > 0:
        found.append(
            {
                'app': app,
                'role': node.get_role_name(),
                'name': node.get_name(),
                'x': place.x,
                'y': place.y,
                'width': place.width,
                'height': place.height,
                'focused': states.contains(Atspi.StateType.FOCUSED),
                'checked': states.contains(Atspi.StateType.CHECKED),
                'value': node.get_current_value() if node.get_role_name() == 'progress bar' else None,
            }
        )
    for index in range(node.get_child_count()):
        try:
            collect(node.get_child_at_index(index), app, found, depth + 1)
        except Exception:  # it went away meanwhile
            pass


Atspi.init()
desktop = Atspi.get_desktop(0)
found = []
for index in range(desktop.get_child_count()):
    app = desktop.get_child_at_index(index)
    if app is not None:
        try:
            collect(app, app.get_name(), found)
        except Exception:  # a program that ended
            pass
print(json.dumps(found))

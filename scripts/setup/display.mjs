// Tells whether this process can show windows.

/** True on macOS and Windows; on Linux when a display is named in the environment. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

// The desktop knows Mayfly by one id: that of its menu entry, its windows, its notifications and its autostart.

/**
 * `appId` and `StartupWMClass` in electron-builder.yml, `desktopName` in package.json. On Linux the entry in the menu is this with `.desktop`,
 * and the `app_id` of every window is this: portals from 1.21 on refuse a program whose entry has no reverse-DNS name.
 */
export const desktopId = 'app.mayfly.Mayfly';

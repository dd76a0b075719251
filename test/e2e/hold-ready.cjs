// Why this exists: the driver and the window's page must not meet while both begin: one launch in two hundred was never answered. Loaded before
// the app, this holds `ready` back until the driver is there and calls `__playwright_run`, as Playwright's own loader does, which sets a lot of
// Chromium's switches besides.
const { app } = require('electron');

const whenReady = app.whenReady();
const emit = app.emit.bind(app);
let isReady = false;
let held = [];
let letGo;
const released = new Promise((resolve) => {
  letGo = resolve;
});

app.isReady = () => isReady;
app.whenReady = () => released;
app.emit = (event, ...args) => {
  if (event !== 'ready' || isReady) return emit(event, ...args);
  held = args;
  return app.listenerCount('ready') > 0;
};

globalThis.__playwright_run = async () => {
  await whenReady;
  isReady = true;
  letGo();
  emit('ready', ...held);
};

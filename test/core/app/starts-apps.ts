// Apps of a suite, stopped after the test that started them.
import { afterEach } from 'vitest';
import { startApp, type RunningApp, type Start } from './running-app';

/** Gives `startApp`, whose apps end with their test. */
export function startsApps(): (options?: Start) => Promise<RunningApp> {
  let running: RunningApp[] = [];
  afterEach(async () => {
    for (const { app } of running) await app.stop();
    running = [];
  });
  return async (options) => {
    const started = await startApp(options);
    running.push(started);
    return started;
  };
}

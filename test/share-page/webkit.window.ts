// WebKit forgets a download its interface has not looked at when the next one is asked for, and says nothing.
import { readdir } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from './readers/fixtures';
import { ARRIVE_MS, until } from './readers/reader';
import { startWebKit } from './readers/webkit';

test('with an interface that lags, none of 60 handed over is lost', async ({ bucket }) => {
  test.setTimeout(240_000);
  const files = Array.from({ length: 60 }, (_, index) => ({ path: `photo ${index}.bin`, body: `photo ${index}` }));
  const { url } = await bucket.publish(files);
  const reader = await startWebKit();
  const pid = reader.interfacePid();
  const lagging = new AbortController();
  try {
    await reader.resize(1000, 3900);
    await reader.open(url);
    await reader.press('One by one');
    // Presses as soon as the page lets it, without a pause: no reader is quicker.
    await reader.evaluate(`void setInterval(() => {
      const goOn = [...document.querySelectorAll('#actions button')].find(({ textContent }) => textContent === 'Go on');
      if (goOn && !goOn.hasAttribute('aria-disabled')) goOn.click();
    }, 5)`);
    const lag = (async () => {
      while (!lagging.signal.aborted) {
        process.kill(pid, 'SIGSTOP');
        await sleep(700);
        process.kill(pid, 'SIGCONT');
        await sleep(300);
      }
    })();
    await until(async () => (await readdir(reader.downloadFolder)).length >= 60, 'fewer came', 150_000).catch(
      () => undefined,
    );
    lagging.abort();
    await lag;
    await until(
      () => reader.evaluate("document.querySelector('.told').textContent.startsWith('60 of 60 files handed')"),
      'the page is not through',
    );
    await expect.poll(async () => (await reader.downloads()).size, { timeout: ARRIVE_MS }).toBe(60);
  } finally {
    lagging.abort();
    await reader.close();
  }
});

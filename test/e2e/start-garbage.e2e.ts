// Main frees what its start left behind, once it is at rest; nothing that runs in it later can ask V8 to collect.
import { expect, test } from './fixtures';

interface Left {
  readonly left: WeakRef<object>;
}

test('main at rest frees what nothing holds @deep', async ({ app }) => {
  await app.evaluate(() => Object.assign(globalThis, { left: new WeakRef({}) }) && undefined);
  const isFreed = () => app.evaluate(() => (globalThis as unknown as Left).left.deref() === undefined);
  expect(await isFreed()).toBe(false);
  await expect.poll(isFreed, { timeout: 15_000 }).toBe(true);
  const elsewhere = () =>
    app.evaluate(() => process.getBuiltinModule('node:vm').runInNewContext('typeof gc') as unknown);
  expect(await elsewhere()).toBe('undefined');
});

// By itself, because the page stays subscribed to the view from its start on.
import { act, render, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { untilKnown } from '../../../renderer/app/state/use-app-state';
import { App } from '../../../renderer/app/window/App';
import { createFakeBridge } from '../fake-bridge';
import { emptyView, share } from '../views';

test('a view that main tells before it is asked is not asked for', async () => {
  const fake = createFakeBridge(emptyView());
  let asked = 0;
  const count = async () => {
    asked += 1;
    return { ok: true, value: emptyView() };
  };
  Object.defineProperty(window, 'mayfly', { value: { ...fake.bridge, 'state:get': count }, configurable: true });
  let answer = () => undefined as void;
  const answers = new Promise<void>((resolve) => {
    answer = resolve;
  });
  const known = untilKnown(answers);
  fake.push(emptyView({ shares: [share(Date.now(), { name: 'told.txt' })] }));
  await known;
  render(<App />);
  expect(screen.getByRole('listitem', { name: 'told.txt' })).toBeDefined();
  await act(async () => answer());
  expect(asked).toBe(0);
});

// Dragged files come to the share whose row they are dropped on, where its link stays; a text, and what any other row gets, becomes a new one.
import { fireEvent, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { openWindow } from './open-window';
import { emptyView, hourMs, share } from './views';

const one = new File(['x'], 'a.txt');
const dragged = { dataTransfer: { types: ['Files'], files: [one], dropEffect: 'none' } };
const text = { dataTransfer: { types: ['text/plain'], files: [], dropEffect: 'none', effectAllowed: 'all' } };
const nowMs = Date.now();
const page = { kind: 'page', fileCount: 2 } as const;
const rows = [
  share(nowMs, { id: 'page', name: 'Trip', ...page }),
  share(nowMs, { id: 'file', name: 'plan.txt' }),
  share(nowMs, { id: 'linked', name: 'Theirs', ...page, origin: 'linked' }),
  share(nowMs, { id: 'sending', name: 'Film', ...page, isSending: true }),
  share(nowMs, { id: 'ended', name: 'Old', ...page, state: 'expired', expiresAtMs: nowMs - hourMs }),
];
const row = (name: string) => screen.getByRole('listitem', { name });
const orRow = () => screen.queryByText('Or on an outlined share, to add it there');

test('files on the row of a page share are added to it, which is said before', async () => {
  const { asked } = await openWindow(emptyView({ shares: rows }));
  fireEvent.dragEnter(document.body, dragged);
  expect(orRow()).not.toBeNull();
  fireEvent.dragOver(row('Trip'), dragged);
  expect(screen.getByText('Let go to add it to this share')).toBeDefined();
  expect(row('Trip').textContent).toContain('Add to this share');
  fireEvent.drop(row('Trip'), dragged);
  expect(asked('files:add')).toEqual([[{ files: [one], shareId: 'page' }]]);
  expect([asked('files:share'), orRow()]).toEqual([[], null]);
});

test.each(['plan.txt', 'Theirs', 'Film', 'Old'])('files on the row “%s” become a new share', async (name) => {
  const { asked } = await openWindow(emptyView({ shares: rows }));
  fireEvent.dragEnter(row(name), dragged);
  expect(row(name).textContent).not.toContain('Add to this share');
  fireEvent.drop(row(name), dragged);
  expect([asked('files:add').length, asked('files:share').length]).toEqual([0, 1]);
});

test('a text on the row of a page share becomes a new share, and no row is offered to it', async () => {
  const { asked } = await openWindow(emptyView({ shares: rows }));
  fireEvent.dragEnter(row('Trip'), text);
  expect([orRow(), screen.queryByText('Let go to add it to this share')]).toEqual([null, null]);
  fireEvent.drop(row('Trip'), text);
  expect([asked('files:add').length, asked('text:share').length]).toEqual([0, 1]);
});

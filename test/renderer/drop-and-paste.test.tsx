// Files may arrive anywhere in the window, and nothing else may.
import { act, createEvent, fireEvent, screen } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { choose, openOptions, openWindow, type OpenWindow } from './open-window';
import { connection, emptyView } from './views';

const file = (name: string) => new File(['x'], name);
const files = (...list: readonly File[]) => ({ dataTransfer: { types: ['Files'], files: list, dropEffect: 'none' } });
/** From one element to another, or out of the window. */
const leave = (target: Element, next: Element | null) =>
  fireEvent(target, Object.assign(createEvent.dragLeave(target, files()), { relatedTarget: next }));
const overlay = () => screen.queryByText('Let go to make a link');

test('a drop anywhere shares the files and shows the shares', async () => {
  const { user, asked } = await openWindow(emptyView());
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  const two = [file('a.txt'), file('b.txt')];
  fireEvent.drop(document.body, files(...two));
  expect(asked('files:share')).toEqual([[{ files: two, options: {} }]]);
  expect(screen.getByRole('region', { name: 'Drop files here' })).toBeDefined();
});

test('the overlay stays while files are over any part of the window, and goes with them', async () => {
  await openWindow(emptyView());
  fireEvent.dragEnter(document.body, files());
  expect(overlay()).not.toBeNull();
  fireEvent.dragEnter(screen.getByRole('main'), files());
  leave(document.body, screen.getByRole('main'));
  expect(overlay()).not.toBeNull();
  leave(screen.getByRole('main'), null);
  expect(overlay()).toBeNull();
});

test('a row that goes away under a drag does not leave the overlay behind', async () => {
  await openWindow(emptyView());
  const row = document.body.appendChild(document.createElement('div'));
  fireEvent.dragEnter(row, files());
  row.remove();
  fireEvent.dragEnter(screen.getByRole('main'), files());
  leave(row, screen.getByRole('main'));
  expect(overlay()).not.toBeNull();
  leave(screen.getByRole('main'), null);
  expect(overlay()).toBeNull();
});

test('a drag over the window warms up once', async () => {
  const { asked } = await openWindow(emptyView());
  const pass = () => {
    fireEvent.dragEnter(document.body, files());
    fireEvent.dragEnter(screen.getByRole('main'), files());
    leave(document.body, screen.getByRole('main'));
    leave(screen.getByRole('main'), null);
  };
  pass();
  expect(asked('warm-up')).toEqual([[]]);
  pass();
  expect(asked('warm-up')).toHaveLength(2);
});

test('a drop ends the overlay, and a drop of anything but files and text shares nothing', async () => {
  const { asked } = await openWindow(emptyView());
  const other = { dataTransfer: { types: ['application/x-other'], files: [], dropEffect: 'copy' } };
  fireEvent.dragEnter(document.body, other);
  expect(overlay()).toBeNull();
  // Not prevented, it would open what was dropped in place of the app.
  expect(fireEvent.dragOver(document.body, other)).toBe(false);
  expect(fireEvent.drop(document.body, other)).toBe(false);
  expect([asked('files:share'), asked('text:share')]).toEqual([[], []]);
  fireEvent.dragEnter(document.body, files());
  fireEvent.drop(document.body, files(file('a.txt')));
  expect(overlay()).toBeNull();
});

describe('a dropped text', () => {
  const dragged = (types: readonly string[] = ['text/plain'], effectAllowed = 'all') => ({
    dataTransfer: { types, files: [], dropEffect: 'none', effectAllowed },
  });

  const effectOver = (drag: ReturnType<typeof dragged>) => {
    const event = createEvent.dragOver(document.body, drag) as DragEvent;
    fireEvent(document.body, event);
    return event.dataTransfer?.dropEffect;
  };

  test.each([
    ['text/plain', 'all', 'copy'],
    ['text/uri-list', 'link', 'link'],
  ])('%s that is allowed to %s is shared, without its words', async (type, allowed, effect) => {
    const { asked } = await openWindow(emptyView());
    const drag = dragged([type], allowed);
    fireEvent.dragEnter(document.body, drag);
    expect(overlay()).not.toBeNull();
    expect(effectOver(drag)).toBe(effect);
    fireEvent.drop(document.body, drag);
    expect(overlay()).toBeNull();
    expect(asked('text:share')).toEqual([[{ options: {} }]]);
  });

  test('on a field stays in the field', async () => {
    const { user, asked } = await openWindow(emptyView());
    await choose(user, 'Link expires in', 'Custom…');
    const field = await screen.findByRole('textbox', { name: 'Amount' });
    fireEvent.dragEnter(field, dragged());
    expect(overlay()).toBeNull();
    expect([fireEvent.dragOver(field, dragged()), fireEvent.drop(field, dragged())]).toEqual([true, true]);
    expect(asked('text:share')).toEqual([]);
  });

  test('that misses the fields of an open form, which may be a secret, is refused', async () => {
    const { user, asked } = await openWindow(emptyView());
    await user.click(screen.getByRole('button', { name: 'Connections' }));
    await user.click(await screen.findByRole('button', { name: 'Add connection' }));
    expect(effectOver(dragged())).toBe('none');
    fireEvent.drop(document.body, dragged());
    expect(asked('text:share')).toEqual([]);
  });

  test('of this window itself is not shared', async () => {
    const { asked } = await openWindow(emptyView());
    fireEvent.dragStart(document.body);
    fireEvent.drop(document.body, dragged());
    fireEvent.dragEnd(document.body);
    expect(asked('text:share')).toEqual([]);
    fireEvent.drop(document.body, dragged());
    expect(asked('text:share')).toHaveLength(1);
  });
});

describe('the sender’s words', () => {
  const type = async (user: OpenWindow['user']) => {
    await openOptions(user);
    await user.click(screen.getByRole('button', { name: 'Add a message…' }));
    await user.type(screen.getByRole('textbox', { name: 'Name for the recipient' }), 'Picture');
    await user.type(screen.getByRole('textbox', { name: 'Title' }), 'Holiday');
    await user.type(screen.getByRole('textbox', { name: 'Message' }), 'Have fun!');
  };
  const sent = { page: 'always', name: 'Picture', title: 'Holiday', message: 'Have fun!' };
  const chips = () => screen.queryByRole('list', { name: 'Switched on' })?.textContent ?? '';

  test('go with the next files, which get a page for them, and with no others', async () => {
    const { user, asked } = await openWindow(emptyView());
    await type(user);
    const one = file('a.png');
    fireEvent.drop(document.body, files(one));
    fireEvent.drop(document.body, files(one));
    expect(asked('files:share')).toEqual([[{ files: [one], options: sent }], [{ files: [one], options: {} }]]);
    expect(chips()).toBe('');
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }).value).toBe('');
  });

  test.each([
    [true, ''],
    [false, 'messagename for the recipient'],
  ])('are kept while a dialog is open, and when it was left without a choice (chosen: %s)', async (chosen, left) => {
    const { user, asked, answer } = await openWindow(emptyView());
    answer('files:choose', async () => ({ ok: true, value: { chosen } }));
    await type(user);
    await user.click(screen.getByRole('button', { name: 'Choose files' }));
    expect(asked('files:choose')).toEqual([[{ choice: 'files', options: sent }]]);
    expect(chips()).toBe(left);
  });
});

test('what several files become is a setting, changed where they are dropped', async () => {
  const { user, asked } = await openWindow(emptyView());
  await openOptions(user);
  await choose(user, 'Several files become', 'A link each');
  expect(asked('settings:save')).toEqual([[{ pages: 'never' }]]);
});

test.each([
  ['several', 1, 'Let go to make a link'],
  ['several', 12, 'Let go: one link for 12 files'],
  ['never', 1, 'Let go to make a link'],
  ['never', 12, 'Let go: a link for each file'],
  ['always', 1, 'Let go to make a page'],
  ['always', 12, 'Let go: one page for 12 files'],
  ['encrypted', 3, 'Let go: one encrypted link for 3 files'],
  ['encrypted', 1, 'Let go: one encrypted link'],
] as const)('with pages for %s, the overlay tells what %i become', async (pages, count, told) => {
  const rules = pages === 'encrypted' ? ({ encryption: 'demanded' } as const) : {};
  await openWindow(
    emptyView({
      pages: pages === 'encrypted' ? 'several' : pages,
      connections: [connection({ isDefault: true, ...rules })],
    }),
  );
  const items = Array.from({ length: count }, () => ({ kind: 'file' }));
  fireEvent.dragEnter(document.body, { dataTransfer: { types: ['Files'], items } });
  expect(screen.getByText(told)).toBeDefined();
});

const paste = (target: Element, list: readonly File[], types: readonly string[] = ['Files']) => {
  const event = new Event('paste', { bubbles: true, cancelable: true });
  Object.defineProperty(event, 'clipboardData', { value: { files: list, types } });
  act(() => {
    target.dispatchEvent(event);
  });
};

test('pasted files are shared', async () => {
  const { asked } = await openWindow(emptyView());
  const one = file('a.txt');
  paste(document.body, [one]);
  expect(asked('files:share')).toEqual([[{ files: [one], options: {} }]]);
});

test('a pasted picture without a file is fetched from the clipboard by main', async () => {
  const { asked } = await openWindow(emptyView());
  paste(document.body, [file('image.png')]);
  expect([asked('files:share').length, asked('clipboard:share').length]).toEqual([0, 1]);
});

test('a picture file that happens to have that name is shared as the file it is', async () => {
  const { asked } = await openWindow(emptyView());
  paste(document.body, [file('image.png')], ['Files', 'text/uri-list']);
  expect([asked('files:share').length, asked('clipboard:share').length]).toEqual([1, 0]);
});

test('pasted text is fetched from the clipboard by main; what is pasted into a field stays there', async () => {
  const { user, asked } = await openWindow(emptyView());
  await choose(user, 'Link expires in', 'Custom…');
  await screen.findByRole('textbox', { name: 'Amount' });
  paste(screen.getByRole('textbox', { name: 'Amount' }), [file('a.txt')]);
  paste(screen.getByRole('textbox', { name: 'Amount' }), [], ['text/plain']);
  expect([asked('files:share').length, asked('clipboard:share').length]).toEqual([0, 0]);
  paste(document.body, [], ['text/plain', 'text/html']);
  expect([asked('files:share').length, asked('clipboard:share').length]).toEqual([0, 1]);
});

test.each([[['text/html']], [[]]])('main says of a clipboard with %o what it lacks', async (types) => {
  const { asked } = await openWindow(emptyView());
  paste(document.body, [], types);
  expect(asked('clipboard:share').length).toBe(1);
});

test('a pasted text that misses the fields of an open form, which may be a secret, is not shared', async () => {
  const { user, asked } = await openWindow(emptyView());
  await user.click(screen.getByRole('button', { name: 'Connections' }));
  await user.click(await screen.findByRole('button', { name: 'Add connection' }));
  const button = await screen.findByRole('button', { name: 'Save connection' });
  for (const missed of [document.body, button]) paste(missed, [], ['text/plain']);
  expect(asked('clipboard:share').length).toBe(0);
});

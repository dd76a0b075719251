// Opens the real window over a fake bridge, the way main would; close-window.ts closes it after each test.
import { render, screen, within } from '@testing-library/react';
import { userEvent, type UserEvent } from '@testing-library/user-event';
import { act, type ReactElement } from 'react';
import type { AppView } from '../../preload/views/views';
import { App } from '../../renderer/app/window/App';
import { createFakeBridge, type FakeBridge } from './fake-bridge';

export interface OpenWindow extends FakeBridge {
  readonly user: UserEvent;
  /** The arguments of every call of that name, in order. */
  readonly asked: (name: FakeBridge['calls'][number]['name']) => readonly (readonly unknown[])[];
}

interface OpenOptions {
  /** Default: the window. */
  readonly page?: ReactElement;
  readonly before?: (fake: FakeBridge) => void;
  /** For tests that turn the clock themselves. */
  readonly advanceTimers?: (ms: number) => void;
}

/** Waits until the window shows its first state. */
export async function openWindow(
  view: AppView,
  { page = <App />, before, advanceTimers }: OpenOptions = {},
): Promise<OpenWindow> {
  const fake = createFakeBridge(view);
  before?.(fake);
  Object.defineProperty(window, 'mayfly', { value: fake.bridge, configurable: true });
  const user = userEvent.setup(advanceTimers === undefined ? {} : { advanceTimers });
  render(page);
  await act(async () => {});
  return {
    ...fake,
    push: (next) => act(() => fake.push(next)),
    user,
    asked: (name) => fake.calls.filter((call) => call.name === name).map((call) => call.args),
  };
}

/** The item of a list by both their names. */
export function item(list: string, name: string): HTMLElement {
  return within(screen.getByRole('list', { name: list })).getByRole('listitem', { name });
}

export async function choose(user: UserEvent, combobox: string, option: string): Promise<void> {
  await user.click(screen.getByRole('combobox', { name: combobox }));
  await user.click(await screen.findByRole('option', { name: option }));
}

/** Shares by an entry of the menu beside "Choose files". */
export async function shareBy(user: UserEvent, entry: string): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'More ways to share' }));
  await user.click(await screen.findByRole('menuitem', { name: entry }));
}

/** Opens the panel "Options" of the drop zone, and gives what is in it. */
export async function openOptions(user: UserEvent): Promise<HTMLElement> {
  await user.click(screen.getByRole('button', { name: 'Options' }));
  return screen.findByRole('dialog', { name: 'Options' });
}

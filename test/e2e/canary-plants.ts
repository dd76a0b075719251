// A search that finds nothing proves something only where it looks: something is left in every kind of place, and has to be found there.
import { randomUUID } from 'node:crypto';
import type { ElectronApplication, Page } from '@playwright/test';
import { openDatabase } from '../../main/adapters/ledger/sqlite';
import type { Canary } from '../canary/scan';

/** Something that is no secret, and a part of the name of a place where it lies now. */
export interface Plant {
  readonly place: string;
  readonly canary: Canary;
}

const plantIn = (place: string, part = ''): Plant => ({
  place,
  canary: { name: `what was left in ${part}${place}`, value: `left-behind-${randomUUID()}` },
});

async function leaveInWindow(page: Page): Promise<readonly Plant[]> {
  const url = page.url();
  const memory = plantIn(`the memory of ${url}`);
  const dom = plantIn(`the page ${url}`);
  const parts = ['local storage', 'session storage', 'history', 'a field'] as const;
  const stores = parts.map((part) => plantIn(`the storage and fields of ${url}`, `${part}, `));
  await page.evaluate(
    ([inMemory, inPage, local, session, history, field]) => {
      Object.assign(globalThis, { leftBehind: inMemory });
      document.body.dataset['leftBehind'] = inPage;
      // Both windows have one local storage.
      localStorage.setItem(local ?? '', 'left');
      sessionStorage.setItem('left', session ?? '');
      window.history.replaceState({ left: history }, '');
      document.body.append(Object.assign(document.createElement('input'), { value: field, hidden: true }));
    },
    [memory, dom, ...stores].map(({ canary }) => canary.value),
  );
  return [memory, dom, ...stores];
}

/** Leaves something wherever the running app could. */
export async function leaveBehind(app: ElectronApplication): Promise<readonly Plant[]> {
  const places = {
    message: plantIn('the messages to the windows'),
    log: plantIn('profile/logs/mayfly.log'),
    temporary: plantIn('home/tmp/left'),
    argument: plantIn('arguments or environment of', 'an argument, '),
    environment: plantIn('arguments or environment of', 'an environment, '),
    printed: plantIn('what was printed'),
  };
  const texts = Object.entries(places).map(([name, { canary }]) => [name, canary.value] as const);
  await app.evaluate(
    ({ app: program, webContents }, given) => {
      webContents.getAllWebContents()[0]?.send('left', given['message']);
      void Promise.reject(new Error(given['log']));
      const { writeFileSync } = process.getBuiltinModule('node:fs');
      writeFileSync(`${program.getPath('temp')}/left`, given['temporary'] ?? '');
      const { spawn } = process.getBuiltinModule('node:child_process');
      const env = { ...process.env, LEFT: given['environment'] };
      spawn('/bin/sh', ['-c', 'sleep 1; exit', given['argument'] ?? ''], { env, stdio: 'ignore' });
      console.log(given['printed']);
    },
    Object.fromEntries(texts) as Readonly<Record<string, string>>,
  );
  const inWindows = await Promise.all(app.windows().map(leaveInWindow));
  return [...Object.values(places), ...inWindows.flat()];
}

/** A row in the ledger's write-ahead log, as the settings leave one. */
export async function leaveInLedger(save: (text: string) => Promise<void>): Promise<Plant> {
  const plant = plantIn('profile/mayfly.db-wal');
  await save(plant.canary.value);
  return plant;
}

/** Rows of a table that was dropped lie in the ledger's free pages, where nobody told SQLite to wipe them. */
export function leaveInFreePages(path: string): Plant {
  const plant = plantIn('profile/mayfly.db');
  const db = openDatabase(path);
  try {
    db.exec('PRAGMA secure_delete = OFF; CREATE TABLE left_behind (text TEXT)');
    const row = db.prepare('INSERT INTO left_behind VALUES (?)');
    for (let at = 0; at < 200; at += 1) row.run(`${plant.canary.value} `.repeat(4));
    db.exec('DROP TABLE left_behind');
  } finally {
    db.close();
  }
  return plant;
}

// A long history is asked for in windows, one question at a time, and only for what is in view.
import { describe, expect, test } from 'vitest';
import type { Outcome, ShareSearch } from '../../../preload/contract';
import type { FoundSharesView } from '../../../preload/views/views';
import { createHistoryReader } from '../../../renderer/app/history/history-reader';
import { askFor, wholeHistory, type HistorySearch } from '../../../renderer/app/history/history-search';
import { share } from '../views';

/** A main process that answers when told to, as a ledger of so many shares would. */
function slowMain(total: number) {
  const waiting: { readonly asked: ShareSearch; readonly answer: (outcome: Outcome<FoundSharesView>) => void }[] = [];
  const find = (asked: ShareSearch) =>
    new Promise<Outcome<FoundSharesView>>((answer) => void waiting.push({ asked, answer }));
  const ids = ({ text, offset, limit }: ShareSearch) =>
    Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => `${text}${offset + i}`);
  const moment = () => new Promise((done) => setTimeout(done, 0));
  const answer = async () => {
    await moment();
    const next = waiting.shift();
    next?.answer({ ok: true, value: { total, shares: ids(next.asked).map((id) => share(0, { id })) } });
    await moment();
  };
  const asked = async () => {
    await moment();
    return waiting.map((each) => [each.asked.text, each.asked.offset]);
  };
  return { find, answer, asked };
}

const search = (text: string): HistorySearch => ({ ...wholeHistory, text });

describe('the reader', () => {
  test('asks for what is in view, and keeps it', async () => {
    const main = slowMain(1_000);
    const reader = createHistoryReader(wholeHistory, main.find);
    reader.look(wholeHistory, 0);
    expect(await main.asked()).toEqual([]);
    reader.show(195, 210);
    expect(await main.asked()).toEqual([['', 100]]);
    await main.answer();
    expect(await main.asked()).toEqual([['', 200]]);
    await main.answer();
    expect(reader.get().total).toBe(1_000);
    expect(reader.get().windows.get(2)?.[99]?.id).toBe('299');
    reader.show(200, 205);
    expect(await main.asked()).toEqual([]);
  });

  test('asks for the last word of fast typing, and never shows what was typed before', async () => {
    const main = slowMain(3);
    const reader = createHistoryReader(wholeHistory, main.find);
    reader.look(search('r'), 0);
    expect(await main.asked()).toEqual([['r', 0]]);
    for (const text of ['re', 'rep', 'repo']) reader.look(search(text), 0);
    await main.answer();
    expect(reader.get().search).toEqual(wholeHistory);
    expect(await main.asked()).toEqual([['repo', 0]]);
    await main.answer();
    expect(reader.get()).toMatchObject({ search: { text: 'repo' }, total: 3 });
    expect(
      reader
        .get()
        .windows.get(0)
        ?.map(({ id }) => id),
    ).toEqual(['repo0', 'repo1', 'repo2']);
    expect(await main.asked()).toEqual([]);
  });

  test('asks again for what is in view when a share changed, and for the rest when it comes into view', async () => {
    const main = slowMain(1_000);
    const reader = createHistoryReader(wholeHistory, main.find);
    reader.look(search('a'), 0);
    await main.answer();
    reader.show(300, 310);
    await main.answer();
    reader.look(search('a'), 1);
    expect(await main.asked()).toEqual([['a', 300]]);
    await main.answer();
    reader.show(0, 10);
    expect(await main.asked()).toEqual([['a', 0]]);
  });

  test('asks at once for one change, and not for each of a thousand', async () => {
    const main = slowMain(1_000);
    const reader = createHistoryReader(wholeHistory, main.find);
    reader.look(search('a'), 0);
    await main.answer();
    reader.look(search('a'), 1);
    expect(await main.asked()).toEqual([['a', 0]]);
    await main.answer();
    for (let changes = 2; changes < 1_000; changes += 1) reader.look(search('a'), changes);
    expect(await main.asked()).toEqual([]);
    // The last change is asked for, however many there were.
    await expect.poll(main.asked).toEqual([['a', 0]]);
    await main.answer();
    expect(await main.asked()).toEqual([]);
  });

  test('a refused question leaves what is there', async () => {
    let refuse = false;
    const main = slowMain(3);
    const reader = createHistoryReader(wholeHistory, (asked) =>
      refuse ? Promise.resolve({ ok: false, failure: {} as never }) : main.find(asked),
    );
    reader.look(search('a'), 0);
    await main.answer();
    refuse = true;
    reader.look(search('a'), 1);
    await new Promise((done) => setTimeout(done, 0));
    expect(reader.get().windows.get(0)).toHaveLength(3);
  });
});

test.each([
  ['all', {}],
  ['live', { states: ['live'] }],
  ['unverified', { verified: false, states: ['live'] }],
  ['missing', { states: ['missing'] }],
] as const)('the filter %s asks main for %j', (filter, asked) => {
  expect(askFor({ text: ' a ', filter, sort: 'name' }, 100, 50)).toEqual({
    text: 'a',
    ...asked,
    sort: 'name',
    offset: 100,
    limit: 50,
  });
});

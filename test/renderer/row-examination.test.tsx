// On a connection's row its test is seen while it runs, opens by itself where something is wrong, and stays as it was put.
import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { ExaminationView } from '../../preload/views/examination-views';
import { failedExamination, fineExamination, runningExamination } from './examinations';
import { item, openWindow } from './open-window';
import { connection, embedded, emptyView, failure } from './views';

const report = () => screen.queryByRole('region', { name: 'Connection test of Studio' });

async function openRow(...examinations: readonly ExaminationView[]) {
  const connections = [embedded(), connection()];
  const opened = await openWindow(emptyView({ connections, examinations }));
  await opened.user.click(screen.getByRole('button', { name: 'Connections' }));
  const row = within(item('Connections', 'Studio'));
  const show = (examination: ExaminationView) => opened.push(emptyView({ connections, examinations: [examination] }));
  return { ...opened, row, show };
}

test('it runs in view, can be stopped, and closes when all is well', async () => {
  const { user, asked, row, show } = await openRow();
  await user.click(row.getByRole('button', { name: 'More' }));
  await user.click(screen.getByRole('menuitem', { name: 'Test connection' }));
  expect(asked('connections:examine')).toEqual([[{ connectionId: 'c-studio' }]]);
  show(runningExamination('c-studio'));
  expect(report()?.textContent).toContain('Testing: Uploads in parts…');
  await user.click(row.getByRole('button', { name: 'Stop the test' }));
  expect(asked('connections:end-test')).toEqual([[{ examinationId: 'c-studio' }]]);
  show(fineExamination('c-studio'));
  expect(report()).toBeNull();
  expect(row.getByText('The connection works.', { selector: 'span' })).toBeDefined();
  await user.click(row.getByRole('button', { name: 'Test results' }));
  expect(report()?.textContent).toContain('27 things are fine');
});

test('what is wrong is open, leads to the form, and stays closed for who closed it', async () => {
  const { user, asked, row, show } = await openRow(failedExamination('c-studio'));
  expect(report()?.textContent).toMatch(/the secret access key is wrong.*Enter the secret access key again/);
  await user.click(row.getByRole('button', { name: 'Test again' }));
  expect(asked('connections:examine')).toEqual([[{ connectionId: 'c-studio' }]]);
  await user.click(row.getByRole('button', { name: 'Hide test results' }));
  show(failedExamination('c-studio'));
  expect(report()).toBeNull();
  expect(row.getByText('The connection does not work yet.', { selector: 'span' })).toBeDefined();
  await user.click(row.getByRole('button', { name: 'Test results' }));
  await user.click(row.getByRole('button', { name: 'Edit connection' }));
  expect(screen.getByLabelText('Secret access key')).toBeDefined();
});

test('when it was tested before is told where nothing newer is', async () => {
  const { push, row } = await openRow();
  expect(row.queryByText(/^Tested/)).toBeNull();
  const connections = [embedded(), connection({ testedAtMs: new Date(2020, 1, 3, 14, 5).getTime() })];
  push(emptyView({ connections }));
  expect(row.getByText(/^Tested .*2020/)).toBeDefined();
  push(emptyView({ connections, examinations: [runningExamination('c-studio')] }));
  expect(row.queryByText(/^Tested/)).toBeNull();
});

test('a bucket that is not there is created beside what says so, and the test runs again', async () => {
  const gone = { ...failedExamination('c-studio'), failure: failure({ code: 'bucket-missing' }) };
  const { user, asked, answer, row } = await openRow(gone);
  answer('connections:create-bucket', {
    ok: true,
    value: { bucket: 'studio-handoff', outcome: 'made', said: 'The bucket is there.' },
  });
  await user.click(row.getByRole('button', { name: 'Create bucket “studio-handoff”' }));
  expect(asked('connections:create-bucket')).toMatchObject([[{ draft: { id: 'c-studio', bucket: 'studio-handoff' } }]]);
  expect(asked('connections:examine')).toEqual([[{ connectionId: 'c-studio' }]]);
});

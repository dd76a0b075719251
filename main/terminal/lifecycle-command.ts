// Why this exists: `mayfly connections lifecycle`: a rule that deletes objects is shown whole before anybody may write it.
import type { App } from '../services/app';
import type { BucketRulePlan } from '../services/bucket-rule';
import type { LifecycleCommand } from './command';
import { idOf } from './connections-command';
import { jsonLine, printable, type Terminal } from './output';

export async function bucketRule(command: LifecycleCommand, app: App, terminal: Terminal): Promise<number> {
  const id = idOf(command.name, app);
  const plan = await (command.yes ? app.saveBucketRule(id, command.days) : app.bucketRule(id, command.days));
  if (command.json) {
    terminal.print(jsonLine(jsonOf(plan, command.yes)));
    return 0;
  }
  for (const line of linesOf(plan, command.yes)) terminal.print(printable(line));
  if (!command.yes && plan.change !== 'there') terminal.say('mayfly: nothing was written; --yes writes it.');
  return 0;
}

const days = (count: number | undefined) => (count === 1 ? '1 day' : `${count ?? 0} days`);

function linesOf({ bucket, rule, change, others, wantedLonger }: BucketRulePlan, yes: boolean): readonly string[] {
  const head = {
    new: yes ? 'Written to' : 'For',
    changed: yes ? 'Written to' : 'Instead of the older rule, for',
    there: 'Already in',
  }[change];
  const lines = [
    `${head} the bucket “${bucket}”, rule “${rule.id}”:`,
    `  objects whose key begins with “${rule.prefix ?? ''}” go ${days(rule.expireAfterDays)} after they were stored`,
    `  parts of unfinished uploads there go after ${days(rule.abortUploadsAfterDays)}`,
  ];
  if (others > 0)
    lines.push(others === 1 ? 'The other rule stays as it is.' : `The ${others} other rules stay as they are.`);
  if (wantedLonger > 0) {
    const who =
      wantedLonger === 1
        ? '1 share is wanted longer than that: its link ends when the rule deletes its files.'
        : `${wantedLonger} shares are wanted longer than that: their links end when the rule deletes their files.`;
    lines.push(`${who} Choose more --days.`);
  }
  return lines;
}

const jsonOf = ({ bucket, rule, change, others, wantedLonger }: BucketRulePlan, yes: boolean) => ({
  bucket,
  id: rule.id,
  prefix: rule.prefix,
  expireAfterDays: rule.expireAfterDays,
  abortUploadsAfterDays: rule.abortUploadsAfterDays,
  change,
  others,
  wantedLonger,
  written: yes && change !== 'there',
});

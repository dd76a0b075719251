// `mayfly connections lifecycle`: shows the whole clean-up rule before it is written, because the rule deletes objects.
import { words } from '../../../resources/words/messages';
import type { App } from '../../core/app/app';
import type { LifecycleCommand } from '../arguments/connection-command';
import { idOf } from './connection-named';
import { jsonLine, type Terminal } from '../output/output';
import type { BucketRulePlan } from '../../core/model/lifecycle-rule';

export async function bucketRule(command: LifecycleCommand, app: App, terminal: Terminal): Promise<number> {
  const id = idOf(command.name, app);
  const plan = await (command.yes ? app.saveBucketRule(id, command.days) : app.bucketRule(id, command.days));
  if (command.json) {
    terminal.print(jsonLine(jsonOf(plan, command.yes)));
    return 0;
  }
  for (const line of linesOf(plan, command.yes)) terminal.print(line);
  if (!command.yes && plan.change !== 'there') terminal.say(`mayfly: ${words.terminal.hints.notWritten}`);
  return 0;
}

const w = words.terminal.rule;

function linesOf({ bucket, rule, change, others, wantedLonger }: BucketRulePlan, yes: boolean): readonly string[] {
  const head = { new: yes ? w.written : w.planned, changed: yes ? w.written : w.instead, there: w.there }[change];
  return [
    head({ bucket, rule: rule.id }),
    `  ${w.expire({ prefix: rule.prefix ?? '', count: rule.expireAfterDays ?? 0 })}`,
    `  ${w.abort({ count: rule.abortUploadsAfterDays ?? 0 })}`,
    ...(others > 0 ? [w.others({ count: others })] : []),
    ...(wantedLonger > 0 ? [w.wantedLonger({ count: wantedLonger })] : []),
  ];
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

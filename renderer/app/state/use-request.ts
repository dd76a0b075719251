// Components that show main's answer to a request share this: send it when they appear, drop an answer that is no longer current.
import { useCallback, useEffect, useState } from 'react';
import type { PageArguments } from '../../../preload/bridge';
import type { Channel, Outcome, Output } from '../../../preload/contract';
import { request } from './bridge';

/**
 * Asks when the component appears and again when `ask` is another function. Returns the latest answer, `undefined` until the first one, and
 * a setter for an answer that came by another request.
 */
export function useAnswer<T>(ask: () => Promise<Outcome<T>>) {
  const [outcome, setOutcome] = useState<Outcome<T>>();
  useEffect(() => {
    let current = true;
    void ask().then((answer) => {
      if (current) setOutcome(answer);
    });
    return () => {
      current = false;
    };
  }, [ask]);
  return [outcome, setOutcome] as const;
}

/** The same for a request, which is sent again when the input changes. */
export function useRequest<C extends Channel>(channel: C, ...input: PageArguments<C>) {
  const sent = JSON.stringify(input);
  return useAnswer(useCallback(() => request(channel, ...(JSON.parse(sent) as PageArguments<C>)), [channel, sent]));
}

/**
 * The latest answer to a request that is sent again with every change, `undefined` until the first one. `changes` grows with every change. An
 * answer is shown while later ones are still on their way: changes that follow each other closely hide nothing.
 */
export function useLatest<C extends Channel>(
  changes: number,
  channel: C,
  ...input: PageArguments<C>
): Outcome<Output<C>> | undefined {
  const [answered, setAnswered] = useState<{ readonly changes: number; readonly outcome: Outcome<Output<C>> }>();
  const sent = JSON.stringify(input);
  useEffect(() => {
    void request(channel, ...(JSON.parse(sent) as PageArguments<C>)).then((outcome) =>
      setAnswered((before) => (before !== undefined && before.changes > changes ? before : { changes, outcome })),
    );
  }, [changes, channel, sent]);
  return answered?.outcome;
}

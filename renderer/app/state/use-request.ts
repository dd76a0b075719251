// Components that show main's answer to a request share this: send it when they appear, drop an answer that is no longer current.
import { useEffect, useState } from 'react';
import type { PageArguments } from '../../../preload/bridge';
import type { Channel, Outcome, Output } from '../../../preload/contract';
import { request } from './bridge';

/**
 * Sends the request when the component appears and again when the input changes. Returns the latest answer, `undefined` until the first one, and
 * a setter for an answer that came by another request.
 */
export function useRequest<C extends Channel>(channel: C, ...input: PageArguments<C>) {
  const [outcome, setOutcome] = useState<Outcome<Output<C>>>();
  const sent = JSON.stringify(input);
  useEffect(() => {
    let current = true;
    void request(channel, ...(JSON.parse(sent) as PageArguments<C>)).then((answer) => {
      if (current) setOutcome(answer);
    });
    return () => {
      current = false;
    };
  }, [channel, sent]);
  return [outcome, setOutcome] as const;
}

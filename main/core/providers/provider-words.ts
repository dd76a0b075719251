// The words for a provider are found by its id, and are sentences by then.
import { words } from '../../../resources/words/messages';

export interface ProviderWords {
  /** Where the endpoint (and the region) are shown. */
  readonly endpointHint: string;
  /** Where the keys are made. */
  readonly keysHint: string;
  /** What its owner should know beforehand. */
  readonly limits: readonly string[];
}

const isKnown = (id: string): id is keyof typeof words.providers => Object.hasOwn(words.providers, id);

/** In the language of this moment; of an id that has none, those of any server. */
export function providerWords(id: string): ProviderWords {
  const { endpoint, keys, limits } = words.providers[isKnown(id) ? id : 'other'];
  return { endpointHint: endpoint, keysHint: keys, limits: Object.values<string>(limits) };
}

/** Providers go by their own names; what is none of them has none. */
export const providerLabel = ({ id, label }: { readonly id: string; readonly label: string }): string =>
  id === 'other' ? words.window.form.otherProvider : label;

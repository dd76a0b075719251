// The words for a provider, by its id.
import { words } from '../../../resources/words/messages';

export interface ProviderWords {
  /** Where the provider's console shows the endpoint and the region. */
  readonly endpointHint: string;
  /** Where the user makes keys. */
  readonly keysHint: string;
  /** Limits that the user should know beforehand. */
  readonly limits: readonly string[];
}

const isKnown = (id: string): id is keyof typeof words.providers => Object.hasOwn(words.providers, id);

/** In the present language; for an id without words those of any server. */
export function providerWords(id: string): ProviderWords {
  const { endpoint, keys, limits } = words.providers[isKnown(id) ? id : 'other'];
  return { endpointHint: endpoint, keysHint: keys, limits: Object.values<string>(limits) };
}

/** Providers have their own names; only `other` is translated. */
export const providerLabel = ({ id, label }: { readonly id: string; readonly label: string }): string =>
  id === 'other' ? words.named.otherProvider : label;

// What the page sees of the main process: one function per request of the contract, and the subscription to the view.
import type { Channel, Input, Outcome, Output, ShareOptions } from './contract';

/** What the page passes: the contract's input, but `File`s where the contract has paths, and nothing of a dropped text. */
export type PageInput<C extends Channel> = C extends 'files:share'
  ? { readonly files: readonly File[]; readonly options: ShareOptions }
  : C extends 'text:share'
    ? { readonly options: ShareOptions }
    : C extends 'files:add'
      ? { readonly files: readonly File[]; readonly shareId: string }
      : Input<C>;

/** No argument where the contract takes none. */
export type PageArguments<C extends Channel> = undefined extends PageInput<C> ? [] : [input: PageInput<C>];

export type BridgeRequests = {
  readonly [C in Channel]: (...input: PageArguments<C>) => Promise<Outcome<Output<C>>>;
};

/** `window.mayfly`. */
export interface Bridge extends BridgeRequests {
  /** `ViewNews` comes as JSON: an object would be copied into the page's world property by property. Returns the function that ends the subscription. */
  readonly onState: (listener: (news: string) => void) => () => void;
}

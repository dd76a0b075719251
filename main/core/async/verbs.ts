// Verbs are functions over a context; what the faces of the app call has the context in it already, and may be loaded with its first call.

/** The verbs of a module: its functions whose first parameter takes the context, without that parameter. */
export type Bound<C, M> = {
  [K in VerbsOf<C, M>]: M[K] extends (context: C, ...rest: infer A) => infer R ? (...rest: A) => R : never;
};

/** The functions of an object that is made late: each resolves to what it gives. */
export type Late<V> = {
  [K in keyof V as V[K] extends (...rest: never[]) => unknown ? K : never]: V[K] extends (...rest: infer A) => infer R
    ? (...rest: A) => Promise<Awaited<R>>
    : never;
};

/** As `Bound`; each resolves to what the verb gives. */
export type BoundLate<C, M> = Late<Bound<C, M>>;

type VerbsOf<C, M> = {
  [K in keyof M]: M[K] extends (context: C, ...rest: never[]) => unknown ? K : never;
}[keyof M];

type Verb<C> = (context: C, ...rest: readonly unknown[]) => unknown;

/** Gives the verbs their context. */
export function bind<C, M extends object>(context: C, verbs: M): Bound<C, M> {
  const named = Object.entries(verbs) as [string, Verb<C>][];
  const bound = named.map(([name, verb]) => [name, (...rest: readonly unknown[]) => verb(context, ...rest)]);
  return Object.fromEntries(bound) as Bound<C, M>;
}

/** Loads with the first call, once; a load that failed is tried again with the next. */
export function onceLoaded<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/**
 * The functions of an object that is made with the first call of one, as `onceLoaded` has it. `names`: all its functions, held complete by its
 * type. Each rejects with what making it raises, and what it raises itself.
 */
export function whenMade<V extends object>(
  make: () => Promise<V>,
  names: Readonly<Record<keyof Late<V>, true>>,
): Late<V> {
  const made = onceLoaded(make);
  const late = Object.keys(names).map((name) => [
    name,
    async (...rest: readonly unknown[]) =>
      ((await made()) as Record<string, (...rest: readonly unknown[]) => unknown>)[name]?.(...rest),
  ]);
  return Object.fromEntries(late) as Late<V>;
}

/** As `bind`, for a module that is loaded with the first call of one of its verbs, as `whenMade` has it. */
export const whenUsed = <C, M extends object>(
  load: () => Promise<M>,
  context: C,
  names: Readonly<Record<VerbsOf<C, M>, true>>,
): BoundLate<C, M> =>
  whenMade(() => load().then((verbs) => bind(context, verbs)), names as Readonly<Record<keyof BoundLate<C, M>, true>>);

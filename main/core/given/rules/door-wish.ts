// What was wished for the short link of a share that is not stored yet, in the one text that its upload keeps: empty for a random name, an own
// name, or `=` and the ID of a short link that is there and is to lead to the share.

/** Names of doors have no `=`. */
const mark = '=';

export const pointWish = (doorId: string): string => `${mark}${doorId}`;

export const pointedDoorId = (wish: string): string | undefined =>
  wish.startsWith(mark) ? wish.slice(mark.length) : undefined;

/** Whether the wish names one short link, which can lead to one share only. */
export const isForOne = (wish = ''): boolean => wish !== '';

export const ownNameOf = (wish = ''): string | undefined =>
  wish === '' || pointedDoorId(wish) !== undefined ? undefined : wish;

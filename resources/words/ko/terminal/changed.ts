// Files that come to a share of one file, in the terminal: the texts in Korean.
import type * as english from '../../en/terminal/changed';
import type { Translation } from '../../message-types';

export const changed: Translation<typeof english.changed> = {
  becomesPage:
    '파일을 더하면 “{{name}}” 공유가 페이지가 되고 링크가 새로 생겨요. 지금 링크는 {{clock}}까지 그 파일 하나를 열어요.',
  becomesPageBehind: '파일을 더하면 “{{name}}” 공유가 페이지가 돼요. 짧은 링크는 그대로이고, 이제 페이지로 이어져요.',
  ask: '추가할까요? (y/N)',
  formerOpens: '링크가 새로 생겼어요. 전의 링크는 {{clock}}까지 “{{name}}” 하나만 열어요.',
};

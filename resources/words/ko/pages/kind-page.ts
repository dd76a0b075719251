// What a browser shows where a link of the bucket on this computer opens nothing: the texts in Korean.
import type * as english from '../../en/pages/kind-page';
import type { Translation } from '../../message-types';

export const kindPage: Translation<typeof english.kindPage> = {
  gone: {
    title: '여기에는 이제 아무것도 없어요',
    text: '보낸 사람이 거두었거나 기간이 끝났어요. 링크를 준 사람에게 새 링크를 부탁해 보세요.',
  },
  ended: {
    title: '끝난 링크예요',
    text: '링크를 준 사람에게 새 링크를 부탁해 보세요.',
  },
  refused: {
    title: '이 링크로는 열 수 없어요',
    text: '링크의 일부가 빠졌거나 바뀌었을 수 있어요. 링크 전체를 다시 복사하거나 링크를 준 사람에게 물어보세요.',
  },
  received: {
    title: '파일이 전달됐어요',
    text: '이 페이지를 닫아도 돼요.',
  },
  unsent: {
    title: '파일이 전달되지 않았어요',
    text: '파일이 너무 크거나 더는 받지 않는 곳일 수 있어요. 뒤로 가서 다른 파일을 보내 보거나 링크를 준 사람에게 물어보세요.',
  },
};

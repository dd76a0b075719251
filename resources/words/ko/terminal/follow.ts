// A share that is kept in step with its folder by the command line, and a watch that ends by itself: the texts in Korean.
import type * as english from '../../en/terminal/follow';
import type { Translation } from '../../message-types';

export const follow: Translation<typeof english.follow> = {
  begins: '페이지를 “{{folder}}” 폴더와 같게 유지해요. Ctrl-C를 누르면 멈추고, 링크는 그대로 남아요.',
  beginsServed: '페이지를 “{{folder}}” 폴더와 같게 유지하며 이 컴퓨터에서 열어 줘요. Ctrl-C를 누르면 둘 다 멈춰요.',
  goesOn: '이 폴더에서 만든 공유를 {{clock}}까지 이어 가요. 새 공유를 위한 옵션은 쓰이지 않아요.',
  byOther: '다른 Mayfly가 같게 유지하고 있어요. 그쪽이 끝나면 이 명령이 이어서 해요.',
  ours: '이제 이 명령이 같게 유지해요.',
  changed_other: '{{added}}개 추가, {{replaced}}개 교체, {{removed}}개 제거. 페이지에 파일 {{count}}개가 있어요.',
  ended: '링크가 끝나서 이 명령도 끝나요.',
  watchEnded: '{{clock}}에 링크가 끝났어요. 새 파일을 더 공유하지 않아요.',
};

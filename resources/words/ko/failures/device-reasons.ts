// The reasons in failures of devices nearby: the texts in Korean.
import type * as english from '../../en/failures/device-reasons';
import type { Translation } from '../../message-types';

export const deviceReasons: Translation<typeof english.deviceReasons> = {
  pinShape: 'PIN은 영문자와 숫자 4~32자예요',
  tooManyForDevice: '기기 하나에 한 번에 파일 10,000개까지 보낼 수 있어요',
  listenOnAddress: '--listen에는 이 컴퓨터의 주소를 쉼표로 나누어 넣어야 해요',
  pinEmpty: 'PIN을 입력하지 않았어요',
  nobodyToAccept: '여기서는 물어볼 사람이 없어요. --accept를 붙이거나 터미널에서 실행해 주세요',
  toTwice: '--to는 기기에 보내고 링크를 만들지 않아서, 링크에 관한 옵션과 함께 쓸 수 없어요',
  toNeedsFile: '기기에는 파일과 폴더만 보낼 수 있어요. 표준 입력은 먼저 저장해 주세요',
  toOnlyFiles: '기기에는 파일과 폴더만 보낼 수 있어요. 텍스트와 그림은 다른 곳을 골라 주세요',
  pinNeedsDevice: '--pin-stdin에는 --to가 필요해요',
};

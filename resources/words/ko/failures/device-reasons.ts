// The reasons in failures of devices nearby: the texts in Korean.
import type * as english from '../../en/failures/device-reasons';
import type { Translation } from '../../message-types';

export const deviceReasons: Translation<typeof english.deviceReasons> = {
  pinShape: 'PIN은 영문자와 숫자 4~32자예요',
  tooManyForDevice: '기기 하나에 한 번에 파일 10,000개까지 보낼 수 있어요',
};

// The reasons in failures of options for scripts: the texts in Korean.
import type * as english from '../../en/failures/script-reasons';
import type { Translation } from '../../message-types';

export const scriptReasons: Translation<typeof english.scriptReasons> = {
  scriptNoField: '“{{field}}”라는 필드가 없어요. 쓸 수 있는 필드: {{choices}}',
  scriptFormat: '--format에는 {{field}} 같은 필드를 써요. 쓸 수 있는 필드: {{choices}}',
  scriptOutputEmpty: '--output에는 파일이 필요해요',
  scriptOutputOdd: '--output에는 일반 파일만 쓸 수 있어요',
  scriptTimeout: '--timeout은 1s부터 20d까지의 시간이에요',
};

// The reasons in failures of sending files to a file request: the texts in Korean.
import type * as english from '../../en/failures/send-reasons';
import type { Translation } from '../../message-types';

export const sendReasons: Translation<typeof english.sendReasons> = {
  sendSize: '파일 하나는 {{size}}까지예요',
  sendRoom: '앞으로 보낼 수 있는 파일 수: {{count}}',
  sendPictures: '사진만 보낼 수 있어요',
  sendDocuments: '문서만 보낼 수 있어요',
  sendMissing: '보낼 파일이 없어요',
  sendLongText: '이름은 {{name}}자, 메모는 {{note}}자까지예요',
};

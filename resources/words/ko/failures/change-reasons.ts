// The reasons in failures of a share whose files are changed: the texts in Korean.
import type * as english from '../../en/failures/change-reasons';
import type { Translation } from '../../message-types';

export const changeReasons: Translation<typeof english.changeReasons> = {
  changeOneFile: '페이지가 아니라 파일 하나를 여는 링크예요',
  changeLinked: '파일이 전부터 버킷에 있었어요',
  changeNoPages: '저장소가 웹 페이지를 보여 주지 않아요',
  changeMoved: '연결이 지금은 다른 버킷을 가리켜요',
  changePassword: '비밀번호가 이 컴퓨터에 없어요. 먼저 새 비밀번호를 정해 주세요. 그러면 링크도 새로 생겨요',
  changeUnread: '다른 컴퓨터가 쓴 페이지를 이 Mayfly가 읽을 수 없어요',
  changeUnnamed: '“{{text}}” 파일이 없어요',
  changeAll: '파일이 하나는 남아야 해요. 대신 링크를 회수해 주세요',
  changeOneForOne: '파일 하나는 파일 하나로만 바꿀 수 있어요',
  changeNoFiles: '추가할 파일이 없어요',
  intoTwice: '--into는 링크가 이미 있는 공유에 파일을 더해서, 링크에 관한 옵션과 함께 쓸 수 없어요',
  intoNoInput: '공유에는 파일과 폴더만 더할 수 있어요. 표준 입력은 먼저 저장해 주세요',
  changeNameMissing: '페이지에 있는 파일 이름이 없어요',
  changeFileMissing: '대신 들어갈 파일이 없어요',
  followOne: '--follow는 폴더 하나와 페이지를 같게 유지해요. 폴더를 하나만 적어 주세요',
  notEncrypted: '암호화하지 않은 공유예요',
  linkRevoked: '회수한 링크예요',
  linkEnded: '끝난 링크예요',
  folderGone: '지금은 폴더가 없어요',
  folderEmptied: '남는 파일이 없어요',
  folderAnother: '페이지에 있는 파일이 폴더에 하나도 없어요. 다른 폴더일 수 있어요',
  folderMany: '파일이 {{most}}개를 넘어요',
  folderLarge: '파일을 모두 더하면 {{most}} GiB를 넘어요',
  folderNone: '폴더 하나로 만든 공유가 아니에요',
};

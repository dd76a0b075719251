// The page of an encrypted share: the texts in Korean.
import type * as english from '../../en/pages/encrypted-page';
import type { Translation } from '../../message-types';

export const onEncryptedPage: Translation<typeof english.onEncryptedPage> = {
  title: '암호화한 파일',
  lock: {
    needed: '비밀번호는 링크에 들어 있지 않아요. 보낸 사람이 따로 알려 줄 거예요.',
    password: '비밀번호',
    show: '비밀번호 보기',
    unlock: '잠금 해제',
    unlocking: '잠금을 풀고 있어요…',
    empty: '비밀번호를 입력해 주세요.',
    wrong: '이 비밀번호로는 열 수 없어요. 대문자와 소문자, 띄어쓰기를 확인해 주세요.',
  },
  partial: {
    title: '링크가 온전하지 않아요',
    text: '링크에서 # 뒷부분이 빠졌거나 바뀌었고, 그 부분이 없으면 누구도 파일을 열 수 없어요. 링크 전체를 복사하거나 보낸 사람에게 다시 부탁해 보세요.',
  },
  damaged: {
    title: '파일 목록이 손상됐어요',
    text: '링크는 온전하지만 저장된 내용을 열 수 없어요. 보낸 사람에게 새 링크를 부탁해 보세요.',
  },
  claim: {
    link: '암호화돼 있어요. 링크 전체가 있는 사람만 파일을 읽을 수 있어요. 이 페이지를 고칠 수 있는 사람은 여기서 여는 내용을 읽을 수 있어요.',
    password:
      '암호화돼 있어요. 링크와 비밀번호가 있는 사람만 파일을 읽을 수 있어요. 이 페이지를 고칠 수 있는 사람은 여기서 여는 내용을 읽을 수 있어요.',
  },
  dismiss: '메시지 닫기',
  save: {
    saved: '{{name}} 파일을 저장했어요.',
    handed: '{{name}} 파일을 브라우저에 넘겼어요.',
    damaged: '{{name}} 파일이 손상됐거나 바뀌었어요. 저장하지 않았어요.',
    gone: '{{name}} 파일은 더 이상 없어요.',
    full: '{{name}} 파일을 저장하지 못했어요. 남은 공간이 부족할 수 있어요. 저장한 것은 없어요.',
    stopped: '{{name}} 파일을 받다가 멈췄어요. 저장한 것은 없어요.',
    unreachable: '{{name}} 파일을 가져오지 못했어요. 저장한 것은 없어요. 다시 시도해 주세요.',
    tooLarge:
      '{{name}} 파일은 {{bytes}}인데 이 창은 {{most}}까지 담을 수 있어요. 비공개 창이 아닌 크롬이나 엣지에서 링크를 열거나 아래 명령을 써 주세요.',
  },
  without: {
    title: '다른 프로그램으로 열기',
    text: '파일은 다른 프로그램도 읽을 수 있는 “age” 형식이에요. “curl”과 “age”(age-encryption.org)가 있으면 이 명령은 실행한 폴더 아래에 새 폴더를 만들어 파일을 저장하고, 그 위치를 알려 줘요. 파일의 키가 들어 있으니 다른 사람에게 보여 주지 마세요.',
    notSaved: '저장하지 못한 파일:',
    files: '파일을 저장하는 명령',
    keyLink:
      '이 명령은 이 페이지의 스크립트 없이 목록과 키를 보여 줘요. “age”가 암호를 물으면 링크에서 # 뒤의 22글자를 입력해 주세요.',
    keyPassword:
      '이 명령은 이 페이지의 스크립트 없이 목록과 키를 보여 줘요. “age”가 암호를 물으면 링크에서 # 뒤의 22글자, 마침표, 비밀번호를 이어서 입력해 주세요.',
    key: '키를 보여 주는 명령',
    copy: '복사',
  },
};

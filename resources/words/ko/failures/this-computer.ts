// Failures of files, the ledger and the keychain: the texts in Korean.
import type * as english from '../../en/failures/this-computer';
import type { Translation } from '../../message-types';

const keychain = {
  next: '그다음 다시 시도해 주세요.',
  inTerminal:
    '그다음 다시 시도해 주세요. 키체인이 없으면 connections add --store file로 키를 암호로 여는 파일에 보관할 수 있어요. 한 번만 공유하려면 AWS_ACCESS_KEY_ID와 AWS_SECRET_ACCESS_KEY를 설정하고 --endpoint와 --bucket을 붙여 주세요.',
};

export const computerFailures: Translation<typeof english.computerFailures> = {
  'file-missing': {
    message: '{{file}}을 찾을 수 없어요.',
    next: '어디에 있는지 확인하고 다시 공유해 주세요.',
    inTerminal: '경로를 확인하고 다시 공유해 주세요.',
  },
  'file-not-stored': {
    message: '{{file}}이 이 컴퓨터에 저장되어 있지 않아서 공유할 수 없어요.',
    next: '폴더에 저장한 다음 공유해 주세요.',
  },
  'file-unreadable': {
    message: '{{file}}을 읽을 수 없어요{{because}}.',
    next: '이 컴퓨터에서 읽을 수 있게 한 다음 다시 시도해 주세요.',
  },
  'file-changed': {
    message: '{{file}}이 고를 때와 달라졌어요.',
    next: '지금 파일을 보내려면 다시 공유해 주세요.',
  },
  'file-not-regular': {
    message: '{{file}}은 공유할 수 없어요({{reason}}). 일반 파일과 폴더만 공유할 수 있어요.',
    bare: '{{file}}은 공유할 수 없어요. 일반 파일과 폴더만 공유할 수 있어요.',
    next: '일반 파일을 골라 주세요.',
  },
  'file-size-untold': {
    message: '{{file}}은 비어 있다고 나오지만 내용이 있어요. 끝까지 읽어야 크기를 알 수 있어요.',
    next: '다른 폴더에 복사한 다음 복사본을 공유해 주세요.',
    inTerminal: '“mayfly share -”에 표준 입력으로 넣어 주세요.',
  },
  'file-of-mayfly': {
    message: '{{file}}은 Mayfly가 키와 기록을 두는 곳에 있어서 공유하지 않아요.',
    next: '공유할 파일을 다른 폴더에 복사한 다음 복사본을 공유해 주세요.',
  },
  'folder-empty': {
    message: '“{{fileName}}” 폴더에 파일이 없어요{{because}}.',
    bare: '폴더에 파일이 없어요.',
    next: '파일이 든 폴더를 골라 주세요.',
  },
  'folder-not-watchable': {
    message: '{{file}}은 지켜볼 수 없어요({{reason}}).',
    bare: '{{file}}은 지켜볼 수 없어요.',
    next: '다른 폴더를 골라 주세요.',
  },
  'folder-out-of-step': {
    message: '페이지가 “{{fileName}}” 폴더와 달라요. {{reason}}.',
    bare: '페이지가 폴더와 달라요.',
    next: '폴더를 바로잡으면 Mayfly가 알아서 이어 가요. 폴더가 지금 이대로 맞다면 “폴더와 같게 유지”를 껐다가 다시 켜 주세요.',
    inTerminal: '폴더를 바로잡으면 Mayfly가 알아서 이어 가요. 폴더가 지금 이대로 맞다면 명령을 다시 실행해 주세요.',
  },
  'folder-missing': {
    message: '{{file}} 폴더가 없어요.',
    bare: '폴더가 없어요.',
    next: '폴더를 되돌리거나 디스크를 연결해 주세요. 기다리던 파일은 그때 저장해요.',
    nextBare: '다른 폴더를 골라 주세요.',
    inTerminal: '폴더를 되돌리거나, 디스크를 연결하거나, 다른 폴더를 지정해 주세요.',
  },
  'folder-unusable': {
    message: '{{file}}에 저장할 수 없어요({{reason}}).',
    bare: '{{file}}에 저장할 수 없어요. 폴더가 아니거나 쓸 권한이 없어요.',
    next: '다른 폴더를 골라 주세요.',
    inTerminal: '다른 폴더를 지정해 주세요.',
  },
  'file-too-large': {
    message: '{{file}}이 S3에 저장할 수 있는 크기보다 커요{{because}}.',
    next: '파일을 나눠서 공유해 주세요.',
  },
  'disk-full': {
    message: '디스크가 가득 차서 {{file}}을 저장할 수 없었어요.',
    bare: '이 컴퓨터의 디스크가 가득 찼어요.',
    next: '공간을 비우고 다시 시도해 주세요.',
  },
  'output-lost': {
    message: '이 명령의 출력을 쓸 수 없었어요{{because}}.',
    next: '링크를 만들었다면 기록에 있어요.',
    inTerminal:
      '링크를 만들었다면 mayfly list로 찾고 mayfly copy ID --print로 다시 출력해 주세요. sign과 --bucket의 링크는 남지 않으니 명령을 다시 실행해 주세요.',
  },
  'ledger-newer': {
    message: '더 새로운 Mayfly가 쓴 기록이라서 이 Mayfly는 읽을 수 없어요.',
    next: 'Mayfly를 업데이트해 주세요.',
  },
  'ledger-damaged': {
    message: '기록 파일이 손상되어 빈 기록으로 시작했어요.',
    next: '연결을 다시 추가해 주세요. 손상된 파일은 새 파일 옆에 남아 있어요.',
  },
  'ledger-damage-found': {
    message: '기록 파일이 손상되었어요.',
    next: 'Mayfly를 끝내고 다시 시작해 주세요. 손상된 파일은 따로 보관하고 새 기록을 시작해요.',
    inTerminal: '아무 명령이나 다시 실행해 주세요. 손상된 파일은 따로 보관하고 새 기록을 시작해요.',
  },
  'ledger-unusable': {
    message: '기록 파일에 쓸 수 없어요{{because}}.',
    next: '프로필 폴더의 권한과 남은 공간을 확인하고, 거기 있는 mayfly.db가 일반 파일인지도 확인해 주세요.',
  },
  'keychain-no-bus': {
    message: '이 세션에 메시지 버스(D-Bus)가 없어서 키체인에 연결할 수 없어요.',
    next: `데스크톱 세션에서 Mayfly를 시작해 주세요. ${keychain.next}`,
    inTerminal: `데스크톱 세션이나 dbus-run-session 안에서 실행해 주세요. ${keychain.inTerminal}`,
  },
  'keychain-no-service': {
    message: '이 컴퓨터에 Secret Service 키체인이 없어요.',
    next: `gnome-keyring이나 KWallet을 설치해 주세요. ${keychain.next}`,
    inTerminal: `gnome-keyring이나 KWallet을 설치해 주세요. ${keychain.inTerminal}`,
  },
  'keychain-no-collection': {
    message: '키체인에 비밀을 보관할 키링이 없어요.',
    next: `“암호 및 키” 같은 프로그램에서 기본 키링을 만들어 주세요. ${keychain.next}`,
    inTerminal: `기본 키링을 만들어 주세요. ${keychain.inTerminal}`,
  },
  'keychain-locked': {
    message: '키체인이 잠겨 있어요.',
    next: `키링의 잠금을 풀어 주세요. ${keychain.next}`,
    inTerminal: `키링의 잠금을 풀어 주세요. ${keychain.inTerminal}`,
  },
  'keychain-denied': {
    message: 'Mayfly가 키체인을 쓰도록 허용되지 않았어요.',
    next: `시스템이 물어보면 Mayfly를 허용해 주세요. ${keychain.next}`,
    inTerminal: `시스템이 물어보면 허용해 주세요. ${keychain.inTerminal}`,
  },
  'keychain-unavailable': {
    message: '이 컴퓨터에서는 키체인을 쓸 수 없어요{{because}}.',
    next: `Linux에서는 libsecret-1-0을 설치해 주세요. ${keychain.next}`,
    inTerminal: `Linux에서는 libsecret-1-0을 설치해 주세요. ${keychain.inTerminal}`,
  },
  'keys-elsewhere': {
    message: '이 링크의 키는 키체인 없이 링크를 만든 다른 Mayfly 프로세스의 메모리에 있어요.',
    next: '그 프로세스를 끝내면 링크도 함께 끝나요.',
  },
  'keys-in-keychain': {
    message: '이 링크의 키는 키체인에 있는데, Mayfly가 시작할 때 키체인을 열지 못했어요. 지금은 링크가 열리지 않아요.',
    next: '키체인의 잠금을 풀거나 Mayfly의 접근을 허용한 다음 Mayfly를 종료하고 다시 시작해 주세요. 그러면 링크가 만료될 때까지 다시 열려요.',
  },
  interrupted: {
    message: '명령이 끝나기 전에 중단됐어요.',
    next: '그때까지 한 일은 그대로 남아 있어요. 나머지는 다시 실행해 주세요.',
  },
  'key-used': {
    message: '이 --idempotency-key는 다른 파일에 썼거나, 그 뒤에 파일이 바뀌었어요.',
    next: '이 파일에는 다른 키를 써 주세요.',
  },
  'exec-failed': {
    message: '{{file}}에 대해 --exec 프로그램이 실패했어요{{because}}.',
    next: '프로그램이 출력한 내용을 확인하고, 이 파일에 대해 직접 실행해 주세요.',
  },
  'out-of-time': {
    message: '--timeout으로 정한 시간이 지나서 명령을 끝냈어요.',
    next: '그때까지 한 일은 그대로 남아 있어요. 나머지는 다시 실행해 주세요. 업로드는 멈춘 곳부터 이어져요.',
  },
  cancelled: {
    message: '업로드를 취소했어요.',
    next: '원할 때 파일을 다시 공유해 주세요.',
  },
  paused: {
    message: '{{theFile}} 업로드를 일시 정지했어요.',
    next: '원할 때 계속할 수 있어요.',
    inTerminal: '같은 명령이나 mayfly resume을 실행하면 이어서 해요.',
  },
};

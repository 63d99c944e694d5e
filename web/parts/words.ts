import { wordsOf } from "./language.ts";

/** Words that every page may need. */
export const useWords = wordsOf({
  shopName: ["보자기", "Bojagi"],
  skip: ["본문으로 건너뛰기", "Skip to content"],
  loading: ["불러오는 중", "Loading"],
  retry: ["다시 시도", "Try again"],
  back: ["뒤로", "Back"],
  close: ["닫기", "Close"],
  cancel: ["취소", "Cancel"],
  copy: ["복사", "Copy"],
  copied: ["복사됨", "Copied"],
  more: ["더 보기", "Show more"],
  previousPage: ["이전", "Previous"],
  nextPage: ["다음", "Next"],
  pageNo: [(n: number) => `${n}쪽`, (n: number) => `Page ${n}`],
  noAnswerTitle: ["연결이 끊겼습니다", "No connection"],
  noAnswer: [
    "서버에서 답이 없습니다. 입력하신 내용은 그대로 있으니 잠시 후 다시 시도해 주세요.",
    "The server does not answer. Nothing you typed is lost; please try again in a moment.",
  ],
  offline: [
    "연결이 끊겼습니다. 다시 연결되면 자동으로 이어집니다.",
    "You are offline. Everything goes on by itself once the connection is back.",
  ],
  brokenTitle: ["화면을 표시하지 못했습니다", "This page could not be shown"],
  broken: [
    "다시 시도하거나 처음 화면으로 돌아가 주세요.",
    "Try again, or go back to the first page.",
  ],
  requestNo: [(id: string) => `문의 번호 ${id}`, (id: string) => `Reference ${id}`],
  retryAfter: [
    (seconds: number) => `${seconds}초 뒤에 다시 시도할 수 있습니다.`,
    (seconds: number) => `You can try again in ${seconds} seconds.`,
  ],
  notFoundTitle: ["찾는 화면이 없습니다", "There is no such page"],
  notFound: ["주소를 확인해 주세요.", "Please check the address."],
  home: ["처음 화면으로", "To the shop"],
  logIn: ["로그인", "Log in"],
  logOut: ["로그아웃", "Log out"],
  account: ["내 정보", "Account"],
  menu: ["메뉴", "Menu"],
  language: ["English", "한국어"],
  theme: ["밝게/어둡게", "Light or dark"],
  staffOnly: ["이 화면을 볼 권한이 없습니다", "You may not see this page"],
});

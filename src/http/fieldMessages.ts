import type { RefusalDetail } from "#kernel/refusal.ts";
import type { Language } from "./language.ts";

type Values = NonNullable<RefusalDetail["values"]>;
type Wording = readonly [ko: (values: Values) => string, en: (values: Values) => string];

const always = (ko: string, en: string): Wording => [() => ko, () => en];

/** What is wrong with one field, by the code of its detail. */
const WORDINGS: Readonly<Record<string, Wording>> = {
  REQUIRED: always("필수 값입니다.", "Is required."),
  UNKNOWN_FIELD: always("알 수 없는 항목입니다.", "Is not known here."),
  WRONG_TYPE: [
    ({ expected }) => `값의 종류가 다릅니다 (${expected}).`,
    ({ expected }) => `Must be of type ${expected}.`,
  ],
  TOO_SMALL: [
    ({ minimum }) => `${minimum} 이상이어야 합니다.`,
    ({ minimum }) => `Must be at least ${minimum}.`,
  ],
  TOO_LARGE: [
    ({ maximum }) => `${maximum} 이하여야 합니다.`,
    ({ maximum }) => `Must be at most ${maximum}.`,
  ],
  TOO_SHORT: [
    ({ minimum }) => `${minimum}자 이상이어야 합니다.`,
    ({ minimum }) => `Must have at least ${minimum} characters.`,
  ],
  TOO_LONG: [
    ({ maximum }) => `${maximum}자 이하여야 합니다.`,
    ({ maximum }) => `Must have at most ${maximum} characters.`,
  ],
  TOO_FEW: [
    ({ minimum }) => `${minimum}개 이상이어야 합니다.`,
    ({ minimum }) => `Must have at least ${minimum} entries.`,
  ],
  TOO_MANY: [
    ({ maximum }) => `${maximum}개 이하여야 합니다.`,
    ({ maximum }) => `Must have at most ${maximum} entries.`,
  ],
  NOT_ALLOWED: always("허용되지 않는 값입니다.", "Is not one of the allowed values."),
  WRONG_FORM: always("형식이 올바르지 않습니다.", "Has the wrong form."),
  REPEATED: always("한 번만 보내야 합니다.", "Must be sent only once."),
  NOT_JSON: always("올바른 JSON이 아닙니다.", "Is not valid JSON."),
  NOT_UTF8: always("올바른 UTF-8이 아닙니다.", "Is not valid UTF-8."),
  TOO_DEEP: always("너무 깊이 중첩되어 있습니다.", "Is nested too deeply."),
  NUMBER_TOO_LONG: always("숫자가 너무 깁니다.", "Holds a number with too many digits."),
  REPEATED_NAME: always("같은 이름이 두 번 있습니다.", "Holds the same name twice."),
  FORBIDDEN_NAME: always("사용할 수 없는 이름이 있습니다.", "Holds a name that is not allowed."),
  ONLY_IN_DEMO: always("데모에서만 쓸 수 있습니다.", "Can be used in a demo only."),
  BROKEN_TEXT: always("사용할 수 없는 문자가 있습니다.", "Holds a character that is not allowed."),
};

const UNNAMED: Wording = always("조건에 맞지 않습니다.", "Does not fit.");

/** A sentence on one wrong field. Codes of the business without a wording get a general one. */
export function fieldMessage(code: string, values: Values, language: Language): string {
  const [ko, en] = Object.hasOwn(WORDINGS, code) ? (WORDINGS[code] ?? UNNAMED) : UNNAMED;
  return (language === "ko" ? ko : en)(values);
}

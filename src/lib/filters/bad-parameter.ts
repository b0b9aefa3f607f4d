/** A reason in each language, or one that is in the reader's language already. */
export type Reason = string | Readonly<Record<'vi' | 'en', string>>;

/** A request parameter that cannot be used: which one, why, and what would be allowed. Answered as 400. */
export class BadParameter extends Error {
  override readonly name = 'BadParameter';
  readonly parameter: string;
  readonly allowed: readonly string[];
  readonly reason: Reason;

  constructor(parameter: string, reason: Reason, allowed: readonly string[] = []) {
    super(typeof reason === 'string' ? reason : reason.vi);
    this.parameter = parameter;
    this.allowed = allowed;
    this.reason = reason;
  }

  /** The reason as a reader of that language gets it; the message itself is Vietnamese. */
  in(lang: 'vi' | 'en'): string {
    return typeof this.reason === 'string' ? this.reason : this.reason[lang];
  }

  /** The same fault of a parameter that has another name. */
  renamed(parameter: string): BadParameter {
    const rename = (text: string) => text.replace(`"${this.parameter}"`, `"${parameter}"`);
    const { reason } = this;
    const said =
      typeof reason === 'string' ? rename(reason) : { vi: rename(reason.vi), en: rename(reason.en) };
    return new BadParameter(parameter, said, this.allowed);
  }
}

const shown = 40;

/** The error for a value outside a closed list; the message names the value, the parameter and the list. */
export function notAllowed(parameter: string, found: string, allowed: readonly string[]): BadParameter {
  const list = allowed.slice(0, shown).join(', ') + (allowed.length > shown ? ', …' : '');
  const reason = {
    vi: `Tham số "${parameter}" không nhận giá trị "${brief(found)}". Giá trị cho phép: ${list}.`,
    en: `The parameter "${parameter}" does not take the value "${brief(found)}". Allowed: ${list}.`,
  };
  return new BadParameter(parameter, reason, allowed);
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

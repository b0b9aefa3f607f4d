/** A request parameter that cannot be used: which one, why, and what would be allowed. Answered as 400. */
export class BadParameter extends Error {
  override readonly name = 'BadParameter';
  readonly parameter: string;
  readonly allowed: readonly string[];

  constructor(parameter: string, message: string, allowed: readonly string[] = []) {
    super(message);
    this.parameter = parameter;
    this.allowed = allowed;
  }
}

const shown = 40;

/** The error for a value outside a closed list; the message names the value, the parameter and the list. */
export function notAllowed(parameter: string, found: string, allowed: readonly string[]): BadParameter {
  const list = allowed.slice(0, shown).join(', ') + (allowed.length > shown ? ', …' : '');
  const message = `Tham số "${parameter}" không nhận giá trị "${brief(found)}". Giá trị cho phép: ${list}.`;
  return new BadParameter(parameter, message, allowed);
}

function brief(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

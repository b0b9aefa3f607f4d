/** There is nothing to answer from: no version has been published yet. Answered as 503. */
export class NoPublishedVersion extends Error {
  override readonly name = 'NoPublishedVersion';

  constructor(options?: ErrorOptions) {
    super('Chưa có phiên bản số liệu nào được công bố. Hãy nạp số liệu rồi tải lại trang.', options);
  }
}

/** A published file cannot be read: missing, cut or altered after it was published. Answered as 503. */
export class DamagedVersion extends Error {
  override readonly name = 'DamagedVersion';

  constructor(what: string, options?: ErrorOptions) {
    super(
      `Không đọc được số liệu đã công bố (${what}): tệp thiếu hoặc hỏng. ` +
        'Hãy chạy "npm run etl -- verify" để kiểm tra và "npm run etl -- rollback" để về phiên bản trước.',
      options,
    );
  }
}

/** Why the database that holds the versions gives no answer. */
export type EngineTrouble = 'unreachable' | 'sign_in' | 'slow';

type Words = { vi: string; en: string };

const troubles: Readonly<Record<EngineTrouble, Words>> = {
  unreachable: {
    vi: 'Không kết nối được với máy chủ cơ sở dữ liệu. Trang sẽ hoạt động lại ngay khi máy chủ đó trả lời; nếu kéo dài, hãy báo quản trị viên.',
    en: 'The database server cannot be reached. Pages work again as soon as it answers; if it lasts, please tell the administrator.',
  },
  sign_in: {
    vi: 'Máy chủ cơ sở dữ liệu không chấp nhận tài khoản hoặc mật khẩu của Lăng Kính. Hãy báo quản trị viên kiểm tra WAREHOUSE_URL và tệp mật khẩu.',
    en: 'The database server does not accept the account or password of Lăng Kính. Please ask the administrator to check WAREHOUSE_URL and the password file.',
  },
  slow: {
    vi: 'Máy chủ cơ sở dữ liệu chưa trả lời kịp. Hãy thử lại sau ít phút, hoặc thu hẹp khoảng tháng và bộ lọc.',
    en: 'The database server did not answer in time. Please try again in a few minutes, or narrow the months and filters.',
  },
};

/** The database that holds the versions gives no answer now. Answered as 503; here nothing has to be done once it is back. */
export class EngineUnavailable extends Error {
  override readonly name = 'EngineUnavailable';
  readonly trouble: EngineTrouble;
  readonly reason: Words;

  constructor(trouble: EngineTrouble, options?: ErrorOptions) {
    super(troubles[trouble].vi, options);
    this.trouble = trouble;
    this.reason = troubles[trouble];
  }
}

/** A version that was asked for by name and is not among the published ones. Answered as 400. */
export class UnknownVersion extends Error {
  override readonly name = 'UnknownVersion';
  readonly id: string;
  readonly versions: readonly string[];

  constructor(id: string, versions: readonly string[]) {
    super(`Không có phiên bản "${id.slice(0, 40)}".`);
    this.id = id;
    this.versions = versions;
  }
}

/** A restricted reader asked for figures that are not in the fixed list of tables. Answered as 403. */
export class NotDisclosed extends Error {
  override readonly name = 'NotDisclosed';
  readonly reason = {
    vi:
      'Mức công bố hạn chế không có bảng này. Có thể xem: số hồ sơ theo tháng, theo tháng và loại hình, theo tháng và ' +
      'loại hồ sơ, của mọi tổ chức, theo thời điểm; tuân thủ của các nhiệm vụ không về cá nhân.',
    en:
      'The restricted profile has no such table. It has: cases by month, by month and organisation type, by month and ' +
      'case type, of all organisations, as reported; compliance of the duties that are not about persons.',
  };

  constructor() {
    super('The restricted profile has no such table.');
  }
}

/** A question whose answer is in no table of the restricted list. Answered as 403, naming the parameter and what is allowed. */
export class NotListed extends NotDisclosed {
  readonly parameter: string;
  readonly allowed: readonly string[];

  constructor(parameter: string, message: string, allowed: readonly string[]) {
    super();
    this.message = message;
    this.parameter = parameter;
    this.allowed = allowed;
  }
}

/** An account asks for more than it may see, or for two limits that do not go together. Answered as 403. */
export class BeyondLimits extends Error {
  override readonly name = 'BeyondLimits';
  readonly reason: { vi: string; en: string };

  constructor(reason: { vi: string; en: string }) {
    super(reason.vi);
    this.reason = reason;
  }
}

/** A viewer sees one part of the tree only, which this version does not have. Answered as 403: never by the whole. */
export class UnknownPart extends Error {
  override readonly name = 'UnknownPart';
  readonly reason: { vi: string; en: string };

  constructor(organization: string, version: string) {
    const code = organization.slice(0, 40);
    const reason = {
      vi:
        `Tài khoản này chỉ được xem tổ chức mang mã "${code}" và các tổ chức bên dưới, nhưng bản số liệu ${version} ` +
        'không có tổ chức nào mang mã đó. Hãy báo quản trị viên đặt lại phạm vi của tài khoản.',
      en:
        `This account may see the organisation "${code}" and those below it only, but the data version ${version} has ` +
        'no organisation with that code. Please ask the administrator to set the scope of the account anew.',
    };
    super(reason.vi);
    this.reason = reason;
  }
}

/** This server follows a publisher that keeps case rows to itself, so that SQL has nothing to read. Answered as 403. */
export class NoCaseRows extends BeyondLimits {
  constructor() {
    super({
      vi:
        'Máy này theo sau một nơi công bố và không được giao tệp phân tích, nên không truy vấn SQL ở đây được. Hãy truy ' +
        'vấn ở nơi công bố, hoặc nhờ quản trị viên lấy cả tệp đó về (pull --analyst).',
      en:
        'This server follows a publisher and was given no analyst file, so that there is nothing to query here. Query at ' +
        'the publisher, or ask the administrator to bring that file along (pull --analyst).',
    });
  }
}

/** Whether nothing can be answered now, for no fault of the question: answered as 503. */
export function isUnavailable(
  error: unknown,
): error is NoPublishedVersion | DamagedVersion | EngineUnavailable {
  return (
    error instanceof NoPublishedVersion ||
    error instanceof DamagedVersion ||
    error instanceof EngineUnavailable
  );
}

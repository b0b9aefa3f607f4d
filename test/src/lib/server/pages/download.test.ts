import { expect, it } from 'vitest';
import { reader } from '../../../../support/viewers';
import { downloadOf } from '$lib/server/pages/download';

it.each(['constructor', '__proto__', 'toString', 'nowhere', ''])(
  'has no file of a page "%s"',
  async (page) => {
    const url = new URL('http://127.0.0.1/panels/x/flow.csv');
    await expect(
      downloadOf({ url, locals: { viewer: reader() } }, { page, panel: 'flow', kind: 'csv' }),
    ).rejects.toMatchObject({
      status: 404,
    });
  },
);

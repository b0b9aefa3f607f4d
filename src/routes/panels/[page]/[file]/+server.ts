import { handedOut } from '$lib/server/access/handing-out';
import { downloadOf } from '$lib/server/pages/download';

/** `/panels/overview/flow.csv`: the panel `flow` of the overview as a file. */
export const GET = async (event) => {
  const { params, url, locals } = event;
  const [panel = '', kind = ''] = params.file.split('.');
  return handedOut(event, 'export', await downloadOf({ url, locals }, { page: params.page, panel, kind }));
};

import { downloadOf } from '$lib/server/pages/download';

/** `/panels/overview/flow.csv`: the panel `flow` of the overview as a file. */
export const GET = ({ params, url, locals }) => {
  const [panel = '', kind = ''] = params.file.split('.');
  return downloadOf({ url, locals }, { page: params.page, panel, kind });
};

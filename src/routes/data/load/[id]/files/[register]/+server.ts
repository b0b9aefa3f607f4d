import { dropUploaded, takeUploaded } from '$lib/server/pages/upload-route';

/** Takes in or away one file of an upload: the body is the file, `?name=` the name that it has at the steward's. */
export const PUT = takeUploaded;
export const DELETE = dropUploaded;

/** Whether the name or address of a host means this machine itself; IPv6 with brackets or without. */
export function isLoopback(host: string | undefined): boolean {
  const bare = (host ?? '').replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}

/**
 * True for the versions of Node that the package's `engines` allow. Kept free of imports and of new syntax: it is
 * what an older Node must still be able to run.
 *
 * @param version as in `process.versions.node`
 */
export function isSupportedNode(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return (major === 22 && minor >= 18) || (major === 24 && minor >= 11) || major > 24;
}

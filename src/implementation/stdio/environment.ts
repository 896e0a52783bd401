/**
 * What an adapter gets of this process's environment: what a program needs to find its interpreter,
 * libraries, language and temporary folder, and how many threads it may use. Secrets of the caller stay
 * here, and so do settings that would hide a defect: PYTHONUNBUFFERED a missing flush, PYTHONHASHSEED an
 * answer that depends on the order of a set.
 */
const PASSED_ON: ReadonlySet<string> = new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "SHELL",
  "LANG",
  "LANGUAGE",
  "TZ",
  "TMPDIR",
  "TMP",
  "TEMP",
  "XDG_CACHE_HOME",
  "XDG_CONFIG_HOME",
  "XDG_DATA_HOME",
  "XDG_RUNTIME_DIR",
  "VIRTUAL_ENV",
  "CONDA_PREFIX",
  "PYTHONPATH",
  "PYTHONHOME",
  "NODE_PATH",
  "JAVA_HOME",
  "JULIA_DEPOT_PATH",
  "LD_LIBRARY_PATH",
  "DYLD_LIBRARY_PATH",
  "OMP_NUM_THREADS",
  "OPENBLAS_NUM_THREADS",
  "MKL_NUM_THREADS",
  "RAYON_NUM_THREADS",
  "CUDA_VISIBLE_DEVICES",
  // Windows, where names are not case-sensitive and these spellings are the usual ones.
  "Path",
  "PATHEXT",
  "SystemRoot",
  "SystemDrive",
  "windir",
  "ComSpec",
  "USERPROFILE",
  "APPDATA",
  "LOCALAPPDATA",
  "ProgramData",
  "ProgramFiles",
]);

/**
 * The environment of an adapter.
 *
 * @param own the environment of this process
 * @param extra what the user adds; it goes before the rest
 */
export function childEnvironment(
  own: Readonly<Record<string, string | undefined>>,
  extra: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (value !== undefined && (PASSED_ON.has(name) || name.startsWith("LC_"))) environment[name] = value;
  }
  return { ...environment, ...extra };
}

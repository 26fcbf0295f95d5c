/**
 * Whether the folders of several sources overlap, as release 0.3 decides it (build's target_path_validation.go): by the
 * beginnings of the texts, and only where one has fewer parts, so that `a` takes in `ab/c` but not `ab`.
 */

/** Takes one folder after the other; true where it overlaps with an earlier one. */
export function newTargetPaths(): (targetPath: string) => boolean {
  const earlier: Folder[] = [];
  return (targetPath) => {
    const path = withoutSlashes(targetPath);
    const parts = path.split('/');
    if (earlier.some((other) => overlap(path, parts.length, other))) return true;
    // A quirk: of an earlier folder, parts of the same name are counted once.
    earlier.push({ path, parts: new Set(parts).size });
    return false;
  };
}

interface Folder {
  readonly path: string;
  readonly parts: number;
}

function overlap(path: string, parts: number, other: Folder): boolean {
  if (parts === other.parts) return path === other.path;
  return parts > other.parts ? path.startsWith(other.path) : other.path.startsWith(path);
}

/** Slashes at both ends do not count. */
function withoutSlashes(path: string): string {
  let start = 0;
  let end = path.length;
  while (start < end && path[start] === '/') start++;
  while (end > start && path[end - 1] === '/') end--;
  return path.slice(start, end);
}

/**
 * How the Configuration controller names revisions nobody named: NAME-%05d of the Configuration's generation (serving
 * pkg/reconciler/configuration, kmeta.ChildName), as it did in releases 0.1 to 0.3 and does since 0.19.
 */

/** The name Knative gives to the revision with this number. */
export function generatedName(owner: string, number: number | string): string {
  return `${owner}-${String(number).padStart(5, '0')}`;
}

/** Whether Knative gives such a name to a revision of `owner`; there is no end to the numbers. */
export function isGeneratedName(name: string, owner: string): boolean {
  return generatedNumber(name, owner) !== undefined || isHashedName(name, owner);
}

/** The number in a name that Knative gives to a revision of `owner`. */
export function generatedNumber(name: string, owner: string): number | undefined {
  if (name.length < owner.length + 6 || !name.startsWith(owner) || name[owner.length] !== '-') {
    return undefined;
  }
  const digits = name.slice(owner.length + 1);
  return isGeneration(digits) ? Number(digits) : undefined;
}

/** The owner in a name that Knative may have given; undefined where the name is of another form. */
export function ownerOfGeneratedName(name: string): string | undefined {
  const dash = name.lastIndexOf('-');
  return dash > 0 && isGeneration(name.slice(dash + 1)) ? name.slice(0, dash) : undefined;
}

/** The generations start at 1, and `%05d` fills up to five digits but no further. */
function isGeneration(digits: string): boolean {
  return /^(?:0\d{4}|[1-9]\d{4,})$/.test(digits) && digits !== '00000';
}

/** Names that would be too long are cut, and get a hash (kmeta.ChildName). */
function isHashedName(name: string, owner: string): boolean {
  return !isNumbered(owner) && /^.*[0-9a-f]{32}-\d{5,}$/.test(name);
}

/** Whether the owner's name stands in those of its revisions; a longer one is cut. */
export function isNumbered(owner: string): boolean {
  return owner.length + '-00001'.length <= 63;
}

/** What a misspelt generated name probably means: the number that it ends in, as Knative writes it. */
export function repairedName(name: string, owner: string): string | undefined {
  const number = /(?:^|[-_.])[a-z]?[0O]*(?<number>[1-9]\d*)[^\d]?$/i.exec(name)?.groups?.['number'];
  return number === undefined || !isNumbered(owner) ? undefined : generatedName(owner, number);
}

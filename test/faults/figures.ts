/** Prints what a fault did, for the report: how long, how many, how often. */
export const print = (figure: string): boolean => process.stdout.write(`${figure}\n`);

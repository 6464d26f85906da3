// Parses a file with the parser of DBML: `node check.mjs FILE` prints the number of tables and references, or fails with its errors.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const { Parser } = createRequire(import.meta.url)('@dbml/core');
try {
  const { schemas } = new Parser().parse(await readFile(process.argv.at(-1), 'utf8'), 'dbmlv2');
  const count = (part) => schemas.reduce((sum, schema) => sum + schema[part].length, 0);
  process.stdout.write(`${count('tables')} tables, ${count('refs')} references\n`);
} catch (error) {
  process.stderr.write(`${JSON.stringify(error.diags ?? error.message)}\n`);
  process.exitCode = 1;
}

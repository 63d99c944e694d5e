import { createReadStream } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { REFUSAL_CODES } from "#kernel/refusal.ts";
import { HTML_TYPE } from "./headers.ts";
import { isRefusalCode, TITLES } from "./titles.ts";
import { EXPLANATIONS } from "./explanations.ts";

/** A page or file of the server itself: who may see it is decided by where it is served. */
export type Page = { readonly type: string; readonly content: string | NodeJS.ReadableStream };

/** The page that a problem's type leads to, in both languages; undefined for an unknown code. */
export function problemPage(code: string): Page | undefined {
  if (!isRefusalCode(code)) return undefined;
  const [status, ko, en] = TITLES[code];
  const [koText, enText] = EXPLANATIONS[code];
  const content = html(
    `${ko} · ${en}`,
    `<main>
<h1>${ko} · ${en}</h1>
<p><code>${code}</code> · HTTP ${status}</p>
<p lang="ko">${koText}</p>
<p lang="en">${enText}</p>
<p><a href="/problems">/problems</a></p>
</main>`,
  );
  return { type: HTML_TYPE, content };
}

/** All problems on one page. */
export function problemList(): Page {
  const rows = REFUSAL_CODES.map((code) => {
    const [status, ko, en] = TITLES[code];
    return `<tr><td>${status}</td><td><a href="/problems/${code}">${code}</a></td><td>${ko}</td><td lang="en">${en}</td></tr>`;
  });
  const head = "<tr><th>HTTP</th><th>code</th><th>한국어</th><th>English</th></tr>";
  const content = html(
    "Bojagi problems",
    `<main><h1>Problems</h1><table>${head}${rows.join("\n")}</table></main>`,
  );
  return { type: HTML_TYPE, content };
}

/** The readable API document. Script and style come from here; nothing is fetched from elsewhere. */
export const documentPage: Page = {
  type: HTML_TYPE,
  content: html(
    "Bojagi API",
    '<div id="document"></div>\n<script src="/docs/swagger-ui-bundle.js"></script>\n<script src="/docs/open.js"></script>',
    '<link rel="stylesheet" href="/docs/swagger-ui.css">',
  ),
};

const OPEN_DOCUMENT = `window.SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#document",
  deepLinking: true,
  validatorUrl: null,
});
`;

const SCRIPT_TYPE = "text/javascript; charset=utf-8";
const STYLE_TYPE = "text/css; charset=utf-8";

/** The files of the readable document; undefined for any other name. */
export function documentFile(name: string): Page | undefined {
  switch (name) {
    case "open.js":
      return { type: SCRIPT_TYPE, content: OPEN_DOCUMENT };
    case "swagger-ui-bundle.js":
      return { type: SCRIPT_TYPE, content: createReadStream(join(swaggerFolder(), name)) };
    case "swagger-ui.css":
      return { type: STYLE_TYPE, content: createReadStream(join(swaggerFolder(), name)) };
    default:
      return undefined;
  }
}

const swaggerFolder = (): string =>
  dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));

function html(title: string, body: string, head = ""): string {
  return `<!doctype html>
<html lang="ko">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
${head}
</head>
<body>
${body}
</body>
</html>
`;
}

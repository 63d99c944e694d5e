/** The headers of attacks §5 on every answer, errors too. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), " +
    "microphone=(), midi=(), payment=(), publickey-credentials-get=(), usb=()",
};

/** The policy of the readable pages: their own script and style, the document from here, no more. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** The policy of the web pages: as above, and the style elements that bear the page's own number. */
export const pagePolicyWith = (nonce: string): string =>
  PAGE_POLICY.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`);

export const JSON_TYPE = "application/json; charset=utf-8";
export const PROBLEM_TYPE = "application/problem+json; charset=utf-8";
export const HTML_TYPE = "text/html; charset=utf-8";

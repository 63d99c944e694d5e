/** A wrapping cloth, knotted. */
export function Logo({ size = 28 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d="M16 9 4 20l4 9h16l4-9Z" fill="#2b7960" />
      <path d="M16 9 4 20l12 3Z" fill="#c2452d" />
      <path d="M16 9 28 20 16 23Z" fill="#e0a526" />
      <path d="M16 9C12 1 5 2 7 6s6 3 9 3c3 0 7 1 9-3s-5-5-9 3Z" fill="#27476e" />
    </svg>
  );
}

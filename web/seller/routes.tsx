/** The pages of sellers, each loaded when it is first opened. */
export const sellerRoutes = [] as const;

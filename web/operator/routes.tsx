/** The pages of operators, each loaded when it is first opened. */
export const operatorRoutes = [] as const;

/** X.1 whole journeys where policies have their second values. */
import { journeysUnderSecondValues } from "./journeys.ts";

journeysUnderSecondValues("fused");

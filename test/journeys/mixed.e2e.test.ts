import { journeysIn } from "./journeys.ts";

journeysIn("mixed");

import { journeysIn } from "./journeys.ts";

journeysIn("mixed", "main roads", "side roads");

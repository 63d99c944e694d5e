import { journeysIn } from "./journeys.ts";

journeysIn("split", "side roads");

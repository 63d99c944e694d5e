import { journeysIn } from "./journeys.ts";

journeysIn("fused", "side roads");

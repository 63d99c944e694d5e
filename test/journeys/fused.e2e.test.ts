import { journeysIn } from "./journeys.ts";

journeysIn("fused", "main roads");

import { journeysIn } from "./journeys.ts";

journeysIn("split", "main roads");

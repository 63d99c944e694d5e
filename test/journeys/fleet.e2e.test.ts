import { journeysIn } from "./journeys.ts";

journeysIn("fleet", "main roads");

import { journeysIn } from "./journeys.ts";

journeysIn("fleet", "first roads");

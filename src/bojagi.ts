/** The command line of the platform: each command is a program of its own. */
import { parseArgs } from "node:util";

const USAGE = `usage:
  bojagi serve [--contexts order,cart] [--port 3000]   some contexts, or all, in this process
  bojagi gateway [--port 3000]                         the one entry to contexts in other processes
  bojagi fleet [--port 3000] [--bus nats] [--instances order=2] [--together cart,query | all]
                                                       everything on this machine, a process for each
  bojagi status                                        the processes of the fleet that runs here
  bojagi restart|stop|start NAME                       those of a context, one after the other
  bojagi scale order=2                                 so many processes of a context, from now on
  bojagi split [wallet]                                moves a context, or all, into processes of their own
  bojagi refresh                                       reads the configuration again
  bojagi parked list|why|dry-run|redrive|drop [--url http://127.0.0.1:3000] [--consumer order]
                [--key ord_…] [--type order.paid] [--first] [--per-second 20] [--why …]
                                                       messages that could not be applied
Settings are environment variables, or stand in the file that BOJAGI_CONFIG names: docs/operating.md.`;

const { values, positionals } = parse();
const [command = "", name = ""] = positionals;
note("BOJAGI_CONTEXTS", values.contexts);
note("BOJAGI_BUS", values.bus);
note("PORT", values.port);

switch (command) {
  case "serve":
    await import("./main.ts");
    break;
  case "gateway":
    await import("./gateway.ts");
    break;
  case "prepare":
    await import("./fleet/prepare.ts");
    break;
  case "fleet":
    await (
      await import("./fleet.ts")
    ).runFleet({
      together: values.together ?? [],
      instances: values.instances ?? [],
    });
    break;
  case "status":
  case "restart":
  case "stop":
  case "start":
  case "scale":
  case "split":
  case "refresh":
    await (await import("./fleet/ordering.ts")).order({ command, name });
    break;
  case "parked":
    await (
      await import("./parked.ts")
    ).tendParked({ action: name, perSecond: values["per-second"], ...values });
    break;
  case "help":
    console.log(USAGE);
    break;
  default:
    console.error(USAGE);
    process.exitCode = 2;
}

function parse() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        contexts: { type: "string" },
        port: { type: "string" },
        bus: { type: "string" },
        instances: { type: "string", multiple: true },
        together: { type: "string", multiple: true },
        url: { type: "string" },
        consumer: { type: "string" },
        key: { type: "string", multiple: true },
        type: { type: "string" },
        first: { type: "boolean" },
        "per-second": { type: "string" },
        why: { type: "string" },
      },
    });
  } catch (error) {
    console.error((error as Error).message);
    return { values: {}, positionals: [] };
  }
}

/** What is said on the command line is a setting like those of the environment, and goes before it. */
function note(setting: string, value: string | undefined): void {
  if (value !== undefined) process.env[setting] = value;
}

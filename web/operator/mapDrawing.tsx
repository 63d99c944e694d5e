import "@xyflow/react/dist/base.css";
import "./map.css";
import {
  BaseEdge,
  Controls,
  type Edge,
  EdgeLabelRenderer,
  type EdgeProps,
  type EdgeTypes,
  Handle,
  MarkerType,
  type Node,
  type NodeProps,
  type NodeTypes,
  Position,
  ReactFlow,
} from "@xyflow/react";
import { useMediaQuery } from "@mantine/hooks";
import { useFormats } from "../parts/formats.ts";
import { bow, isTroubled, type Place, placesOf, type Road } from "./drawing.ts";
import { told } from "../parts/told.ts";
import { useNames } from "./messages.ts";
import type { MapContext } from "./reads.ts";
import { useOperatorWords } from "./words.ts";

export type MapDrawingProps = {
  readonly contexts: readonly MapContext[];
  readonly roads: readonly Road[];
  /** How many messages took each road since the last look. */
  readonly moved: ReadonlyMap<string, number>;
  readonly chosen: string | undefined;
  readonly choose: (name: string | undefined) => void;
};

type Box = Node<
  {
    readonly context: MapContext;
    readonly hasMoved: boolean;
    readonly isChosen: boolean;
    readonly isTroubled: boolean;
  },
  "box"
>;
type Bow = Edge<
  {
    readonly road: Road;
    readonly moved: number;
    readonly isFaded: boolean;
    readonly from: Place;
    readonly to: Place;
  },
  "bow"
>;

const nodeTypes: NodeTypes = { box: BoxOfContext };
const edgeTypes: EdgeTypes = { bow: BowOfRoad };

/** The map itself; what it shows can also be read below it. */
export function MapDrawing({ contexts, roads, moved, chosen, choose }: MapDrawingProps) {
  const w = useOperatorWords();
  const isNarrow = useMediaQuery("(max-width: 860px)", undefined, {
    getInitialValueInEffect: false,
  });
  const places = placesOf(
    contexts.map(({ name }) => name),
    isNarrow ?? false,
  );
  const ends = new Set(
    roads.filter(({ name }) => moved.has(name)).flatMap(({ from, to }) => [from, to]),
  );
  const nodes = contexts.map((context): Box => {
    const { name, parked } = context;
    const isBehind = roads.some((road) => road.to === name && road.behind > 0);
    return {
      id: name,
      type: "box",
      position: places.get(name) ?? { x: 0, y: 0 },
      data: {
        context,
        hasMoved: ends.has(name),
        isChosen: chosen === name,
        isTroubled: parked > 0 || isBehind,
      },
      draggable: false,
    };
  });
  const edges = roads.flatMap((road): Bow[] => {
    const [from, to] = [places.get(road.from), places.get(road.to)];
    if (from === undefined || to === undefined) return [];
    const isFaded =
      chosen !== undefined && road.from !== chosen && road.to !== chosen && road.name !== chosen;
    return [
      {
        id: road.name,
        source: road.from,
        target: road.to,
        type: "bow",
        data: { road, moved: moved.get(road.name) ?? 0, isFaded, from, to },
        focusable: false,
        markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14 },
      },
    ];
  });
  return (
    <div className="map" role="group" aria-label={w.mapLabel}>
      <ReactFlow
        key={String(isNarrow)}
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesConnectable={false}
        nodesFocusable={false}
        elementsSelectable={false}
        zoomOnScroll={false}
        preventScrolling={false}
        minZoom={0.2}
        fitView
        fitViewOptions={{ padding: 0.06 }}
        onNodeClick={(_, { id }) => choose(id === chosen ? undefined : id)}
        onEdgeClick={(_, { id }) => choose(id === chosen ? undefined : id)}
        onPaneClick={() => choose(undefined)}
        proOptions={{ hideAttribution: true }}
      >
        <Controls showInteractive={false} />
      </ReactFlow>
    </div>
  );
}

function BoxOfContext({
  data: { context, hasMoved, isChosen, isTroubled: isBad },
}: NodeProps<Box>) {
  const w = useOperatorWords();
  const { count } = useFormats();
  const { contextName } = useNames();
  const { name, isHere, request, deadline, task, parked, tasksWaiting } = context;
  const rate = request.perSecond + deadline.perSecond + task.perSecond;
  const news = [
    ...(parked > 0 ? [`${w.parkedCount} ${count(parked)}`] : []),
    ...(tasksWaiting > 0 ? [`${w.task} ${count(tasksWaiting)}`] : []),
    ...(rate > 0 ? [w.perSecond(count(rate))] : []),
  ];
  const nothingNew = isHere ? w.quiet : told.isFleet === true ? w.gone : w.elsewhere;
  return (
    <div
      className="box"
      data-moved={hasMoved}
      data-chosen={isChosen}
      data-troubled={isBad}
      data-elsewhere={!isHere}
    >
      <Handle type="target" position={Position.Left} isConnectable={false} style={HIDDEN} />
      <strong>{contextName(name)}</strong>
      <span>{news.length === 0 ? nothingNew : news.join(" · ")}</span>
      <Handle type="source" position={Position.Right} isConnectable={false} style={HIDDEN} />
    </div>
  );
}
const HIDDEN = { visibility: "hidden" } as const;

const DOTS_MAX = 4;

function BowOfRoad({ id, data, markerEnd }: EdgeProps<Bow>) {
  const w = useOperatorWords();
  const { count } = useFormats();
  if (data === undefined) return null;
  const { road, moved, isFaded, from, to } = data;
  const { path, middle } = bow(from, to);
  const signs = [
    ...(road.perSecond > 0 ? [w.perSecond(count(road.perSecond))] : []),
    ...(road.behind > 0 ? [w.behindBy(count(road.behind), seconds(road.behindMs))] : []),
    ...(road.parked > 0 ? [`${w.parkedCount} ${count(road.parked)}`] : []),
  ];
  return (
    <>
      <BaseEdge
        id={id}
        path={path}
        {...(markerEnd === undefined ? {} : { markerEnd })}
        className="road"
        interactionWidth={16}
        data-busy={moved > 0 || road.perSecond > 0}
        data-asks={road.facts.length === 0}
        data-faded={isFaded}
        data-troubled={isTroubled(road)}
      />
      {Array.from({ length: Math.min(DOTS_MAX, moved) }, (_, index) => (
        <circle key={`${road.total} ${index}`} className="dot" r={6}>
          <animateMotion
            dur="0.9s"
            begin={`${index * 0.15}s`}
            path={path}
            fill="freeze"
            repeatCount={1}
          />
        </circle>
      ))}
      {signs.length === 0 || isFaded ? null : (
        <EdgeLabelRenderer>
          <div
            className="sign"
            style={{ transform: `translate(-50%, -50%) translate(${middle.x}px, ${middle.y}px)` }}
          >
            {signs.join(" · ")}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  );
}

export const seconds = (waitMs: number): string =>
  (waitMs / 1_000).toFixed(waitMs < 10_000 ? 1 : 0);

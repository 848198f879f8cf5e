using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace PinningAnalyzers.Clients;

/// <summary>Where the locals and flow captures of a graph live: what has gone out of scope no longer tells two paths apart.</summary>
internal sealed class FlowScopes
{
    private readonly Dictionary<object, ControlFlowRegion> _homes = [];

    public FlowScopes(ControlFlowGraph graph) => Add(graph.Root);

    /// <summary>The state with which a block is entered: without what lives elsewhere.</summary>
    public FlowState At(BasicBlock block, FlowState state)
    {
        FlowValues values = state.Values;
        if (values.Count == 0 || _homes.Count == 0)
        {
            return state;
        }

        foreach (KeyValuePair<object, FlowValue> held in state.Values.Held)
        {
            if (_homes.TryGetValue(held.Key, out ControlFlowRegion? home) && (block.Ordinal < home.FirstBlockOrdinal || block.Ordinal > home.LastBlockOrdinal))
            {
                values = values.Without(held.Key);
            }
        }

        return state.With(values);
    }

    private void Add(ControlFlowRegion region)
    {
        // What lives in the whole graph is never gone.
        if (region.Kind != ControlFlowRegionKind.Root)
        {
            foreach (ILocalSymbol local in region.Locals)
            {
                _homes[local] = region;
            }

            foreach (CaptureId capture in region.CaptureIds)
            {
                _homes[capture] = region;
            }
        }

        foreach (ControlFlowRegion nested in region.NestedRegions)
        {
            Add(nested);
        }
    }
}

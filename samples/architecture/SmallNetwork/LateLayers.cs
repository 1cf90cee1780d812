using DkNN;

namespace SmallNetwork;

/// <summary>The last three layers but the pooling: <c>--layers LateLayers</c>.</summary>
[LayerSelection<SmallNetworkPlugin>(Last = 3)]
[LayerExclusion<SmallNetworkPlugin>(nameof(SmallNetworkPlugin.Pool))]
public readonly partial struct LateLayers;

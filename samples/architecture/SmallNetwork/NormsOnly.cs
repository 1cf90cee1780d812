using DkNN;

namespace SmallNetwork;

/// <summary>The batch normalisations: <c>--layers NormsOnly</c>.</summary>
[LayerSelection<SmallNetworkPlugin>(LayerKind.BatchNorm)]
public readonly partial struct NormsOnly;

namespace DkNN;

/// <summary>Lays C×H×W out as one row of neurons, channel by channel.</summary>
public sealed class FlattenAttribute : LayerAttribute;

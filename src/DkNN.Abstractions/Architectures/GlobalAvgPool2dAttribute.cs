namespace DkNN;

/// <summary>The mean of each channel: C×H×W to one row of C neurons.</summary>
public sealed class GlobalAvgPool2dAttribute : LayerAttribute;

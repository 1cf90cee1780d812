namespace DkNN;

/// <summary>The largest value of each channel: C×H×W to one row of C neurons.</summary>
public sealed class GlobalMaxPool2dAttribute : LayerAttribute;
